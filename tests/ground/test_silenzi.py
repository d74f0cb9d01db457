"""Where a check is silenced, the line says why."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STANZE = ("bench", "bin", "coworking", "talenti", "tools")
# A silenced type or rule with nothing after it.
MUTO = re.compile(r"# (type: ignore|noqa)(\[[\w-]+\]|: [A-Z0-9, ]+)?\s*$")
# Imports that must come after the version of Python has been asked: the command says so once, above them.
CON_UN_PERCHE_SOLO = "# noqa: E402"


def test_no_check_is_silenced_without_a_reason():
    muti = [
        f"{percorso.relative_to(ROOT)}:{n}"
        for stanza in STANZE
        for percorso in sorted((ROOT / stanza).rglob("*"))
        if percorso.is_file() and (percorso.suffix == ".py" or percorso.parent.name == "bin")
        for n, riga in enumerate(percorso.read_text(encoding="utf-8").splitlines(), 1)
        if MUTO.search(riga) and not riga.rstrip().endswith(CON_UN_PERCHE_SOLO)
    ]
    assert muti == []
