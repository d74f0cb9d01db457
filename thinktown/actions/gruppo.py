"""The group that applies: asked by mail, in, out; who speaks for it, who receives the money."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import Attore, Sistema, richiedi
from talenti.registro.actions import atto
from thinktown.actions.domande import richiedi_aperto
from thinktown.actions.fatti import dimentica_fatti
from thinktown.actions.tardive import segna_se_tardi
from thinktown.enums import IN_PIU, RuoloComponente, StatoComponente, StatoDomanda
from thinktown.enums_invio import Tardiva
from thinktown.models import Componente, Domanda

MASSIMO_NEL_GRUPPO = 30
# Mails to people who may not know the portal: so many a day for an application, so many to one address.
INVITI_AL_GIORNO = 40
INVITI_A_UN_INDIRIZZO = 3
FUORI = (StatoComponente.RIFIUTATO, StatoComponente.TOLTO)


@segna_se_tardi(Tardiva.GRUPPO)
def invita(domanda: Domanda, email: str, *, ruolo: str, da: Any, arrivo: datetime | None = None) -> Componente:
    """Ask somebody into the group, at an address; the account can come afterwards."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as errore:
        raise DatoNonAccettato(_("Scrivi un indirizzo email intero, come nome@example.org."), campo="email") from errore
    with atto(domanda, "invita", da=da, dati={"email": email, "ruolo": ruolo}) as passo:
        _si_cambia(domanda, da, arrivo)
        _si_puo_invitare(domanda, email, ruolo)
        componente = Componente.objects.create(domanda=domanda, email=email, ruolo=ruolo)
        passo.dati["componente"] = componente.codice
        return componente


def _si_puo_invitare(domanda: Domanda, email: str, ruolo: str) -> None:
    if domanda.proponente not in IN_PIU:
        raise DatoNonAccettato(_("Questa domanda la presenta una persona sola."), campo="email")
    if ruolo not in (RuoloComponente.SCRIVE, RuoloComponente.LEGGE):
        raise DatoNonAccettato(_("Scegli se può scrivere o solo leggere."), campo="ruolo")
    presenti = domanda.componenti.exclude(stato__in=FUORI)
    if presenti.filter(email=email).exists():
        raise DatoNonAccettato(_("Questa persona è già nel gruppo, o è già stata invitata."), campo="email")
    if presenti.count() >= MASSIMO_NEL_GRUPPO:
        raise DatoNonAccettato(_("Il gruppo è al completo: %(n)s persone.") % {"n": MASSIMO_NEL_GRUPPO}, campo="email")
    if domanda.componenti.filter(email=email).count() >= INVITI_A_UN_INDIRIZZO:
        raise DatoNonAccettato(
            _("A questo indirizzo abbiamo già scritto più volte: non scriviamo ancora."), campo="email"
        )
    if domanda.componenti.filter(invitato_il__gt=adesso() - timedelta(days=1)).count() >= INVITI_AL_GIORNO:
        raise DatoNonAccettato(_("Per oggi gli inviti sono troppi: riprova domani."), campo="email")


@segna_se_tardi(Tardiva.GRUPPO)
def risponde(componente: Componente, *, accetta: bool, da: Attore, arrivo: datetime | None = None) -> None:
    """Who was asked says yes, and is in; or no, for which the link of the mail is enough (``da`` is a Sistema then)."""
    domanda = componente.domanda
    dati = {"accetta": accetta, "componente": componente.codice}
    with atto(domanda, "risponde", da=da, dati=dati):
        componente.refresh_from_db()
        dal_link = isinstance(da, Sistema)
        suo = dal_link or componente.email == da.email.lower()
        if componente.stato != StatoComponente.INVITATO or not suo or (accetta and dal_link):
            raise TransizioneNonAmmessa(_("A questo invito è già stata data una risposta."))
        _si_cambia(domanda, da, arrivo)
        if accetta:
            # The same rule as of who begins: a call that is for adults is so for the whole group.
            richiedi(da, "thinktown.presenta", domanda.bando)
            if domanda.componenti.exclude(stato__in=FUORI).filter(persona=da).exists():
                raise TransizioneNonAmmessa(_("Fai già parte di questo gruppo."))
        componente.stato = StatoComponente.DENTRO if accetta else StatoComponente.RIFIUTATO
        componente.persona, componente.deciso_il = None if dal_link else da, adesso()
        componente.save(update_fields=["stato", "persona", "deciso_il"])


