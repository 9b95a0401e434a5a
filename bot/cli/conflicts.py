"""`lotse knowledge conflicts`: what an editor wrote and an import would write otherwise, and the decision."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from bot.cli.console import out, print_json
from bot.database import open_database
from bot.errors import LotseError
from bot.settings import load_settings
from knowledge.repository import LeistungRepository
from knowledge.rows import Conflict, document_of


def conflicts(
    resolve: Annotated[
        int | None,
        typer.Option("--resolve", metavar="NUMMER", help="Diesen Konflikt entscheiden.", show_default=False),
    ] = None,
    keep: Annotated[
        bool | None,
        typer.Option(
            "--keep/--take", help="Die eigene Fassung behalten oder die neue übernehmen.", show_default=False
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Ausgabe als JSON.")] = False,
) -> None:
    """Zeigt von Hand geänderte Einträge, die in der Quelle jetzt anders lauten, und entscheidet sie.

    Beispiel: lotse knowledge conflicts --resolve 3 --keep
    """
    if (resolve is None) != (keep is None):
        raise LotseError(
            "Zu einer Entscheidung gehören die Nummer und die Wahl.",
            "Beispiel: lotse knowledge conflicts --resolve 3 --keep (oder --take)",
        )
    repository = LeistungRepository(open_database(load_settings()))
    if resolve is not None and keep is not None:
        _resolve(repository, resolve, keep, as_json)
        return
    found = [_as_dict(conflict) for conflict in repository.conflicts()]
    if as_json:
        print_json({"conflicts": found})
        return
    for conflict in found:
        _print_conflict(conflict)
    out.print(
        f"{len(found)} offen. Entscheiden: lotse knowledge conflicts --resolve NUMMER --keep (oder --take)"
        if found
        else "Es gibt keine offenen Konflikte.",
        markup=False,
    )


def _resolve(repository: LeistungRepository, number: int, keep: bool, as_json: bool) -> None:
    try:
        repository.resolve(number, keep, datetime.now(UTC))
    except KeyError:
        raise LotseError(
            f"Einen offenen Konflikt {number} gibt es nicht.",
            "Die offenen zeigt: lotse knowledge conflicts",
        ) from None
    if as_json:
        print_json({"resolved": number, "resolution": "kept" if keep else "replaced"})
    else:
        done = "Die eigene Fassung bleibt." if keep else "Die Fassung aus der Quelle gilt."
        out.print(f"Konflikt {number} ist entschieden. {done}")


def _as_dict(conflict: Conflict) -> dict[str, Any]:
    """The conflict with only those fields that differ; `imported` is null where the source has it no more."""
    own = document_of(conflict.stored)
    new = document_of(conflict.imported) if conflict.imported else None
    fields = sorted(
        name for name in own.keys() | (new or {}).keys() if own.get(name) != (new or {}).get(name)
    )
    return {
        "id": conflict.id,
        "kind": conflict.kind,
        "entry_id": conflict.entry_id,
        "titel": conflict.stored.titel,
        "found_at": conflict.found_at.isoformat(),
        "stored": {name: own.get(name) for name in fields} if new else own,
        "imported": {name: new.get(name) for name in fields} if new else None,
    }


def _print_conflict(conflict: dict[str, Any]) -> None:
    out.print(
        f"{conflict['id']}: {conflict['titel']} [{conflict['kind']} {conflict['entry_id']}]", markup=False
    )
    if conflict["imported"] is None:
        out.print("   In der Quelle gibt es diesen Eintrag nicht mehr.")
        return
    for name, own in conflict["stored"].items():
        out.print(f"   {name}", markup=False)
        out.print(f"     eigene Fassung: {_told(own)}", markup=False)
        out.print(f"     aus der Quelle: {_told(conflict['imported'][name])}", markup=False)


def _told(value: object) -> str:
    return "(nichts)" if value is None else str(value)
