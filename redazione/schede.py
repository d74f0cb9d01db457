"""What the room puts in the registries: desk, timeline, personal data."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redazione.actions import dimentica_consensi, dimentica_idee, dimentica_immagini, esci_da_tutto
from redazione.actions.immagini import CONSENSI_TENUTI
from redazione.actions.revisione import lascia_tutto
from redazione.actions.verifiche import TENUTE, dimentica_verifiche
from redazione.enums import StatoCollaborazione, StatoIdea, StatoMese, StatoVoce
from redazione.enums_articoli import IN_CORSO, StatoArticolo
from redazione.models import (
    Autore,
    Calendario,
    Collaborazione,
    Commento,
    Idea,
    Immagine,
    MesePiano,
    Nota,
    Presenza,
    Revisione,
    Sostegno,
    Verifica,
    Versione,
    Voce,
)
from redazione.models.immagini import CARTELLA as DELLE_IMMAGINI
from talenti.base.clock import oggi
from talenti.base.exceptions import Frase
from talenti.base.permissions import puo
from talenti.base.registries import Cartella, Conservazione, Cosa, DatiPersonali
from talenti.base.templatetags.italiano import data
from talenti.portale.registri import VoceArea

# For everybody: who works in the newsroom finds its desk there, who does not finds the ideas.
NELL_AREA = VoceArea(gettext_lazy("Redazione"), "redazione:scrivania", 60)


def linea(persona: Any) -> Iterator[Cosa]:
    """Invitations to answer, plans to approve, pieces to write, ideas that wait for an answer."""
    inviti = Collaborazione.objects.filter(persona=persona, stato=StatoCollaborazione.INVITATA)
    for uno in inviti.select_related("testata"):
        testo = _("Rispondi all'invito: %(nome)s") % {"nome": uno.testata}
        yield Cosa("da_fare", testo, reverse("redazione:invito", args=[uno.codice]), azione=_("Rispondi"))
    yield from _da_approvare(persona)
    yield from _da_scrivere(persona)
    for idea in Idea.objects.filter(da=persona, stato=StatoIdea.PROPOSTA).order_by("pk")[:10]:
        yield Cosa("in_attesa", str(idea), idea.get_absolute_url(), di_chi=_("La legge la redazione"))


def _da_scrivere(persona: Any) -> Iterator[Cosa]:
    """What she is to write and has not begun, what came back with notes, what waits for her byline."""
    aperti = Q(voce__articolo__isnull=True, voce__prevista_per__gte=oggi()) | Q(voce__articolo__stato__in=IN_CORSO)
    sue = Autore.objects.filter(aperti, persona=persona, voce__stato=StatoVoce.PREVISTA)
    con = sue.select_related("voce__articolo__bozza").order_by("voce__prevista_per", "voce")
    for uno in con[:20]:
        voce = uno.voce
        articolo = getattr(voce, "articolo", None)
        if articolo is None:
            detto = {"titolo": voce.titolo, "giorno": data(voce.prevista_per)}
            testo = _("%(titolo)s: previsto per %(giorno)s") % detto
            yield Cosa("in_attesa", testo, voce.get_absolute_url(), di_chi=_("Lo scrivi tu"))
        elif articolo.stato == StatoArticolo.DA_SISTEMARE:
            testo = _("Sistema le note: %(titolo)s") % {"titolo": articolo}
            yield Cosa("da_fare", testo, articolo.url_scrivania, azione=_("Apri l'articolo"))
        elif uno.confermata_il is None:
            testo = _("Conferma la firma: %(titolo)s") % {"titolo": articolo}
            url = reverse("redazione:firma", args=[articolo.codice])
            yield Cosa("da_fare", testo, url, azione=_("Conferma la firma"))


def _da_approvare(persona: Any) -> Iterator[Cosa]:
    if not persona.is_staff:
        return
    for piano in MesePiano.objects.filter(stato=StatoMese.PROPOSTO).select_related("testata__riferimento"):
        if puo(persona, "redazione.approva_piano", piano):
            testo = _("Approva il piano della redazione: %(mese)s") % {"mese": date_format(piano.mese, "F Y")}
            yield Cosa("da_fare", testo, piano.get_absolute_url(), azione=_("Leggi il piano"))


# ── What is held of a person ──────────────────────────────────────────────────────────────────────
def esporta(persona: Any) -> dict[str, Any]:
    return {
        "idee": [
            {"testo": una.testo, "stato": str(una.get_stato_display()), "proposta_il": una.proposta_il.isoformat()}
            for una in Idea.objects.filter(da=persona).order_by("pk")
        ],
        "sostiene": [
            uno.idea.testo for uno in Sostegno.objects.filter(persona=persona).select_related("idea").order_by("pk")
        ],
        "collaborazioni": [
            {
                "redazione": una.testata.nome,
                "ruolo": str(una.get_ruolo_display()),
                "stato": str(una.get_stato_display()),
                "dal": una.entrata_il.isoformat() if una.entrata_il else None,
                "al": una.finita_il.isoformat() if una.finita_il else None,
            }
            for una in Collaborazione.objects.filter(persona=persona).select_related("testata").order_by("pk")
        ],
        "scrive": [uno.voce.titolo for uno in Autore.objects.filter(persona=persona).select_related("voce")],
        "fotografa": [una.titolo for una in Voce.objects.filter(fotografa=persona).order_by("pk")],
        "commenti": [
            {"a": uno.voce.titolo, "testo": uno.testo, "scritto_il": uno.scritto_il.isoformat()}
            for uno in Commento.objects.filter(da=persona).select_related("voce").order_by("pk")
        ],
        **_esporta_articoli(persona),
        "immagini": [
            {"che_cosa_si_vede": una.alt, "di": una.di, "caricata_il": una.caricata_il.isoformat()}
            for una in Immagine.objects.filter(caricata_da=persona).order_by("pk")
        ],
    }


def _esporta_articoli(persona: Any) -> dict[str, Any]:
    """All that she wrote at the desk: each text that she saved, her notes, whom she asked to check the facts."""
    testi = Revisione.objects.filter(da=persona).order_by("articolo_id", "n")
    note = Nota.objects.filter(da=persona).select_related("articolo__bozza").order_by("pk")
    verifiche = Verifica.objects.filter(chiesta_da=persona).select_related("articolo__bozza").order_by("pk")
    firme = Autore.objects.filter(persona=persona).exclude(firma="").select_related("voce").order_by("pk")
    return {
        "firme": [{"a": uno.voce.titolo, "firma": uno.firma} for uno in firme],
        "testi": [
            {
                "titolo": uno.titolo,
                "sommario": uno.sommario,
                "testo": uno.html,
                "revisione": uno.n,
                "scritta_il": uno.quando.isoformat(),
            }
            for uno in testi
        ],
        "note": [
            {"a": str(una.articolo), "testo": una.testo, "scritta_il": una.scritta_il.isoformat()} for una in note
        ],
        "verifiche": [
            {
                "a": str(una.articolo),
                "chiesta_a": una.nome,
                "domanda": una.domanda,
                "chiesta_il": una.chiesta_il.isoformat(),
            }
            for una in verifiche
        ],
    }


def chiudi(persona: Any) -> list[Frase]:
    """Out of the newsroom; ideas, comments and texts stay without her name."""
    Presenza.objects.filter(persona=persona).delete()
    lascia_tutto(persona)
    Calendario.objects.filter(persona=persona).delete()
    esci_da_tutto(persona)
    Autore.objects.filter(persona=persona).delete()
    Voce.objects.filter(fotografa=persona).update(fotografa=None)
    restano = dimentica_idee(persona) + Commento.objects.filter(da=persona).update(da=None)
    frasi: list[Frase] = []
    if restano:
        frasi.append(_("Restano le idee e i commenti che hai scritto per la redazione, senza il tuo nome."))
    if Revisione.objects.filter(da=persona).exists() or Nota.objects.filter(da=persona).exists():
        frasi.append(_("Restano i testi e le note che hai scritto per gli articoli, senza il tuo nome."))
    if dimentica_immagini(persona):
        frasi.append(_("Restano le immagini che hai caricato, con il nome di chi le ha fatte: la licenza lo chiede."))
    return frasi


DATI = DatiPersonali(chiave="redazione", etichetta=gettext_lazy("Idee e redazione"), esporta=esporta, chiudi=chiudi)
CONSERVAZIONE = Conservazione(
    "redazione",
    gettext_lazy(
        "Le idee che proponi, i commenti al piano, i testi e le note degli articoli: finché c'è il portale; senza il "
        "tuo nome se chiudi l'account."
    ),
    resta="What was proposed and planned is the memory of the newsroom; the name goes with the account.",
)
CONSERVAZIONE_CONSENSI = Conservazione(
    "redazione",
    gettext_lazy("Il nome di chi si riconosce in un'immagine: finché c'è l'immagine, e 1 anno dopo che è stata tolta."),
    periodo=CONSENSI_TENUTI,
    cancella=dimentica_consensi,
)
CONSERVAZIONE_VERIFICHE = Conservazione(
    "redazione",
    gettext_lazy("Nome ed email di chi, da fuori, controlla i fatti di un articolo: 1 anno dalla richiesta."),
    periodo=TENUTE,
    cancella=dimentica_verifiche,
)


def _file_delle_immagini() -> Iterator[tuple[str, str]]:
    """Originals of what has not been taken out, and all the versions."""
    originali = Immagine.objects.filter(tolta_il__isnull=True).values_list("file", flat=True)
    for nome in (*originali, *Versione.objects.values_list("file", flat=True)):
        yield str(nome), ""


CARTELLA = Cartella(DELLE_IMMAGINI, _file_delle_immagini)
