"""Protocol numbers beside the portal's own: who writes them, of what, how one is annulled, what cannot be."""

from datetime import timedelta
from secrets import token_hex

import pytest
from django.db import IntegrityError, transaction

from talenti.base.clock import a_quest_ora, adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import Sistema, puo
from talenti.registro.actions import sigilla
from talenti.registro.models import Transizione
from talenti.registro.queries import verifica
from tests.factories import rete
from tests.factories.istruttoria import AMMETTE, detta
from tests.factories.registri import lettera, protocollata
from tests.factories.risposte import chiesta, di_sportello, risposta_inviata
from tests.factories.thinktown import Ufficio, cominciata, inviata, maggiorenne
from thinktown import actions, lettere, protocolli, ricevuta
from thinktown.actions.protocollo import (
    GiaProtocollata,
    Voce,
    annulla_protocollo,
    protocolla,
    protocolla_insieme,
)
from thinktown.models import Protocollazione
from thinktown.models.bandi import RuoloIncarico

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _privati(settings, tmp_path):
    settings.PRIVATI = tmp_path / "privati"
    settings.CHIAVI = tmp_path / "chiavi"


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


@pytest.fixture
def spedita(bando):
    return inviata(bando)


@pytest.fixture
def aperta(ufficio):
    """Sent to a call that decides as applications come."""
    return inviata(di_sportello(ufficio))


def di_nuovo(domanda):
    """Sent once more."""
    chi = domanda.componenti.get(ruolo="referente").persona
    actions.invia(domanda, gettone=token_hex(8), da=chi)
    return domanda.invii.get(n=2)


# ── Written ───────────────────────────────────────────────────────────────────────────────────────
def test_a_number_is_written_with_who_and_when_and_an_act(ufficio, spedita):
    riga = protocollata(spedita, ufficio.scrive, "  0012345 /2026")

    riga.refresh_from_db()
    assert (riga.numero, riga.confronto, riga.anno, riga.verso) == ("0012345 /2026", "12345", oggi().year, "ingresso")
    assert (riga.partner, riga.invio.n, riga.registrata_da, riga.sistema) == (ufficio.partner, 1, ufficio.scrive, "")
    assert (riga.vale, str(riga)) == (True, f"0012345 /2026 · {oggi().isoformat()}")
    (t,) = Transizione.objects.di(riga)
    assert (t.verbo, t.attore, t.dettaglio.dati) == (
        "protocolla",
        f"persona:{ufficio.scrive.pk}",
        {"numero": "0012345 /2026", "data": oggi().isoformat(), "sistema": ""},
    )
    sigilla()
    assert list(verifica()) == []


def test_the_letter_of_what_was_asked_goes_out_with_its_own(ufficio, aperta):
    carta = lettera(aperta, ufficio)
    riga = protocolla(aperta, documento=carta, numero="0012346", data=oggi(), da=ufficio.scrive)
    assert (riga.verso, riga.documento, riga.invio, riga.risposta) == ("uscita", carta, None, None)
    # Coming in and going out are told apart.
    assert protocollata(aperta, ufficio.scrive, "0012346").verso == "ingresso"
    with pytest.raises(GiaProtocollata):
        protocolla(aperta, documento=carta, numero="0012399", data=oggi(), da=ufficio.scrive)


def test_the_letter_of_a_decision_has_its_own(ufficio, aperta):
    decisa = detta(aperta, AMMETTE, ufficio.scrive)
    carta = lettere.documento(decisa)
    protocolla(aperta, documento=carta, numero="0012347", data=oggi(), da=ufficio.scrive)
    scheda = (aperta, list(aperta.invii.all()), [decisa], ufficio.scrive)
    assert protocolli.sulla_scheda(*scheda)["da_protocollare"]
    protocollata(aperta, ufficio.scrive)
    assert not protocolli.sulla_scheda(*scheda)["da_protocollare"]


