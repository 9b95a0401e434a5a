"""Stand-ins: importable, subclassable, never usable, never in the way of what is installed."""

from __future__ import annotations

import importlib
import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.engine import stand_ins
from bot.engine.stand_ins import LEFT_OUT, StandInUsed

ENGINE = Path(stand_ins.__file__).parent


@pytest.fixture(autouse=True)
def _only_here(monkeypatch: pytest.MonkeyPatch):
    """Offer one module more, which is certainly not installed."""
    monkeypatch.setattr(stand_ins, "LEFT_OUT", LEFT_OUT | {"gibt_es_nicht", "json"})
    stand_ins.install()
    yield
    for name in [name for name in sys.modules if name.startswith("gibt_es_nicht")]:
        del sys.modules[name]


def test_names_can_be_imported_subclassed_and_used_in_annotations():
    module = importlib.import_module("gibt_es_nicht.tief.darin")

    class Own(module.Basis):
        def own(self, value: module.Art[str] | None) -> str:
            return "eigenes"

    assert Own().own(None) == "eigenes"
    assert not isinstance(1, module.Tensor)
    assert not hasattr(Own, "nicht_definiert")


def test_using_one_names_what_is_missing():
    module = importlib.import_module("gibt_es_nicht")
    with pytest.raises(StandInUsed, match=r"gibt_es_nicht.Rechnung"):
        module.Rechnung(1, 2)
    with pytest.raises(StandInUsed):
        module.Rechnung.jetzt()


def test_what_is_installed_is_preferred():
    assert importlib.import_module("json").loads("[1]") == [1]


def test_everything_else_is_still_missing_when_it_is_missing():
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("auch_das_gibt_es_nicht")


def test_none_of_them_is_installed():
    left_out = re.findall(
        r'"([a-z0-9-]+); sys_platform == \'never\'"', (ENGINE / "pyproject.toml").read_text()
    )
    assert len(left_out) > 20
    installed = {(found.metadata["Name"] or "").lower() for found in importlib.metadata.distributions()}
    assert installed.isdisjoint(left_out)


def test_the_engine_loads_neither_tensorflow_nor_a_messenger(model: Path, tmp_path: Path):
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from bot.engine import environment\n"
        f"environment.prepare(Path({str(tmp_path)!r}))\n"
        "from bot.engine.server import load_agent\n"
        f"load_agent(Path({str(model)!r}), Path({str(tmp_path / 't.sqlite')!r}), Path('a.sock'))\n"
        "real = [n for n in ('tensorflow', 'matplotlib', 'boto3', 'twilio')"
        " if getattr(sys.modules.get(n), '__file__', None)]\n"
        "print(real)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ENGINE.parents[1], capture_output=True, text=True)
    assert (ran.stdout.strip(), ran.stderr) == ("[]", "")
