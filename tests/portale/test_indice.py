"""The index of the search: the same rows and the same order on both databases, fresh after each act, and no leak."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from coworking import actions as spazi
from coworking.enums import StatoSpazio
from coworking.models import Spazio
from talenti.base import registries
from talenti.base.clock import a_quest_ora, adesso
from talenti.base.permissions import Sistema
from talenti.base.registries import Scheda, TipoDiScheda
from talenti.portale import testo_pieno
from talenti.portale.indice import Conto, indicizza, indicizza_dopo_migrazione, trova
from talenti.portale.models import VoceRicerca
from talenti.portale.radici import cercate, radice
from talenti.portale.ricerca import cerca, pulisci
from talenti.portale.tasks import indicizza as compito_indicizza
from talenti.rete import actions
from talenti.rete.enums import Stato
from talenti.rete.models import Partner
from tests.factories import coworking, rete
from tests.factories.thinktown import Ufficio, dati_atto

pytestmark = pytest.mark.django_db
DA = Sistema("prova")


def titoli(testo):
    return [scheda.titolo for tipo in cerca(pulisci(testo)).tipi for scheda in tipo.schede]


def mostrato(testo):
    """All that a search says: results and near words."""
    return titoli(testo), cerca(pulisci(testo)).vicine


# ── A corpus written once: what is found, and in which order ──────────────────────────────────────
CORPUS = {
    # title: (summary, text, days ago)
    "Cooperativa Il Ponte": ("Lavoro e formazione.", "Orientamento per i giovani della città.", 5),
    "Le cooperative di Crema": ("Chi sono.", "Tutte, una per una.", 9),
    "Bando per le associazioni": ("Fino a 3.000 euro.", "Per chi fa musica in città.", 1),
    "Musica in piazza": ("I bandi di quest'anno.", "Lo racconta la cooperativa.", 2),
    "Città che suona": ("Concerti.", "Musica nei cortili, con la cooperativa di Crema.", 30),
    "Noi": ("Un gruppo.", "Ci siamo noi e gli altri.", 3),
    "Radio Ёж": ("Voci da lontano.", "Ci trovi al 101.5", None),
}


@pytest.fixture
def corpus(riempi):
    def scheda(riga):
        sommario, testo, giorni = CORPUS[riga.nome]
        quando = None if giorni is None else datetime(2026, 6, 30, tzinfo=UTC) - timedelta(days=giorni)
        return Scheda(riga.nome, f"/{riga.pk}/", "Prova", sommario, quando, testo)

    for nome in CORPUS:
        Partner.objects.create(nome=nome, creato_il=adesso(), aggiornato_il=adesso())
    tipo = TipoDiScheda("prova", "Prova", lambda: Partner.objects.exclude(nome=""), scheda)
    riempi(registries.schede_pubbliche, prova=tipo)
    assert indicizza() == Conto(scritte=len(CORPUS))


@pytest.mark.parametrize(
    ("testo", "attesi"),
    [
        # In the title before, then the newest.
        ("cooperativa", ["Cooperativa Il Ponte", "Le cooperative di Crema", "Musica in piazza", "Città che suona"]),
        ("COOPERATIVE", ["Cooperativa Il Ponte", "Le cooperative di Crema", "Musica in piazza", "Città che suona"]),
        ("bandi", ["Bando per le associazioni", "Musica in piazza"]),
        ("bando", ["Bando per le associazioni", "Musica in piazza"]),
        ("citta", ["Città che suona", "Bando per le associazioni", "Cooperativa Il Ponte"]),
        ("città", ["Città che suona", "Bando per le associazioni", "Cooperativa Il Ponte"]),
        ("l'orientamento", ["Cooperativa Il Ponte"]),
        # All of them must be there, and all in the title to come before.
        ("musica citta", ["Bando per le associazioni", "Città che suona"]),
        ("suona la città", ["Città che suona"]),
        ("musica città cooperativa", ["Città che suona"]),
        # The last word may be half written, the others not.
        ("cooperat", ["Cooperativa Il Ponte", "Le cooperative di Crema", "Musica in piazza", "Città che suona"]),
        ("crema coop", ["Le cooperative di Crema", "Città che suona"]),
        ("coop crema", []),
        ("noi", ["Noi"]),
        ("3", ["Bando per le associazioni"]),
        ("ёж", ["Radio Ёж"]),
        ("101", ["Radio Ёж"]),
        ("il", ["Cooperativa Il Ponte"]),
        ("di per in", []),
        # Nothing that a person can type is a command.
        ('"cooperativa" NEAR bando', []),
        ("bandi*", ["Bando per le associazioni", "Musica in piazza"]),
        ("-bandi", ["Bando per le associazioni", "Musica in piazza"]),
        ("parole:bandi", []),
        ("bandi OR radio", []),
        ("bandi' | 'radio", []),
        ("!bandi & (musica <-> piazza):*", ["Musica in piazza"]),
        ("\x00bandi\ud800", ["Bando per le associazioni", "Musica in piazza"]),
        ("bandi " + "z" * 100_000, []),
    ],
)
def test_what_is_found_and_in_which_order(corpus, testo, attesi):
    assert titoli(testo) == attesi


def test_only_so_many_of_a_kind_the_first_ones(corpus):
    primi = Partner.objects.filter(nome__in=("Cooperativa Il Ponte", "Le cooperative di Crema")).order_by("pk")
    assert trova(cercate("cooperativa"), massimo=2) == {"prova": [partner.pk for partner in primi]}


def test_a_card_with_anything_in_it_is_indexed(riempi):
    Partner.objects.create(nome="Uno", creato_il=adesso(), aggiornato_il=adesso())
    ostile = Scheda("A\x00B ca\ud800sa 'x' \"y\" & | ! :*", "/", "Prova", "\ufeff", None, "parola " + "è" * 100_000)
    riempi(registries.schede_pubbliche, prova=TipoDiScheda("prova", "Prova", Partner.objects.all, lambda _uno: ostile))
    assert (indicizza(), indicizza()) == (Conto(scritte=1), Conto())
    assert VoceRicerca.objects.get().titolo == "ca sa"
    assert len(VoceRicerca.objects.get().parole) < 200
    assert [len(cerca(testo).tipi) for testo in ("parole", "è" * 100, "nessuna")] == [1, 1, 0]


def test_the_row_of_a_card():
    partner = rete.ammesso(nome="Le Radio", in_una_frase="Le onde.")
    indicizza()
    voce = VoceRicerca.objects.get()
    assert (voce.tipo, voce.chiave, voce.titolo, voce.aggiornata_il) == (
        "partner",
        partner.pk,
        "le radio",
        Partner.objects.get().aggiornato_il,
    )
    assert voce.parole == "fassociazione fle fonde fradio fsoresina nle nradio rassoc rle ronde rrad rsoresin tle trad"


# ── Kept fresh ────────────────────────────────────────────────────────────────────────────────────
def test_going_over_it_again_changes_only_what_has_changed():
    primo = rete.ammesso(nome="Radio Piazza")
    rete.ammesso(nome="Orto", codice_fiscale="90000000282")
    assert (indicizza(), indicizza()) == (Conto(scritte=2), Conto())

    Partner.objects.filter(pk=primo.pk).update(descrizione="Podcast.")
    assert (indicizza(), titoli("podcast")) == (Conto(scritte=1), ["Radio Piazza"])

    Partner.objects.filter(pk=primo.pk).update(stato=Stato.UNITO)
    assert (indicizza(), titoli("orto")) == (Conto(tolte=1), ["Orto"])
    assert VoceRicerca.objects.count() == 1


def test_rows_of_a_kind_that_is_no_more_go(riempi):
    rete.ammesso()
    indicizza()
    riempi(registries.schede_pubbliche)
    assert (indicizza(), VoceRicerca.objects.exists()) == (Conto(tolte=1), False)


@pytest.fixture
def e_poi(django_capture_on_commit_callbacks):
    """With the jobs that follow each act."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_an_act_on_a_thing_is_found_after_it(e_poi):
    with e_poi():
        partner = rete.ammesso(nome="Radio Piazza")
        assert titoli("piazza") == []
    assert titoli("piazza") == ["Radio Piazza"]
    with e_poi():
        posto = coworking.pubblicato(partner, nome="Sala Regia")
    assert titoli("regia") == ["Sala Regia"]
    with e_poi():
        spazi.modifica(posto, da=DA, campi={"descrizione": "Con un pianoforte."})
    assert titoli("pianoforti") == ["Sala Regia"]
    with e_poi():
        spazi.sospendi(posto, motivo="Lavori.", da=DA)
    assert not VoceRicerca.objects.filter(tipo="spazi").exists()


