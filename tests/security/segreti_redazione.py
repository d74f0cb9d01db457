"""What is told in confidence in the newsroom of the scene, and where it stands."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from redazione import actions
from redazione.actions import articoli, revisione, segnalazioni, testi, verifiche
from redazione.actions.piano import Detta
from redazione.models import Articolo, Idea, Immagine, MesePiano, Segnalazione, Testata, Voce
from tests.factories import immagini
from tests.factories.persone import PersonaFactory
from tests.factories.redazione_articoli import TESTO
from tests.factories.redazione_lettura import riga
from tests.security.scena_redazione import MESE


def racconta_la_redazione(persone: dict[str, Any], alfa: Any) -> None:
    """A plan of which Alfa reads one thing and its comment, an idea put aside with its reason, an invitation."""
    testata, capo, giovane = Testata.objects.get(), persone["estraneo"], persone["giovane"]
    giorno = MESE.replace(day=20)
    di_nessuno = Detta(
        titolo="Segreto16", nota="Segreto16 nota.", prevista_per=giorno, autori=[persone["redattrice"].pk]
    )
    actions.pianifica(testata, di_nessuno, da=capo)
    di_alfa = actions.pianifica(testata, Detta(titolo="Segreto17", prevista_per=giorno, riguarda=[alfa.pk]), da=capo)
    actions.commenta(di_alfa, "Segreto18.", da=persone["altra_amministrazione"])
    idea = actions.proponi(testata, "Segreto19.", tipo="storia", da=giovane)
    actions.scarta(idea, "Segreto20.", da=capo)
    invitata = PersonaFactory(email="segreto21@example.org", cognome="Invitata")
    actions.invita(testata, invitata, ruolo="redattore", da=persone["amministrazione"])
    actions.proponi_mese(testata, MESE, da=capo)
    immagine = immagini.immagine(testata, persone["redattrice"], alt="Segreto22.")
    immagini.consenso(immagine, capo, chi="Segreto23", come="Segreto23 foglio.", minore=True, tutore="Segreto23 madre")
    _racconta_la_lettura(testata)
    racconta_un_articolo(testata, persone, alfa)


def _racconta_la_lettura(testata: Testata) -> None:
    """What a reader writes to the newsroom, and an article that nobody reads yet."""
    letto = Articolo.objects.pubblicati().earliest("pk")
    detto = {"tipo": "errore", "nome": "Segreto31", "email": "segreto32@example.org", "testo": "Segreto31."}
    segnalazioni.segnala(letto, **detto)
    riga(testata, "Segreto33", dal=timedelta(days=1), html="<p>Segreto33</p>")


def racconta_un_articolo(testata: Testata, persone: dict[str, Any], alfa: Any) -> None:
    """A draft of which Alfa knows how far it is: two texts, a note, what was asked of whom, the answer."""
    capo, scrive = persone["estraneo"], persone["redattrice"]
    detta = Detta(titolo="L'orto di Alfa", riguarda=[alfa.pk], autori=[scrive.pk])
    uno = articoli.comincia(actions.pianifica(testata, detta, da=capo), da=scrive)
    testi.salva(uno, _di(24), base=1, da=scrive)
    testi.salva(uno, _di(24, " È di stamattina."), base=2, da=scrive)
    try:
        testi.salva(uno, _di(25), base=2, da=capo)
    except testi.PuntiContesi:
        revisione.manda(uno, letta=3, da=scrive)
    revisione.annota(uno, "Segreto26.", letta=3, da=persone["revisora"])
    chiesta = {"nome": "Segreto28", "email": "segreto28@example.org", "domanda": "Segreto27?"}
    una = verifiche.chiedi_verifica(uno, **chiesta, da=scrive)
    verifiche.rispondi_verifica(una, "da_correggere", "Segreto29.")
    revisione.rimanda(uno, "", da=persone["revisora"])


def _di(n: int, altro: str = "") -> testi.Scritto:
    return testi.Scritto(f"Segreto{n}", f"Segreto{n}.", f"<p>Segreto{n}.{altro}</p>{TESTO}")


def indirizzi_dell_articolo() -> list[str]:
    """The pages of that draft, and each of its texts."""
    uno = Articolo.objects.get(voce__titolo="L'orto di Alfa")
    nomi = ("scrivi", "storia", "anteprima", "anteprima_pagina", "firma", "cura", "pubblica", "programma",
            "articolo_ritira", "chiedi_verifica")  # fmt: skip
    pagine = [reverse(f"redazione:{nome}", args=[uno.codice]) for nome in nomi]
    for n in range(1, uno.ultima_n + 1):
        pagine += [reverse(f"redazione:{nome}", args=[uno.codice, n]) for nome in ("confronto", "unisci")]
    elenco = reverse("redazione:articoli")
    return [elenco, f"{elenco}?di_chi=miei", uno.voce.get_absolute_url(), *pagine]


def indirizzi_della_redazione() -> list[str]:
    """Its pages, and those of what was told."""
    nomi = ("scrivania", "idee", "piano", "copertura", "persone", "segnalazioni", "notizie", "feed")
    pagine = [reverse(f"redazione:{nome}") for nome in nomi]
    pagine += [una.get_absolute_url() for una in Segnalazione.objects.all()]
    pagine += [uno.get_absolute_url() for uno in Articolo.objects.filter(viva__isnull=False)]
    piano = MesePiano.objects.get(mese=MESE).get_absolute_url()
    pagine += [piano, f"{piano}&vista=elenco", f"{piano}&vista=bacheca", f"{pagine[1]}?stato=scartata"]
    for voce in Voce.objects.filter(titolo__in=("Segreto16", "Segreto17")):
        pagine += [reverse(f"redazione:{nome}", args=[voce.codice]) for nome in ("voce", "voce_modifica")]
        pagine += [reverse(f"redazione:voce_{nome}", args=[voce.codice]) for nome in ("lascia", "collega")]
    idea = Idea.objects.get(testo="Segreto19.")
    pagine += [reverse(f"redazione:{nome}", args=[idea.codice]) for nome in ("idea", "idea_scarta", "idea_ritira")]
    immagine = Immagine.objects.get(alt="Segreto22.")
    pagine += [reverse("redazione:immagini"), f"{reverse('redazione:immagini')}?scegli=1", immagine.get_absolute_url()]
    pagine += [reverse("redazione:immagine_togli", args=[immagine.codice])]
    pagine += [reverse("redazione:immagine_ritira_consenso", args=[immagine.codice, immagine.consensi.get().pk])]
    return [*pagine, *indirizzi_dell_articolo(), f"{reverse('redazione:nuova_voce')}?idea={idea.codice}"]
