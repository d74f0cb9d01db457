"""Full text, as each database does it: FTS5 beside the table on SQLite, a tsvector column on PostgreSQL.

Both index the words of one column, ``parole``, as they are: plain ASCII, told apart by their first letter. The database
itself keeps its index in step with the column, whoever writes it.
"""

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

from django.db import connection

# A word to find, and whether it is only the beginning of one.
Termine = tuple[str, bool]
# All the groups must be met, each by any of its words.
Gruppi = Iterable[Iterable[Termine]]

_METTI = {
    "sqlite": (
        """CREATE VIRTUAL TABLE portale_vocericerca_fts USING fts5(parole, content='portale_vocericerca',
        content_rowid='id', detail='none', columnsize=0, tokenize='ascii')""",
        "INSERT INTO portale_vocericerca_fts (portale_vocericerca_fts) VALUES ('rebuild')",
        """CREATE TRIGGER portale_vocericerca_entra AFTER INSERT ON portale_vocericerca BEGIN
        INSERT INTO portale_vocericerca_fts (rowid, parole) VALUES (new.id, new.parole); END""",
        """CREATE TRIGGER portale_vocericerca_esce AFTER DELETE ON portale_vocericerca BEGIN
        INSERT INTO portale_vocericerca_fts (portale_vocericerca_fts, rowid, parole)
        VALUES ('delete', old.id, old.parole); END""",
        """CREATE TRIGGER portale_vocericerca_cambia AFTER UPDATE OF id, parole ON portale_vocericerca BEGIN
        INSERT INTO portale_vocericerca_fts (portale_vocericerca_fts, rowid, parole)
        VALUES ('delete', old.id, old.parole);
        INSERT INTO portale_vocericerca_fts (rowid, parole) VALUES (new.id, new.parole); END""",
    ),
    "postgresql": (
        """ALTER TABLE portale_vocericerca ADD COLUMN vettore tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(parole, ' '))) STORED""",
        "CREATE INDEX portale_vocericerca_vettore ON portale_vocericerca USING gin (vettore)",
    ),
}
_TOGLI = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS portale_vocericerca_entra",
        "DROP TRIGGER IF EXISTS portale_vocericerca_esce",
        "DROP TRIGGER IF EXISTS portale_vocericerca_cambia",
        "DROP TABLE IF EXISTS portale_vocericerca_fts",
    ),
    "postgresql": ("ALTER TABLE portale_vocericerca DROP COLUMN IF EXISTS vettore",),
}
# The newest of one kind: read along the index of the kind, which has all that is asked for but the words.
_PRIME = {
    # Without the sign SQLite would rather look up every row that has the words.
    "sqlite": """SELECT * FROM (SELECT %s AS grado, tipo, aggiornata_il, chiave FROM portale_vocericerca
        WHERE tipo = %s AND +id IN (
            SELECT rowid FROM portale_vocericerca_fts WHERE portale_vocericerca_fts MATCH %s
        ) ORDER BY aggiornata_il DESC, chiave DESC LIMIT %s)""",
    "postgresql": """(SELECT %s AS grado, tipo, aggiornata_il, chiave FROM portale_vocericerca
        WHERE tipo = %s AND vettore @@ CAST(%s AS tsquery) ORDER BY aggiornata_il DESC, chiave DESC LIMIT %s)""",
}
_E, _O = {"sqlite": " AND ", "postgresql": " & "}, {"sqlite": " OR ", "postgresql": " | "}


def metti(connessione: Any) -> None:
    """Make the index of the words that are there; anew, if it is there already: so a broken one is mended."""
    togli(connessione)
    _esegui(connessione, _METTI)


def togli(connessione: Any) -> None:
    _esegui(connessione, _TOGLI)


def _esegui(connessione: Any, comandi: dict[str, tuple[str, ...]]) -> None:
    with connessione.cursor() as cursore:
        for comando in comandi[connessione.vendor]:
            cursore.execute(comando)


def prime(tipi: Sequence[str], gradi: Sequence[Gruppi], *, massimo: int) -> list[tuple[str, int]]:
    """(kind, key) of the rows that meet the first of ``gradi``, then the next: the newest first, so many of each."""
    domande = [_domanda(gruppi) for gruppi in gradi]
    parti = [(grado, tipo, domanda, massimo) for tipo in tipi for grado, domanda in enumerate(domande)]
    if not parti:
        return []
    with connection.cursor() as cursore:
        sql = " UNION ALL ".join([_PRIME[connection.vendor]] * len(parti))
        cursore.execute(sql, [parametro for parte in parti for parametro in parte])
        # Neither database promises to keep the order of the parts.
        righe = sorted(cursore.fetchall(), key=itemgetter(2, 3), reverse=True)
    return [(tipo, chiave) for _grado, tipo, _quando, chiave in sorted(righe, key=itemgetter(0))]


def _domanda(gruppi: Gruppi) -> str:
    e, o = _E[connection.vendor], _O[connection.vendor]
    return e.join(f"({o.join(_termine(*termine) for termine in gruppo)})" for gruppo in gruppi)


def _termine(parola: str, inizio: bool) -> str:
    """The word between quotes: in both languages nothing in it is then a command."""
    if not (parola.isascii() and parola.isalnum()):
        raise ValueError(f"{parola!r} is not a word of the index")
    if connection.vendor == "postgresql":
        return f"'{parola}':*" if inizio else f"'{parola}'"
    return f'"{parola}"*' if inizio else f'"{parola}"'
