"""What a group is told of what the office decides and asks, and the office of what is answered.

Imported by ThinktownConfig.ready(). Each function runs once for every language of its readers, so plain gettext is
right here. Subjects name no person, no project and no outcome: they are read on locked screens.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.base.clock import a_roma
from talenti.base.permissions import attore_in_parole
from talenti.base.templatetags.italiano import data, data_breve, ora
from talenti.registro.annunci import Messaggio, avvisa
from thinktown.comunicazioni import dopo_l_ammissione
from thinktown.emails import TIPO as PER_CHI_LAVORA
from thinktown.emails import lavorano_al_bando
from thinktown.enums import StatoDomanda
from thinktown.istanti import al_secondo
from thinktown.models import Bando, Componente, Domanda, Provvedimento
from thinktown.momento import FINITI_PRIMA
from thinktown.queries import chi_lo_segue
from thinktown.rimedi import rimedi
from thinktown.termini import ultimo_giorno
from thinktown.tipi import DOMANDE

Dati = dict[str, Any]
Azione = tuple[str, str]


def _gruppo(domanda: Domanda) -> list[Any]:
    attivi = domanda.componenti.attivi().select_related("persona").order_by("pk")
    return [uno.persona for uno in attivi]


def _al_gruppo(domanda: Domanda, oggetto: str, testo: Iterable[str], azione: Azione) -> Iterator[Messaggio]:
    """Compulsory: whoever silenced the rest is told of these all the same."""
    frasi = tuple(frase for frase in testo if frase)
    for persona in _gruppo(domanda):
        yield Messaggio(persona=persona, tipo=DOMANDE, oggetto=oggetto, testo=frasi, azione=azione)


def _all_ufficio(domanda: Domanda, oggetto: str, frase: str) -> Iterator[Messaggio]:
    """Who works on the call and is not in that group."""
    dove = reverse("admin:thinktown_bando_domanda", args=[domanda.bando_id, domanda.codice])
    del_gruppo = Componente.objects.attivi().filter(domanda=domanda).values("persona")
    for persona in lavorano_al_bando(domanda.bando).exclude(pk__in=del_gruppo):
        testo = (frase, _quale(domanda))
        azione = (_("Apri la domanda"), dove)
        yield Messaggio(persona=persona, tipo=PER_CHI_LAVORA, oggetto=oggetto, testo=testo, azione=azione)


@avvisa("thinktown.domanda", "prende_in_mano")
def affidata(t: Any, domanda: Domanda, dati: Dati) -> Iterator[Messaggio]:
    """To whom a colleague has given it."""
    a_lei = get_user_model()._default_manager.filter(pk=dati["persona"], is_active=True).first()
    if a_lei is None or t.attore == attore_in_parole(a_lei):
        return
    dove = reverse("admin:thinktown_bando_domanda", args=[domanda.bando_id, domanda.codice])
    yield Messaggio(
        persona=a_lei,
        tipo=PER_CHI_LAVORA,
        oggetto=_("Ti è stata affidata una domanda da controllare"),
        testo=(
            _("Adesso la controlli tu. Se non puoi, dalla sua pagina affidala ad altri."),
            _quale(domanda),
        ),
        azione=(_("Apri la domanda"), dove),
    )


def _provvedimento(dati: Dati) -> Provvedimento:
    return Provvedimento.objects.get(codice=dati["provvedimento"])


def _quale(domanda: Domanda) -> str:
    return _("La domanda: n. %(numero)s, codice %(codice)s. Il bando: %(bando)s.") % {
        "numero": domanda.numero,
        "codice": domanda.codice,
        "bando": domanda.bando,
    }


def chi_ne_parla(bando: Bando) -> str:
    """A person's name, last."""
    segue, ente = chi_lo_segue(bando), bando.partner
    dati = {"chi": segue, "ente": ente, "email": ente.email}
    if segue and ente.email:
        return _("Per parlarne: %(chi)s, %(ente)s, %(email)s.") % dati
    if segue:
        return _("Per parlarne: %(chi)s, %(ente)s.") % dati
    return (_("Per parlarne: %(ente)s, %(email)s.") if ente.email else _("Per parlarne: %(ente)s.")) % dati


def _motivo(testo: str) -> str:
    return _("Il motivo: %(motivo)s") % {"motivo": testo} if testo else ""


def _scrive(testo: str) -> str:
    return _("L'ufficio scrive: %(motivo)s") % {"motivo": testo} if testo else ""


def _niente_da_fare() -> str:
    return _("Non devi fare niente.")


def _la_ricevuta(domanda: Domanda, parole: str) -> Azione:
    return parole, reverse("thinktown:ricevuta", args=[domanda.codice])


