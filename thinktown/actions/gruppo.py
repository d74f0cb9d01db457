"""The group that applies: asked by mail, in, confirmed in person; who receives the money; who is under age."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import Attore
from talenti.registro.actions import atto
from thinktown.actions.domande import richiedi_aperto
from thinktown.enums import IN_PIU, RuoloComponente, StatoComponente, StatoDomanda
from thinktown.models import Componente, Domanda

MASSIMO_NEL_GRUPPO = 30
FUORI = (StatoComponente.RIFIUTATO, StatoComponente.TOLTO)


def invita(domanda: Domanda, email: str, *, ruolo: str, da: Any) -> Componente:
    """Ask somebody into the group, at an address; the account can come afterwards."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as errore:
        raise DatoNonAccettato(_("Scrivi un indirizzo email intero, come nome@example.org."), campo="email") from errore
    with atto(domanda, "invita", da=da, dati={"email": email, "ruolo": ruolo}):
        _si_cambia(domanda, da)
        presenti = domanda.componenti.exclude(stato__in=FUORI)
        if domanda.proponente not in IN_PIU:
            raise DatoNonAccettato(_("Questa domanda la presenta una persona sola."), campo="email")
        if ruolo not in (RuoloComponente.SCRIVE, RuoloComponente.LEGGE):
            raise DatoNonAccettato(_("Scegli se può scrivere o solo leggere."), campo="ruolo")
        if presenti.filter(email=email).exists():
            raise DatoNonAccettato(_("Questa persona è già nel gruppo, o è già stata invitata."), campo="email")
        if presenti.count() >= MASSIMO_NEL_GRUPPO:
            raise DatoNonAccettato(_("Il gruppo è al completo: %(n)s persone.") % {"n": MASSIMO_NEL_GRUPPO})
        return Componente.objects.create(domanda=domanda, email=email, ruolo=ruolo)


def risponde(componente: Componente, *, accetta: bool, da: Any) -> None:
    """Who was asked says yes, and is in; or no."""
    with atto(componente.domanda, "risponde", da=da, dati={"accetta": accetta}):
        componente.refresh_from_db()
        if componente.stato != StatoComponente.INVITATO or componente.email != da.email.lower():
            raise TransizioneNonAmmessa(_("A questo invito è già stata data una risposta."))
        _si_cambia(componente.domanda, da)
        if accetta and componente.domanda.componenti.exclude(stato__in=FUORI).filter(persona=da).exists():
            raise TransizioneNonAmmessa(_("Fai già parte di questo gruppo."))
        componente.stato = StatoComponente.DENTRO if accetta else StatoComponente.RIFIUTATO
        componente.persona, componente.deciso_il = da, adesso()
        componente.save(update_fields=["stato", "persona", "deciso_il"])


def conferma(domanda: Domanda, *, da: Any) -> None:
    """In person: I have read what is written here, and I take part. A change of the text asks for it again."""
    with atto(domanda, "conferma", da=da):
        _si_cambia(domanda, da)
        suo = domanda.componenti.attivi().get(persona=da)
        if suo.stato == StatoComponente.CONFERMATO:
            raise TransizioneNonAmmessa(_("Hai già confermato."))
        suo.stato, suo.confermato_il = StatoComponente.CONFERMATO, adesso()
        suo.save(update_fields=["stato", "confermato_il"])


def togli(componente: Componente, *, da: Any) -> None:
    """Take somebody out of the group before it is sent; who speaks for it stays."""
    with atto(componente.domanda, "togli", da=da, dati={"componente": componente.codice}):
        componente.refresh_from_db()
        _si_cambia(componente.domanda, da)
        if componente.ruolo == RuoloComponente.REFERENTE:
            raise TransizioneNonAmmessa(_("Chi parla per il gruppo non si toglie."))
        if componente.stato in FUORI:
            raise TransizioneNonAmmessa(_("Non ne fa già più parte."))
        componente.stato, componente.confermato_il, componente.riceve = StatoComponente.TOLTO, None, False
        componente.save(update_fields=["stato", "confermato_il", "riceve"])


def sceglie_chi_riceve(componente: Componente, *, da: Any) -> None:
    """The adult in whose name an informal group receives the money (c.c. art. 320: not a minor)."""
    domanda = componente.domanda
    with atto(domanda, "sceglie_chi_riceve", da=da, dati={"componente": componente.codice}):
        _si_cambia(domanda, da)
        scelto = domanda.componenti.attivi().filter(pk=componente.pk).select_related("persona").first()
        if scelto is None or scelto.persona is None:
            raise DatoNonAccettato(_("Scegli una persona del gruppo."), campo="riceve")
        if scelto.persona.e_minorenne:
            raise DatoNonAccettato(_("Il contributo lo riceve una persona che ha già 18 anni."), campo="riceve")
        domanda.componenti.filter(riceve=True).update(riceve=False)
        scelto.riceve = True
        scelto.save(update_fields=["riceve"])


def acconsenti(componente: Componente, *, da: Attore) -> None:
    """The adult who answers for a minor says yes, from the link of her own mail."""
    with atto(componente.domanda, "acconsenti", da=da, dati={"componente": componente.codice}):
        componente.refresh_from_db()
        if componente.tutore_il is not None:
            raise TransizioneNonAmmessa(_("Hai già risposto."))
        componente.tutore_il = adesso()
        componente.save(update_fields=["tutore_il"])


def _si_cambia(domanda: Domanda, da: Any) -> None:
    """The group changes while the call is open; it is frozen by sending, until the application is taken up again."""
    richiedi_aperto(domanda.bando, da, adesso())
    if domanda.stato == StatoDomanda.INVIATA:
        raise TransizioneNonAmmessa(_("La domanda è inviata: il gruppo resta quello. Per cambiarlo, prima ritirala."))
