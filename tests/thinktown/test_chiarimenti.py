"""Questions to the office: who asks and answers, every verb over every state, what stays and what is forgotten."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from talenti.avvisi.models import Avviso
from talenti.base import registries
from talenti.base.clock import a_quest_ora, adesso
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.persone.actions import chiudi
from talenti.registro.actions import sigilla
from talenti.registro.models import Transizione
from talenti.registro.queries import verifica
from tests.factories import rete
from tests.factories.dialogo import DOMANDA, MOTIVO, RISPOSTA, chiarimento
from tests.factories.persone import PersonaFactory
from tests.factories.thinktown import Ufficio, a_mezzogiorno, completa, giorno_lavorativo
from thinktown import actions
from thinktown.actions.chiarimenti import chiedi, correggi, dimentica_chiarimenti, respingi, rispondi
from thinktown.enums import StatoBando
from thinktown.enums_dialogo import APERTI_A_TESTA, TRANSIZIONI_CHIARIMENTO, StatoChiarimento
from thinktown.models import Bando, Chiarimento
from thinktown.models.bandi import RuoloIncarico

pytestmark = pytest.mark.django_db
CHIESTO, PUBBLICATO, RESPINTO = StatoChiarimento
FAI = {
    "rispondi": lambda uno, da: rispondi(uno, RISPOSTA, da=da),
    "respingi": lambda uno, da: respingi(uno, MOTIVO, da=da),
    "correggi": lambda uno, da: correggi(uno, "Sì, per tutti.", da=da),
}


@pytest.fixture
def giulia():
    return PersonaFactory()


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


@pytest.fixture
def altro():
    """Another body."""
    return Ufficio(rete.ammesso(tipo="ente_pubblico", nome="Un altro comune", codice_fiscale="01234560199"))


def _atti(uno):
    return list(Transizione.objects.di(uno).values_list("verbo", "da_stato", "a_stato", "attore"))


def _avvisati(verbo):
    """Who was told of the verb, and under which subject."""
    righe = Avviso.objects.filter(transizione__oggetto_tipo="thinktown.chiarimento", transizione__verbo=verbo)
    return set(righe.values_list("persona", "oggetto"))


# ── Each verb: row, transition, notice ────────────────────────────────────────────────────────────
def test_a_question_reaches_everybody_who_works_on_the_call(ufficio, altro, bando, giulia):
    incaricata = PersonaFactory()
    actions.incarica(bando, incaricata, ruolo=RuoloIncarico.ISTRUTTORE, da=ufficio.pubblica)
    finita = actions.incarica(bando, altro.scrive, ruolo=RuoloIncarico.ISTRUTTORE, da=ufficio.pubblica)
    actions.termina_incarico(finita, da=ufficio.pubblica)
    uno = chiedi(bando, f"  {DOMANDA}\n", da=giulia)
    uno.refresh_from_db()
    assert (uno.bando, uno.persona, uno.testo, uno.stato) == (bando, giulia, DOMANDA, "chiesto")
    assert (uno.risposta, uno.motivo, uno.risposto_da, uno.deciso_il, uno.corretto_il) == ("", "", None, None, None)
    assert _atti(uno) == [("chiedi", "", "chiesto", f"persona:{giulia.pk}")]
    assert Transizione.objects.di(uno).get().dettaglio.dati == {}
    chi = {ufficio.scrive, ufficio.pubblica, ufficio.partner.proposto_da, incaricata}
    assert {persona for persona, _oggetto in _avvisati("chiedi")} == {uno.pk for uno in chi}
    for avviso in Avviso.objects.filter(transizione__verbo="chiedi"):
        assert avviso.oggetto.startswith("Chiarimento chiesto: il bando chiude ")
        assert len(avviso.oggetto) <= 60
        detto = " ".join([avviso.oggetto, *avviso.testo])
        assert [parola for parola in (giulia.nome, giulia.cognome, DOMANDA) if parola in detto] == []


def test_an_answer_is_for_everybody_and_who_asked_is_told(ufficio, bando, giulia):
    uno = chiarimento(ufficio, bando, persona=giulia)
    prima = adesso()
    rispondi(uno, f" {RISPOSTA} ", da=ufficio.scrive)
    uno.refresh_from_db()
    assert (uno.stato, uno.risposta, uno.risposto_da, uno.motivo) == ("pubblicato", RISPOSTA, ufficio.scrive, "")
    assert prima <= uno.deciso_il <= adesso()
    assert _atti(uno)[1:] == [("rispondi", "chiesto", "pubblicato", f"persona:{ufficio.scrive.pk}")]
    assert _avvisati("rispondi") == {(giulia.pk, "Il chiarimento che hai chiesto ha una risposta")}


def test_what_is_not_about_the_call_is_not_published_and_who_asked_is_told_why(ufficio, bando, giulia):
    uno = chiarimento(ufficio, bando, persona=giulia)
    respingi(uno, f" {MOTIVO}", da=ufficio.pubblica)
    uno.refresh_from_db()
    assert (uno.stato, uno.risposta, uno.motivo, uno.risposto_da) == ("respinto", "", MOTIVO, ufficio.pubblica)
    assert _atti(uno)[1:] == [("respingi", "chiesto", "respinto", f"persona:{ufficio.pubblica.pk}")]
    assert _avvisati("respingi") == {(giulia.pk, "Il chiarimento che hai chiesto non è pubblicato")}
    assert f"Il motivo: {MOTIVO}" in Avviso.objects.get(transizione__verbo="respingi").testo


def test_an_answer_is_corrected_and_the_log_keeps_the_old_one(ufficio, bando, giulia):
    uno = chiarimento(ufficio, bando, PUBBLICATO, giulia)
    deciso = uno.deciso_il
    correggi(uno, "Solo per chi studia.", da=ufficio.pubblica)
    uno.refresh_from_db()
    assert (uno.stato, uno.risposta, uno.risposto_da, uno.deciso_il) == (
        "pubblicato",
        "Solo per chi studia.",
        ufficio.scrive,
        deciso,
    )
    assert uno.corretto_il >= deciso
    assert _atti(uno)[2:] == [("correggi", "pubblicato", "pubblicato", f"persona:{ufficio.pubblica.pk}")]
    assert Transizione.objects.di(uno).last().dettaglio.dati == {"prima": RISPOSTA}
    assert _avvisati("correggi") == {(giulia.pk, "È cambiata la risposta a un chiarimento che hai chiesto")}
    with pytest.raises(DatoNonAccettato) as errore:
        correggi(uno, " Solo per chi studia. ", da=ufficio.pubblica)
    assert (errore.value.codice, errore.value.campo, len(_atti(uno))) == ("uguale", "risposta", 3)


# ── Every verb over every state ───────────────────────────────────────────────────────────────────
DA_RIFIUTARE = [
    (verbo, stato)
    for verbo, passo in TRANSIZIONI_CHIARIMENTO.items()
    for stato in StatoChiarimento
    if passo.da and stato not in passo.da
]


def test_the_table_of_refusals_has_every_verb():
    assert {verbo for verbo, _stato in DA_RIFIUTARE} == set(FAI) == set(TRANSIZIONI_CHIARIMENTO) - {"chiedi"}


@pytest.mark.parametrize(("verbo", "stato"), DA_RIFIUTARE)
def test_a_verb_starts_only_from_its_states(ufficio, bando, verbo, stato):
    uno = chiarimento(ufficio, bando, stato)
    prima = Chiarimento.objects.values().get()
    with pytest.raises(TransizioneNonAmmessa):
        FAI[verbo](uno, ufficio.pubblica)
    assert Chiarimento.objects.values().get() == prima


def test_of_two_who_answer_one_does_and_the_other_reads_who(ufficio, bando):
    uno = chiarimento(ufficio, bando)
    doppione = Chiarimento.objects.get(pk=uno.pk)
    rispondi(uno, RISPOSTA, da=ufficio.scrive)
    with pytest.raises(TransizioneNonAmmessa, match=ufficio.scrive.cognome):
        rispondi(doppione, "No.", da=ufficio.pubblica)
    uno.refresh_from_db()
    assert (uno.risposta, len(_atti(uno))) == (RISPOSTA, 2)


# ── Who, and when ─────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("verbo", FAI)
def test_strangers_other_bodies_and_who_asked_answer_nothing(ufficio, altro, bando, giulia, verbo):
    uno = chiarimento(ufficio, bando, PUBBLICATO if verbo == "correggi" else CHIESTO, giulia)
    guida = PersonaFactory()
    rete.capofila(guida)
    prima = Chiarimento.objects.values().get()
    for persona in (giulia, PersonaFactory(), altro.scrive, altro.pubblica, guida, AnonymousUser(), None):
        with pytest.raises(NonPermesso):
            FAI[verbo](uno, persona)
    assert Chiarimento.objects.values().get() == prima


def test_an_officer_of_another_body_answers_on_that_call_alone(ufficio, altro, bando):
    actions.incarica(bando, altro.scrive, ruolo=RuoloIncarico.ISTRUTTORE, da=ufficio.pubblica)
    rispondi(chiarimento(ufficio, bando), RISPOSTA, da=altro.scrive)
    with pytest.raises(NonPermesso):
        rispondi(chiarimento(ufficio, ufficio.pubblicato()), RISPOSTA, da=altro.scrive)


def test_without_an_account_one_asks_nothing(bando):
    for persona in (AnonymousUser(), None):
        with pytest.raises(NonPermesso) as errore:
            chiedi(bando, DOMANDA, da=persona)
        assert errore.value.codice == "anonimo"
    assert Chiarimento.objects.count() == 0


@pytest.mark.parametrize("stato", [stato for stato in StatoBando if stato != StatoBando.PUBBLICATO])
def test_one_asks_only_of_a_call_that_is_out(ufficio, giulia, stato):
    if stato == StatoBando.BOZZA:
        bando = ufficio.bozza()
    elif stato == StatoBando.IN_VERIFICA:
        bando = ufficio.in_verifica()
    else:
        bando = ufficio.pubblicato()
        Bando.objects.filter(pk=bando.pk).update(stato=stato)
        # The page that she has open is older than that.
    with pytest.raises(NonPermesso) as errore:
        chiedi(bando, DOMANDA, da=giulia)
    assert (errore.value.codice, Chiarimento.objects.count()) == ("non_fuori", 0)


def test_one_asks_from_the_publication_to_the_closing(ufficio, giulia):
    apre, chiude = a_mezzogiorno(giorno_lavorativo(5)), a_mezzogiorno(giorno_lavorativo(30))
    bando = ufficio.pubblicato(completa(apre=apre, chiude=chiude))
    chiedi(bando, DOMANDA, da=giulia)
    with a_quest_ora(chiude - timedelta(seconds=1)):
        chiedi(bando, DOMANDA, da=giulia)
    with a_quest_ora(chiude), pytest.raises(NonPermesso) as errore:
        chiedi(bando, DOMANDA, da=giulia)
    assert (errore.value.codice, Chiarimento.objects.count()) == ("chiuso", 2)


def test_what_was_asked_in_time_is_answered_after_the_closing(ufficio, bando):
    uno = chiarimento(ufficio, bando)
    with a_quest_ora(bando.chiude_il + timedelta(days=1)):
        rispondi(uno, RISPOSTA, da=ufficio.scrive)
    assert uno.stato == PUBBLICATO


@pytest.mark.parametrize(("testo", "codice"), [("", "vuoto"), (" \n", "vuoto"), ("x" * 1001, "lungo")])
def test_a_question_has_words_and_not_too_many(bando, giulia, testo, codice):
    with pytest.raises(DatoNonAccettato) as errore:
        chiedi(bando, testo, da=giulia)
    assert (errore.value.codice, errore.value.campo, Chiarimento.objects.count()) == (codice, "testo", 0)


def test_the_longest_texts_fit(ufficio, bando):
    uno = chiarimento(ufficio, bando, testo="x" * 1000)
    rispondi(uno, "y" * 4000, da=ufficio.scrive)
    respingi(chiarimento(ufficio, bando), "z" * 400, da=ufficio.scrive)
    with pytest.raises(DatoNonAccettato, match="ne hai scritto 1 di troppo"):
        correggi(uno, "y" * 4001, da=ufficio.scrive)


@pytest.mark.parametrize(
    ("azione", "testo", "campo", "codice"),
    [
        (rispondi, " ", "risposta", "vuoto"),
        (rispondi, "x" * 4001, "risposta", "lungo"),
        (respingi, " ", "motivo", "vuoto"),
        (respingi, "x" * 402, "motivo", "lungo"),
    ],
)
def test_an_answer_and_a_reason_have_words_and_not_too_many(ufficio, bando, azione, testo, campo, codice):
    uno = chiarimento(ufficio, bando)
    with pytest.raises(DatoNonAccettato) as errore:
        azione(uno, testo, da=ufficio.scrive)
    uno.refresh_from_db()
    assert (errore.value.codice, errore.value.campo, uno.stato) == (codice, campo, "chiesto")


def test_five_wait_at_a_time_for_a_person_on_a_call(ufficio, bando, giulia):
    primo, *_altri = [chiarimento(ufficio, bando, persona=giulia) for _n in range(APERTI_A_TESTA)]
    with pytest.raises(DatoNonAccettato) as errore:
        chiedi(bando, DOMANDA, da=giulia)
    assert (errore.value.codice, bando.chiarimenti.count()) == ("troppi", APERTI_A_TESTA)
    chiedi(bando, DOMANDA, da=PersonaFactory())
    chiedi(ufficio.pubblicato(), DOMANDA, da=giulia)
    rispondi(primo, RISPOSTA, da=ufficio.scrive)
    chiedi(bando, DOMANDA, da=giulia)
    assert Chiarimento.objects.da_rispondere().filter(persona=giulia, bando=bando).count() == APERTI_A_TESTA


# ── Who reads what ────────────────────────────────────────────────────────────────────────────────
def test_the_published_are_everybodys_the_others_only_whose_they_are(ufficio, altro, bando, giulia):
    pubblicato, respinto, chiesto = (
        chiarimento(ufficio, bando, stato, giulia) for stato in (PUBBLICATO, RESPINTO, CHIESTO)
    )
    altrui = chiarimento(altro, altro.pubblicato())
    for persona in (None, AnonymousUser(), PersonaFactory()):
        assert list(Chiarimento.objects.visibili_a(persona)) == [pubblicato]
    assert list(Chiarimento.objects.pubblicati()) == [pubblicato]
    assert set(Chiarimento.objects.visibili_a(giulia)) == {pubblicato, respinto, chiesto}
    assert set(Chiarimento.objects.visibili_a(ufficio.scrive)) == {pubblicato, respinto, chiesto}
    assert set(Chiarimento.objects.visibili_a(altro.scrive)) == {pubblicato, altrui}
    assert list(Chiarimento.objects.da_rispondere()) == [chiesto, altrui]


@pytest.mark.parametrize("quante", [1, 3])
def test_a_list_costs_one_query(ufficio, bando, django_assert_num_queries, quante):
    for _n in range(quante):
        chiarimento(ufficio, bando, PUBBLICATO)
    with django_assert_num_queries(1):
        righe = [(str(uno), uno.bando.titolo) for uno in Chiarimento.objects.visibili_a(None).per_elenco()]
    assert len(righe) == quante


# ── The database holds it too ─────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("stato", "campi"),
    [
        (CHIESTO, {"stato": "boh"}),
        (CHIESTO, {"stato": PUBBLICATO}),
        (CHIESTO, {"stato": RESPINTO}),
        (CHIESTO, {"testo": ""}),
        (CHIESTO, {"risposta": "Sì."}),
        (CHIESTO, {"deciso_il": "adesso"}),
        (CHIESTO, {"corretto_il": "adesso"}),
        (PUBBLICATO, {"risposta": ""}),
        (PUBBLICATO, {"risposto_da": None}),
        (PUBBLICATO, {"deciso_il": None}),
        (PUBBLICATO, {"motivo": "No."}),
        (PUBBLICATO, {"stato": CHIESTO}),
        (PUBBLICATO, {"testo": ""}),
        (PUBBLICATO, {"corretto_il": "prima"}),
        (RESPINTO, {"motivo": ""}),
        (RESPINTO, {"deciso_il": None}),
        (RESPINTO, {"risposta": "Sì."}),
    ],
)
def test_rows_that_make_no_sense_are_refused(ufficio, bando, stato, campi):
    uno = chiarimento(ufficio, bando, stato)
    istanti = {"adesso": adesso(), "prima": adesso() - timedelta(days=1)}
    campi = {nome: istanti.get(valore, valore) for nome, valore in campi.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Chiarimento.objects.filter(pk=uno.pk).update(**campi)


# ── What is held of who asked ─────────────────────────────────────────────────────────────────────
def test_the_copy_of_ones_data_has_ones_own_questions(ufficio, bando, giulia):
    uno = chiarimento(ufficio, bando, PUBBLICATO, giulia)
    altro = chiarimento(ufficio, bando, persona=giulia, testo="E per gli altri?")
    chiarimento(ufficio, bando)
    assert registries.dati_personali["thinktown"].esporta(giulia)["chiarimenti"] == [
        {
            "codice": uno.codice,
            "bando": bando.titolo,
            "testo": DOMANDA,
            "chiesto_il": uno.chiesto_il.isoformat(),
            "stato": "Pubblicato",
            "risposta": RISPOSTA,
            "motivo": "",
            "deciso_il": uno.deciso_il.isoformat(),
        },
        {
            "codice": altro.codice,
            "bando": bando.titolo,
            "testo": "E per gli altri?",
            "chiesto_il": altro.chiesto_il.isoformat(),
            "stato": "In attesa di risposta",
            "risposta": "",
            "motivo": "",
            "deciso_il": None,
        },
    ]


def test_an_account_that_closes_leaves_what_is_published_without_her(ufficio, bando, giulia):
    for stato in (PUBBLICATO, RESPINTO, CHIESTO):
        chiarimento(ufficio, bando, stato, giulia)
    avvisi = Avviso.objects.filter(transizione__verbo="respingi").count()
    frasi = [str(frase) for frase in chiudi(giulia, da=giulia)]
    assert "Restano i chiarimenti pubblicati che avevi chiesto, senza il tuo nome: servono a tutti." in frasi
    assert list(Chiarimento.objects.order_by("pk").values_list("stato", "persona", "testo", "motivo")) == [
        ("pubblicato", None, DOMANDA, ""),
        ("respinto", None, "", MOTIVO),
        ("respinto", None, "", "Chi l'ha chiesto ha chiuso il suo account."),
    ]
    assert _atti(Chiarimento.objects.latest("pk"))[-1][3] == "sistema:chiarimenti"
    assert Avviso.objects.filter(transizione__verbo="respingi").count() == avvisi
    # The office goes on with what is published: there is nobody to tell.
    correggi(Chiarimento.objects.get(stato=PUBBLICATO), "Sì.", da=ufficio.scrive)
    assert _avvisati("correggi") == set()
    sigilla()
    assert list(verifica()) == []


def test_who_asked_nothing_leaves_no_sentence(giulia):
    assert registries.dati_personali["thinktown"].chiudi(giulia) == []


def test_two_years_after_the_answer_nobody_knows_who_asked(ufficio, bando):
    tutti = [chiarimento(ufficio, bando, stato) for stato in (PUBBLICATO, RESPINTO, CHIESTO)]
    dopo = tutti[0].deciso_il + timedelta(days=731)
    assert dimentica_chiarimenti(dopo) == 2
    assert list(Chiarimento.objects.order_by("pk").values_list("persona", "testo")) == [
        (None, DOMANDA),
        (None, ""),
        (tutti[2].persona_id, DOMANDA),
    ]
    assert dimentica_chiarimenti(dopo) == 0
