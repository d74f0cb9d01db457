"""What people are told of spaces and bookings. Imported by CoworkingConfig.ready().

Each function runs once for every language of its readers, so plain gettext and reverse are right here.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coworking.enums import Stato
from coworking.models import Blocco, Prenotazione, Spazio
from coworking.queries import assegnazioni, ospitano
from talenti.avvisi.tipi import Tipo, dichiara
from talenti.base.clock import a_roma
from talenti.base.links import firma
from talenti.base.permissions import attore_in_parole
from talenti.base.templatetags.italiano import data, data_breve, data_ora, ora
from talenti.persone.enums import StatoTutela
from talenti.persone.models import Tutela
from talenti.registro.actions import chi
from talenti.registro.annunci import Messaggio, avvisa
from talenti.rete.queries import coordinano

TIPO = dichiara(
    Tipo(
        "spazi",
        gettext_lazy("Spazi e prenotazioni"),
        gettext_lazy("Le prenotazioni che fai, quelle nei posti che offri, gli spazi che proponi."),
    )
).chiave

# What the mail's link carries: it shows one booking to one address, and acts only by what is pressed there.
SCOPO_OSPITE = "coworking.risposta"
SCOPO_TUTORE = "coworking.tutore"

Dati = dict[str, Any]
Azione = tuple[str, str]


def quando(prenotazione: Prenotazione) -> str:
    """ "mar 24 nov, 14:00–18:00"; with both days where it ends on another."""
    dal, al = prenotazione.dal, prenotazione.al
    if a_roma(dal).date() == a_roma(al).date():
        return f"{data_breve(a_roma(dal).date())}, {ora(dal)}–{ora(al)}"
    return _("dal %(dal)s al %(al)s") % {"dal": data_breve(a_roma(dal).date()), "al": data_breve(a_roma(al).date())}


def quando_intero(prenotazione: Prenotazione) -> str:
    dal, al = prenotazione.dal, prenotazione.al
    if a_roma(dal).date() == a_roma(al).date():
        return _("%(giorno)s, dalle %(dalle)s alle %(alle)s") % {
            "giorno": data(a_roma(dal).date()),
            "dalle": ora(dal),
            "alle": ora(al),
        }
    return _("da %(dal)s a %(al)s") % {"dal": data_ora(dal), "al": data_ora(al)}


def _di(prenotazione: Prenotazione) -> Dati:
    spazio = prenotazione.spazio
    return {
        "spazio": spazio.nome,
        "comune": spazio.comune.nome if spazio.comune else "",
        "ospita": spazio.partner.nome,
        "breve": quando(prenotazione),
        "quando": quando_intero(prenotazione),
        "giorno": data_breve(a_roma(prenotazione.dal).date()),
        "chi": prenotazione.persona.get_full_name(),
        "nome": prenotazione.persona.get_short_name(),
        "entro": data_ora(prenotazione.scade_il) if prenotazione.scade_il else "",
        "annulla": data_ora(prenotazione.annulla_entro),
    }


def _apri(prenotazione: Prenotazione) -> Azione:
    return _("Apri la prenotazione"), prenotazione.get_absolute_url()


def _cerca_altro(prenotazione: Prenotazione) -> Azione:
    comune = prenotazione.spazio.comune
    giorno = a_roma(prenotazione.dal).date().isoformat()
    return _(
        "Cerca un altro posto"
    ), f"{reverse('coworking:elenco')}?comune={comune.istat if comune else ''}&giorno={giorno}"


def gettone(prenotazione: Prenotazione, persona: Any) -> str:
    return firma(SCOPO_OSPITE, {"prenotazione": prenotazione.pk, "persona": persona.pk})


def gettone_tutore(prenotazione: Prenotazione, tutela: Tutela) -> str:
    return firma(SCOPO_TUTORE, {"prenotazione": prenotazione.pk, "tutela": tutela.pk})


def _motivo(dati: Dati) -> list[str]:
    return [_("Il motivo: %(motivo)s") % {"motivo": dati["motivo"]}] if dati.get("motivo") else []


def _a(persona: Any, oggetto: str, testo: Iterable[str], azione: Azione | None) -> Messaggio:
    return Messaggio(persona=persona, tipo=TIPO, oggetto=oggetto, testo=tuple(testo), azione=azione)


def _niente_da_fare() -> str:
    return _("Non devi fare niente.")


# ── To who booked ─────────────────────────────────────────────────────────────────────────────────
@avvisa("coworking.prenotazione", "prenota")
def prenotata(_t: Any, p: Prenotazione, _dati: Dati) -> Iterator[Messaggio]:
    per = _di(p)
    if p.stato == Stato.CONFERMATA:
        yield _confermata(p, per)
        yield from _a_chi_ospita(
            p, _("Nuova prenotazione: %(breve)s, %(comune)s") % per, [_niente_da_fare(), *_chi_viene(p, per)]
        )
        return
    yield _a(
        p.persona,
        _("Richiesta inviata: %(giorno)s, %(comune)s") % per,
        (
            _niente_da_fare(),
            _("Hai chiesto %(spazio)s per %(quando)s. Il posto è tenuto per te fino alla risposta.") % per,
            _("Risponde %(ospita)s prima di %(entro)s. Se non risponde, la richiesta scade e il posto torna libero.")
            % per,
        ),
        _apri(p),
    )
    if p.attende_tutore:
        yield from _al_tutore(p, per)
    else:
        yield from _da_rispondere(p, per)


def _confermata(p: Prenotazione, per: Dati) -> Messaggio:
    spazio = p.spazio
    return _a(
        p.persona,
        _("Prenotazione confermata: %(breve)s, %(comune)s") % per,
        (
            _niente_da_fare(),
            _("%(spazio)s è tuo: %(quando)s.") % per,
            _("Dove: %(indirizzo)s, %(comune)s.") % (per | {"indirizzo": spazio.indirizzo}),
            *([spazio.come_arrivare] if spazio.come_arrivare else []),
            _("Puoi annullare fino a %(annulla)s.") % per,
        ),
        _apri(p),
    )


@avvisa("coworking.prenotazione", "conferma")
def confermata(_t: Any, p: Prenotazione, _dati: Dati) -> Iterator[Messaggio]:
    yield _confermata(p, _di(p))


@avvisa("coworking.prenotazione", "rifiuta")
def rifiutata(_t: Any, p: Prenotazione, dati: Dati) -> Iterator[Messaggio]:
    per = _di(p)
    yield _a(
        p.persona,
        _("Richiesta non accettata: %(giorno)s, %(comune)s") % per,
        (
            _("%(ospita)s non ha accettato la tua richiesta per %(spazio)s, %(quando)s.") % per,
            *_motivo(dati),
            _("Puoi cercare un altro posto per lo stesso giorno."),
        ),
        _cerca_altro(p),
    )


@avvisa("coworking.prenotazione", "scade")
def scaduta(_t: Any, p: Prenotazione, _dati: Dati) -> Iterator[Messaggio]:
    per = _di(p)
    yield _a(
        p.persona,
        _("Richiesta scaduta: %(giorno)s, %(comune)s") % per,
        (
            _("Nessuno ha risposto in tempo alla tua richiesta per %(spazio)s, %(quando)s.") % per,
            _("Puoi cercare un altro posto per lo stesso giorno."),
        ),
        _cerca_altro(p),
    )


@avvisa("coworking.prenotazione", "disdici")
def disdetta(_t: Any, p: Prenotazione, dati: Dati) -> Iterator[Messaggio]:
    per = _di(p)
    yield _a(
        p.persona,
        _("Prenotazione annullata: %(giorno)s, %(comune)s") % per,
        (
            _("%(ospita)s ha annullato la tua prenotazione di %(spazio)s, %(quando)s.") % per,
            *_motivo(dati),
            _("Puoi cercare un altro posto per lo stesso giorno."),
        ),
        _cerca_altro(p),
    )


# ── To who hosts ──────────────────────────────────────────────────────────────────────────────────
def _chi_viene(p: Prenotazione, per: Dati, *, chiede: bool = False) -> list[str]:
    per |= {"persone": ngettext("%(n)s persona", "%(n)s persone", p.persone) % {"n": p.persone}}
    viene = _("%(chi)s viene %(quando)s (%(persone)s): %(spazio)s.") % per
    return [
        _("%(chi)s chiede di venire %(quando)s (%(persone)s): %(spazio)s.") % per if chiede else viene,
        _("Che cosa ci farà: %(scopo)s") % {"scopo": p.scopo},
    ]


def _a_chi_ospita(p: Prenotazione, oggetto: str, testo: Iterable[str]) -> Iterator[Messaggio]:
    for persona in ospitano(p.spazio.partner):
        if persona.pk != p.persona_id:
            azione = _("Apri i posti che offri"), reverse("coworking:ospita", args=[p.spazio.partner.slug])
            yield _a(persona, oggetto, testo, azione)


def _da_rispondere(p: Prenotazione, per: Dati) -> Iterator[Messaggio]:
    for persona in ospitano(p.spazio.partner):
        yield _a(
            persona,
            _("Richiesta per %(breve)s, %(comune)s") % per,
            (
                _("Accetta o rifiuta prima di %(entro)s: dopo, la richiesta scade.") % per,
                *_chi_viene(p, per, chiede=True),
            ),
            (_("Leggi e rispondi"), reverse("coworking:risposta", args=[gettone(p, persona)])),
        )


@avvisa("coworking.prenotazione", "annulla")
def annullata(_t: Any, p: Prenotazione, dati: Dati) -> Iterator[Messaggio]:
    per = _di(p)
    yield _a(
        p.persona,
        _("Hai annullato: %(breve)s, %(comune)s") % per,
        (_niente_da_fare(), _("%(spazio)s, %(quando)s: il posto è tornato libero.") % per),
        _cerca_altro(p),
    )
    if not p.attende_tutore:
        testo = [
            _niente_da_fare(),
            _("%(chi)s ha annullato: %(quando)s. Il posto è tornato libero.") % per,
            *_motivo(dati),
        ]
        yield from _a_chi_ospita(p, _("Annullata: %(breve)s, %(comune)s") % per, testo)


# ── To who answers for a minor ────────────────────────────────────────────────────────────────────
def _al_tutore(p: Prenotazione, per: Dati) -> Iterator[Messaggio]:
    for tutela in p.persona.tutele.filter(stato=StatoTutela.CONFERMATO):
        yield Messaggio(
            email=tutela.email,
            tipo=TIPO,
            lingua=p.persona.lingua,
            oggetto=_("Serve la tua risposta: sì o no"),
            testo=(
                _("%(nome)s ha chiesto un posto per lavorare e ha meno di 18 anni: serve il tuo sì prima di %(entro)s.")
                % per,
                _("%(spazio)s, %(comune)s: %(quando)s. Ospita %(ospita)s.") % per,
            ),
            azione=(_("Leggi e rispondi"), reverse("coworking:tutore", args=[gettone_tutore(p, tutela)])),
        )


@avvisa("coworking.prenotazione", "nega")
def negata(_t: Any, p: Prenotazione, _dati: Dati) -> Iterator[Messaggio]:
    per = _di(p)
    yield _a(
        p.persona,
        _("Richiesta chiusa: %(giorno)s, %(comune)s") % per,
        (
            _("Chi risponde di te ha detto no alla tua richiesta per %(spazio)s, %(quando)s.") % per,
            _("Parlatene insieme: puoi chiedere di nuovo quando vuoi."),
        ),
        _apri(p),
    )


@avvisa("coworking.prenotazione", "acconsenti")
def acconsentita(_t: Any, p: Prenotazione, _dati: Dati) -> Iterator[Messaggio]:
    if p.spazio.politica.conferma:
        yield from _da_rispondere(p, _di(p))


# ── Of spaces ─────────────────────────────────────────────────────────────────────────────────────
def _scheda(spazio: Spazio) -> Azione:
    return _("Apri lo spazio"), reverse("coworking:mio_spazio", args=[spazio.partner.slug, spazio.codice])


@avvisa("coworking.spazio", "proponi")
def spazio_proposto(t: Any, spazio: Spazio, _dati: Dati) -> Iterator[Messaggio]:
    per = {"nome": spazio.nome, "ospita": spazio.partner.nome}
    for persona in ospitano(spazio.partner):
        testo = (_niente_da_fare(), _("Il coordinamento della rete legge la proposta e ti risponde con un messaggio."))
        yield _a(persona, _("Proposta inviata: %(nome)s") % per, testo, _scheda(spazio))
    for persona in coordinano():
        if attore_in_parole(persona) != t.attore:
            testo = (_("%(ospita)s propone uno spazio. Leggi la proposta e decidi.") % per,)
            azione = _("Esamina lo spazio"), reverse("admin:coworking_spazio_esame", args=[spazio.pk])
            yield _a(persona, _("Spazio da esaminare: %(nome)s") % per, testo, azione)


@avvisa("coworking.spazio", "pubblica", "riapri")
def spazio_pubblicato(_t: Any, spazio: Spazio, _dati: Dati) -> Iterator[Messaggio]:
    per = {"nome": spazio.nome}
    for persona in ospitano(spazio.partner):
        testo = (_niente_da_fare(), _("Da adesso chi cerca un posto lo trova e lo può prenotare."))
        yield _a(persona, _("Spazio pubblicato: %(nome)s") % per, testo, _scheda(spazio))


@avvisa("coworking.spazio", "respingi", "sospendi", "ritira")
def spazio_fermato(t: Any, spazio: Spazio, dati: Dati) -> Iterator[Messaggio]:
    oggetti = {
        "respingi": _("Spazio non pubblicato: %(nome)s"),
        "sospendi": _("Spazio sospeso: %(nome)s"),
        "ritira": _("Spazio ritirato: %(nome)s"),
    }
    for persona in ospitano(spazio.partner):
        if attore_in_parole(persona) != t.attore:
            testo = (*_motivo(dati), _("Se vuoi, cambia quello che serve e proponilo di nuovo."))
            yield _a(persona, oggetti[t.verbo] % {"nome": spazio.nome}, testo, _scheda(spazio))


# ── Of seats given by an act ──────────────────────────────────────────────────────────────────────
def _dell_assegnazione(blocco: Any) -> Dati:
    spazio = blocco.postazione.spazio
    return {
        "posto": str(blocco.postazione),
        "spazio": spazio.nome,
        "indirizzo": spazio.indirizzo,
        "comune": spazio.comune.nome,
        "ospita": spazio.partner.nome,
        "chi": blocco.persona.get_full_name(),
        "giorno": data_breve(blocco.dal),
        "dal": data(blocco.dal),
        "al": data(blocco.ultimo_giorno),
    }


def _chi_ospita_sa(blocco: Blocco, oggetto: str, testo: Iterable[str]) -> Iterator[Messaggio]:
    partner = blocco.postazione.spazio.partner
    azione = _("Apri i posti che offri"), reverse("coworking:ospita", args=[partner.slug])
    return (_a(uno, oggetto, testo, azione) for uno in ospitano(partner) if uno.pk != blocco.persona_id)


@avvisa("coworking.spazio", "assegna")
def posto_assegnato(_t: Any, spazio: Spazio, dati: Dati) -> Iterator[Messaggio]:
    blocco = assegnazioni().get(pk=dati["blocco"])
    per = _dell_assegnazione(blocco) | {"motivo": dati["motivo"]}
    yield _a(
        blocco.persona,
        _("Posto assegnato a te: da %(giorno)s, %(comune)s") % per,
        (
            _("Non devi prenotare: vieni quando lo spazio è aperto."),
            _("Il tuo posto: %(posto)s, %(spazio)s. Da %(dal)s a %(al)s, compresi.") % per,
            _("Dove: %(indirizzo)s, %(comune)s. Ospita %(ospita)s.") % per,
            *([spazio.come_arrivare] if spazio.come_arrivare else []),
            _("L'atto: %(motivo)s") % per,
        ),
        (_("Apri le tue prenotazioni"), reverse("coworking:mie")),
    )
    testo = (
        _niente_da_fare(),
        _("%(posto)s di %(spazio)s è di %(chi)s da %(dal)s a %(al)s, compresi, quando lo spazio è aperto.") % per,
        _("L'atto: %(motivo)s") % per,
    )
    yield from _chi_ospita_sa(blocco, _("Posto assegnato: da %(giorno)s, %(comune)s") % per, testo)


@avvisa("coworking.spazio", "revoca_assegnazione")
def assegnazione_revocata(t: Any, _spazio: Spazio, dati: Dati) -> Iterator[Messaggio]:
    """Why is between the lead and the person: who hosts reads only that the seat is free."""
    blocco = assegnazioni().get(pk=dati["blocco"])
    per = _dell_assegnazione(blocco) | {"giorno": data_breve(t.quando), "decide": chi(t.attore)}
    yield _a(
        blocco.persona,
        _("Posto non più tuo: da %(giorno)s, %(comune)s") % per,
        (
            _("%(posto)s di %(spazio)s non è più tenuto per te.") % per,
            *_motivo(dati),
            _("Da oggi puoi prenotare un posto, lì o in un altro spazio, come chiunque."),
            # An account that closes gives its seat back by itself.
            *([] if t.attore.startswith("sistema:") else [_("Ha deciso %(decide)s, per la rete.") % per]),
        ),
        (_("Cerca un altro posto"), reverse("coworking:elenco")),
    )
    libero = _("Posto di nuovo libero: da %(giorno)s, %(comune)s") % per
    fatto = _("%(posto)s di %(spazio)s non è più assegnato a %(chi)s: adesso lo può prenotare chiunque.") % per
    yield from _chi_ospita_sa(blocco, libero, (_niente_da_fare(), fatto))
