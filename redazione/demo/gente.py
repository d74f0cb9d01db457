"""The people of the invented newsroom, and how they and those it speaks of are told."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from redazione import actions
from redazione.actions.articoli import nuovo_argomento
from redazione.emails import TIPO
from redazione.enums import Ruolo, StatoCollaborazione
from redazione.models import Collaborazione, Testata
from talenti.avvisi.actions import scegli
from talenti.avvisi.enums import Scelta
from talenti.persone.models import Persona
from talenti.portale.demo.gente import nasce, persona
from talenti.portale.demo.motore import Evento, giorni_fa
from talenti.rete.models import Partner
from thinktown.demo.gente import ADULTI, adulto

COORDINA, RIVEDE, APPROVA = "redazione1", "gruppo06", "referente.informagiovani"
GENTE = {
    COORDINA: Ruolo.CAPOREDATTORE,
    RIVEDE: Ruolo.REVISORE,
    "giulia": Ruolo.REDATTORE,
    "gruppo09": Ruolo.REDATTORE,
}
ARGOMENTI = (
    *("Bandi", "Coworking", "Cultura", "Digitale", "Diritti", "Formazione"),
    *("Impresa", "Lavoro", "Strumenti", "Territorio", "Tirocini", "Volontariato"),
)
NASCE = 376
# The people of the login page, whose mailbox anybody may open, are told by mail of these days.
DI_NUOVO, POSTA = ("sara", "nora", "rosa", "ivo", "ada", APPROVA), 7


def eventi(nascita: datetime) -> Iterator[Evento]:
    def fa(giorni: int, ora: int = 10) -> datetime:
        return giorni_fa(nascita, giorni, ora)

    yield Evento("redazione:gente", fa(NASCE), _gente)
    yield Evento("redazione:nasce", fa(NASCE - 1), _nasce)
    for chi in GENTE:
        yield Evento(f"redazione:entra:{chi}", fa(NASCE - 2, 18), partial(_entra, chi))
    yield Evento("redazione:argomenti", fa(NASCE - 3, 9), _argomenti)
    yield Evento("redazione:posta:chiamati", fa(341, 9), _chiamati)
    yield Evento("redazione:declinano", fa(180, 18), _declinano)
    yield Evento("redazione:posta:di-nuovo", fa(POSTA, 9), _di_nuovo)


def testata() -> Testata:
    return Testata.objects.get(slug="redazione-co-mmunity")


def partner(chiave: str) -> Partner:
    return Partner.objects.get(email=f"{chiave}@example.org")


def solo_nel_portale(chi: Persona) -> None:
    """Mails of months ago would bury those of these days."""
    scegli(chi, {TIPO: Scelta.SOLO_PORTALE})


def _gente() -> None:
    nasce(COORDINA, "Nives", "Campioni", date(1996, 5, 8), comune_="Cremona")
    for chi in GENTE:
        solo_nel_portale(persona(chi))


def _nasce() -> None:
    nuova = Testata.objects.create(
        nome="Redazione Co-mmunity",
        slug="redazione-co-mmunity",
        partner=partner("nazareth"),
        riferimento=partner("informagiovani"),
    )
    for chi, ruolo in GENTE.items():
        actions.invita(nuova, persona(chi), ruolo=ruolo, da=persona("sara"))


def _entra(chi: str) -> None:
    actions.entra(Collaborazione.objects.get(persona__email=f"{chi}@example.org"), da=persona(chi))


def _argomenti() -> None:
    for nome in ARGOMENTI:
        nuovo_argomento(nome, da=persona(COORDINA), testata=testata())


def _chiamati() -> None:
    """Whom a call chooses is invited to the newsroom."""
    for n in range(ADULTI):
        solo_nel_portale(persona(adulto(n)))


def _declinano() -> None:
    """They have a project of their own to bring to its end."""
    inviti = Collaborazione.objects.filter(stato=StatoCollaborazione.INVITATA).select_related("persona")
    for uno in inviti.order_by("pk"):
        actions.declina(uno, da=uno.persona)


def _di_nuovo() -> None:
    for chi in DI_NUOVO:
        scegli(persona(chi), {TIPO: Scelta.SUBITO})
