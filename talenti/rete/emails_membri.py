"""What people are told of roles and invitations. Imported by ReteConfig.ready()."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.base.links import firma
from talenti.base.templatetags.italiano import data, data_ora
from talenti.registro.actions import chi
from talenti.registro.annunci import Messaggio, avvisa
from talenti.rete.emails import TIPO, Dati, altri, niente_da_fare, organizzazione
from talenti.rete.models import Invito, Partner
from talenti.rete.queries import amministrano, coordinano
from talenti.rete.ruoli import RUOLI

SCOPO_INVITO = "rete.invito"


def gettone(invito: Invito) -> str:
    """What the mail's link carries: it shows this invitation, and acts only by what is pressed there."""
    return firma(SCOPO_INVITO, {"invito": invito.pk, "email": invito.email})


def _persona(dati: Dati) -> Any:
    return get_user_model()._default_manager.get(pk=dati["persona"])


def _persone(partner: Partner) -> tuple[str, str]:
    return _("Guarda le persone"), reverse("rete:persone", args=[partner.slug])


@avvisa("rete.partner", "invita")
def invitata(t: Any, partner: Partner, dati: Dati) -> Iterator[Messaggio]:
    invito = partner.inviti.get(pk=dati["invito"])
    per = {"nome": partner.nome, "chi": chi(t.attore), "quando": data_ora(invito.scade)}
    ruolo = RUOLI[invito.ruolo]
    yield Messaggio(
        email=invito.email,
        tipo=TIPO,
        oggetto=_("Invito da %(nome)s") % per,
        testo=(
            _("Rispondi prima di %(quando)s.") % per,
            _("%(chi)s ti invita a far parte di %(nome)s su Talenti Diffusi.") % per,
            f"{ruolo.etichetta}: {ruolo.spiegazione}",
            _("Se non conosci chi ti invita, non devi fare niente."),
        ),
        azione=(_("Rispondi all'invito"), reverse("rete:invito", args=[gettone(invito)])),
    )


@avvisa("rete.partner", "accogli")
def accolta(t: Any, partner: Partner, dati: Dati) -> Iterator[Messaggio]:
    persona = _persona(dati)
    per = {"nome": partner.nome, "chi": persona, "ruolo": RUOLI[dati["ruolo"]].etichetta}
    yield Messaggio(
        persona=persona,
        tipo=TIPO,
        oggetto=_("Fai parte di %(nome)s") % per,
        testo=(niente_da_fare(), _("Il tuo ruolo: %(ruolo)s.") % per),
        azione=organizzazione(partner),
    )
    for altra in altri(amministrano(partner), t):
        yield Messaggio(
            persona=altra,
            tipo=TIPO,
            oggetto=_("Invito accettato: %(chi)s") % per,
            testo=(niente_da_fare(), _("Ora fa parte di %(nome)s. Ruolo: %(ruolo)s.") % per),
            azione=_persone(partner),
        )


@avvisa("rete.invito", "rifiuta", "scadi")
def invito_finito(t: Any, invito: Invito, _dati: Dati) -> Iterator[Messaggio]:
    per = {"email": invito.email, "nome": invito.partner.nome}
    rifiutato = t.verbo == "rifiuta"
    oggetto = _("Invito rifiutato") if rifiutato else _("Invito scaduto senza risposta")
    fatto = (
        _("%(email)s non entra in %(nome)s.") % per
        if rifiutato
        else _("%(email)s non ha risposto all'invito di %(nome)s. Se serve ancora, mandane un altro.") % per
    )
    azione = _persone(invito.partner)
    for persona in amministrano(invito.partner):
        yield Messaggio(persona=persona, tipo=TIPO, oggetto=oggetto, testo=(niente_da_fare(), fatto), azione=azione)


@avvisa("rete.invito", "revoca")
def invito_ritirato(_t: Any, invito: Invito, _dati: Dati) -> Iterator[Messaggio]:
    per = {"nome": invito.partner.nome}
    yield Messaggio(
        email=invito.email,
        tipo=TIPO,
        oggetto=_("Invito ritirato da %(nome)s") % per,
        testo=(niente_da_fare(), _("L'invito di %(nome)s non vale più.") % per),
    )