def test_an_act_on_the_host_is_an_act_on_its_things(e_poi):
    partner = rete.ammesso(nome="Radio Piazza")
    posto = coworking.pubblicato(partner, nome="Sala Regia")
    indicizza()
    with e_poi():
        actions.sospendi(partner, motivo="Una pausa.", da=DA)
    assert [(voce.tipo, voce.chiave) for voce in VoceRicerca.objects.all()] == [("partner", partner.pk)]
    with e_poi():
        actions.riattiva(partner, da=DA)
    assert sorted(VoceRicerca.objects.values_list("tipo", "chiave")) == [("partner", partner.pk), ("spazi", posto.pk)]


def test_a_call_is_found_by_what_it_says_and_by_who_made_it(e_poi):
    ufficio = Ufficio()
    with e_poi():
        bando = ufficio.pubblicato()
    assert bando.titolo in titoli("comune delle prove")
    indicizza()
    offre = bando.versione.definizione.racconto.offre
    assert bando.titolo in titoli(pulisci(offre))
    with e_poi():
        from thinktown.actions.bandi import annulla

        annulla(bando, dati_atto(motivo="Per un errore."), da=ufficio.pubblica)
    assert bando.titolo in titoli("comune delle prove")


def test_the_job_the_command_and_a_migration_write_it(capsys):
    rete.ammesso(nome="Radio Piazza")
    compito_indicizza()
    assert titoli("radio") == ["Radio Piazza"]
    call_command("indicizza")
    call_command("indicizza", "--da-capo")
    assert capsys.readouterr().out == ("Ricerca: schede scritte 0, tolte 0.\nRicerca: schede scritte 1, tolte 0.\n")
    VoceRicerca.objects.all().delete()
    indicizza_dopo_migrazione(using="altra")
    assert titoli("radio") == []
    indicizza_dopo_migrazione(using="default")
    assert titoli("radio") == ["Radio Piazza"]


