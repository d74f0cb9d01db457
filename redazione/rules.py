"""Relations and states that decide beside the roles. What roles grant is given in RedazioneConfig.ready()."""

from typing import Any

from django.utils.translation import gettext as _

from redazione.enums import IDEE_APERTE, Ruolo
from redazione.models import Collaborazione, Idea, MesePiano, Testata, Voce
from talenti.base.permissions import DA_ANONIMO, SENZA_RUOLO, SI, Esito, concesso, no, oggetti_con, regola
from talenti.rete.models import Partner

SOLO_REDAZIONE = no("non_in_redazione", _("Lo fa chi coordina la redazione."))


def _autenticata(persona: Any) -> bool:
    return bool(getattr(persona, "is_authenticated", False))


def _testata(oggetto: Any) -> Testata | None:
    if oggetto is None or isinstance(oggetto, Testata):
        return oggetto
    testata: Testata = oggetto.testata
    return testata


def coordina(persona: Any, testata: Testata | None) -> bool:
    """Does she coordinate this newsroom today (of None: any)?"""
    if not _autenticata(persona):
        return False
    sue = Collaborazione.objects.attive().filter(persona=persona, ruolo=Ruolo.CAPOREDATTORE)
    return (sue if testata is None else sue.filter(testata=testata)).exists()


def e_in_redazione(persona: Any, testata: Testata) -> bool:
    return _autenticata(persona) and testata.collaborazioni.attive().filter(persona=persona).exists()


# ── The people ────────────────────────────────────────────────────────────────────────────────────
@regola("redazione.cura_persone")
def cura_persone(persona: Any, oggetto: Any) -> Esito | bool:
    """Who runs the partner of the newsroom, and who coordinates it."""
    testata = _testata(oggetto)
    partner = testata.partner if testata is not None else None
    if concesso(persona, "redazione.cura_persone", partner) or coordina(persona, testata):
        return SI
    return SENZA_RUOLO


@regola("redazione.risponde")
def risponde(persona: Any, collaborazione: Collaborazione) -> Esito | bool:
    if collaborazione.persona_id == getattr(persona, "pk", None):
        return SI
    return no("di_un_altro", _("Questo invito è di un'altra persona."))


@regola("redazione.lascia")
def lascia(persona: Any, collaborazione: Collaborazione) -> Esito | bool:
    if collaborazione.persona_id == getattr(persona, "pk", None):
        return SI
    return no("di_un_altro", _("Può lasciare la redazione solo chi ne fa parte."))


# ── Ideas ─────────────────────────────────────────────────────────────────────────────────────────
@regola("redazione.propone_idee")
def propone_idee(persona: Any, _oggetto: Any) -> Esito:
    """Whoever has an account, so many at a time."""
    if not _autenticata(persona):
        return DA_ANONIMO
    if Idea.objects.da_guardare().filter(da=persona).count() >= IDEE_APERTE:
        return no(
            "troppe",
            _("Hai già %(n)s idee che aspettano. Quando la redazione le ha guardate ne puoi proporre altre.")
            % {"n": IDEE_APERTE},
        )
    return SI


@regola("redazione.sostiene_idee")
def sostiene_idee(persona: Any, idea: Idea) -> Esito:
    if not _autenticata(persona):
        return DA_ANONIMO
    if idea.da_id == persona.pk:
        return no("propria", _("Questa idea è tua: la sostengono gli altri."))
    return SI


@regola("redazione.ritira_idea")
def ritira_idea(persona: Any, idea: Idea) -> Esito:
    if idea.da_id == getattr(persona, "pk", None) and idea.da_id is not None:
        return SI
    return no("di_un_altro", _("Questa idea è di un'altra persona."))


# ── The plan ──────────────────────────────────────────────────────────────────────────────────────
@regola("redazione.pianifica")
def pianifica(persona: Any, oggetto: Any) -> Esito:
    return SI if coordina(persona, _testata(oggetto)) else SOLO_REDAZIONE


@regola("redazione.approva_piano")
def approva_piano(persona: Any, oggetto: Any) -> Esito | bool:
    """Who works for the reference partner; never on a plan that she made herself."""
    testata = _testata(oggetto)
    riferimento = testata.riferimento if testata is not None else None
    if not concesso(persona, "redazione.approva_piano", riferimento):
        return SENZA_RUOLO
    if coordina(persona, testata) or (isinstance(oggetto, MesePiano) and oggetto.proposto_da_id == persona.pk):
        return no("proprio", _("Il piano l'hai preparato tu: lo approva un'altra persona."))
    return SI


@regola("redazione.commenta")
def commenta(persona: Any, voce: Voce) -> Esito | bool:
    """Who works in the newsroom, who approves the plan, the partners that it speaks of."""
    if e_in_redazione(persona, voce.testata):
        return SI
    return SI if per_conto_di(persona, voce) is not None else SENZA_RUOLO


def per_conto_di(persona: Any, voce: Voce) -> Partner | None:
    """The partner for which she speaks of it: the first of those that it concerns and in which she has a say.

    Else the reference partner, of who approves the plan for it; None is the newsroom.
    """
    if not _autenticata(persona):
        return None
    suoi = oggetti_con(persona, "redazione.commenta_piano", Partner)
    suo = suoi.filter(pk__in=voce.riguardano.values("partner")).order_by("pk").first()
    if suo is None and not e_in_redazione(persona, voce.testata):
        riferimento = voce.testata.riferimento
        return riferimento if concesso(persona, "redazione.approva_piano", riferimento) else None
    return suo
