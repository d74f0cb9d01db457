"""Messages on an application: who writes, who reads, what waits, what is forgotten."""

from datetime import timedelta
from secrets import token_hex

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from talenti.avvisi.models import Avviso
from talenti.base.clock import a_quest_ora, adesso
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import puo
from talenti.documenti.models import FileCaricato
from talenti.registro.actions import sigilla
from talenti.registro.models import Transizione
from talenti.registro.queries import verifica
from tests.factories import rete
from tests.factories.messaggi import CHIEDE, RISPONDE, file, risposto, scritto
from tests.factories.thinktown import Ufficio, cominciata, entra, inviata, maggiorenne
from thinktown import actions, dati
from thinktown.actions.conservazione import dimentica_bozze
from thinktown.actions.messaggi import non_serve, rispondi_messaggio, scrivi_messaggio, segna_letti
from thinktown.enums import StatoComponente
from thinktown.enums_messaggi import AL_GIORNO, MESSAGGIO_MASSIMO, Lato
from thinktown.models import Bando, MessaggioDomanda
from thinktown.models.bandi import RuoloIncarico
from thinktown.models.domande import BOZZE_SI_TENGONO

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _privati(settings, tmp_path):
    settings.PRIVATI = tmp_path / "privati"


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


@pytest.fixture
def giulia():
    return maggiorenne()


@pytest.fixture
def domanda(bando, giulia):
    return cominciata(bando, giulia)


@pytest.fixture
def spedita(bando, giulia):
    return inviata(bando, giulia)


def _righe(domanda):
    return [(m.n, m.lato, m.testo, m.letto_il is not None, m.evaso_il is not None) for m in domanda.messaggi.all()]


def _avvisi(persona):
    return list(Avviso.objects.filter(persona=persona, tipo="bandi").order_by("pk").values_list("oggetto", flat=True))


# ── Written and answered ──────────────────────────────────────────────────────────────────────────
def test_the_group_writes_and_the_office_is_told_once_until_it_answers(ufficio, domanda, giulia):
    primo = scritto(domanda, giulia)
    scritto(domanda, giulia, "Un'altra cosa.")

    assert _righe(domanda) == [(1, "gruppo", CHIEDE, False, False), (2, "gruppo", "Un'altra cosa.", False, False)]
    atti = Transizione.objects.di(primo)
    assert [(t.verbo, t.attore, t.dettaglio.dati) for t in atti] == [("scrivi_messaggio", f"persona:{giulia.pk}", {})]
    for chi in (ufficio.scrive, ufficio.pubblica):
        assert _avvisi(chi)[-1:] == ["Un messaggio su una domanda aspetta risposta"]
        assert _avvisi(chi).count("Un messaggio su una domanda aspetta risposta") == 1
    avviso = Avviso.objects.filter(persona=ufficio.scrive).last()
    assert avviso.azione_url == f"/admin/thinktown/messaggiodomanda/domande/{domanda.codice}/"
    assert (CHIEDE in str(avviso.testo), giulia.cognome in str(avviso.testo)) == (False, False)


def test_the_office_answers_and_everybody_in_the_group_is_told(ufficio, domanda, giulia):
    altra = maggiorenne()
    entra(domanda, altra, da=giulia)
    scritto(domanda, giulia)

    risposto(domanda, ufficio.scrive)

    assert _righe(domanda) == [(1, "gruppo", CHIEDE, True, True), (2, "ufficio", RISPONDE, False, False)]
    for chi in (giulia, altra):
        assert _avvisi(chi)[-1] == "L'ufficio ti ha scritto sulla tua domanda"
    scritto(domanda, altra, "Grazie.")
    assert _righe(domanda)[1:] == [(2, "ufficio", RISPONDE, True, False), (3, "gruppo", "Grazie.", False, False)]
    assert _avvisi(ufficio.scrive).count("Un messaggio su una domanda aspetta risposta") == 2


