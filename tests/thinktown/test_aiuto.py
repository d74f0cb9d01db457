"""Requests for help: who asks, who answers, every verb over every state, who reads them and until when."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from talenti.avvisi.models import Avviso
from talenti.base import registries
from talenti.base.clock import a_quest_ora, adesso
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import puo
from talenti.persone.actions import chiudi
from talenti.registro.actions import sigilla
from talenti.registro.models import Transizione
from talenti.registro.queries import verifica
from talenti.rete import ruoli
from talenti.rete.actions import sospendi
from tests.factories import rete
from tests.factories.dialogo import CONSIGLIO, SERVE, Sportello, richiesta
from tests.factories.persone import PersonaFactory
from thinktown.actions.aiuto import chiedi_aiuto, dimentica_richieste, prendi, rispondi_aiuto, ritira_aiuto
from thinktown.enums import StatoBando
from thinktown.enums_dialogo import AIUTO_APERTO, AIUTO_FINITO, TRANSIZIONI_AIUTO, StatoAiuto
from thinktown.models import Bando, RichiestaAiuto

pytestmark = pytest.mark.django_db
CHIESTA, PRESA, CONCLUSA, RITIRATA = StatoAiuto


def _fai(verbo, una, da):
    fare = {
        "prendi": lambda: prendi(una, da=da),
        "rispondi_aiuto": lambda: rispondi_aiuto(una, CONSIGLIO, da=da),
        "ritira_aiuto": lambda: ritira_aiuto(una, da=da),
    }
    fare[verbo]()


VERBI = ("prendi", "rispondi_aiuto", "ritira_aiuto")


@pytest.fixture
def giulia():
    return PersonaFactory()


@pytest.fixture
def sportello():
    return Sportello()


def _atti(una):
    return list(Transizione.objects.di(una).values_list("verbo", "da_stato", "a_stato", "attore"))


def _avvisi(verbo):
    return Avviso.objects.filter(transizione__oggetto_tipo="thinktown.richiestaaiuto", transizione__verbo=verbo)


def _avvisati(verbo):
    return set(_avvisi(verbo).values_list("persona", "oggetto"))


# ── Each verb: row, transition, notice ────────────────────────────────────────────────────────────
def test_a_request_reaches_everybody_who_helps(sportello, giulia):
    una = chiedi_aiuto(sportello.bando, f" {SERVE}\n", da=giulia)
    una.refresh_from_db()
    assert (una.bando, una.partner, una.persona, una.testo) == (sportello.bando, sportello.partner, giulia, SERVE)
    assert (una.stato, una.risposta, una.presa_da, una.presa_il, una.finita_il) == ("chiesta", "", None, None, None)
    assert _atti(una) == [("chiedi_aiuto", "", "chiesta", f"persona:{giulia.pk}")]
    assert Transizione.objects.di(una).get().dettaglio.dati == {}
    chi = {sportello.aiuta, sportello.anche, sportello.partner.proposto_da}
    assert set(_avvisi("chiedi_aiuto").values_list("persona", flat=True)) == {uno.pk for uno in chi}
    for avviso in _avvisi("chiedi_aiuto"):
        assert avviso.oggetto.startswith("Serve aiuto per un bando che chiude ")
        assert len(avviso.oggetto) <= 60
        detto = " ".join([avviso.oggetto, *avviso.testo])
        assert [parola for parola in (giulia.nome, giulia.cognome, SERVE) if parola in detto] == []


def test_a_request_is_taken_and_who_asked_is_told(sportello, giulia):
    una = richiesta(sportello, persona=giulia)
    prendi(una, da=sportello.aiuta)
    una.refresh_from_db()
    assert (una.stato, una.presa_da, una.finita_il) == ("presa", sportello.aiuta, None)
    assert una.chiesta_il <= una.presa_il <= adesso()
    assert _atti(una)[1:] == [("prendi", "chiesta", "presa", f"persona:{sportello.aiuta.pk}")]
    assert _avvisati("prendi") == {(giulia.pk, "La tua richiesta di aiuto è stata presa")}


def test_an_answer_ends_it_and_a_colleague_may_give_it(sportello, giulia):
    una = richiesta(sportello, PRESA, giulia)
    rispondi_aiuto(una, f" {CONSIGLIO} ", da=sportello.anche)
    una.refresh_from_db()
    assert (una.stato, una.risposta, una.presa_da) == ("conclusa", CONSIGLIO, sportello.aiuta)
    assert una.presa_il <= una.finita_il <= adesso()
    assert _atti(una)[2:] == [("rispondi_aiuto", "presa", "conclusa", f"persona:{sportello.anche.pk}")]
    assert _avvisati("rispondi_aiuto") == {(giulia.pk, "La tua richiesta di aiuto ha una risposta")}
    # What is private is read where it is kept, for as long as it is kept.
    assert CONSIGLIO not in " ".join(_avvisi("rispondi_aiuto").get().testo)


@pytest.mark.parametrize("stato", AIUTO_APERTO)
def test_who_asked_withdraws_it_and_who_had_taken_it_is_told(sportello, giulia, stato):
    una = richiesta(sportello, stato, giulia)
    ritira_aiuto(una, da=giulia)
    una.refresh_from_db()
    assert (una.stato, una.risposta, una.presa_da) == ("ritirata", "", sportello.aiuta if stato == PRESA else None)
    assert una.chiesta_il <= una.finita_il <= adesso()
    assert _atti(una)[-1] == ("ritira_aiuto", stato, "ritirata", f"persona:{giulia.pk}")
    detto = {(sportello.aiuta.pk, "Una richiesta di aiuto che avevi preso è ritirata")}
    assert _avvisati("ritira_aiuto") == (detto if stato == PRESA else set())


# ── Every verb over every state ───────────────────────────────────────────────────────────────────
DA_RIFIUTARE = [
    (verbo, stato)
    for verbo, passo in TRANSIZIONI_AIUTO.items()
    for stato in StatoAiuto
    if passo.da and stato not in passo.da
]


def test_the_table_of_refusals_has_every_verb():
    assert {verbo for verbo, _stato in DA_RIFIUTARE} == set(VERBI) == set(TRANSIZIONI_AIUTO) - {"chiedi_aiuto"}


@pytest.mark.parametrize(("verbo", "stato"), DA_RIFIUTARE)
def test_a_verb_starts_only_from_its_states(sportello, giulia, verbo, stato):
    una = richiesta(sportello, stato, giulia)
    prima = RichiestaAiuto.objects.values().get()
    with pytest.raises(TransizioneNonAmmessa):
        _fai(verbo, una, giulia if verbo == "ritira_aiuto" else sportello.anche)
    assert RichiestaAiuto.objects.values().get() == prima


def test_of_two_helpers_one_takes_it_and_the_other_reads_who(sportello):
    una = richiesta(sportello)
    doppione = RichiestaAiuto.objects.get(pk=una.pk)
    prendi(una, da=sportello.aiuta)
    with pytest.raises(TransizioneNonAmmessa, match=sportello.aiuta.cognome):
        prendi(doppione, da=sportello.anche)
    una.refresh_from_db()
    assert (una.presa_da, len(_atti(una))) == (sportello.aiuta, 2)


# ── Who, and when ─────────────────────────────────────────────────────────────────────────────────
def _estranei(sportello):
    """Everybody but who asked and who helps: the office of the call, the lead, other organisations, members."""
    guida = PersonaFactory()
    rete.capofila(guida)
    altro = rete.ammesso(nome="Radio", tipo="gruppo_informale", codice_fiscale="")
    return [
        PersonaFactory(),
        sportello.ufficio.scrive,
        sportello.ufficio.pubblica,
        guida,
        rete.membro(altro, ruoli.OPERATORE),
        rete.membro(sportello.partner, ruoli.COLLABORAZIONE),
        AnonymousUser(),
        None,
    ]


@pytest.mark.parametrize("verbo", VERBI)
def test_strangers_touch_nothing(sportello, giulia, verbo):
    una = richiesta(sportello, PRESA if verbo == "rispondi_aiuto" else CHIESTA, giulia)
    prima = RichiestaAiuto.objects.values().get()
    loro = [sportello.aiuta, sportello.anche] if verbo == "ritira_aiuto" else [giulia]
    for persona in (*_estranei(sportello), *loro):
        with pytest.raises(NonPermesso):
            _fai(verbo, una, persona)
    assert RichiestaAiuto.objects.values().get() == prima


def test_only_who_asked_and_who_helps_read_it(sportello, giulia):
    una = richiesta(sportello, persona=giulia)
    altra = richiesta(sportello, CONCLUSA)
    assert list(RichiestaAiuto.objects.visibili_a(giulia)) == [una]
    for persona in (sportello.aiuta, sportello.anche):
        assert set(RichiestaAiuto.objects.visibili_a(persona)) == {una, altra}
        assert list(RichiestaAiuto.objects.visibili_a(persona).da_prendere()) == [una]
    for persona in _estranei(sportello):
        assert list(RichiestaAiuto.objects.visibili_a(persona)) == []


def test_who_helps_next_does_not_read_what_was_written_to_the_one_before(sportello, giulia):
    una = richiesta(sportello, persona=giulia)
    dopo = Sportello(sportello.ufficio, rete.ammesso(nome="Radio", tipo="gruppo_informale", codice_fiscale=""))
    Bando.objects.filter(pk=una.bando_id).update(aiuta=dopo.partner)
    assert list(RichiestaAiuto.objects.visibili_a(dopo.aiuta)) == []
    with pytest.raises(NonPermesso):
        prendi(una, da=dopo.aiuta)
    prendi(una, da=sportello.aiuta)


@pytest.mark.parametrize("quante", [1, 3])
def test_a_list_costs_one_query(sportello, django_assert_num_queries, quante):
    for _n in range(quante):
        richiesta(sportello, PRESA)
    righe = RichiestaAiuto.objects.seguite_da(sportello.aiuta).per_elenco()
    # The question of the roles, and the list.
    with django_assert_num_queries(1):
        viste = [(str(una), str(una.bando), str(una.partner), str(una.persona), str(una.presa_da)) for una in righe]
    assert len(viste) == quante


def test_the_permission_is_of_who_works_in_an_organisation():
    assert ruoli.con_permesso("thinktown.aiuta_chi_presenta") == [ruoli.AMMINISTRAZIONE, ruoli.OPERATORE]


def test_without_an_account_one_asks_for_nothing(sportello):
    for persona in (AnonymousUser(), None):
        with pytest.raises(NonPermesso) as errore:
            chiedi_aiuto(sportello.bando, SERVE, da=persona)
        assert errore.value.codice == "anonimo"
    assert RichiestaAiuto.objects.count() == 0


@pytest.mark.parametrize("stato", [stato for stato in StatoBando if stato not in (StatoBando.PUBBLICATO, "bozza")])
def test_one_asks_only_for_a_call_that_is_out(sportello, giulia, stato):
    if stato == StatoBando.IN_VERIFICA:
        bando = sportello.ufficio.in_verifica()
    else:
        bando = sportello.bando
        Bando.objects.filter(pk=bando.pk).update(stato=stato)
    with pytest.raises(NonPermesso) as errore:
        chiedi_aiuto(bando, SERVE, da=giulia)
    assert (errore.value.codice, RichiestaAiuto.objects.count()) == ("non_fuori", 0)


def test_one_asks_until_the_closing(sportello, giulia):
    with a_quest_ora(sportello.bando.chiude_il), pytest.raises(NonPermesso) as errore:
        chiedi_aiuto(sportello.bando, SERVE, da=giulia)
    assert errore.value.codice == "chiuso"
    with a_quest_ora(sportello.bando.chiude_il - timedelta(seconds=1)):
        assert chiedi_aiuto(sportello.bando, SERVE, da=giulia).stato == CHIESTA


def test_where_nobody_helps_one_is_told_what_else_to_do(sportello, giulia):
    senza = sportello.ufficio.pubblicato()
    with pytest.raises(NonPermesso, match="chiedere un chiarimento") as errore:
        chiedi_aiuto(senza, SERVE, da=giulia)
    assert errore.value.codice == "senza_aiuto"
    una = richiesta(sportello, persona=PersonaFactory())
    guida = PersonaFactory()
    rete.capofila(guida)
    sospendi(sportello.partner, motivo="Sede chiusa.", da=guida)
    bando = Bando.objects.get(pk=sportello.bando.pk)
    assert puo(giulia, "thinktown.chiede_aiuto", bando).codice == "senza_aiuto"
    with pytest.raises(NonPermesso):
        prendi(una, da=sportello.aiuta)


@pytest.mark.parametrize(("testo", "codice"), [("", "vuoto"), (" \n", "vuoto"), ("x" * 1001, "lungo")])
def test_a_request_has_words_and_not_too_many(sportello, giulia, testo, codice):
    with pytest.raises(DatoNonAccettato) as errore:
        chiedi_aiuto(sportello.bando, testo, da=giulia)
    assert (errore.value.codice, errore.value.campo, RichiestaAiuto.objects.count()) == (codice, "testo", 0)


@pytest.mark.parametrize(("testo", "codice"), [(" ", "vuoto"), ("x" * 4001, "lungo")])
def test_an_answer_has_words_and_not_too_many(sportello, testo, codice):
    una = richiesta(sportello, PRESA)
    with pytest.raises(DatoNonAccettato) as errore:
        rispondi_aiuto(una, testo, da=sportello.aiuta)
    una.refresh_from_db()
    assert (errore.value.codice, errore.value.campo, una.stato) == (codice, "risposta", "presa")


@pytest.mark.parametrize("stato", AIUTO_APERTO)
def test_one_is_open_at_a_time_for_a_person_on_a_call(sportello, giulia, stato):
    una = richiesta(sportello, stato, giulia)
    with pytest.raises(DatoNonAccettato) as errore:
        chiedi_aiuto(sportello.bando, SERVE, da=giulia)
    assert (errore.value.codice, RichiestaAiuto.objects.count()) == ("gia_chiesto", 1)
    chiedi_aiuto(sportello.bando, SERVE, da=PersonaFactory())
    ritira_aiuto(una, da=giulia)
    assert chiedi_aiuto(sportello.bando, SERVE, da=giulia).stato == CHIESTA


# ── The database holds it too ─────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("stato", "campi"),
    [
        (CHIESTA, {"stato": "boh"}),
        (CHIESTA, {"stato": PRESA}),
        (CHIESTA, {"stato": CONCLUSA}),
        (CHIESTA, {"stato": RITIRATA}),
        (CHIESTA, {"presa_il": "adesso"}),
        (CHIESTA, {"presa_da": "io", "presa_il": "adesso"}),
        (CHIESTA, {"finita_il": "adesso"}),
        (CHIESTA, {"testo": ""}),
        (CHIESTA, {"risposta": "Sì."}),
        (PRESA, {"presa_da": None, "presa_il": None}),
        (PRESA, {"presa_il": None}),
        (PRESA, {"risposta": "Sì."}),
        (CONCLUSA, {"risposta": ""}),
        (CONCLUSA, {"testo": ""}),
        (CONCLUSA, {"finita_il": None}),
        (CONCLUSA, {"presa_da": None, "presa_il": None}),
        (RITIRATA, {"risposta": "Sì."}),
        (RITIRATA, {"finita_il": None}),
    ],
)
def test_rows_that_make_no_sense_are_refused(sportello, stato, campi):
    una = richiesta(sportello, stato)
    veri = {"adesso": adesso(), "io": sportello.aiuta}
    with pytest.raises(IntegrityError), transaction.atomic():
        RichiestaAiuto.objects.filter(pk=una.pk).update(**{n: veri.get(v, v) for n, v in campi.items()})


def test_the_database_keeps_one_open_at_a_time(sportello, giulia):
    una = richiesta(sportello, persona=giulia)
    with pytest.raises(IntegrityError), transaction.atomic():
        RichiestaAiuto.objects.create(bando=una.bando, partner=una.partner, persona=giulia, testo="Ancora.")


# ── What is held of who asked ─────────────────────────────────────────────────────────────────────
def test_the_copy_of_ones_data_has_ones_own_requests(sportello, giulia):
    prima = richiesta(sportello, CONCLUSA, giulia)
    poi = richiesta(sportello, persona=giulia, testo="Un'altra cosa.")
    richiesta(sportello)
    comuni = {"bando": sportello.bando.titolo, "a_chi": "Informagiovani"}
    assert registries.dati_personali["thinktown"].esporta(giulia)["richieste_di_aiuto"] == [
        comuni
        | {
            "codice": prima.codice,
            "testo": SERVE,
            "chiesta_il": prima.chiesta_il.isoformat(),
            "stato": "Conclusa",
            "risposta": CONSIGLIO,
            "finita_il": prima.finita_il.isoformat(),
        },
        comuni
        | {
            "codice": poi.codice,
            "testo": "Un'altra cosa.",
            "chiesta_il": poi.chiesta_il.isoformat(),
            "stato": "In attesa di chi aiuta",
            "risposta": "",
            "finita_il": None,
        },
    ]


@pytest.mark.parametrize("stato", StatoAiuto)
def test_an_account_that_closes_takes_the_words_along(sportello, giulia, stato):
    una, altrui = richiesta(sportello, stato, giulia), richiesta(sportello)
    frasi = [str(frase) for frase in chiudi(giulia, da=giulia)]
    assert "Resta che hai chiesto aiuto per un bando, e quando, senza il tuo nome e senza i testi." in frasi
    una.refresh_from_db()
    assert (una.stato, una.testo, una.risposta) == (RITIRATA if stato in AIUTO_APERTO else stato, "", "")
    altrui.refresh_from_db()
    assert (altrui.stato, altrui.testo) == (CHIESTA, SERVE)
    sigilla()
    assert list(verifica()) == []


def test_two_years_after_they_end_requests_lose_their_words(sportello):
    richieste = [richiesta(sportello, stato) for stato in StatoAiuto]
    dopo = max(una.finita_il for una in richieste if una.finita_il) + timedelta(days=731)
    assert dimentica_richieste(dopo) == 2
    rimasti = RichiestaAiuto.objects.order_by("pk").values_list("stato", "testo", "risposta")
    assert list(rimasti) == [(stato, "", "") if stato in AIUTO_FINITO else (stato, SERVE, "") for stato in StatoAiuto]
    assert dimentica_richieste(dopo) == 0
