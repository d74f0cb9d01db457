"""Who a call has chosen is invited to join the newsroom: once, and whoever said no is left alone."""

import pytest

from redazione import actions
from redazione.emails import scelta_da_un_bando
from redazione.enums import Ruolo, StatoCollaborazione
from redazione.models import Collaborazione
from talenti.base.clock import adesso
from talenti.registro.actions import annuncia
from talenti.registro.models import Annuncio, Transizione
from tests.factories import redazione, rete
from tests.factories.graduatorie import Graduata, chi_parla
from tests.factories.persone import PersonaFactory
from tests.factories.redazione import Detto, atti
from thinktown.actions import chiamate
from thinktown.enums import RuoloComponente, StatoComponente
from thinktown.models import Chiamata, Componente

pytestmark = pytest.mark.django_db


@pytest.fixture
def testata():
    """Of partners that the office of the call has nothing to do with."""
    casa = rete.ammesso(nome="Casa della redazione", codice_fiscale="90000010190")
    return redazione.testata(casa, rete.ammesso(nome="Sportello", codice_fiscale="90000020199"))


@pytest.fixture
def caso():
    caso = Graduata(punti=(18,))
    with caso.dopo():
        caso.pubblica()
    with caso.dopo(20):
        caso.approva()
    return caso


def del_gruppo(domanda, stato=StatoComponente.CONFERMATO):
    persona = PersonaFactory()
    quando = adesso() if stato == StatoComponente.CONFERMATO else None
    Componente.objects.create(
        domanda=domanda,
        persona=persona,
        email=persona.email,
        ruolo=RuoloComponente.LEGGE,
        stato=stato,
        confermato_il=quando,
    )
    return persona


def test_the_group_of_an_accepted_call_is_invited_once(caso, testata):
    domanda = caso.domande[0]
    parla, nuova = chi_parla(domanda), del_gruppo(domanda)
    declinata = del_gruppo(domanda)
    redazione.collaborazione(testata, stato=StatoCollaborazione.DECLINATA, persona=declinata)
    dentro, uscita = redazione.redattrice(testata, del_gruppo(domanda)), del_gruppo(domanda)
    redazione.collaborazione(testata, stato=StatoCollaborazione.FINITA, persona=uscita)
    tolta = del_gruppo(domanda, StatoComponente.TOLTO)
    gia = list(Collaborazione.objects.values_list("pk", flat=True))
    with caso.dopo(21):
        chiamate.accetta(Chiamata.objects.get(), da=parla)
    with Detto() as detto:
        with caso.dopo(22):
            annuncia()
        # The same announcement again, as after a crash.
        for _n in range(2):
            scelta_da_un_bando(Transizione.objects.get(oggetto_tipo="thinktown.chiamata", verbo="accetta"))
    nuove = Collaborazione.objects.exclude(pk__in=gia).order_by("persona_id")
    perche = f"Un bando ha scelto il tuo gruppo: {caso.bando}."[:200]
    assert list(nuove.values_list("testata", "persona", "ruolo", "stato", "perche")) == [
        (testata.pk, persona.pk, Ruolo.REDATTORE, "invitata", perche)
        for persona in sorted((parla, nuova), key=lambda una: una.pk)
    ]
    assert atti(nuove[0]) == [("invita", "", "invitata", "sistema:redazione")]
    invitate = [chi for chi, oggetto in detto.a_chi if oggetto == "Ti invitano in redazione"]
    assert sorted(invitate, key=lambda una: una.pk) == [una.persona for una in nuove]
    assert Collaborazione.objects.filter(persona__in=(declinata, dentro, uscita, tolta)).count() == 3
    assert Annuncio.objects.filter(transizione__oggetto_tipo="thinktown.chiamata", fatto_il=None).count() == 0
    # Who says no now is left alone, whatever is announced again.
    actions.declina(nuove[0], da=nuove[0].persona)
    scelta_da_un_bando(Transizione.objects.get(oggetto_tipo="thinktown.chiamata", verbo="accetta"))
    assert Collaborazione.objects.exclude(pk__in=gia).count() == 2


def test_without_a_newsroom_or_a_call_nothing_happens(caso):
    with caso.dopo(21):
        chiamate.accetta(Chiamata.objects.get(), da=chi_parla(caso.domande[0]))
    accettata = Transizione.objects.get(oggetto_tipo="thinktown.chiamata", verbo="accetta")
    scelta_da_un_bando(accettata)
    redazione.testata(rete.ammesso(nome="Casa", codice_fiscale="90000010190"))
    accettata.oggetto_id = 0
    scelta_da_un_bando(accettata)
    assert Collaborazione.objects.count() == 0