def test_a_thank_you_waits_no_more_once_it_is_marked(ufficio, domanda, giulia):
    scritto(domanda, giulia)
    grazie = scritto(domanda, giulia, "Grazie.")
    dopo = scritto(domanda, giulia, "Anzi, no.")

    non_serve(grazie, da=ufficio.scrive)

    assert [riga[3:] for riga in _righe(domanda)] == [(True, True), (True, True), (False, False)]
    with pytest.raises(TransizioneNonAmmessa, match="non aspetta più"):
        non_serve(grazie, da=ufficio.scrive)
    risposto(domanda, ufficio.scrive)
    for uno in (dopo, domanda.messaggi.last()):
        with pytest.raises(TransizioneNonAmmessa, match="non aspetta più"):
            non_serve(uno, da=ufficio.scrive)


def test_the_same_sending_is_the_same_message(domanda, giulia):
    gettone = token_hex(8)
    uno = scrivi_messaggio(domanda, CHIEDE, gettone=gettone, da=giulia, file=file())
    due = scrivi_messaggio(domanda, "Cambiato", gettone=gettone, da=giulia, file=file())

    assert (due.pk, due.testo, domanda.messaggi.count()) == (uno.pk, CHIEDE, 1)
    assert list(FileCaricato.objects.presenti().values_list("pk", flat=True)) == [uno.file_id]


@pytest.mark.parametrize("testo", ["", "  \n ", "x" * (MESSAGGIO_MASSIMO + 1)])
def test_no_words_or_too_many_are_refused_and_no_file_stays(domanda, giulia, testo):
    with pytest.raises(DatoNonAccettato) as errore:
        scritto(domanda, giulia, testo, file=file())
    assert (errore.value.campo, FileCaricato.objects.count(), domanda.messaggi.count()) == ("testo", 0, 0)


def test_so_many_a_day_and_the_file_of_one_too_many_does_not_stay(ufficio, domanda, giulia):
    for n in range(AL_GIORNO):
        scritto(domanda, giulia, str(n))
    with pytest.raises(DatoNonAccettato, match=f"{AL_GIORNO} messaggi"):
        scritto(domanda, giulia, file=file())
    assert FileCaricato.objects.presenti().count() == 0
    risposto(domanda, ufficio.scrive)
    with a_quest_ora(adesso() + timedelta(days=1, seconds=1)):
        assert scritto(domanda, giulia).n == AL_GIORNO + 2


def test_messages_go_on_after_the_closing(ufficio, spedita, giulia):
    with a_quest_ora(spedita.bando.chiude_il + timedelta(days=3)):
        risposto(spedita, ufficio.scrive, "Manca una firma.")
        scritto(spedita, giulia, "Eccola.", file=file())
    assert [riga[:2] for riga in _righe(spedita)] == [(1, "ufficio"), (2, "gruppo")]


# ── Who ───────────────────────────────────────────────────────────────────────────────────────────
def _con_chi(nome, ufficio, domanda):
    """People who have nothing to do with it, each in her own way."""
    bando, referente = domanda.bando, domanda.componenti.get(ruolo="referente").persona
    if nome == "estranea":
        return maggiorenne()
    if nome == "altro ente":
        altro = rete.ammesso(tipo="ente_pubblico", nome="Un altro comune", codice_fiscale="01234560199")
        return Ufficio(altro).pubblica
    if nome == "invitata":
        persona = maggiorenne()
        actions.invita(domanda, persona.email, ruolo="scrive", da=referente)
        return persona
    if nome == "uscita":
        persona = maggiorenne()
        actions.togli(entra(domanda, persona, da=referente), da=referente)
        return persona
    if nome == "altro gruppo":
        persona = maggiorenne()
        cominciata(bando, persona)
        return persona
    return AnonymousUser()


ESTRANEE = ["estranea", "altro ente", "invitata", "uscita", "altro gruppo", "anonima"]