# ── Decided ───────────────────────────────────────────────────────────────────────────────────────
@avvisa("thinktown.domanda", "ammetti")
def ammessa(_t: Any, domanda: Domanda, dati: Dati) -> Iterator[Messaggio]:
    detto = _provvedimento(dati)
    testo = (
        _("La domanda n. %(numero)s si può valutare: l'ufficio l'ha controllata e l'ha ammessa.")
        % {"numero": domanda.numero},
        f"{_niente_da_fare()} {dopo_l_ammissione(domanda)}",
        _scrive(detto.motivo),
        _quale(domanda),
        chi_ne_parla(domanda.bando),
    )
    yield from _al_gruppo(domanda, _ha_deciso(), testo, _la_ricevuta(domanda, _("Leggi la decisione")))


@avvisa("thinktown.domanda", "escludi")
def esclusa(_t: Any, domanda: Domanda, dati: Dati) -> Iterator[Messaggio]:
    detto = _provvedimento(dati)
    fino = rimedi(detto)
    giorni = {"tar": data(fino.tar), "presidente": data(fino.presidente)}
    testo = (
        _("La domanda n. %(numero)s è esclusa: non passa alla valutazione.") % {"numero": domanda.numero},
        _motivo(detto.motivo),
        _("Se pensi che sia un errore, scrivilo all'ufficio: può riaprire il controllo (riesame)."),
        _(
            "Puoi fare ricorso al TAR della Lombardia, sezione di Brescia, entro 60 giorni: fino a %(tar)s. "
            "Oppure al Presidente della Repubblica, entro 120 giorni: fino a %(presidente)s."
        )
        % giorni,
        _("Puoi anche chiedere di vedere i documenti (accesso agli atti): l'ufficio risponde entro 30 giorni."),
        _quale(domanda),
        chi_ne_parla(domanda.bando),
    )
    yield from _al_gruppo(domanda, _ha_deciso(), testo, _la_ricevuta(domanda, _("Leggi la decisione")))


def _ha_deciso() -> str:
    """The same for both: nobody reads the outcome over somebody's shoulder."""
    return _("L'ufficio ha deciso sulla tua domanda")


@avvisa("thinktown.domanda", "riesamina")
def riesaminata(_t: Any, domanda: Domanda, dati: Dati) -> Iterator[Messaggio]:
    testo = (
        _("L'ufficio ha riaperto il controllo della domanda n. %(numero)s: quello che aveva deciso non vale più.")
        % {"numero": domanda.numero},
        _motivo(dati["motivo"]),
        _("Non devi fare niente. Quando decide di nuovo ti scriviamo."),
        _quale(domanda),
        chi_ne_parla(domanda.bando),
    )
    azione = _la_ricevuta(domanda, _("Guarda la ricevuta"))
    yield from _al_gruppo(domanda, _("L'ufficio ricontrolla la tua domanda"), testo, azione)


# ── Asked ─────────────────────────────────────────────────────────────────────────────────────────
def _termine(richiesta: Provvedimento) -> dict[str, str]:
    giorno = ultimo_giorno(richiesta.entro)  # type: ignore[arg-type]  # a request that was told has one
    return {"giorno": data(giorno), "breve": data_breve(giorno)}


@avvisa("thinktown.domanda", "chiedi_integrazione")
def da_completare(_t: Any, domanda: Domanda, dati: Dati) -> Iterator[Messaggio]:
    richiesta = _provvedimento(dati)
    entro = _termine(richiesta)
    voci = [f"{una.n}. {una.che_cosa}" for una in richiesta.voci.all()]
    testo = (
        _("Rispondi entro %(giorno)s: quel giorno vale tutto, fino alle 23:59 (ora italiana).") % entro,
        "\n".join([_("L'ufficio ti chiede di completare la domanda n. %(n)s:") % {"n": domanda.numero}, *voci]),
        _scrive(richiesta.motivo),
        _("Se non rispondi, l'ufficio decide con quello che ha già, e la domanda può essere esclusa."),
        _chi_risponde(),
        _quale(domanda),
        chi_ne_parla(domanda.bando),
    )
    azione = (_("Completa la domanda"), richiesta.get_absolute_url())
    yield from _al_gruppo(domanda, _("Completa la tua domanda: entro %(breve)s") % entro, testo, azione)


