"""What the network holds of a person: timeline, desks, what stops the closing, export and erasure."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.clock import ROMA
from talenti.base.exceptions import Frase
from talenti.base.files import FileRovinato
from talenti.base.permissions import concesso, oggetti_con
from talenti.base.registries import Conservazione, Cosa, DatiPersonali, Scrivania
from talenti.rete import ruoli
from talenti.rete.actions import dimentica, esci_da_tutto, togli_indirizzi
from talenti.rete.emails_membri import gettone
from talenti.rete.enums import CON_MEMBRI, GIORNI_INDIRIZZO, IN_CORSO, Stato
from talenti.rete.models import Appartenenza, Invito, Partner
from talenti.rete.queries import contenuto, da_decidere


def _fine_del_giorno(giorno: date | None) -> datetime | None:
    """A day is given whole: its last minute, as the pages write it."""
    return datetime.combine(giorno, time(23, 59), ROMA) if giorno else None


def linea(persona: Any) -> Iterator[Cosa]:
    """The network's lines of "what do I have to do now"."""
    yield from _inviti(persona)
    yield from _richieste(persona)
    yield from _bozze(persona)
    yield from _proposte(persona)
    yield from _da_esaminare(persona)


def _inviti(persona: Any) -> Iterator[Cosa]:
    for invito in Invito.objects.aperti().per(persona).select_related("partner"):
        yield Cosa(
            gruppo="da_fare",
            testo=_("Rispondi all'invito di %(nome)s") % {"nome": invito.partner},
            url=reverse("rete:invito", args=[gettone(invito)]),
            azione=_("Rispondi"),
            entro=invito.scade,
        )


def _richieste(persona: Any) -> Iterator[Cosa]:
    for gruppo in Partner.objects.filter(responsabile_proposto=persona, stato__in=CON_MEMBRI):
        yield Cosa(
            gruppo="da_fare",
            testo=_("Di' se accetti di rispondere del gruppo %(nome)s") % {"nome": gruppo},
            url=reverse("rete:rispondi_responsabile", args=[gruppo.slug]),
            azione=_("Rispondi"),
        )


def _bozze(persona: Any) -> Iterator[Cosa]:
    for bozza in Partner.objects.filter(proposto_da=persona, stato=Stato.BOZZA):
        nome = bozza.nome or _("la tua organizzazione")
        yield Cosa(
            gruppo="da_fare",
            testo=_("Finisci la proposta di %(nome)s") % {"nome": nome},
            url=reverse("rete:parte", args=[bozza.codice, "chi-siete"]),
            azione=_("Continua"),
        )


def _proposte(persona: Any) -> Iterator[Cosa]:
    seguite = oggetti_con(persona, "rete.segui_proposta", Partner).filter(stato__in=IN_CORSO)
    for partner in seguite.prefetch_related("documenti_richiesti"):
        if partner.stato == Stato.INTEGRAZIONE:
            aperti = [d for d in partner.documenti_richiesti.all() if d.mandato_il is None]
            yield Cosa(
                gruppo="da_fare",
                testo=_("Manda i documenti di %(nome)s") % {"nome": partner},
                url=reverse("rete:documenti", args=[partner.codice]),
                azione=_("Manda i documenti"),
                entro=_fine_del_giorno(min((d.entro for d in aperti), default=None)),
            )
        else:
            yield Cosa(
                gruppo="in_attesa",
                testo=_("Proposta di %(nome)s") % {"nome": partner},
                url=reverse("rete:proposta", args=[partner.codice]),
                di_chi=_("Risponde il coordinamento della rete"),
                entro=_fine_del_giorno(partner.esame_entro),
            )


def _da_esaminare(persona: Any) -> Iterator[Cosa]:
    if not concesso(persona, "rete.esamina_partner"):
        return
    for partner in da_decidere().esaminabili_da(persona):
        scaduta = partner.stato == Stato.INTEGRAZIONE
        testo = (
            _("Decidi su %(nome)s: i documenti non sono arrivati") if scaduta else _("Esamina la proposta di %(nome)s")
        )
        yield Cosa(
            gruppo="da_fare",
            testo=testo % {"nome": partner},
            url=reverse("admin:rete_partner_esame", args=[partner.pk]),
            azione=_("Esamina"),
            entro=_fine_del_giorno(partner.esame_entro),
        )