@pytest.mark.parametrize("nome", ESTRANEE)
def test_nobody_else_writes_reads_or_marks(ufficio, domanda, giulia, nome):
    messaggio = scritto(domanda, giulia, file=file())
    chi = _con_chi(nome, ufficio, domanda)

    for fai in (
        lambda: scritto(domanda, chi),
        lambda: risposto(domanda, chi),
        lambda: non_serve(messaggio, da=chi),
        lambda: segna_letti(domanda, 9, da=chi),
    ):
        with pytest.raises(NonPermesso):
            fai()
    righe = MessaggioDomanda.objects.all()
    assert list(righe.visibili_a(chi)) + list(righe.visibili_in_ufficio(chi)) == []
    assert not puo(chi, "documenti.leggi_file", messaggio.file)
    assert domanda.messaggi.count() == 1


def test_who_only_reads_the_application_reads_the_messages_and_writes_none(domanda, giulia):
    legge = maggiorenne()
    entra(domanda, legge, da=giulia, ruolo="legge")
    messaggio = scritto(domanda, giulia, file=file())

    with pytest.raises(NonPermesso, match="puoi leggere, non scrivere"):
        scritto(domanda, legge)
    assert list(MessaggioDomanda.objects.visibili_a(legge)) == [messaggio]
    assert puo(legge, "documenti.leggi_file", messaggio.file)


def test_the_office_writes_first_only_about_what_was_sent(ufficio, domanda, bando):
    with pytest.raises(NonPermesso):
        risposto(domanda, ufficio.scrive)
    spedita = inviata(bando)
    assert risposto(spedita, ufficio.scrive).n == 1


def test_an_officer_does_not_answer_her_own_group(ufficio, bando):
    actions.incarica(bando, sua := maggiorenne(), ruolo=RuoloIncarico.ISTRUTTORE, da=ufficio.pubblica)
    domanda = cominciata(bando, sua)
    messaggio = scritto(domanda, sua)

    with pytest.raises(NonPermesso, match="risponde un'altra persona"):
        risposto(domanda, sua)
    with pytest.raises(NonPermesso, match="risponde un'altra persona"):
        non_serve(messaggio, da=sua)
    assert list(MessaggioDomanda.objects.visibili_in_ufficio(sua)) == []
    assert list(MessaggioDomanda.objects.visibili_in_ufficio(ufficio.scrive)) == [messaggio]
    assert "Un messaggio su una domanda aspetta risposta" not in _avvisi(sua)


def test_an_officer_of_another_body_answers_until_her_task_ends(ufficio, bando, domanda, giulia):
    fuori = maggiorenne()
    incarico = actions.incarica(bando, fuori, ruolo=RuoloIncarico.ISTRUTTORE, da=ufficio.pubblica)
    scritto(domanda, giulia)
    risposto(domanda, fuori)
    actions.termina_incarico(incarico, da=ufficio.pubblica)
    with pytest.raises(NonPermesso):
        risposto(domanda, fuori)


# ── Files and marks ───────────────────────────────────────────────────────────────────────────────
def test_a_file_is_of_the_message_and_read_by_both_sides(ufficio, domanda, giulia):
    messaggio = scritto(domanda, giulia, file=file())

    file_ = messaggio.file
    assert (file_.oggetto_tipo, file_.oggetto_id) == ("thinktown.messaggiodomanda", messaggio.pk)
    assert [bool(puo(chi, "documenti.leggi_file", file_)) for chi in (giulia, ufficio.scrive)] == [True, True]
    # It is no answer to a question of the application.
    assert FileCaricato.objects.di(domanda).count() == 0


def test_marked_as_read_up_to_what_was_shown(ufficio, spedita, giulia):
    for testo in ("Uno.", "Due.", "Tre."):
        risposto(spedita, ufficio.scrive, testo)

    assert segna_letti(spedita, 2, da=giulia) == 2
    assert segna_letti(spedita, 2, da=giulia) == 0
    assert [m.letto_il is not None for m in spedita.messaggi.all()] == [True, True, False]


