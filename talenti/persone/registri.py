"""What this room puts in the registries of the ground."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from talenti.base.exceptions import Frase
from talenti.base.permissions import concesso
from talenti.base.registries import Conservazione, Cosa, DatiPersonali, InAttesaInUfficio
from talenti.persone.actions import dimentica_tutele, pulisci_sessioni
from talenti.persone.actions.chiusura import anonimizza
from talenti.persone.actions.tutela import GIORNI_DOPO_LA_FINE
from talenti.persone.enums import Scopo, StatoTutela
from talenti.persone.letture import GIORNI_LETTURE, dimentica_letture
from talenti.persone.models import Persona, Profilo, RecuperoFattore
from talenti.persone.queries import consenso_vale, esporta

CONSERVAZIONE = _(
    "Nome, email, data di nascita, profilo, foto, codice fiscale e chiavi si cancellano subito. Restano, senza il tuo "
    "nome, l'elenco degli atti (che cosa è successo e quando) e i consensi che hai dato e ritirato: dobbiamo poterli "
    "dimostrare (art. 5 e 7 del regolamento europeo 2016/679)."
)
DEI_TUTORI = _(
    "Nome ed email di un genitore o tutore, fino a {giorni} giorni dopo la fine: il no, il sì ritirato, l'invito "
    "scaduto, i 18 anni. Di chi dice no resta un'impronta dell'indirizzo, che nessuno può leggere: serve a non "
    "scrivergli più."
)

DELLE_LETTURE = _("Chi ha letto i tuoi dati, e quando: {giorni} giorni.")
DELLE_SESSIONI = _("Da dove entri (indirizzo di rete e dispositivo) finché resti dentro: al massimo {giorni} giorni.")
DURATA_SESSIONE = timedelta(seconds=settings.SESSION_COOKIE_AGE)


def linea(persona: Any) -> Iterator[Cosa]:
    """What the account itself asks of its owner."""
    if persona.is_staff and not is_mfa_enabled(persona):
        yield Cosa(
            "da_fare",
            _("Aggiungi un secondo fattore: senza, l'ufficio resta chiuso"),
            reverse("mfa_index"),
            azione=_("Aggiungilo"),
        )
    if persona.nato_il is None:
        yield Cosa("da_fare", _("Scrivi la tua data di nascita"), reverse("persone:profilo"), azione=_("Scrivila"))
    if not consenso_vale(persona, Scopo.INFORMATIVA):
        yield Cosa("da_fare", _("Leggi come usiamo i tuoi dati"), reverse("persone:dati"), azione=_("Leggi"))
    if persona.e_minorenne:
        for tutela in persona.tutele.filter(stato=StatoTutela.INVITATO):
            yield Cosa(
                "in_attesa",
                _("Il sì di %(nome)s come genitore o tutore") % {"nome": tutela.nome},
                reverse("persone:tutele"),
                quando=tutela.creata_il,
                di_chi=tutela.nome,
            )


def in_ufficio(persona: Any) -> Iterable[InAttesaInUfficio]:
    if not concesso(persona, "persone.azzera_secondo_fattore"):
        return
    aperti = RecuperoFattore.objects.da_controllare()
    primo = aperti.first()
    if primo:
        yield InAttesaInUfficio(
            _("Persone che hanno perso il secondo fattore"),
            reverse("admin:persone_recuperofattore_changelist") + "?stato__exact=chiesto",
            aperti.count(),
            dal=primo.chiesto_il,
            azione=_("Controlla"),
        )


def _file(persona: Persona) -> Iterable[tuple[str, bytes]]:
    profilo = Profilo.objects.filter(persona=persona).first()
    if profilo and profilo.foto:
        with profilo.foto.open("rb") as foto:
            yield "foto.jpg", foto.read()


def _chiudi(persona: Persona) -> list[Frase]:
    anonimizza(persona)
    return [
        _("Resta l'elenco degli atti, senza il tuo nome: il registro deve poter essere controllato."),
        _("Restano i consensi che hai dato e ritirato, senza il tuo nome: dobbiamo poterli dimostrare."),
    ]


DATI = DatiPersonali(
    chiave="persone",
    etichetta=_("Account e profilo"),
    esporta=esporta,
    chiudi=_chiudi,
    file=_file,
)

CONSERVAZIONI = {
    "persone": Conservazione(
        "persone",
        CONSERVAZIONE,
        resta="the account's closing erases them; acts and consents are kept to be proven (GDPR art. 5 and 7)",
    ),
    "persone.tutori": Conservazione(
        "persone",
        format_lazy(DEI_TUTORI, giorni=GIORNI_DOPO_LA_FINE),
        periodo=timedelta(days=GIORNI_DOPO_LA_FINE),
        cancella=dimentica_tutele,
    ),
    "persone.letture": Conservazione(
        "persone",
        format_lazy(DELLE_LETTURE, giorni=GIORNI_LETTURE),
        periodo=timedelta(days=GIORNI_LETTURE),
        cancella=dimentica_letture,
    ),
    "persone.sessioni": Conservazione(
        "persone",
        format_lazy(DELLE_SESSIONI, giorni=DURATA_SESSIONE.days),
        periodo=DURATA_SESSIONE,
        cancella=pulisci_sessioni,
    ),
}