def test_rows_speak_italian_whoever_acts(e_poi, settings):
    from django.utils import translation

    with translation.override("en"), e_poi():
        rete.ammesso(nome="Radio Piazza", tipo="cooperativa_sociale")
    assert (titoli("cooperative"), indicizza()) == (["Radio Piazza"], Conto())


def test_the_database_keeps_its_own_index_in_step():
    """Whoever writes the rows, and after the index was made anew."""
    for volta in ("tamburo", "flauto"):
        voce = VoceRicerca.objects.create(
            tipo="spazi", chiave=1, aggiornata_il=adesso(), impronta="x", parole=f"r{radice(volta)}"
        )
        assert trova(cercate(volta), massimo=9) == {"spazi": [1]}
        VoceRicerca.objects.filter(pk=voce.pk).update(parole="r" + radice("altro"))
        assert (trova(cercate(volta), massimo=9), trova(cercate("altro"), massimo=9)) == ({}, {"spazi": [1]})
        testo_pieno.metti(connection)
        assert trova(cercate("altro"), massimo=9) == {"spazi": [1]}
        voce.delete()
        assert trova(cercate("altro"), massimo=9) == {}
    if connection.vendor == "sqlite":
        with connection.cursor() as cursore:
            cursore.execute("INSERT INTO portale_vocericerca_fts (portale_vocericerca_fts) VALUES ('integrity-check')")


