"""The database itself refuses UPDATE and DELETE on the log: raw SQL meets the same wall as the ORM."""

from typing import Any

TABELLE = (
    "registro_transizione",
    "registro_sigillo",
    "registro_vocesigillo",
    "registro_numero",
)
# A head moves, but only forward.
CAPI = "registro_capo"

_FUNZIONE_POSTGRES = """
CREATE OR REPLACE FUNCTION registro_immutabile() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'the log is append-only: % on %', TG_OP, TG_TABLE_NAME; END
$$ LANGUAGE plpgsql
"""


def metti(connection: Any) -> None:
    """Create the triggers of the tables that there are (idempotent)."""
    togli(connection)
    with connection.cursor() as cursore:
        if connection.vendor == "postgresql":
            cursore.execute(_FUNZIONE_POSTGRES)
        for tabella, verbo in _muri(connection):
            quando = "NEW.n <= OLD.n" if (tabella, verbo) == (CAPI, "update") else ""
            cursore.execute(_crea(connection.vendor, tabella, verbo, quando))


def togli(connection: Any) -> None:
    with connection.cursor() as cursore:
        for tabella, verbo in _muri(connection):
            su = f" ON {tabella}" if connection.vendor == "postgresql" else ""
            cursore.execute(f"DROP TRIGGER IF EXISTS {tabella}_no_{verbo}{su}")


def _muri(connection: Any) -> list[tuple[str, str]]:
    presenti = connection.introspection.table_names()
    return [(tabella, verbo) for tabella in (*TABELLE, CAPI) if tabella in presenti for verbo in ("update", "delete")]


def _crea(vendor: str, tabella: str, verbo: str, quando: str) -> str:
    inizio = f"CREATE TRIGGER {tabella}_no_{verbo} BEFORE {verbo.upper()} ON {tabella} FOR EACH ROW"
    se = f" WHEN ({quando})" if quando else ""
    if vendor == "postgresql":
        return f"{inizio}{se} EXECUTE FUNCTION registro_immutabile()"
    return f"{inizio}{se} BEGIN SELECT RAISE(ABORT, 'the log is append-only: {verbo} on {tabella}'); END"
