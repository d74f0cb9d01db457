"""The pages of commissions, in the office and at the desk of who scores, for the walk over every address."""

from django.urls import reverse


def in_ufficio(bando, codice):
    def qui(nome, *altri):
        return reverse(f"admin:thinktown_bando_{nome}", args=[bando.pk, *altri])

    yield from (qui(nome) for nome in ("commissione", "nomina", "cambia_commissione", "fasi", "convoca_prima"))
    yield qui("verbale", 1)
    yield qui("supplente", codice, 1)


def di_una(bando, domande, file):
    """The arguments of the desk's addresses, by their names."""
    sue = [{"slug": bando.slug, "codice": una.codice} for una in domande]
    della = {"slug": bando.slug, "n": 1}
    return {
        frozenset({"slug", "n"}): [della],
        frozenset({"slug", "n", "punto"}): [della | {"punto": 1}],
        frozenset({"slug", "n", "codice"}): [della | {"codice": una.codice} for una in domande],
        frozenset({"slug", "codice"}): sue,
        frozenset({"slug", "codice", "n"}): [una | {"n": 1} for una in sue],
        frozenset({"slug", "codice", "file"}): [una | {"file": codice} for una in sue for codice in file],
    }
