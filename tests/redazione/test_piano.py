"""What is in the plan: put in, changed, moved, taken out and back, linked, commented; two at once; who may."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from redazione import actions
from redazione.enums import TRANSIZIONI_VOCE, Canale, Pubblico, Ruolo, StatoCollaborazione, StatoVoce, Tipo
from redazione.models import Collaborazione, Commento, Legame, Voce
from talenti.base.clock import adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.registries import Scheda
from talenti.rete import ruoli
from talenti.rete.enums import Azione, Stato
from talenti.rete.models import Partner
from tests.factories import redazione, rete
from tests.factories.persone import PersonaFactory
from tests.factories.redazione import DA, MOTIVO, Detto, atti, chi_e, detta, giorno, ultimi_dati

pytestmark = pytest.mark.django_db
SCHEDA = Scheda(titolo="Sala " + "x" * 300, url="/spazi/sala/", tipo="Spazio di lavoro", aggiornata_il=adesso())


@pytest.fixture
def testata():
    return redazione.testata()


@pytest.fixture
def nives(testata):
    return redazione.coordina(testata)


@pytest.fixture
def giulia(testata):
    return redazione.redattrice(testata)


@pytest.fixture
def radio():
    return rete.ammesso(nome="Radio", codice_fiscale="90000010190")


def scritta(voce):
    """Everything that is said of it."""
    voce.refresh_from_db()
    return {
        "titolo": voce.titolo,
        "nota": voce.nota,
        "tipo": voce.tipo,
        "canale": voce.canale,
        "azione": voce.azione,
        "prevista_per": voce.prevista_per,
        "fotografa": voce.fotografa_id,
        "pubblici": [uno.pubblico for uno in voce.pubblici.all()],
        "autori": [(uno.ordine, uno.persona_id) for uno in voce.autori.all()],
        "riguarda": [uno.partner_id for uno in voce.riguardano.all()],
        "stato": voce.stato,
        "revisione": voce.revisione,
    }


# ── Each verb: row, transition, notice ────────────────────────────────────────────────────────────
def test_what_is_planned_says_all_of_it_and_tells_who_writes(testata, nives, giulia, radio):
    detto_cosi = detta(
        "  Un mese in radio ",
        nota=" Chi ci lavora. ",
        tipo=Tipo.PODCAST,
        canale=Canale.TRASMISSIONE,
        azione=Azione.EVENTI,
        prevista_per=giorno(7),
        pubblici=[Pubblico.LAVORO, Pubblico.IMPRESE, Pubblico.LAVORO],
        autori=[giulia.pk, nives.pk, giulia.pk],
        fotografa=nives.pk,
        riguarda=[radio.pk, radio.pk],
    )
    with Detto() as detto:
        voce = actions.pianifica(testata, detto_cosi, da=nives)
    assert (voce.testata, voce.idea, str(voce)) == (testata, None, "Un mese in radio")
    assert scritta(voce) == {
        "titolo": "Un mese in radio",
        "nota": "Chi ci lavora.",
        "tipo": "podcast",
        "canale": "trasmissione",
        "azione": "eventi",
        "prevista_per": giorno(7),
        "fotografa": nives.pk,
        "pubblici": ["imprese", "lavoro"],
        "autori": [(1, giulia.pk), (2, nives.pk)],
        "riguarda": [radio.pk],
        "stato": "prevista",
        "revisione": 1,
    }
    assert atti(voce) == [("pianifica", "", "prevista", chi_e(nives))]
    assert ultimi_dati(voce) == {
        "titolo": "Un mese in radio",
        "prevista_per": giorno(7).isoformat(),
        "tipo": "podcast",
    }
    # Not who planned it herself.
    assert detto.a_chi == [(giulia, "C'è un pezzo da scrivere")]
    assert detto.avvisi[0].testo[0] == "La redazione conta su di te per: Un mese in radio."


def test_what_has_no_day_says_so(testata, nives, giulia):
    with Detto() as detto:
        voce = redazione.voce(testata, da=nives, autori=[giulia.pk])
    assert (voce.prevista_per, ultimi_dati(voce)["prevista_per"]) == (None, "")
    assert detto.avvisi[0].testo[1] == "Non ha ancora una data."


def test_a_change_is_a_new_revision_and_tells_who_is_named_anew(testata, nives, giulia, radio):
    voce = redazione.voce(testata, da=nives, autori=[giulia.pk], pubblici=[Pubblico.LAVORO], riguarda=[radio.pk])
    altra = redazione.redattrice(testata)
    with Detto() as detto:
        actions.modifica(voce, detta("Altro titolo", autori=[altra.pk, giulia.pk]), revisione=1, da=nives)
    dopo = scritta(voce)
    assert (dopo["titolo"], dopo["revisione"], dopo["pubblici"], dopo["riguarda"]) == ("Altro titolo", 2, [], [])
    assert dopo["autori"] == [(1, altra.pk), (2, giulia.pk)]
    assert atti(voce)[1:] == [("modifica", "prevista", "prevista", chi_e(nives))]
    assert ultimi_dati(voce) == {
        "titolo": "Altro titolo",
        "prevista_per": "",
        "tipo": "notizia",
        "nuovi": [altra.pk],
    }
    assert detto.a_chi == [(altra, "C'è un pezzo da scrivere")]


def test_a_move_says_from_where_to_where(testata, nives):
    voce = redazione.voce(testata, per=giorno(3))
    with Detto() as detto:
        actions.sposta(voce, giorno(4), revisione=1, da=nives)
        actions.sposta(voce, None, revisione=2, da=nives)
    voce.refresh_from_db()
    assert (voce.prevista_per, voce.revisione, detto.a_chi) == (None, 3, [])
    assert [uno[0] for uno in atti(voce)] == ["pianifica", "sposta", "sposta"]
    assert ultimi_dati(voce) == {"prima": giorno(4).isoformat(), "dopo": ""}


def test_what_is_taken_out_keeps_its_reason_and_comes_back(testata, nives):
    voce = redazione.voce(testata, per=giorno(3))
    actions.lascia_voce(voce, f" {MOTIVO} ", da=nives)
    assert (Voce.objects.get().stato, ultimi_dati(voce)) == ("lasciata", {"motivo": MOTIVO})
    assert list(Voce.objects.previste()) == []
    actions.riprendi(voce, da=nives)
    assert (Voce.objects.get().stato, Voce.objects.get().prevista_per) == ("prevista", giorno(3))
    assert atti(voce)[1:] == [
        ("lascia", "prevista", "lasciata", chi_e(nives)),
        ("riprendi", "lasciata", "prevista", chi_e(nives)),
    ]


def test_a_public_thing_is_linked_once_and_unlinked(testata, nives):
    voce = redazione.voce(testata)
    for _n in range(2):
        actions.collega(voce, SCHEDA, da=nives)
    legame = Legame.objects.get()
    assert (legame.voce, legame.url, legame.tipo) == (voce, "/spazi/sala/", "Spazio di lavoro")
    assert (len(legame.titolo), str(legame)[:6]) == (200, "Sala x")
    actions.scollega(legame, da=nives)
    assert (Legame.objects.count(), [uno[0] for uno in atti(voce)]) == (0, ["pianifica", "collega", "scollega"])
    assert ultimi_dati(voce) == {"url": "/spazi/sala/"}


# ── Comments: for whom ────────────────────────────────────────────────────────────────────────────
def test_a_comment_reaches_who_coordinates_but_not_who_wrote_it(testata, nives, radio):
    altra = redazione.coordina(testata)
    voce = redazione.voce(testata, riguarda=[radio.pk])
    with Detto() as detto:
        commento = actions.commenta(voce, "  Veniamo noi. ", da=radio.proposto_da)
    assert (commento.voce, commento.da, commento.partner) == (voce, radio.proposto_da, radio)
    assert (commento.testo, str(commento)) == ("Veniamo noi.", "Veniamo noi.")
    assert atti(voce)[1:] == [("commenta", "prevista", "prevista", chi_e(radio.proposto_da))]
    assert ultimi_dati(voce) == {"commento": commento.pk}
    oggetto = "Un commento al piano della redazione"
    assert detto.a_chi == [(nives, oggetto), (altra, oggetto)]
    with Detto() as detto:
        actions.commenta(voce, "Va bene.", da=nives)
    assert detto.a_chi == [(altra, oggetto)]


def test_a_comment_stands_for_the_right_partner(testata, nives, radio):
    altro = rete.ammesso(nome="Altra", codice_fiscale="90000020199")
    voce = redazione.voce(testata, riguarda=[radio.pk, altro.pk])
    due = rete.membro(altro)
    rete.membro(radio, persona=due)
    dentro_e_fuori = redazione.redattrice(testata, rete.membro(altro))
    approva_e_scrive = redazione.redattrice(testata, redazione.approva(testata))
    di_chi = {
        radio.proposto_da: radio,
        rete.membro(altro): altro,
        due: radio,
        dentro_e_fuori: altro,
        redazione.approva(testata): testata.riferimento,
        approva_e_scrive: None,
        nives: None,
    }
    assert {persona: actions.commenta(voce, "x", da=persona).partner for persona in di_chi} == di_chi


def test_who_has_no_say_does_not_comment(testata, nives, radio):
    voce = redazione.voce(testata)
    fuori = redazione.collaborazione(testata, stato=StatoCollaborazione.FINITA).persona
    collabora = rete.membro(testata.riferimento)
    for persona in (radio.proposto_da, fuori, collabora, PersonaFactory(), AnonymousUser()):
        with pytest.raises(NonPermesso):
            actions.commenta(voce, "x", da=persona)
    assert Commento.objects.count() == 0


@pytest.mark.parametrize(("testo", "codice"), [(" ", "vuoto"), ("x" * 1001, "lungo")])
def test_a_comment_has_words_and_not_too_many(testata, nives, testo, codice):
    with pytest.raises(DatoNonAccettato) as errore:
        actions.commenta(redazione.voce(testata), testo, da=nives)
    assert (errore.value.codice, errore.value.campo, Commento.objects.count()) == (codice, "testo", 0)


# ── Every verb over every state ───────────────────────────────────────────────────────────────────
def _scollega(voce, da):
    return actions.scollega(Legame.objects.get_or_create(voce=voce, url="/x/", tipo="x", titolo="x")[0], da=da)


FAI = {
    "modifica": lambda voce, da: actions.modifica(voce, detta("Altro"), revisione=voce.revisione, da=da),
    "sposta": lambda voce, da: actions.sposta(voce, giorno(9), revisione=voce.revisione, da=da),
    "commenta": lambda voce, da: actions.commenta(voce, "x", da=da),
    "collega": lambda voce, da: actions.collega(voce, SCHEDA, da=da),
    "scollega": _scollega,
    "lascia": lambda voce, da: actions.lascia_voce(voce, MOTIVO, da=da),
    "riprendi": lambda voce, da: actions.riprendi(voce, da=da),
}


def in_stato(testata, stato):
    voce = redazione.voce(testata)
    if stato == StatoVoce.LASCIATA:
        actions.lascia_voce(voce, MOTIVO, da=DA)
    return voce


def test_every_verb_of_the_table_is_tried():
    assert set(FAI) == set(TRANSIZIONI_VOCE) - {"pianifica"}


@pytest.mark.parametrize("verbo", FAI)
@pytest.mark.parametrize("stato", StatoVoce)
def test_a_verb_starts_only_from_its_states(testata, nives, stato, verbo):
    voce = in_stato(testata, stato)
    prima, atti_prima = Voce.objects.values().get(), len(atti(voce))
    passo = TRANSIZIONI_VOCE[verbo]
    if stato in passo.da:
        FAI[verbo](voce, nives)
        assert (Voce.objects.get().stato, atti(voce)[-1][0]) == (passo.a or stato, verbo)
        return
    with pytest.raises(TransizioneNonAmmessa):
        FAI[verbo](voce, nives)
    assert (Voce.objects.values().get(), len(atti(voce))) == (prima, atti_prima)


@pytest.mark.parametrize("verbo", sorted({*FAI, "pianifica"} - {"commenta"}))
def test_only_who_coordinates_changes_the_plan(testata, nives, radio, verbo):
    voce = in_stato(testata, TRANSIZIONI_VOCE[verbo].da[0] if TRANSIZIONI_VOCE[verbo].da else StatoVoce.PREVISTA)
    fai = (lambda _voce, da: redazione.voce(testata, da=da)) if verbo == "pianifica" else FAI[verbo]
    fuori = [
        redazione.redattrice(testata),
        redazione.collaborazione(testata, Ruolo.REVISORE).persona,
        redazione.collaborazione(testata, Ruolo.CAPOREDATTORE, StatoCollaborazione.INVITATA).persona,
        redazione.approva(testata),
        testata.partner.proposto_da,
        radio.proposto_da,
        AnonymousUser(),
    ]
    for persona in fuori:
        with pytest.raises(NonPermesso):
            fai(voce, persona)
    assert (Voce.objects.count(), Voce.objects.get().revisione) == (1, 1)
    fai(voce, nives)


# ── Two at once ───────────────────────────────────────────────────────────────────────────────────
def test_of_two_who_change_it_from_two_pages_the_second_reads_who_and_how(testata, nives):
    altra = redazione.coordina(testata)
    voce = redazione.voce(testata, per=giorno(3))
    doppione = Voce.objects.get(pk=voce.pk)
    actions.modifica(voce, detta("Di Nives", prevista_per=giorno(5)), revisione=1, da=nives)
    for fai in (
        lambda: actions.modifica(doppione, detta("Di un'altra"), revisione=1, da=altra),
        lambda: actions.sposta(doppione, giorno(20), revisione=1, da=altra),
    ):
        with pytest.raises(TransizioneNonAmmessa) as errore:
            fai()
        assert errore.value.codice == "cambiata"
        frase = str(errore.value.frase)
        assert frase.startswith(f"{nives} ha cambiato questa voce mentre la guardavi. Ora: «Di Nives», ")
        assert str(giorno(5).year) in frase
    assert (scritta(voce)["titolo"], voce.prevista_per, voce.revisione, len(atti(voce))) == (
        "Di Nives",
        giorno(5),
        2,
        2,
    )
    actions.modifica(doppione, detta("Di un'altra"), revisione=2, da=altra)
    assert scritta(voce)["titolo"] == "Di un'altra"


def test_a_page_that_never_showed_it_changes_nothing(testata, nives):
    voce = redazione.voce(testata)
    with pytest.raises(TransizioneNonAmmessa) as errore:
        actions.sposta(voce, giorno(3), revisione=0, da=nives)
    assert str(errore.value.frase) == (
        "Questa voce è cambiata mentre la guardavi. Ora: «Il bando in dieci righe», senza data. Riguardala e riprova."
    )


# ── What is refused ───────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("campi", "codice", "campo"),
    [
        ({"titolo": " "}, "vuoto", "titolo"),
        ({"titolo": "x" * 121}, "lungo", "titolo"),
        ({"nota": "x" * 401}, "lungo", "nota"),
        ({"tipo": "poesia"}, "scelta", "tipo"),
        ({"canale": "piccione"}, "scelta", "canale"),
        ({"azione": "nessuna"}, "scelta", "azione"),
        ({"pubblici": ["tutti"]}, "scelta", "pubblici"),
        ({"autori": [0]}, "non_in_redazione", "autori"),
        ({"fotografa": -1}, "non_in_redazione", "fotografa"),
        ({"riguarda": [0]}, "non_in_rete", "riguarda"),
    ],
)
def test_what_is_said_of_it_is_judged_beside_its_field(testata, nives, campi, codice, campo):
    voce = redazione.voce(testata)
    for fai in (
        lambda: redazione.voce(testata, da=nives, **campi),
        lambda: actions.modifica(voce, detta(**({"titolo": "x"} | campi)), revisione=1, da=nives),
    ):
        with pytest.raises(DatoNonAccettato) as errore:
            fai()
        assert (errore.value.codice, errore.value.campo) == (codice, campo)
    assert (Voce.objects.count(), scritta(voce)["revisione"]) == (1, 1)


def test_the_longest_words_fit_and_blanks_are_none(testata, nives):
    voce = redazione.voce(testata, titolo="x" * 120, nota="y" * 400, da=nives)
    assert (len(voce.titolo), len(voce.nota)) == (120, 400)
    assert redazione.voce(testata, nota=" " * 500, da=nives).nota == ""


def test_who_left_stays_on_what_she_wrote_and_is_named_on_nothing_new(testata, nives, giulia, radio):
    voce = redazione.voce(testata, autori=[giulia.pk], fotografa=giulia.pk, riguarda=[radio.pk])
    actions.lascia(Collaborazione.objects.get(persona=giulia), da=giulia)
    Partner.objects.filter(pk=radio.pk).update(stato=Stato.SOSPESO)
    uguale = detta("Titolo", autori=[giulia.pk], fotografa=giulia.pk, riguarda=[radio.pk])
    actions.modifica(voce, uguale, revisione=1, da=nives)
    assert [scritta(voce)[nome] for nome in ("autori", "fotografa", "riguarda")] == [
        [(1, giulia.pk)],
        giulia.pk,
        [radio.pk],
    ]
    for campi in ({"autori": [giulia.pk]}, {"fotografa": giulia.pk}, {"riguarda": [radio.pk]}):
        with pytest.raises(DatoNonAccettato):
            redazione.voce(testata, da=nives, **campi)


@pytest.mark.parametrize(("motivo", "codice"), [("", "vuoto"), ("x" * 401, "lungo")])
def test_what_is_taken_out_is_owed_a_reason(testata, nives, motivo, codice):
    with pytest.raises(DatoNonAccettato) as errore:
        actions.lascia_voce(redazione.voce(testata), motivo, da=nives)
    assert (errore.value.codice, errore.value.campo, Voce.objects.get().stato) == (codice, "motivo", "prevista")


# ── Who sees what ─────────────────────────────────────────────────────────────────────────────────
def test_each_sees_what_concerns_her(testata, nives, giulia, radio):
    altro = rete.ammesso(nome="Altra", codice_fiscale="90000020199")
    di_radio = redazione.voce(testata, "Radio", riguarda=[radio.pk, altro.pk], autori=[giulia.pk])
    di_altro = redazione.voce(testata, "Altra", riguarda=[altro.pk], per=oggi() - timedelta(days=3))
    nessuno = redazione.voce(testata, "Nessuno", fotografa=giulia.pk)
    tutte = {di_radio, di_altro, nessuno}
    due = rete.membro(altro)
    rete.membro(radio, ruoli.COLLABORAZIONE, persona=due)
    vedono = {
        nives: tutte,
        giulia: tutte,
        redazione.approva(testata): tutte,
        radio.proposto_da: {di_radio},
        due: {di_radio, di_altro},
        PersonaFactory(): set(),
    }
    for persona, sue in vedono.items():
        viste = list(Voce.objects.visibili_a(persona))
        assert (len(viste), set(viste)) == (len(sue), sue)
    assert list(Voce.objects.visibili_a(AnonymousUser())) == []
    actions.lascia(Collaborazione.objects.get(persona=giulia), da=giulia)
    assert set(Voce.objects.visibili_a(giulia)) == {di_radio, nessuno}