# ── Kept and forgotten ────────────────────────────────────────────────────────────────────────────
def test_the_messages_about_a_forgotten_draft_go_with_it(ufficio, domanda, giulia):
    messaggio = scritto(domanda, giulia, file=file())
    risposto(domanda, ufficio.scrive)
    percorso = messaggio.file

    with a_quest_ora(domanda.bando.chiude_il + BOZZE_SI_TENGONO + timedelta(days=1)):
        assert dimentica_bozze(adesso()) == 1
        sigilla()
        assert list(verifica()) == []

    assert [(m.testo, m.file_id) for m in domanda.messaggi.all()] == [("", None)] * 2
    percorso.refresh_from_db()
    assert (percorso.nome, percorso.stato) == ("", "eliminato")
    with pytest.raises(NonPermesso):
        scritto(domanda, giulia)


def test_messages_about_what_was_sent_stay(ufficio, spedita, giulia):
    scritto(spedita, giulia)
    with a_quest_ora(spedita.bando.chiude_il + BOZZE_SI_TENGONO + timedelta(days=1)):
        assert dimentica_bozze(adesso()) == 0
    assert _righe(spedita)[0][2] == CHIEDE


def test_her_copy_has_the_messages_of_her_group_and_no_names(ufficio, domanda, giulia, bando):
    scritto(domanda, giulia, file=file())
    risposto(domanda, ufficio.scrive)
    scritto(altra := cominciata(bando), altra.componenti.get().persona, "Di un altro gruppo.")

    (sua,) = dati.esporta(giulia)["domande"]
    assert [(m["da"], m["testo"], m["file"]) for m in sua["messaggi"]] == [
        ("Chi presenta la domanda", CHIEDE, "preventivo.pdf"),
        ("L'ufficio", RISPONDE, ""),
    ]
    assert ufficio.scrive.cognome not in str(sua["messaggi"])


# ── What the database holds ───────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "campi",
    [
        {"lato": "altro"},
        {"n": 0},
        {"lato": "ufficio", "evaso_il": "dopo"},
        {"evaso_il": "prima"},
        {"letto_il": "prima"},
    ],
)
def test_the_database_refuses(domanda, giulia, campi):
    uno = scritto(domanda, giulia)
    ore = {"prima": uno.scritto_il - timedelta(seconds=1), "dopo": uno.scritto_il + timedelta(seconds=1)}
    with pytest.raises(IntegrityError), transaction.atomic():
        MessaggioDomanda.objects.filter(pk=uno.pk).update(**{k: ore.get(v, v) for k, v in campi.items()})


def test_two_of_one_number_or_one_token_cannot_be_and_a_file_has_words(domanda, giulia):
    uno, due = scritto(domanda, giulia, file=file()), scritto(domanda, giulia)
    for campi in ({"n": uno.n}, {"gettone": uno.gettone}):
        with pytest.raises(IntegrityError), transaction.atomic():
            MessaggioDomanda.objects.filter(pk=due.pk).update(**campi)
    with pytest.raises(IntegrityError), transaction.atomic():
        MessaggioDomanda.objects.filter(pk=uno.pk).update(testo="")
    assert str(due) == f"{domanda.codice} · 2"


@pytest.mark.parametrize("stato", Bando._meta.get_field("stato").choices, ids=lambda uno: uno[0])
def test_what_becomes_of_the_call_stops_no_message(ufficio, bando, stato, giulia):
    """A question on what has ended has an answer too."""
    domanda = cominciata(bando, giulia)
    if stato[0] not in ("bozza", "in_verifica"):
        Bando.objects.filter(pk=bando.pk).update(stato=stato[0])
    assert (scritto(domanda, giulia).n, rispondi_messaggio(domanda, "x", gettone="y" * 8, da=ufficio.scrive).n) == (
        1,
        2,
    )


def test_sides_are_two_and_a_group_is_who_is_in_it(domanda):
    assert [lato.value for lato in Lato] == ["gruppo", "ufficio"]
    assert domanda.componenti.get().stato == StatoComponente.DENTRO
