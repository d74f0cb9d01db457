"""What people are told of requests of access. Imported by ThinktownConfig.ready().

Who is heard because a request is about her reads in the notice that there is one, and no more: who asks, and what, is
on her page alone. The answer, with its reasons, leaves by mail: who asked may have no account.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.base.templatetags.italiano import data, data_breve
from talenti.registro.annunci import Messaggio, avvisa
from thinktown.emails import TIPO, Dati, lavorano_al_bando
from thinktown.enums_registri import RispostaTerzo
from thinktown.models import Controinteressato, RichiestaAccesso
from thinktown.termini_accesso import RIMEDI, SILENZIO
from thinktown.tipi import ACCESSI


def _del_bando(richiesta: RichiestaAccesso) -> str:
    return _("La richiesta: n. %(numero)s. Il bando: %(bando)s.") % {"numero": richiesta, "bando": richiesta.bando}


def _a_chi_chiede(richiesta: RichiestaAccesso, oggetto: str, testo: Iterable[str]) -> Iterator[Messaggio]:
    """With an account, in it and by mail; without, by mail; on paper, nobody can be told from here."""
    if richiesta.persona is None and not richiesta.email:
        return
    persona = richiesta.persona
    yield Messaggio(
        persona=persona,
        email="" if persona else richiesta.email,
        tipo=ACCESSI,
        oggetto=oggetto,
        testo=tuple(frase for frase in testo if frase),
        azione=(_("Apri la richiesta"), richiesta.get_absolute_url()) if persona else None,
    )


def _all_ufficio(richiesta: RichiestaAccesso, oggetto: str, fare: str) -> Iterator[Messaggio]:
    """Those who work on the call; not who is in it herself."""
    dentro = [richiesta.persona_id, *richiesta.controinteressati.values_list("persona", flat=True)]
    dove = reverse("admin:thinktown_bando_accesso", args=[richiesta.bando_id, richiesta.codice])
    for persona in lavorano_al_bando(richiesta.bando).exclude(pk__in=[pk for pk in dentro if pk]):
        yield Messaggio(
            persona=persona,
            tipo=TIPO,
            oggetto=oggetto,
            testo=(fare, _del_bando(richiesta)),
            azione=(_("Apri la richiesta"), dove),
        )


def _entro(richiesta: RichiestaAccesso) -> dict[str, str]:
    return {"giorno": data(richiesta.scade_il), "breve": data_breve(richiesta.scade_il)}


# ── Arrived ───────────────────────────────────────────────────────────────────────────────────────
def _ricevuta(richiesta: RichiestaAccesso) -> Iterator[Messaggio]:
    yield from _a_chi_chiede(
        richiesta,
        _("Richiesta di accesso ricevuta: risposta entro %(breve)s") % _entro(richiesta),
        (
            _("Non devi fare niente: %(ente)s ti risponde entro %(giorno)s.")
            % (_entro(richiesta) | {"ente": str(richiesta.bando.partner)}),
            _("Arrivata %(giorno)s. Il tipo: %(tipo)s.")
            % {"giorno": data(richiesta.arrivata_il), "tipo": richiesta.get_tipo_display().lower()},
            str(SILENZIO[richiesta.tipo]),
            str(RIMEDI[richiesta.tipo]),
            _del_bando(richiesta),
        ),
    )


@avvisa("thinktown.richiestaaccesso", "chiedi_accesso")
def chiesto(_t: Any, richiesta: RichiestaAccesso, _dati: Dati) -> Iterator[Messaggio]:
    yield from _ricevuta(richiesta)
    yield from _all_ufficio(
        richiesta,
        _("Richiesta di accesso: da decidere entro %(breve)s") % _entro(richiesta),
        _("Leggila: se riguarda altre persone, prima vanno sentite."),
    )


@avvisa("thinktown.richiestaaccesso", "registra_accesso")
def registrato(_t: Any, richiesta: RichiestaAccesso, _dati: Dati) -> Iterator[Messaggio]:
    yield from _ricevuta(richiesta)


# ── The people whom it is about ───────────────────────────────────────────────────────────────────
def _terzi(richiesta: RichiestaAccesso, chiavi: Iterable[int] | None = None) -> Iterator[Controinteressato]:
    righe = richiesta.controinteressati.per_elenco()
    yield from righe if chiavi is None else righe.filter(persona__in=chiavi)


def _al_terzo(uno: Controinteressato, richiesta: RichiestaAccesso, oggetto: str, *testo: str) -> Messaggio:
    return Messaggio(
        persona=uno.persona,
        tipo=ACCESSI,
        oggetto=oggetto,
        testo=(*(frase for frase in testo if frase), _("Il bando: %(bando)s.") % {"bando": richiesta.bando}),
        azione=(_("Apri la richiesta"), uno.get_absolute_url()),
    )


@avvisa("thinktown.richiestaaccesso", "interpella")
def interpellati(_t: Any, richiesta: RichiestaAccesso, dati: Dati) -> Iterator[Messaggio]:
    for uno in _terzi(richiesta, dati["persone"]):
        yield _al_terzo(
            uno,
            richiesta,
            _("Qualcuno chiede di vedere una tua domanda: entro %(giorno)s") % {"giorno": data_breve(uno.entro_il)},
            _("Se hai un motivo per opporti, scrivilo entro %(giorno)s.") % {"giorno": data(uno.entro_il)},
            _("Se non rispondi, l'ufficio decide lo stesso."),
        )


@avvisa("thinktown.richiestaaccesso", "risponde_controinteressato")
def ha_risposto(_t: Any, richiesta: RichiestaAccesso, dati: Dati) -> Iterator[Messaggio]:
    si_oppone = dati["risposta"] == RispostaTerzo.SI_OPPONE
    yield from _all_ufficio(
        richiesta,
        _("Richiesta di accesso: una persona si oppone")
        if si_oppone
        else _("Richiesta di accesso: una persona non si oppone"),
        _("Leggi che cosa ha scritto, poi decidi entro %(giorno)s.") % _entro(richiesta),
    )


# ── Decided ───────────────────────────────────────────────────────────────────────────────────────
_ESITI = {
    "accogli": lambda: _("La tua richiesta di accesso è accolta"),
    "accogli_in_parte": lambda: _("La tua richiesta di accesso è accolta in parte"),
    "differisci": lambda: _("La tua richiesta di accesso è rimandata"),
    "respingi_accesso": lambda: _("La tua richiesta di accesso è respinta"),
}
_ESITI_PER_I_TERZI = {
    "accogli": lambda: _("La richiesta di vedere una tua domanda è accolta"),
    "accogli_in_parte": lambda: _("La richiesta di vedere una tua domanda è accolta in parte"),
    "differisci": lambda: _("La richiesta di vedere una tua domanda è rimandata"),
    "respingi_accesso": lambda: _("La richiesta di vedere una tua domanda è respinta"),
}


@avvisa("thinktown.richiestaaccesso", *_ESITI)
def deciso(t: Any, richiesta: RichiestaAccesso, _dati: Dati) -> Iterator[Messaggio]:
    rimandata = ""
    if t.verbo == "differisci":
        rimandata = _("Ti rispondiamo entro %(giorno)s.") % {"giorno": data(richiesta.differita_al)}
    dal = _("I documenti ti arrivano da %(giorno)s: prima la legge non lo permette, perché qualcuno si è opposto.")
    yield from _a_chi_chiede(
        richiesta,
        _ESITI[t.verbo](),
        (
            richiesta.risposta,
            rimandata,
            dal % {"giorno": data(richiesta.consegna_dal)} if richiesta.consegna_dal else "",
            str(RIMEDI[richiesta.tipo]) if t.verbo != "accogli" else "",
            _del_bando(richiesta),
        ),
    )
    for uno in _terzi(richiesta):
        yield _al_terzo(uno, richiesta, _ESITI_PER_I_TERZI[t.verbo](), _per_il_terzo(uno, richiesta, t.verbo))


def _per_il_terzo(uno: Controinteressato, richiesta: RichiestaAccesso, verbo: str) -> str:
    if verbo not in ("accogli", "accogli_in_parte") or uno.risposta != RispostaTerzo.SI_OPPONE:
        return _("Non devi fare niente.")
    if richiesta.consegna_dal:
        frase = _(
            "L'ufficio ha tenuto conto di quello che hai scritto e ha deciso di mostrarla da %(giorno)s. Prima di "
            "allora puoi chiedere il riesame al responsabile della trasparenza, o ricorrere al TAR."
        )
        return frase % {"giorno": data(richiesta.consegna_dal)}
    return _(
        "L'ufficio ha tenuto conto di quello che hai scritto e ha deciso di mostrarla. Entro 30 giorni puoi ricorrere "
        "al TAR Lombardia, sezione di Brescia."
    )


@avvisa("thinktown.richiestaaccesso", "lascia_cadere")
def lasciata(t: Any, richiesta: RichiestaAccesso, _dati: Dati) -> Iterator[Messaggio]:
    if richiesta.persona is not None and t.attore == f"persona:{richiesta.persona_id}":
        yield from _all_ufficio(
            richiesta, _("Richiesta di accesso ritirata da chi l'ha fatta"), _("Non devi fare niente.")
        )
    else:
        yield from _a_chi_chiede(richiesta, _("La tua richiesta di accesso è ritirata"), (_del_bando(richiesta),))
    for uno in _terzi(richiesta):
        if not uno.risposta:
            oggetto = _("La richiesta di vedere una tua domanda è ritirata")
            yield _al_terzo(uno, richiesta, oggetto, _("Non devi più rispondere."))