@avvisa("thinktown.domanda", "preavvisa")
def preavvisata(_t: Any, domanda: Domanda, dati: Dati) -> Iterator[Messaggio]:
    richiesta = _provvedimento(dati)
    entro = _termine(richiesta)
    testo = (
        _("L'ufficio pensa di escludere la domanda n. %(numero)s.") % {"numero": domanda.numero},
        _motivo(richiesta.motivo),
        _("Prima che decida puoi rispondere, entro %(giorno)s: quel giorno vale tutto, fino alle 23:59 (ora italiana).")
        % entro,
        _("Se non rispondi, l'ufficio decide con quello che ha già."),
        _chi_risponde(),
        _quale(domanda),
        chi_ne_parla(domanda.bando),
    )
    azione = (_("Rispondi all'ufficio"), richiesta.get_absolute_url())
    yield from _al_gruppo(domanda, _("L'ufficio aspetta una tua risposta: entro %(breve)s") % entro, testo, azione)


def _chi_risponde() -> str:
    return _("Se siete in gruppo potete scriverla insieme: la invia chi parla per il gruppo.")


# ── Answered, or not ──────────────────────────────────────────────────────────────────────────────
@avvisa("thinktown.domanda", "risponde_all_ufficio")
def risposto(_t: Any, domanda: Domanda, dati: Dati) -> Iterator[Messaggio]:
    richiesta = _provvedimento(dati)
    arrivo: Any = richiesta.risposto_il
    quando = {"giorno": data_breve(a_roma(arrivo).date()), "ora": ora(arrivo)}
    testo = (
        _niente_da_fare(),
        _("La risposta sulla domanda n. %(numero)s è arrivata %(quando)s.")
        % {"numero": domanda.numero, "quando": al_secondo(arrivo)},
        _("L'ufficio la legge e riprende il controllo. Quando decide ti scriviamo."),
        _("L'impronta di quello che è arrivato (SHA-256): %(impronta)s") % {"impronta": dati["impronta"]},
        _quale(domanda),
    )
    azione = (_("Guarda la risposta"), richiesta.get_absolute_url())
    yield from _al_gruppo(domanda, _("Risposta all'ufficio inviata: %(giorno)s, %(ora)s") % quando, testo, azione)
    frase = _("Leggi la risposta: poi decidi.")
    yield from _all_ufficio(domanda, _("È arrivata una risposta su una domanda"), frase)


@avvisa("thinktown.domanda", "scade")
def scaduta(_t: Any, domanda: Domanda, dati: Dati) -> Iterator[Messaggio]:
    """Of a call that was stopped meanwhile nobody waits for anything."""
    if domanda.bando.stato in FINITI_PRIMA:
        return
    richiesta = _provvedimento(dati)
    testo = (
        _("Entro %(giorno)s non è arrivata nessuna risposta: l'ufficio decide con quello che ha già.")
        % _termine(richiesta),
        _("Quello che avevate scritto lì resta da leggere, ma all'ufficio non è arrivato."),
        _quale(domanda),
        chi_ne_parla(domanda.bando),
    )
    azione = (_("Guarda che cosa chiedeva"), richiesta.get_absolute_url())
    yield from _al_gruppo(domanda, _("È passato il termine per rispondere all'ufficio"), testo, azione)
    frase = _("Non è arrivata nessuna risposta: adesso si può decidere.")
    yield from _all_ufficio(domanda, _("È passato un termine: una domanda ti aspetta"), frase)


# ── Passed on ─────────────────────────────────────────────────────────────────────────────────────
@avvisa("thinktown.bando", "passa_alla_commissione")
def alla_commissione(_t: Any, bando: Bando, dati: Dati) -> Iterator[Messaggio]:
    ammesse = Componente.objects.attivi().filter(domanda__bando=bando, domanda__stato=StatoDomanda.AMMESSA)
    persone = get_user_model()._default_manager.filter(Q(pk__in=ammesse.values("persona")), is_active=True)
    del_bando = _("Il bando: %(bando)s.") % {"bando": bando}
    testo = (
        _niente_da_fare(),
        _("Il controllo delle domande è finito: adesso la tua la valuta la commissione."),
        del_bando,
        chi_ne_parla(bando),
    )
    azione = (_("Guarda le tue domande"), reverse("thinktown:mie"))
    for persona in persone.order_by("pk"):
        oggetto = _("La tua domanda passa alla commissione")
        yield Messaggio(persona=persona, tipo=DOMANDE, oggetto=oggetto, testo=testo, azione=azione)
    quante = _("Domande ammesse, che passano alla commissione: %(n)s.") % {"n": dati["ammesse"]}
    scheda = (_("Apri il bando"), reverse("admin:thinktown_bando_scheda", args=[bando.pk]))
    for persona in lavorano_al_bando(bando):
        oggetto, testo_ = _("Il controllo delle domande è finito"), (_niente_da_fare(), quante, del_bando)
        yield Messaggio(persona=persona, tipo=PER_CHI_LAVORA, oggetto=oggetto, testo=testo_, azione=scheda)
