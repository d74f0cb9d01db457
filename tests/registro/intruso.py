"""Somebody who owns the database: the triggers go first."""

from django.db import connection

from talenti.registro import triggers


def sql(comando, *valori, righe=1):
    triggers.togli(connection)
    with connection.cursor() as cursore:
        cursore.execute("SET CONSTRAINTS ALL IMMEDIATE" if connection.vendor == "postgresql" else "SELECT 1")
        cursore.execute(comando, valori)
        assert cursore.rowcount == righe


def toglie(*transizioni):
    """Rows of the log, with whatever hangs on them."""
    for t in transizioni:
        for tabella in ("registro_annuncio", "registro_dettaglio"):
            with connection.cursor() as cursore:
                cursore.execute(f"DELETE FROM {tabella} WHERE transizione_id = %s", [t.pk])
        sql("DELETE FROM registro_transizione WHERE id = %s", t.pk)


def nome(t):
    return f"Transizione {t.pk} ({t.oggetto_tipo} {t.oggetto_id}, n. {t.n})"