def test_an_answer_to_the_office_comes_in_with_its_own(ufficio, aperta):
    richiesta = chiesta(aperta, ufficio)
    with pytest.raises(DatoNonAccettato) as errore:
        protocolla(aperta, risposta=richiesta, numero="0012350", data=oggi(), da=ufficio.scrive)
    assert errore.value.campo == "che_cosa"
    risposta_inviata(richiesta, da=aperta.componenti.get().persona)
    scheda = (aperta, [], [richiesta], ufficio.scrive)
    assert protocolli.sulla_scheda(*scheda)["da_protocollare"]
    riga = protocolla(aperta, risposta=richiesta, numero="0012350", data=oggi(), da=ufficio.scrive)
    assert (riga.verso, riga.risposta, riga.invio, riga.documento) == ("ingresso", richiesta, None, None)
    assert not protocolli.sulla_scheda(*scheda)["da_protocollare"]
    with pytest.raises(GiaProtocollata):
        protocolla(aperta, risposta=richiesta, numero="0012351", data=oggi(), da=ufficio.scrive)
    # One number is of one thing, whatever came in; and the sending still lacks its own.
    with pytest.raises(DatoNonAccettato, match="già scritto per un'altra domanda"):
        protocollata(aperta, ufficio.scrive, "0012350")
    assert protocolli.quanti(aperta.bando) == {"tutte": 1, "scritte": 0, "mancano": 1}
    annulla_protocollo(riga, motivo="Letto male.", da=ufficio.scrive)
    with pytest.raises(DatoNonAccettato, match="prima di"):
        protocolla(aperta, risposta=richiesta, numero="1", data=oggi() - timedelta(days=1), da=ufficio.scrive)


def test_a_receipt_may_have_one_and_nothing_is_missing_without(ufficio, spedita):
    carta = ricevuta.documento(spedita.invii.get())
    invii = list(spedita.invii.all())
    assert protocolli.senza_numero(spedita, invii, [], []) == [*invii, carta]
    protocollata(spedita, ufficio.scrive)
    assert not protocolli.sulla_scheda(spedita, invii, [], ufficio.scrive)["da_protocollare"]
    protocolla(spedita, documento=carta, numero="0012360", data=oggi(), da=ufficio.scrive)
    assert protocolli.senza_numero(spedita, invii, [], spedita.protocolli.valide()) == []


def test_it_is_of_one_thing_and_of_this_application(ufficio, aperta):
    altra = inviata(aperta.bando)
    carta, sua = lettera(altra, ufficio), lettera(aperta, ufficio)
    risposta_inviata(richiesta := altra.provvedimenti.get(), da=altra.componenti.get().persona)
    for cosa in (
        {},
        {"invio": altra.invii.get()},
        {"documento": carta},
        {"documento": ricevuta.documento(altra.invii.get())},
        {"risposta": richiesta},
        {"invio": aperta.invii.get(), "documento": sua},
    ):
        with pytest.raises(DatoNonAccettato) as errore:
            protocolla(aperta, numero="0012345", data=oggi(), da=ufficio.scrive, **cosa)
        assert errore.value.campo == "che_cosa"
    assert Protocollazione.objects.count() == 0


@pytest.mark.parametrize(("giorni", "codice"), [(1, "futura"), (-1, "prima")])
def test_the_day_is_between_the_arrival_and_today(ufficio, spedita, giorni, codice):
    with pytest.raises(DatoNonAccettato) as errore:
        protocollata(spedita, ufficio.scrive, data=oggi() + timedelta(days=giorni))
    assert (errore.value.codice, errore.value.campo) == (codice, "data")


@pytest.mark.parametrize("numero", ["", "<b>", "x" * 41])
def test_what_is_no_number_leaves_nothing(ufficio, spedita, numero):
    with pytest.raises(DatoNonAccettato):
        protocollata(spedita, ufficio.scrive, numero)
    assert (Protocollazione.objects.count(), Transizione.objects.filter(verbo="protocolla").count()) == (0, 0)