@avvisa("rete.partner", "cambia_ruolo")
def ruolo_cambiato(_t: Any, partner: Partner, dati: Dati) -> Iterator[Messaggio]:
    persona = _persona(dati)
    riga = partner.appartenenze.filter(persona=persona, ruolo=dati["dopo"]).order_by("pk").last()
    per = {"nome": partner.nome, "ruolo": RUOLI[dati["dopo"]].etichetta, "giorno": data(riga.ultimo_giorno)}
    testo = [niente_da_fare(), _("Da oggi il tuo ruolo in %(nome)s è: %(ruolo)s.") % per]
    if riga.ultimo_giorno:
        testo.append(_("Vale fino a %(giorno)s compreso.") % per)
    yield Messaggio(
        persona=persona,
        tipo=TIPO,
        oggetto=_("Ruolo cambiato: %(nome)s") % per,
        testo=tuple(testo),
        azione=organizzazione(partner),
    )


@avvisa("rete.partner", "rimuovi")
def ruolo_finito(t: Any, partner: Partner, dati: Dati) -> Iterator[Messaggio]:
    per = {"nome": partner.nome, "ruolo": RUOLI[dati["ruolo"]].etichetta, "chi": chi(t.attore)}
    testo = [_("Il tuo ruolo in %(nome)s è finito: %(ruolo)s.") % per, _("L'ha chiuso %(chi)s.") % per]
    if dati.get("motivo"):
        testo.append(_("Il motivo: %(motivo)s") % {"motivo": dati["motivo"]})
    yield Messaggio(persona=_persona(dati), tipo=TIPO, oggetto=_("Ruolo finito: %(nome)s") % per, testo=tuple(testo))


@avvisa("rete.partner", "lascia")
def persona_uscita(t: Any, partner: Partner, dati: Dati) -> Iterator[Messaggio]:
    persona = _persona(dati)
    per = {"nome": partner.nome, "chi": persona}
    yield Messaggio(
        persona=persona,
        tipo=TIPO,
        oggetto=_("Non fai più parte di %(nome)s") % per,
        testo=(niente_da_fare(), _("Hai lasciato %(nome)s: i ruoli che avevi sono finiti oggi.") % per),
    )
    for altra in altri(amministrano(partner), t):
        yield Messaggio(
            persona=altra,
            tipo=TIPO,
            oggetto=_("È uscita una persona: %(nome)s") % per,
            testo=(niente_da_fare(), _("%(chi)s ha lasciato %(nome)s.") % per),
            azione=_persone(partner),
        )


@avvisa("rete.partner", "chiedi_responsabile")
def responsabile_chiesto(t: Any, partner: Partner, dati: Dati) -> Iterator[Messaggio]:
    per = {"nome": partner.nome, "chi": chi(t.attore)}
    testo = (
        _("%(chi)s ti chiede di rispondere del gruppo %(nome)s. Puoi accettare o rifiutare.") % per,
        _("Chi risponde del gruppo è la persona adulta a cui la rete si rivolge."),
        _("Finché non accetti non cambia niente."),
    )
    azione = (_("Rispondi"), reverse("rete:rispondi_responsabile", args=[partner.slug]))
    for persona in altri([_persona(dati)], t):
        oggetto = _("Ti chiedono di rispondere di %(nome)s") % per
        yield Messaggio(persona=persona, tipo=TIPO, oggetto=oggetto, testo=testo, azione=azione)


@avvisa("rete.partner", "accetta_responsabile")
def responsabile_cambiato(_t: Any, partner: Partner, dati: Dati) -> Iterator[Messaggio]:
    per = {"nome": partner.nome, "chi": partner.responsabile}
    testo = (niente_da_fare(), _("Da oggi risponde del gruppo %(chi)s.") % per)
    prima = get_user_model()._default_manager.filter(pk=dati["prima"])
    persone = {p.pk: p for p in (partner.responsabile, *prima, *amministrano(partner), *coordinano())}
    for persona in persone.values():
        yield Messaggio(
            persona=persona,
            tipo=TIPO,
            oggetto=_("Chi risponde di %(nome)s") % per,
            testo=testo,
            azione=organizzazione(partner),
        )


@avvisa("rete.partner", "rifiuta_responsabile")
def responsabile_rifiutato(t: Any, partner: Partner, _dati: Dati) -> Iterator[Messaggio]:
    per = {"nome": partner.nome, "chi": chi(t.attore), "oggi": partner.responsabile}
    testo = (_("%(chi)s non ha accettato di rispondere del gruppo. Ne risponde ancora %(oggi)s.") % per,)
    for persona in altri(amministrano(partner), t):
        oggetto = _("Chi risponde di %(nome)s: la risposta è no") % per
        yield Messaggio(persona=persona, tipo=TIPO, oggetto=oggetto, testo=testo, azione=organizzazione(partner))