@segna_se_tardi(Tardiva.GRUPPO)
def togli(componente: Componente, *, da: Any, arrivo: datetime | None = None) -> None:
    """Take somebody out of the group before it is sent; who speaks for it stays."""
    with atto(componente.domanda, "togli", da=da, dati={"componente": componente.codice}):
        _esce(componente, da, arrivo)


@segna_se_tardi(Tardiva.GRUPPO)
def lascia(componente: Componente, *, da: Any, arrivo: datetime | None = None) -> None:
    """She takes herself out. Who speaks for the group passes that on first."""
    with atto(componente.domanda, "lascia", da=da, dati={"componente": componente.codice}):
        if componente.persona_id != da.pk:
            raise TransizioneNonAmmessa(_("Da un gruppo ognuno esce da sé."))
        _esce(componente, da, arrivo)


def _esce(componente: Componente, da: Any, arrivo: datetime | None) -> None:
    componente.refresh_from_db()
    _si_cambia(componente.domanda, da, arrivo)
    if componente.ruolo == RuoloComponente.REFERENTE:
        raise TransizioneNonAmmessa(
            _("Chi parla per il gruppo non si toglie: prima passa il compito a un'altra persona.")
        )
    if componente.stato in FUORI:
        raise TransizioneNonAmmessa(_("Non ne fa già più parte."))
    componente.stato, componente.confermato_il, componente.riceve = StatoComponente.TOLTO, None, False
    componente.deciso_il = adesso()
    componente.save(update_fields=["stato", "confermato_il", "riceve", "deciso_il"])
    dimentica_fatti(componente)


@segna_se_tardi(Tardiva.GRUPPO)
def passa(componente: Componente, *, da: Any, arrivo: datetime | None = None) -> None:
    """Somebody else of the group speaks for it from now on, and sends; who did goes on writing."""
    domanda = componente.domanda
    with atto(domanda, "passa", da=da, dati={"componente": componente.codice}):
        _si_cambia(domanda, da, arrivo)
        scelto = _del_gruppo(domanda, componente, "a_chi")
        if scelto.persona_id == da.pk:
            raise DatoNonAccettato(_("Per il gruppo parli già tu: scegli un'altra persona."), campo="a_chi")
        # First one gives it up: never two at once, in the database neither.
        domanda.componenti.attivi().filter(persona=da).update(ruolo=RuoloComponente.SCRIVE)
        scelto.ruolo = RuoloComponente.REFERENTE
        scelto.save(update_fields=["ruolo"])


@segna_se_tardi(Tardiva.GRUPPO)
def sceglie_chi_riceve(componente: Componente, *, da: Any, arrivo: datetime | None = None) -> None:
    """The adult in whose name an informal group receives the money (c.c. art. 320: not a minor)."""
    domanda = componente.domanda
    with atto(domanda, "sceglie_chi_riceve", da=da, dati={"componente": componente.codice}):
        _si_cambia(domanda, da, arrivo)
        scelto = _del_gruppo(domanda, componente, "riceve")
        if scelto.persona is not None and scelto.persona.e_minorenne:
            raise DatoNonAccettato(_("Il contributo lo riceve una persona che ha già 18 anni."), campo="riceve")
        domanda.componenti.filter(riceve=True).update(riceve=False)
        scelto.riceve = True
        scelto.save(update_fields=["riceve"])


def _del_gruppo(domanda: Domanda, componente: Componente, campo: str) -> Componente:
    """One who is in, whatever the request says."""
    scelto = domanda.componenti.attivi().filter(pk=componente.pk).select_related("persona").first()
    if scelto is None:
        raise DatoNonAccettato(_("Scegli una persona del gruppo."), campo=campo)
    return scelto


def _si_cambia(domanda: Domanda, da: Attore, arrivo: datetime | None) -> None:
    """The group changes while the call is open; it is frozen by sending, until the application is taken back."""
    richiedi_aperto(domanda.bando, da, arrivo or adesso(), domanda=domanda)
    if domanda.stato == StatoDomanda.INVIATA:
        raise TransizioneNonAmmessa(_("La domanda è inviata: il gruppo resta quello. Per cambiarlo, prima ritirala."))
