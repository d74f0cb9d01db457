"""The pages of rankings in the office, for the walk over every address."""

from django.urls import reverse


def in_ufficio(bando, codice):
    def qui(nome, *altri):
        return reverse(f"admin:thinktown_bando_{nome}", args=[bando.pk, *altri])

    nomi = ("graduatoria", "pubblica_graduatoria", "rivede_graduatoria", "approva_graduatoria", "sorteggio",
            "esito_sorteggio", "osservazioni", "chiamate", "scorre")  # fmt: skip
    yield from (qui(nome) for nome in nomi)
    yield from (qui("dati_graduatoria", 1, quali) for quali in ("dati", "risultato"))
    yield qui("osservazione", codice)
