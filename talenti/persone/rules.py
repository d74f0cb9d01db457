"""Who may do what with people's own things. Imported by PersoneConfig.ready()."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso
from talenti.base.permissions import DA_ANONIMO, SENZA_RUOLO, SI, Esito, concesso, no, regola
from talenti.persone.agganci import impedimenti
from talenti.persone.enums import StatoTutela

# A request to take the second factor away waits this long, so that its owner can read the mail that
# tells of it and stop it: whoever holds somebody's password must not be quicker than she is.
ATTESA_RECUPERO = timedelta(hours=24)

NON_TUO = no("non_tuo", _("Riguarda un'altra persona: può farlo solo lei."))
MINORE = no("minorenne", _("Per farlo servono 18 anni. Chiedilo a una persona adulta del tuo gruppo."))
SENZA_DATA = no("eta_ignota", _("Scrivi la tua data di nascita nel profilo: per farlo servono 18 anni."))
SENZA_TUTORE = no(
    "senza_tutore",
    _("Hai meno di 18 anni: prima serve il sì di un genitore o tutore. Indicalo nella pagina «Genitori e tutori»."),
)
SENZA_DATA_NON_SI_MOSTRA = no(
    "eta_ignota",
    _("Scrivi la tua data di nascita nel profilo: chi ha meno di 18 anni si mostra con il sì di un genitore o tutore."),
)
SE_STESSI = no("se_stessi", _("Riguarda il tuo secondo fattore: lo decide un'altra persona dell'ufficio."))
DI_SE_STESSI = no("di_se_stessi", _("Sono i tuoi dati: li corregge un'altra persona dell'ufficio."))
TROPPO_PRESTO = no(
    "troppo_presto",
    _("La richiesta è di meno di 24 ore fa: aspetta, così chi l'ha fatta ha il tempo di fermarla se non è sua."),
)


@regola("persone.agisce_per_se")
def agisce_per_se(persona: Any, oggetto: Any) -> Esito:
    return SI if oggetto is not None and persona.pk == oggetto.pk else NON_TUO


@regola("persone.chiude_il_suo_account")
def chiude_il_suo_account(persona: Any, oggetto: Any) -> Esito:
    if oggetto is None or persona.pk != oggetto.pk:
        return NON_TUO
    frasi = impedimenti(persona)
    return no("impedimento", frasi[0]) if frasi else SI


@regola("persone.si_mostra")
def si_mostra(persona: Any, oggetto: Any) -> Esito:
    """Shows her profile to the community, agrees to be seen in pictures: a minor with a yes of who answers for her.

    Who has not said how old she is counts as a minor: what is not known is not shown.
    """
    if oggetto is None or persona.pk != oggetto.pk:
        return NON_TUO
    if persona.eta() is not None and not persona.e_minorenne:
        return SI
    if persona.tutele.filter(stato=StatoTutela.CONFERMATO).exists():
        return SI
    return SENZA_TUTORE if persona.e_minorenne else SENZA_DATA_NON_SI_MOSTRA


@regola("persone.gestisce_tutela")
def gestisce_tutela(persona: Any, oggetto: Any) -> Esito:
    return SI if oggetto is not None and persona.pk == oggetto.persona_id else NON_TUO


@regola("persone.risponde_da_tutore")
def risponde_da_tutore(persona: Any, oggetto: Any) -> Esito:  # noqa: ARG001 – the signature of every rule
    """Nobody with an account: the guardian answers from the signed link, as a Sistema that names her."""
    return no("solo_dal_link", _("Può rispondere solo chi ha ricevuto l'email, dal suo link."))


@regola("persone.chiede_recupero")
def chiede_recupero(persona: Any, oggetto: Any) -> Esito:
    return SI if oggetto is not None and persona.pk == oggetto.persona_id else NON_TUO


@regola("persone.azzera_secondo_fattore")
def azzera_secondo_fattore(persona: Any, oggetto: Any) -> Esito:
    if not concesso(persona, "persone.azzera_secondo_fattore"):
        return SENZA_RUOLO
    di_chi = getattr(oggetto, "persona_id", getattr(oggetto, "pk", None))
    return SE_STESSI if di_chi == persona.pk else SI


@regola("persone.corregge_persone")
def corregge_persone(persona: Any, oggetto: Any) -> Esito:
    if not concesso(persona, "persone.corregge_persone"):
        return SENZA_RUOLO
    di_chi = getattr(oggetto, "persona_id", getattr(oggetto, "pk", None))
    return DI_SE_STESSI if di_chi == persona.pk else SI


@regola("persone.accoglie_recupero")
def accoglie_recupero(persona: Any, oggetto: Any) -> Esito:
    esito = azzera_secondo_fattore(persona, oggetto)
    if esito and oggetto is not None and adesso() - oggetto.chiesto_il < ATTESA_RECUPERO:
        return TROPPO_PRESTO
    return esito if isinstance(esito, Esito) else SENZA_RUOLO


@regola("persone.puo_impegnarsi")
def puo_impegnarsi(persona: Any, oggetto: Any) -> Esito:  # noqa: ARG001 – the signature of every rule
    """The one rule on commitments, for herself or for an organisation: of age, and has said so."""
    if not getattr(persona, "is_authenticated", False):
        return DA_ANONIMO
    if persona.eta() is None:
        return SENZA_DATA
    return MINORE if persona.e_minorenne else SI
