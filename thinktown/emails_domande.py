"""What people are told of their applications: the group, the sending, the acts that change the call.

Imported by ThinktownConfig.ready(). Each function runs once for every language of its readers, so plain gettext is
right here. Subjects name no person and no project: they are read on locked screens.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.base.clock import a_roma, adesso
from talenti.base.permissions import attore_in_parole
from talenti.base.templatetags.italiano import data_breve, data_ora, ora
from talenti.persone.enums import StatoTutela
from talenti.persone.models import Tutela
from talenti.registro.annunci import Messaggio, avvisa
from thinktown.actions.conferme import tutti_hanno_confermato
from thinktown.completezza import Dovuta, che_cosa_deve
from thinktown.enums import RuoloComponente
from thinktown.gettoni import link_invito, link_tutore
from thinktown.istanti import al_secondo
from thinktown.models import Bando, Componente, Domanda
from thinktown.momento import finestra_utile
from thinktown.tipi import DOMANDE, GRUPPI

Dati = dict[str, Any]
Azione = tuple[str, str]


def _a(persona: Any, oggetto: str, testo: Iterable[str], azione: Azione) -> Messaggio:
    return Messaggio(persona=persona, tipo=GRUPPI, oggetto=oggetto, testo=tuple(testo), azione=azione)


def _di_un_atto(persona: Any, oggetto: str, testo: Iterable[str], azione: Azione) -> Messaggio:
    """Sent, taken back: whoever silenced the rest is told of these all the same."""
    return Messaggio(persona=persona, tipo=DOMANDE, oggetto=oggetto, testo=tuple(testo), azione=azione)


def niente_da_fare() -> str:
    return _("Non devi fare niente.")


def _componente(dati: Dati) -> Componente:
    return Componente.objects.select_related("persona", "domanda__bando").get(codice=dati["componente"])


def _gruppo(domanda: Domanda) -> list[Any]:
    attivi = domanda.componenti.attivi().select_related("persona").order_by("pk")
    return [uno.persona for uno in attivi]


def _altri(persone: Iterable[Any], t: Any) -> list[Any]:
    """Without who did it."""
    return [una for una in persone if attore_in_parole(una) != t.attore]


def _parla(domanda: Domanda) -> list[Any]:
    attivi = domanda.componenti.attivi().filter(ruolo=RuoloComponente.REFERENTE).select_related("persona")
    return [uno.persona for uno in attivi]


def _chiude(bando: Bando) -> Any:
    finestra = finestra_utile(bando.in_vigore, adesso())
    return finestra.chiude if finestra else bando.chiude_il


def _del_bando(bando: Bando) -> str:
    return _("Il bando: %(bando)s. Chiude %(quando)s (ora italiana).") % {
        "bando": bando,
        "quando": data_ora(_chiude(bando)),
    }


def _il_gruppo(domanda: Domanda) -> Azione:
    return _("Guarda il gruppo"), reverse("thinktown:gruppo", args=[domanda.codice])


def _la_ricevuta(domanda: Domanda) -> Azione:
    return _("Guarda la ricevuta"), reverse("thinktown:ricevuta", args=[domanda.codice])


def il_bando(bando: Bando) -> Azione:
    return _("Leggi il bando"), bando.get_absolute_url()


# ── Asked, and answered ───────────────────────────────────────────────────────────────────────────
def _invito(componente: Componente, oggetto: str) -> Messaggio:
    domanda = componente.domanda
    chi = next(iter(_parla(domanda)), "")
    per = {"chi": chi, "soggetto": domanda.soggetto, "quando": data_ora(_chiude(domanda.bando))}
    return Messaggio(
        email=componente.email,
        tipo=GRUPPI,
        oggetto=oggetto,
        testo=(
            _("Rispondi prima di %(quando)s.") % per,
            _("%(chi)s ti invita a fare domanda insieme: %(soggetto)s.") % per
            if domanda.soggetto
            else _("%(chi)s ti invita a fare domanda insieme.") % per,
            _del_bando(domanda.bando),
            _("Se non conosci chi ti invita, non devi fare niente."),
        ),
        azione=(_("Rispondi all'invito"), link_invito(componente)),
    )


def _giorno(domanda: Domanda) -> str:
    return data_breve(a_roma(_chiude(domanda.bando)).date())


@avvisa("thinktown.domanda", "invita")
def invitata(_t: Any, domanda: Domanda, dati: Dati) -> Iterator[Messaggio]:
    yield _invito(
        _componente(dati), _("Invito per un bando: rispondi prima di %(giorno)s") % {"giorno": _giorno(domanda)}
    )


@avvisa("thinktown.domanda", "risponde")
def ha_risposto(t: Any, domanda: Domanda, dati: Dati) -> Iterator[Messaggio]:
    componente = _componente(dati)
    si, chi = dati["accetta"], componente.persona or componente.email
    fatto = (_("%(chi)s ora fa parte del gruppo.") if si else _("%(chi)s ha detto di no: non fa parte del gruppo.")) % {
        "chi": chi
    }
    oggetto = _("Invito accettato") if si else _("Invito rifiutato")
    for persona in _altri(_parla(domanda), t):
        yield _a(persona, oggetto, (niente_da_fare(), fatto, _del_bando(domanda.bando)), _il_gruppo(domanda))
    if si:
        yield from _al_tutore(componente)


@avvisa("thinktown.domanda", "togli")
def tolta(_t: Any, domanda: Domanda, dati: Dati) -> Iterator[Messaggio]:
    componente = _componente(dati)
    testo = (niente_da_fare(), _del_bando(domanda.bando))
    if componente.persona is None:
        yield Messaggio(
            email=componente.email, tipo=GRUPPI, oggetto=_("Invito per un bando: è stato ritirato"), testo=testo
        )
    else:
        yield _a(
            componente.persona,
            _("Non fai più parte di un gruppo che fa domanda"),
            testo,
            il_bando(domanda.bando),
        )


@avvisa("thinktown.domanda", "lascia")
def uscita(t: Any, domanda: Domanda, dati: Dati) -> Iterator[Messaggio]:
    chi = {"chi": _componente(dati).persona}
    for persona in _altri(_parla(domanda), t):
        testo = (_("%(chi)s ha lasciato il gruppo.") % chi, _del_bando(domanda.bando))
        yield _a(persona, _("Una persona ha lasciato il gruppo"), testo, _il_gruppo(domanda))


@avvisa("thinktown.domanda", "passa")
def parla_un_altra(t: Any, domanda: Domanda, dati: Dati) -> Iterator[Messaggio]:
    componente = _componente(dati)
    testo = (
        _("Da adesso inviti, togli e invii tu: la domanda parte quando premi tu."),
        _del_bando(domanda.bando),
    )
    for persona in _altri([componente.persona], t):
        yield _a(persona, _("Ora parli tu per il gruppo"), testo, _il_gruppo(domanda))


# ── Confirmed ─────────────────────────────────────────────────────────────────────────────────────
@avvisa("thinktown.domanda", "conferma")
def confermata(t: Any, domanda: Domanda, _dati: Dati) -> Iterator[Messaggio]:
    """Once, when the last one has."""
    if not tutti_hanno_confermato(domanda):
        return
    testo = (_("Controlla se manca altro, e invia la domanda."), _del_bando(domanda.bando))
    azione = (_("Controlla e invia"), reverse("thinktown:invia", args=[domanda.codice]))
    for persona in _altri(_parla(domanda), t):
        yield _a(persona, _("Nel gruppo hanno confermato tutti"), testo, azione)


@avvisa("thinktown.domanda", "ricorda")
def ricordato(_t: Any, domanda: Domanda, dati: Dati) -> Iterator[Messaggio]:
    componente = _componente(dati)
    deve = che_cosa_deve(domanda, componente)
    giorno = {"giorno": _giorno(domanda)}
    if Dovuta.INVITO in deve:
        yield _invito(componente, _("Invito che aspetta risposta: prima di %(giorno)s") % giorno)
        return
    if Dovuta.CONFERMA in deve or Dovuta.DICHIARAZIONE in deve:
        testo = (_("Leggi che cosa c'è scritto e conferma: senza, la domanda non parte."), _del_bando(domanda.bando))
        azione = (_("Leggi e conferma"), reverse("thinktown:conferma", args=[domanda.codice]))
        oggetto = _("Conferma una domanda: prima di %(giorno)s") % giorno
        yield _a(componente.persona, oggetto, testo, azione)
    elif Dovuta.FATTI in deve:
        testo = (_("Completa i tuoi dati: senza, la domanda non parte."), _del_bando(domanda.bando))
        azione = (_("Completa i tuoi dati"), reverse("thinktown:fatti", args=[domanda.codice]))
        yield _a(componente.persona, _("Una domanda ti aspetta: prima di %(giorno)s") % giorno, testo, azione)
    yield from _al_tutore(componente)


# ── Who answers for a minor ───────────────────────────────────────────────────────────────────────
def _al_tutore(componente: Componente) -> Iterator[Messaggio]:
    """Every guardian who has said yes to answering for her; without one, she is told what to do."""
    persona: Any = componente.persona
    if not persona.e_minorenne or componente.tutore_il is not None or componente.tutore_no_il is not None:
        return
    tutele = list(Tutela.objects.filter(persona=persona, stato=StatoTutela.CONFERMATO).order_by("pk"))
    for tutela in tutele:
        yield chiesto_al_tutore(componente, tutela)
    if not tutele:
        testo = (
            _("Indica un genitore o tutore: senza il suo sì la domanda del gruppo non parte."),
            _del_bando(componente.domanda.bando),
        )
        azione = (_("Indica un genitore o tutore"), reverse("persone:tutele"))
        yield _a(persona, _("Serve un genitore o tutore per la domanda"), testo, azione)


def chiesto_al_tutore(componente: Componente, tutela: Tutela) -> Messaggio:
    persona: Any = componente.persona
    domanda = componente.domanda
    per = {"nome": persona.get_short_name(), "soggetto": domanda.soggetto, "quando": data_ora(_chiude(domanda.bando))}
    return Messaggio(
        email=tutela.email,
        tipo=GRUPPI,
        lingua=persona.lingua,
        oggetto=_("Serve la tua risposta prima di %(giorno)s") % {"giorno": _giorno(domanda)},
        testo=(
            _("%(nome)s vuole partecipare a un bando: rispondi prima di %(quando)s.") % per,
            _("Ha meno di 18 anni: senza il tuo sì la domanda del gruppo non parte."),
            *([_("Il gruppo: %(soggetto)s.") % per] if domanda.soggetto else []),
            _del_bando(domanda.bando),
        ),
        azione=(_("Apri e rispondi"), link_tutore(componente, tutela)),
    )


@avvisa("thinktown.domanda", "comincia")
def cominciata(_t: Any, domanda: Domanda, _dati: Dati) -> Iterator[Messaggio]:
    """Who begins it may be under age herself."""
    yield from _al_tutore(domanda.componenti.select_related("persona", "domanda__bando").get())


@avvisa("thinktown.domanda", "acconsenti", "nega")
def il_tutore_ha_risposto(t: Any, domanda: Domanda, dati: Dati) -> Iterator[Messaggio]:
    componente = _componente(dati)
    si, chi = t.verbo == "acconsenti", {"chi": componente.persona}
    oggetto = _("Un genitore o tutore ha detto sì") if si else _("Un genitore o tutore ha detto di no")
    fatto = (
        (niente_da_fare(), _("%(chi)s può partecipare alla domanda.") % chi)
        if si
        else (_("Con %(chi)s nel gruppo la domanda non parte: parlatene insieme.") % chi,)
    )
    for persona in dict.fromkeys([componente.persona, *_parla(domanda)]):
        yield _a(persona, oggetto, (*fatto, _del_bando(domanda.bando)), _il_gruppo(domanda))


# ── Sent, taken back ──────────────────────────────────────────────────────────────────────────────
@avvisa("thinktown.domanda", "invia")
def inviata(_t: Any, domanda: Domanda, dati: Dati) -> Iterator[Messaggio]:
    arrivo: Any = domanda.inviata_il
    quando = {"giorno": data_breve(a_roma(arrivo).date()), "ora": ora(arrivo), "numero": domanda.numero}
    di_nuovo = dati["invio"] > 1
    oggetto = (
        _("Domanda inviata di nuovo: %(giorno)s, %(ora)s") if di_nuovo else _("Domanda inviata: %(giorno)s, %(ora)s")
    )
    testo = [
        niente_da_fare(),
        _("La domanda n. %(numero)s è arrivata %(quando)s.") % (quando | {"quando": al_secondo(arrivo)}),
        _("Vale questa: quella di prima resta agli atti.") if di_nuovo else "",
        _("Prima della scadenza puoi cambiarla e inviarla di nuovo."),
        _del_bando(domanda.bando),
    ]
    for persona in _gruppo(domanda):
        yield _di_un_atto(persona, oggetto % quando, [frase for frase in testo if frase], _la_ricevuta(domanda))


@avvisa("thinktown.domanda", "ritira")
def ritirata(_t: Any, domanda: Domanda, _dati: Dati) -> Iterator[Messaggio]:
    per = {"numero": domanda.numero, "quando": data_ora(_chiude(domanda.bando))}
    testo = (
        _("La domanda n. %(numero)s è ritirata: adesso non è inviata.") % per,
        _("Prima di %(quando)s si può inviare di nuovo, con lo stesso numero.") % per,
        _del_bando(domanda.bando),
    )
    for persona in _gruppo(domanda):
        yield _di_un_atto(persona, _("Domanda ritirata"), testo, _la_ricevuta(domanda))