def test_one_thing_has_one_number_until_it_is_annulled(ufficio, spedita):
    prima = protocollata(spedita, ufficio.scrive)
    with pytest.raises(GiaProtocollata, match="Ha già il numero 0012345") as errore:
        protocollata(spedita, ufficio.scrive, "0099999")
    assert errore.value.protocollo == prima
    annulla_protocollo(prima, motivo="Letto male.", da=ufficio.scrive)
    assert protocollata(spedita, ufficio.scrive, "0099999").numero == "0099999"
    assert [(una.numero, una.vale, una.motivo) for una in spedita.protocolli.per_elenco()] == [
        ("0012345", False, "Letto male."),
        ("0099999", True, ""),
    ]


def test_one_number_is_of_one_thing_in_the_year_of_the_body(ufficio, bando, spedita):
    protocollata(spedita, ufficio.scrive, "0012345")
    altra = inviata(bando)
    with pytest.raises(DatoNonAccettato, match="già scritto per un'altra domanda") as errore:
        protocollata(altra, ufficio.scrive, f"12345/{oggi().year}")
    assert (errore.value.codice, errore.value.campo) == ("preso", "numero")
    # Of another body, or annulled, it is free.
    casa = Ufficio(rete.ammesso(tipo="ente_pubblico", nome="Un altro comune", codice_fiscale="01234560199"))
    protocollata(inviata(casa.pubblicato()), casa.scrive, "0012345")
    annulla_protocollo(spedita.protocolli.get(), motivo="Era di un'altra.", da=ufficio.scrive)
    assert protocollata(altra, ufficio.scrive, "0012345").vale


def test_the_register_begins_again_each_year(ufficio, bando, spedita):
    protocollata(spedita, ufficio.scrive, "0000001")
    altra = inviata(bando)
    with a_quest_ora(adesso() + timedelta(days=366)):
        assert protocollata(altra, ufficio.scrive, "0000001").anno == oggi().year


def test_each_sending_has_its_own_and_the_last_is_the_one_that_counts(ufficio, spedita):
    prima = protocollata(spedita, ufficio.scrive)
    assert protocolli.dell_ultimo_invio([spedita]) == {spedita.pk: prima}
    di_nuovo(spedita)
    assert protocolli.dell_ultimo_invio([spedita]) == {}
    seconda = protocollata(spedita, ufficio.scrive, "0012400")
    assert protocolli.dell_ultimo_invio([spedita]) == {spedita.pk: seconda}
    assert protocolli.per_invio(spedita) == {prima.invio_id: prima, seconda.invio_id: seconda}


def test_how_many_are_missing(ufficio, bando, spedita):
    inviata(bando)
    assert protocolli.quanti(bando) == {"tutte": 2, "scritte": 0, "mancano": 2}
    riga = protocollata(spedita, ufficio.scrive)
    assert protocolli.quanti(bando) == {"tutte": 2, "scritte": 1, "mancano": 1}
    annulla_protocollo(riga, motivo="No.", da=ufficio.scrive)
    assert protocolli.quanti(bando)["scritte"] == 0
    protocollata(spedita, ufficio.scrive)
    actions.ritira(spedita, da=spedita.componenti.get().persona)
    assert protocolli.quanti(bando) == {"tutte": 1, "scritte": 0, "mancano": 1}


def test_in_words(ufficio, spedita):
    riga = protocollata(spedita, ufficio.scrive)
    assert protocolli.in_parole(riga).startswith("n. 0012345 di ")
    assert protocolli.in_parole(None) == ""


# ── Annulled ──────────────────────────────────────────────────────────────────────────────────────
def test_annulled_with_a_reason_and_only_once(ufficio, spedita):
    riga = protocollata(spedita, ufficio.scrive)
    for motivo in ("", "  ", "x" * 401):
        with pytest.raises(DatoNonAccettato) as errore:
            annulla_protocollo(riga, motivo=motivo, da=ufficio.scrive)
        assert errore.value.campo == "motivo"
    annulla_protocollo(riga, motivo="Letto male.", da=ufficio.pubblica)
    riga.refresh_from_db()
    assert (riga.stato, riga.numero, riga.annullata_da, riga.motivo) == (
        "annullata",
        "0012345",
        ufficio.pubblica,
        "Letto male.",
    )
    with pytest.raises(TransizioneNonAmmessa):
        annulla_protocollo(riga, motivo="Ancora.", da=ufficio.scrive)