def scrivanie(persona: Any) -> Iterator[Scrivania]:
    """The organisations that a person is in, each with the documents that it still owes."""
    righe = Appartenenza.objects.efficaci().filter(persona=persona, ruolo__in=ruoli.di_ambito(ruoli.Ambito.PARTNER))
    mie = Partner.objects.filter(pk__in=righe.values("partner"), stato__in=CON_MEMBRI)
    da_mandare = Count("documenti_richiesti", filter=Q(documenti_richiesti__mandato_il__isnull=True))
    for partner in mie.annotate(da_mandare=da_mandare):
        da_fare = partner.da_mandare if partner.stato == Stato.INTEGRAZIONE else 0
        yield Scrivania(etichetta=partner.nome, url=reverse("rete:mia", args=[partner.slug]), da_fare=da_fare)


def impedimenti(persona: Any) -> Iterator[Frase]:
    """What must be handed over before the account can be closed."""
    for riga in Appartenenza.objects.efficaci().filter(
        persona=persona, ruolo__in=(ruoli.AMMINISTRAZIONE, ruoli.COORDINAMENTO), partner__stato__in=CON_MEMBRI
    ):
        altre = Appartenenza.objects.di_oggi().filter(
            partner=riga.partner, ruolo=riga.ruolo, al__isnull=True, persona__is_active=True
        )
        if not altre.exclude(persona=persona).exists():
            yield _("In %(nome)s hai solo tu il ruolo «%(ruolo)s»: prima dallo a un'altra persona.") % {
                "nome": riga.partner,
                "ruolo": ruoli.RUOLI[riga.ruolo].etichetta,
            }
    for partner in Partner.objects.filter(responsabile=persona, stato__in=CON_MEMBRI):
        yield _("Rispondi tu del gruppo %(nome)s: prima scegliete un'altra persona adulta.") % {"nome": partner}


def esporta(persona: Any) -> dict[str, Any]:
    appartenenze = Appartenenza.objects.filter(persona=persona).select_related("partner")
    return {
        "ruoli": [
            {
                "organizzazione": riga.partner.nome,
                "ruolo": str(riga.get_ruolo_display()),
                "dal": riga.dal.isoformat(),
                "fino_al": riga.ultimo_giorno.isoformat() if riga.ultimo_giorno else None,
            }
            for riga in appartenenze
        ],
        "inviti": [
            {
                "organizzazione": invito.partner.nome,
                "email": invito.email,
                "ruolo": str(invito.get_ruolo_display()),
                "mandato_il": invito.mandato_il.isoformat(),
                "stato": str(invito.get_stato_display()),
            }
            for invito in Invito.objects.per(persona).select_related("partner")
        ],
        "proposte": [
            {
                "nome": partner.nome,
                "stato": str(partner.get_stato_display()),
                "cominciata_il": partner.creato_il.isoformat(),
            }
            for partner in Partner.objects.filter(proposto_da=persona)
        ],
    }


def file(persona: Any) -> Iterable[tuple[str, bytes]]:
    """The documents that the person sent for a proposal."""
    from talenti.rete.models import Allegato

    for allegato in Allegato.objects.filter(caricato_da=persona):
        try:
            yield f"{allegato.codice}-{allegato.nome}", contenuto(allegato)
        except FileRovinato:
            # Said in the log already: one file that cannot be read does not deny a person all the others.
            frase = _("Il file «%(nome)s» risulta mandato, ma oggi non si riesce a leggere. Chiedilo al coordinamento.")
            yield f"{allegato.codice}-illeggibile.txt", (frase % {"nome": allegato.nome}).encode()


def chiudi(persona: Any) -> list[Frase]:
    """End what is open; the address leaves the invitations and the details of the log."""
    esci_da_tutto(persona)
    dimentica(Invito.objects.per(persona))
    if not persona.appartenenze.exists():
        return []
    return [_("Restano i ruoli che hai avuto nelle organizzazioni, senza il tuo nome: gli atti fatti restano validi.")]


DATI = DatiPersonali(
    chiave="rete",
    etichetta=gettext_lazy("Organizzazioni e ruoli"),
    esporta=esporta,
    chiudi=chiudi,
    file=file,
)

CONSERVAZIONI = {
    "rete": Conservazione(
        "rete",
        gettext_lazy("I ruoli finché esiste l'organizzazione."),
        resta="the acts done in a role stay valid, so who held it is known: without a name once the account is closed",
    ),
    "rete.inviti": Conservazione(
        "rete",
        format_lazy(
            gettext_lazy("L'email di un invito fino a {giorni} giorni dopo la risposta o la scadenza."),
            giorni=GIORNI_INDIRIZZO,
        ),
        periodo=timedelta(days=GIORNI_INDIRIZZO),
        cancella=togli_indirizzi,
    ),
}