@pytest.mark.parametrize("parola", ["a b", 'a"', "a'", "à", "", "a*"])
def test_what_is_no_word_never_reaches_the_database(parola):
    with pytest.raises(ValueError, match="not a word"):
        testo_pieno.prime(["prova"], [[[(parola, False)]]], massimo=1)


# ── What is not public is not found ───────────────────────────────────────────────────────────────
NON_SI_TROVA = ([], [])


@pytest.mark.parametrize("stato", [stato for stato in StatoSpazio if stato != StatoSpazio.PUBBLICATO])
def test_a_space_that_is_not_public_is_neither_found_nor_named_before_any_job(stato):
    posto = coworking.spazio(nome="Segretissima")
    indicizza()
    assert titoli("segretissima") == ["Segretissima"]
    Spazio.objects.filter(pk=posto.pk).update(stato=stato)
    assert VoceRicerca.objects.filter(tipo="spazi").exists()
    assert (mostrato("segretissima"), mostrato("segretisima")) == (NON_SI_TROVA, NON_SI_TROVA)
    indicizza()
    assert not VoceRicerca.objects.filter(tipo="spazi").exists()


@pytest.mark.parametrize("stato", [Stato.BOZZA, Stato.PROPOSTO, Stato.IN_ESAME, Stato.RITIRATO, Stato.UNITO])
def test_an_organisation_that_is_not_in_the_network_is_not_indexed(stato):
    partner = rete.ammesso(nome="Segretissima")
    Partner.objects.filter(pk=partner.pk).update(stato=stato)
    assert (indicizza(), mostrato("segretissima")) == (Conto(), NON_SI_TROVA)


def test_what_is_withdrawn_is_gone_at_once_with_all_that_its_host_offers():
    partner = rete.ammesso(nome="Radio Piazza")
    coworking.pubblicato(partner, nome="Segretissima")
    indicizza()
    actions.sospendi(partner, motivo="Una pausa.", da=DA)
    assert (mostrato("segretissima"), mostrato("segretisima")) == (NON_SI_TROVA, NON_SI_TROVA)


def test_a_draft_of_a_call_is_not_found():
    ufficio = Ufficio()
    bando = ufficio.in_verifica()
    indicizza()
    assert bando.titolo not in titoli(bando.titolo or "bando")


def test_the_words_that_are_shown_are_those_of_now():
    partner = rete.ammesso(nome="Segretissima")
    indicizza()
    Partner.objects.filter(pk=partner.pk).update(nome="Corretta", in_una_frase="Nuova.")
    # The old word still leads to it, until the job: what it says is what anybody may read now.
    assert mostrato("segretissima") == (["Corretta"], [])
    assert mostrato("segretisima") == NON_SI_TROVA


def test_what_the_clock_opens_and_closes_is_found_from_then_until_then(riempi):
    """Indexed before its time by who knows that it will come, shown by nobody but the clock."""
    ora = adesso()
    Partner.objects.create(nome="Segretissima", creato_il=ora + timedelta(minutes=1), aggiornato_il=ora)
    tipo = TipoDiScheda(
        "prova",
        "Prova",
        lambda: Partner.objects.filter(creato_il__lte=adesso(), creato_il__gt=adesso() - timedelta(hours=1)),
        lambda riga: Scheda(riga.nome, "/", "Prova"),
        attesi=lambda: Partner.objects.filter(creato_il__gt=adesso() - timedelta(hours=1)),
    )
    riempi(registries.schede_pubbliche, prova=tipo)
    assert indicizza() == Conto(scritte=1)
    for dopo, trovata in ((0, False), (59, False), (60, True), (3659, True), (3660, False)):
        with a_quest_ora(ora + timedelta(seconds=dopo)):
            attesi = (["Segretissima"], []) if trovata else NON_SI_TROVA
            assert mostrato("segretissima") == attesi
            assert mostrato("segretisima") == (([], ["Segretissima"]) if trovata else NON_SI_TROVA)
    with a_quest_ora(ora + timedelta(seconds=3660)):
        assert indicizza() == Conto(tolte=1)