# ── Many at once ──────────────────────────────────────────────────────────────────────────────────
def test_many_are_written_together_or_not_at_all(ufficio, bando):
    domande = [inviata(bando) for _n in range(3)]
    voci = [Voce(una.invii.get(), f"00{n}0001", oggi()) for n, una in enumerate(domande)]
    protocollata(domande[2], ufficio.scrive, "0099999")
    with pytest.raises(DatoNonAccettato, match=r"Domanda n\. 3: Ha già il numero 0099999"):
        protocolla_insieme(voci, da=ufficio.scrive)
    assert Protocollazione.objects.count() == 1
    assert protocolla_insieme(voci[:2], da=ufficio.scrive) == 2
    assert Protocollazione.objects.count() == 3


# ── Who ───────────────────────────────────────────────────────────────────────────────────────────
def _con_chi(nome, ufficio, domanda):
    if nome == "estranea":
        return maggiorenne()
    if nome == "gruppo":
        return domanda.componenti.get(ruolo="referente").persona
    altro = rete.ammesso(tipo="ente_pubblico", nome="Un altro comune", codice_fiscale="01234560199")
    return Ufficio(altro).pubblica


@pytest.mark.parametrize("nome", ["estranea", "gruppo", "altro ente"])
def test_nobody_else_writes_or_annuls(ufficio, spedita, nome):
    riga, chi = protocollata(spedita, ufficio.scrive), _con_chi(nome, ufficio, spedita)
    with pytest.raises(NonPermesso):
        protocollata(spedita, chi, "0000009")
    with pytest.raises(NonPermesso):
        annulla_protocollo(riga, motivo="No.", da=chi)
    assert list(Protocollazione.objects.visibili_in_ufficio(chi)) == []
    assert list(Protocollazione.objects.visibili_in_ufficio(ufficio.scrive)) == [riga]


def test_a_draft_has_none_and_an_officer_leaves_her_own_to_others(ufficio, bando):
    assert not puo(ufficio.scrive, "thinktown.protocolla", cominciata(bando))
    actions.incarica(bando, sua := maggiorenne(), ruolo=RuoloIncarico.ISTRUTTORE, da=ufficio.pubblica)
    with pytest.raises(NonPermesso, match="un'altra persona dell'ufficio"):
        protocollata(inviata(bando, sua), sua)
    assert protocollata(inviata(bando), sua, "0000002").registrata_da == sua


# ── What the database holds ───────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "campi",
    [
        {"verso": "altro"},
        {"verso": "uscita"},
        {"stato": "altro"},
        {"numero": ""},
        {"confronto": ""},
        {"invio": None},
        {"registrata_da": None},
        {"sistema": "http"},
        {"stato": "annullata"},
        {"stato": "annullata", "motivo": "Sì."},
        {"motivo": "Sì."},
    ],
)
def test_the_database_refuses(ufficio, spedita, campi):
    riga = protocollata(spedita, ufficio.scrive)
    with pytest.raises(IntegrityError), transaction.atomic():
        Protocollazione.objects.filter(pk=riga.pk).update(**campi)


def test_two_that_stand_cannot_be_of_one_thing_or_of_one_number(ufficio, bando, spedita):
    uno, due = protocollata(spedita, ufficio.scrive), protocollata(inviata(bando), ufficio.scrive, "0000002")
    for campi in ({"invio": uno.invio}, {"confronto": uno.confronto}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Protocollazione.objects.filter(pk=due.pk).update(**campi)


def test_the_system_writes_with_the_name_of_the_register(spedita):
    riga = protocollata(spedita, Sistema("protocollo"), sistema="http")
    assert (riga.registrata_da, riga.sistema) == (None, "http")
