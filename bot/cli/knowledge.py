"""`lotse knowledge`: the catalogue's import, check, export and search."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress

from bot.cli.conflicts import conflicts
from bot.cli.console import err, out, print_json, read_batch
from bot.content import all_faults, open_catalogue
from bot.database import open_database
from bot.errors import LotseError
from bot.settings import load_settings
from knowledge.faults import FaultError
from knowledge.importers.export import export_yaml
from knowledge.importers.report import ImportReport
from knowledge.importers.run import READERS, import_files
from knowledge.repository import LeistungRepository

knowledge = typer.Typer(
    help="Der Katalog der Leistungen: einlesen, prüfen, ausgeben, suchen.", no_args_is_help=True
)

knowledge.command("conflicts")(conflicts)

AsJson = Annotated[bool, typer.Option("--json", help="Ausgabe als JSON.")]


@knowledge.command("check")
def check_content(
    folder: Annotated[Path | None, typer.Argument(help="Der Inhaltsordner.", show_default=False)] = None,
    as_json: AsJson = False,
) -> None:
    """Prüft die Inhaltsdateien und nennt zu jedem Fehler Datei, Zeile und Abhilfe.

    Beispiel: lotse knowledge check
    """
    faults = all_faults(folder or load_settings().content_dir, date.today())
    if as_json:
        print_json({"faults": [fault.as_dict() for fault in faults]})
    else:
        for fault in faults:
            out.print(f"{fault.file}:{fault.line}: {fault.message} {fault.remedy}", markup=False)
        out.print(f"{len(faults)} Fehler." if faults else "Alle Inhalte sind in Ordnung.")
    if faults:
        raise typer.Exit(1)


@knowledge.command("import")
def import_catalogue(
    format_: Annotated[str, typer.Argument(metavar="FORMAT", help="dldb, xzufi oder yaml.")],
    files: Annotated[list[Path], typer.Argument(help="Die Dateien oder Ordner.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Nur berichten, nichts ändern.")] = False,
    as_json: AsJson = False,
) -> None:
    """Liest einen Katalog ein und berichtet, was neu, geändert, gleich, abgelehnt oder weggefallen ist.

    Beispiel: lotse knowledge import dldb services_de.json locations_de.json --dry-run
    """
    if format_ not in READERS:
        raise LotseError(f"Das Format „{format_}“ gibt es nicht.", f"Bekannt sind: {', '.join(READERS)}.")
    repository = LeistungRepository(open_database(load_settings()))
    with Progress(console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task("Einlesen", total=None)

        def advance(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        try:
            report = import_files(format_, files, repository, dry_run=dry_run, progress=advance)
        except FaultError as error:
            fault = error.fault
            raise LotseError(f"{fault.file}, Zeile {fault.line}: {fault.message}", fault.remedy) from error
    if as_json:
        print_json(report.as_dict())
        return
    _print_report(report)


@knowledge.command("export")
def export_catalogue(
    folder: Annotated[Path, typer.Argument(help="Wohin die YAML-Dateien geschrieben werden.")],
    as_json: AsJson = False,
) -> None:
    """Schreibt den Katalog als YAML-Dateien, wie Redaktionen sie pflegen.

    Beispiel: lotse knowledge export /tmp/katalog
    """
    files = export_yaml(LeistungRepository(open_database(load_settings())), folder)
    if as_json:
        print_json({"folder": str(folder), "files": len(files)})
    else:
        out.print(f"{len(files)} Dateien in {folder} geschrieben.")


@knowledge.command("find")
def find(
    question: Annotated[
        str | None, typer.Argument(metavar="FRAGE", help="Die Frage.", show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=50, help="Höchstens so viele Treffer.")] = 5,
    batch: Annotated[Path | None, typer.Option("--batch", help="JSON Lines mit query (- ist stdin).")] = None,
    as_json: AsJson = False,
) -> None:
    """Sucht die Leistung zu einer Frage in Alltagssprache.

    Beispiel: lotse knowledge find "Mein Perso ist weg"
    """
    catalogue = open_catalogue(load_settings())

    def found(query: str) -> dict[str, Any]:
        result = catalogue.find(query, limit)
        matches = [
            {
                "id": match.id,
                "titel": match.titel,
                "score": round(match.score, 4),
                "external_id": catalogue.external_id(match.kind, match.id),
            }
            for match in result.matches
        ]
        return {"query": query, "matches": matches, "decision": result.decision}

    if batch is not None:
        for line in read_batch(batch, "query"):
            print_json(found(line["query"]))
        return
    if question is None:
        raise LotseError("Es fehlt die Frage.", 'Beispiel: lotse knowledge find "Mein Perso ist weg"')
    result = found(question)
    if as_json:
        print_json(result)
        return
    words = {"answer": "gefunden", "clarify": "mehrdeutig", "none": "nichts Passendes"}
    out.print(f"{words[result['decision']]}:")
    for match in result["matches"]:
        out.print(f"  {match['score']:.2f}  {match['titel']}  [{match['id']}]", markup=False)


def _print_report(report: ImportReport) -> None:
    """What was read, changed, refused and why, in a few lines."""
    counts = {
        "neu": report.new,
        "geändert": report.changed,
        "gleich": report.unchanged,
        "von Hand geändert, bitte entscheiden": report.conflicts,
        "nicht mehr in der Quelle": report.dropped,
        "abgelehnt": report.refused,
    }
    out.print(f"{report.read} Einträge gelesen{' (nur Probe, nichts geändert)' if report.dry_run else ''}:")
    for name, entries in counts.items():
        if entries:
            out.print(f"  {len(entries):5} {name}")
    for refusal in report.refused:
        out.print(f"  {refusal.file}, {refusal.record}, {refusal.field}: {refusal.reason}", markup=False)
    for note in report.notes:
        out.print(f"  {note}", markup=False)
    if report.conflicts and not report.dry_run:
        out.print("  Entscheiden Sie mit: lotse knowledge conflicts")
