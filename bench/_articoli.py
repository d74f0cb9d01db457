"""Ten thousand articles, as rows, each with all that may stand around a text."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bench._provincia import persone
from redazione.enums import Pubblico, Tipo
from redazione.enums_articoli import StatoArticolo
from redazione.models import Argomento, Articolo, Autore, Correzione, PubblicoVoce, Revisione, Riguarda, Testata, Voce
from talenti.base.clock import adesso
from talenti.rete.enums import Azione
from talenti.rete.models import Partner

ARTICOLI, IN_BLOCCO, PARTNER = 10_000, 500, 60
ARGOMENTI = ("Lavoro", "Musica", "Contributi", "Scuola", "Ambiente", "Orti", "Radio", "Viaggi")


def riempi(caso: Random, parole: list[str], scala: int) -> None:
    """Of a hundred articles ninety-eight are read now, one waits for its minute, one was withdrawn."""
    ospiti = list(Partner.objects.in_rete().order_by("pk")[:PARTNER])
    testata = Testata.objects.create(nome="Redazione", slug="misura", partner=ospiti[0], riferimento=ospiti[1])
    argomenti = [Argomento.objects.create(nome=nome, slug=nome.lower()) for nome in ARGOMENTI]
    chi = persone(2, "firma")
    for dal in range(0, ARTICOLI * scala, IN_BLOCCO):
        voci = Voce.objects.bulk_create(_voce(testata, caso, parole) for _n in range(IN_BLOCCO))
        _intorno(voci, caso, chi, ospiti)
        articoli = _scritti(testata, voci, chi, caso, parole)
        _usciti(articoli, dal)
        legati = Articolo.argomenti.through
        legati.objects.bulk_create(
            legati(articolo=uno, argomento=argomento) for uno in articoli for argomento in caso.sample(argomenti, 2)
        )


def _voce(testata: Testata, caso: Random, parole: list[str]) -> Voce:
    titolo = " ".join(caso.choice(parole) for _n in range(4))
    return Voce(testata=testata, titolo=titolo, tipo=caso.choice(Tipo.values), azione=caso.choice(["", *Azione.values]))


def _intorno(voci: list[Voce], caso: Random, chi: list[int], ospiti: list[Partner]) -> None:
    ora = adesso()
    Autore.objects.bulk_create(
        Autore(voce=voce, persona_id=una, ordine=n, firma=f"Firma {n}", confermata_il=ora)
        for voce in voci
        for n, una in enumerate(chi, start=1)
    )
    PubblicoVoce.objects.bulk_create(
        PubblicoVoce(voce=voce, pubblico=uno)
        for voce in voci
        for uno in caso.sample(Pubblico.values, caso.choice((0, 1, 2)))
    )
    Riguarda.objects.bulk_create(Riguarda(voce=voce, partner=uno) for voce in voci for uno in caso.sample(ospiti, 2))


def _scritti(testata: Testata, voci: list[Voce], chi: list[int], caso: Random, parole: list[str]) -> list[Articolo]:
    articoli = Articolo.objects.bulk_create(Articolo(testata=testata, voce=voce, ultima_n=1) for voce in voci)
    revisioni = [
        Revisione(
            articolo=uno,
            n=1,
            titolo=voce.titolo.title(),
            sommario=f"{voce.titolo}.",
            da_id=chi[0],
            **_testo(caso, parole),
        )
        for uno, voce in zip(articoli, voci, strict=True)
    ]
    for uno, scritta in zip(articoli, Revisione.objects.bulk_create(revisioni), strict=True):
        uno.bozza = uno.viva = scritta
    return articoli


def _testo(caso: Random, parole: list[str]) -> dict[str, Any]:
    """Twelve paragraphs of forty words under three headings, with two links: some four thousand characters."""
    pezzi = list(_pezzi(caso, parole))
    return {"html": "".join(pezzi), "parole": 480}


def _pezzi(caso: Random, parole: list[str]) -> Iterator[str]:
    for n in range(12):
        if n % 4 == 0:
            yield f"<h2>{caso.choice(parole).title()} e {caso.choice(parole)}</h2>"
        testo = " ".join(caso.choice(parole) for _n in range(40))
        collegamento = ' <a href="/spazi/misura-1/">Guarda lo spazio</a>.' if n % 6 == 5 else ""
        yield f"<p>{testo.capitalize()}.{collegamento}</p>"


def _usciti(articoli: list[Articolo], prima: int) -> None:
    ora = adesso()
    for n, uno in enumerate(articoli):
        uno.slug, uno.stato = f"misura-{prima + n}", StatoArticolo.PUBBLICATO
        uno.dal = uno.aggiornato_il = _uscita(ora, prima + n)
        if n % 100 == 99:
            uno.stato, uno.ritirato_il, uno.ritirato_perche = StatoArticolo.ARCHIVIATO, ora, "Non vale più."
    campi = ["bozza", "viva", "slug", "stato", "dal", "aggiornato_il", "ritirato_il", "ritirato_perche"]
    Articolo.objects.bulk_update(articoli, campi, batch_size=100)
    Correzione.objects.bulk_create(
        Correzione(articolo=uno, revisione=uno.viva, nota="Era sbagliata la data.")
        for uno in articoli[::20]
        if uno.viva
    )


def _uscita(ora: datetime, n: int) -> datetime:
    """One an hour, the last of them now; one of a hundred is still to come."""
    return ora + timedelta(hours=n + 1) if n % 100 == 98 else ora - timedelta(hours=n)
