"""A call from its draft to its publication, and the acts that change it: every verb over every state."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from talenti.base.clock import a_quest_ora, adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, ErroreDiDominio, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import Sistema
from talenti.registro.models import RigaImmutabile, Transizione
from talenti.rete import ruoli
from tests.factories.thinktown import Ufficio, a_mezzogiorno, completa, dati_atto, giorno_lavorativo
from thinktown import actions, definizione
from thinktown.actions import DatiAtto, chiamate, graduatorie
from thinktown.actions.bandi import BozzaCambiata, con_festivi
from thinktown.actions.campioni import estrae_campione
from thinktown.definizione import Finestra, Tempi
from thinktown.enums import TRANSIZIONI_BANDO, Festivi, Misura, StatoBando, TipoAtto
from thinktown.models import AttoBando, Bando, VersioneBando
from thinktown.models.bandi import RuoloIncarico

pytestmark = pytest.mark.django_db
SISTEMA = Sistema("prova")


@pytest.fixture
def ufficio():
    return Ufficio()


def _verbi(bando):
    return list(Transizione.objects.di(bando).values_list("verbo", "da_stato", "a_stato"))


def _tra(giorni):
    return a_mezzogiorno(giorno_lavorativo(giorni))


# ── The draft ─────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("misura", Misura)
def test_a_draft_begins_from_the_template_of_its_measure(ufficio, misura):
    bando = actions.crea(ufficio.partner, misura=misura, da=ufficio.scrive)
    assert (bando.stato, bando.versione_n, bando.titolo != "", bando.apre_il) == ("bozza", 0, True, None)
    assert bando.bozza == bando.in_vigore
    assert _verbi(bando) == [("crea", "", "bozza")]


def test_a_draft_begins_from_a_call_of_the_past_without_its_dates(ufficio):
    passato = ufficio.pubblicato()
    nuovo = actions.crea(ufficio.partner, misura=passato.misura, da=ufficio.scrive, come=passato)
    assert nuovo.bozza == replace(passato.in_vigore, tempi=replace(passato.in_vigore.tempi, finestre=()))


def test_saving_keeps_what_lists_read(ufficio):
    detta = completa()
    bando = ufficio.bozza(detta)
    bando.refresh_from_db()
    assert (bando.titolo, bando.in_breve) == (detta.racconto.titolo, detta.racconto.in_breve)
    assert (bando.apre_il, bando.chiude_il) == (detta.tempi.finestre[0].apre, detta.tempi.finestre[0].chiude)
    assert (bando.revisione, bando.bozza) == (1, detta)
    alla_rovescia = replace(detta, tempi=Tempi(finestre=(Finestra(apre=_tra(9), chiude=_tra(3)),)))
    actions.salva(bando, alla_rovescia, da=ufficio.scrive, revisione=1)
    assert (bando.bozza, bando.apre_il, bando.chiude_il) == (alla_rovescia, None, None)


def test_two_people_never_write_over_each_other(ufficio):
    bando = ufficio.bozza()
    mia = replace(bando.bozza, racconto=replace(bando.bozza.racconto, titolo="Il mio"))
    actions.salva(bando, mia, da=ufficio.scrive, revisione=1)
    sua = replace(bando.bozza, racconto=replace(bando.bozza.racconto, titolo="Il suo"))
    with pytest.raises(BozzaCambiata):
        actions.salva(Bando.objects.get(pk=bando.pk), sua, da=ufficio.pubblica, revisione=1)
    bando.refresh_from_db()
    assert (bando.titolo, bando.revisione) == ("Il mio", 2)


@pytest.mark.parametrize("stato", [stato for stato in StatoBando if stato != StatoBando.BOZZA])
def test_only_a_draft_is_written(ufficio, stato):
    bando = _portato(ufficio, stato)
    with pytest.raises(TransizioneNonAmmessa):
        actions.salva(bando, completa(), da=ufficio.scrive, revisione=bando.revisione)


# ── Out ───────────────────────────────────────────────────────────────────────────────────────────
def test_the_call_comes_out_frozen_with_its_act(ufficio):
    bando = ufficio.in_verifica()
    detta = bando.bozza
    versione = actions.pubblica(bando, dati_atto("45/2026"), da=ufficio.pubblica)
    bando.refresh_from_db()
    assert (bando.stato, bando.versione_n, bando.slug) == (
        "pubblicato",
        1,
        "progetti-di-associazioni-e-gruppi-giovanili",
    )
    assert (versione.n, versione.definizione, bando.in_vigore) == (1, detta, detta)
    registrato = AttoBando.objects.get()
    assert (registrato.tipo, registrato.numero, registrato.versione) == (TipoAtto.APPROVAZIONE, "45/2026", versione)
    assert _verbi(bando)[-1] == ("pubblica", "in_verifica", "pubblicato")
    dettaglio = Transizione.objects.di(bando).last().dettaglio.dati
    assert dettaglio == {
        "atto": "45/2026",
        "del": oggi().isoformat(),
        "versione": 1,
        "impronta": versione.impronta,
    }


def test_who_sent_it_to_be_read_does_not_publish_it(ufficio):
    bando = ufficio.bozza()
    actions.manda_in_verifica(bando, da=ufficio.pubblica)
    with pytest.raises(NonPermesso) as errore:
        actions.pubblica(bando, dati_atto(), da=ufficio.pubblica)
    assert errore.value.codice == "proprio"
    actions.rimanda(bando, motivo="Manca la data.", da=ufficio.pubblica)
    bando.refresh_from_db()
    assert bando.stato == "bozza"


def test_a_call_that_lacks_something_does_not_leave(ufficio):
    bando = actions.crea(ufficio.partner, misura=Misura.GRUPPI, da=ufficio.scrive)
    with pytest.raises(DatoNonAccettato, match="Scrivi quando apre e quando chiude"):
        actions.manda_in_verifica(bando, da=ufficio.scrive)
    bando.refresh_from_db()
    assert (bando.stato, bando.mandato_da) == ("bozza", None)


def test_time_passes_while_it_is_read(ufficio):
    bando = ufficio.in_verifica()
    with a_quest_ora(bando.chiude_il + timedelta(days=1)), pytest.raises(DatoNonAccettato, match="già passata"):
        actions.pubblica(bando, dati_atto(), da=ufficio.pubblica)
    bando.refresh_from_db()
    assert (bando.stato, VersioneBando.objects.count(), AttoBando.objects.count()) == ("in_verifica", 0, 0)


@pytest.mark.parametrize(
    ("dati", "campo"),
    [
        (DatiAtto(numero=" ", data=date(2026, 1, 1)), "numero"),
        (DatiAtto(numero="1", data=date(2999, 1, 1)), "data"),
    ],
)
def test_an_act_has_a_number_and_a_date_that_has_come(ufficio, dati, campo):
    bando = ufficio.in_verifica()
    with pytest.raises(DatoNonAccettato) as errore:
        actions.pubblica(bando, dati, da=ufficio.pubblica)
    assert (errore.value.campo, VersioneBando.objects.count()) == (campo, 0)


@pytest.mark.parametrize(
    ("chiude", "diventa"),
    [
        (date(2026, 12, 8), date(2026, 12, 9)),  # a holiday
        (date(2026, 12, 5), date(2026, 12, 7)),  # a Saturday
        (date(2026, 12, 25), date(2026, 12, 28)),  # Christmas, Saint Stephen's, a Sunday
        (date(2027, 3, 28), date(2027, 3, 30)),  # Easter, when the clocks change, and the day after
        (date(2026, 12, 9), date(2026, 12, 9)),
    ],
)
def test_a_closing_on_a_holiday_moves_to_the_same_hour_of_a_working_day(chiude, diventa):
    with a_quest_ora(datetime(2026, 11, 1, tzinfo=UTC)):
        detta = completa(chiude=a_mezzogiorno(chiude))
        assert con_festivi(detta).tempi.finestre[0].chiude == a_mezzogiorno(diventa)
        ferma = replace(detta, tempi=replace(detta.tempi, festivi=Festivi.COSI))
        assert con_festivi(ferma) == ferma


def test_what_is_published_is_never_changed_or_deleted(ufficio):
    bando = ufficio.pubblicato()
    versione, registrato = bando.versione, AttoBando.objects.get()
    for riga in (versione, registrato):
        with pytest.raises(RigaImmutabile):
            riga.save()
        with pytest.raises(RigaImmutabile):
            riga.delete()
    with pytest.raises(RigaImmutabile):
        VersioneBando.objects.filter(pk=versione.pk).update(n=7)


# ── Changed by an act ─────────────────────────────────────────────────────────────────────────────
def test_an_extension_is_a_new_version_and_the_old_one_stays(ufficio):
    bando = ufficio.pubblicato()
    prima, chiude = bando.versione, _tra(60)
    actions.proroga(bando, chiude, dati_atto("50", "Poche domande."), da=ufficio.pubblica)
    bando.refresh_from_db()
    assert (bando.stato, bando.versione_n, bando.chiude_il) == ("pubblicato", 2, chiude)
    assert [v.definizione.tempi.finestre[-1].chiude for v in bando.versioni.all()] == [
        prima.definizione.tempi.finestre[-1].chiude,
        chiude,
    ]
    assert AttoBando.objects.get(tipo=TipoAtto.PROROGA).versione.n == 2


def test_an_extension_comes_before_the_closing_and_goes_further(ufficio):
    bando = ufficio.pubblicato()
    with pytest.raises(DatoNonAccettato, match="dopo quella di prima"):
        actions.proroga(bando, bando.chiude_il, dati_atto("50", "x"), da=ufficio.pubblica)
    with pytest.raises(TransizioneNonAmmessa, match="non è ancora chiuso"):
        actions.riapri(bando, _tra(60), dati_atto("50", "x"), da=ufficio.pubblica)
    with a_quest_ora(bando.chiude_il):
        with pytest.raises(TransizioneNonAmmessa, match="si riapre"):
            actions.proroga(bando, _tra(60), dati_atto("50", "x"), da=ufficio.pubblica)
        assert not bando.aperto()
        actions.riapri(bando, _tra(60), dati_atto("51", "Il portale era fermo."), da=ufficio.pubblica)
        assert bando.aperto()
    assert [atto.tipo for atto in AttoBando.objects.all()] == ["approvazione", "riapertura"]


def test_a_correction_changes_everything_but_the_dates(ufficio):
    bando = ufficio.pubblicato()
    detta = bando.in_vigore
    with pytest.raises(DatoNonAccettato, match="Non è cambiato niente"):
        actions.rettifica(bando, detta, dati_atto("5", "x"), da=ufficio.pubblica)
    spostata = replace(detta, tempi=replace(detta.tempi, festivi=Festivi.COSI))
    with pytest.raises(DatoNonAccettato, match="con una proroga"):
        actions.rettifica(bando, spostata, dati_atto("5", "x"), da=ufficio.pubblica)
    vuota = replace(detta, criteri=())
    with pytest.raises(DatoNonAccettato, match="criteri"):
        actions.rettifica(bando, vuota, dati_atto("5", "x"), da=ufficio.pubblica)
    nuova = replace(detta, racconto=replace(detta.racconto, minuti=90))
    actions.rettifica(bando, nuova, dati_atto("5", "Avevamo sbagliato."), da=ufficio.pubblica)
    bando.refresh_from_db()
    assert (bando.versione_n, bando.in_vigore) == (2, nuova)
    assert Transizione.objects.di(bando).last().dettaglio.dati["cambiato"] == ["La pagina › minuti per compilare"]


@pytest.mark.parametrize("verbo", ["proroga", "riapri", "rettifica", "annulla", "revoca"])
def test_a_change_says_why(ufficio, verbo):
    bando = ufficio.pubblicato()
    with pytest.raises(DatoNonAccettato) as errore:
        _fai(bando, verbo, ufficio, motivo=" ")
    assert errore.value.campo == "motivo"
    assert AttoBando.objects.count() == 1


@pytest.mark.parametrize(("verbo", "stato"), [("annulla", "annullato"), ("revoca", "revocato")])
def test_a_call_that_falls_closes_at_once_and_stays_readable(ufficio, verbo, stato):
    bando = ufficio.pubblicato()
    actions.ferma_invii(bando, motivo="Un guasto.", da=ufficio.pubblica)
    _fai(bando, verbo, ufficio)
    bando.refresh_from_db()
    assert (bando.stato, bando.fermo, bando.aperto()) == (stato, "", False)
    assert list(Bando.objects.visibili_a(None)) == [bando]
    assert AttoBando.objects.filter(versione=None).count() == 1


def test_the_brake_is_pulled_and_taken_off_once(ufficio):
    bando = ufficio.pubblicato()
    with pytest.raises(TransizioneNonAmmessa):
        actions.riprendi_invii(bando, da=ufficio.pubblica)
    actions.ferma_invii(bando, motivo="Un guasto.", da=ufficio.pubblica)
    with pytest.raises(TransizioneNonAmmessa):
        actions.ferma_invii(bando, motivo="Un altro.", da=ufficio.pubblica)
    bando.refresh_from_db()
    assert bando.fermo == "Un guasto."
    actions.riprendi_invii(bando, da=ufficio.pubblica)
    bando.refresh_from_db()
    assert bando.fermo == ""


# ── Every verb over every state ───────────────────────────────────────────────────────────────────
def _portato(ufficio, stato):
    """A call in that state: by the verbs as far as they go, the later ones by the row."""
    if stato == StatoBando.BOZZA:
        return ufficio.bozza()
    if stato == StatoBando.IN_VERIFICA:
        return ufficio.in_verifica()
    bando = ufficio.pubblicato()
    Bando.objects.filter(pk=bando.pk).update(stato=stato)
    bando.refresh_from_db()
    return bando


def _fai(bando, verbo, ufficio, *, motivo="Serve."):
    da = ufficio.pubblica
    dati = dati_atto("9", motivo)
    cambiata = replace(bando.in_vigore, racconto=replace(bando.in_vigore.racconto, minuti=5))
    fare = {
        "manda_in_verifica": lambda: actions.manda_in_verifica(bando, da=ufficio.scrive),
        "rimanda": lambda: actions.rimanda(bando, motivo=motivo, da=da),
        "pubblica": lambda: actions.pubblica(bando, dati, da=da),
        "proroga": lambda: actions.proroga(bando, _tra(90), dati, da=da),
        "riapri": lambda: actions.riapri(bando, _tra(90), dati, da=da),
        "rettifica": lambda: actions.rettifica(bando, cambiata, dati, da=da),
        "annulla": lambda: actions.annulla(bando, dati, da=da),
        "revoca": lambda: actions.revoca(bando, dati, da=da),
        "ferma_invii": lambda: actions.ferma_invii(bando, motivo=motivo, da=da),
        "riprendi_invii": lambda: actions.riprendi_invii(bando, da=da),
        "ammetti_tardi": lambda: actions.ammetti_tardi(bando, ufficio.scrive, fino_a=_tra(90), motivo=motivo, da=da),
        "incarica": lambda: actions.incarica(bando, ufficio.scrive, ruolo=RuoloIncarico.ISTRUTTORE, da=da),
        "affida_aiuto": lambda: actions.affida_aiuto(bando, ufficio.partner, da=da),
        "passa_alla_commissione": lambda: actions.passa_alla_commissione(bando, da=da),
        "estrae_campione": lambda: estrae_campione(bando, 10, letti=0, da=da),
        **_della_graduatoria(bando, dati, da),
    }
    fare[verbo]()


def _della_graduatoria(bando, dati, da):
    return {
        "fissa_sorteggio": lambda: graduatorie.fissa_sorteggio(bando, evento="Lotto", data=_tra(9).date(), da=da),
        "esegue_sorteggio": lambda: graduatorie.esegue_sorteggio(bando, esito="1 2 3", da=da),
        "pubblica_graduatoria": lambda: graduatorie.pubblica_graduatoria(bando, dati, letta="", da=da),
        "rivede_graduatoria": lambda: graduatorie.rivede_graduatoria(bando, dati, letta="", da=da),
        "approva_graduatoria": lambda: graduatorie.approva_graduatoria(bando, dati, letta="", entro=_tra(9), da=da),
        "scorre": lambda: chiamate.scorre(bando, dati, entro=_tra(9), lette=(), da=da),
    }


DA_RIFIUTARE = [
    (verbo, stato)
    for verbo, passo in TRANSIZIONI_BANDO.items()
    for stato in StatoBando
    if passo.da and stato not in passo.da
]


@pytest.mark.parametrize(("verbo", "stato"), DA_RIFIUTARE)
def test_a_verb_starts_only_from_its_states(ufficio, verbo, stato):
    bando = _portato(ufficio, stato)
    versioni = VersioneBando.objects.count()
    with pytest.raises((TransizioneNonAmmessa, DatoNonAccettato)):
        _fai(bando, verbo, ufficio)
    bando.refresh_from_db()
    assert (bando.stato, VersioneBando.objects.count()) == (stato, versioni)


# ── The database holds it too ─────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "campi",
    [
        {"stato": "aperto"},
        {"misura": "x"},
        {"modalita": "x"},
        {"stato": "pubblicato"},
        {"versione_n": 1},
        {"stato": "in_verifica", "mandato_da": None},
        {"fermo": "Un guasto."},
        {"apre_il": datetime(2026, 1, 2, tzinfo=UTC), "chiude_il": datetime(2026, 1, 1, tzinfo=UTC)},
    ],
)
def test_rows_that_make_no_sense_are_refused(ufficio, campi):
    bando = ufficio.bozza()
    with pytest.raises(IntegrityError), transaction.atomic():
        Bando.objects.filter(pk=bando.pk).update(**campi)


def test_the_same_act_twice_is_refused_by_the_state(ufficio):
    bando = ufficio.in_verifica()
    doppione = Bando.objects.get(pk=bando.pk)
    actions.pubblica(bando, dati_atto(), da=ufficio.pubblica)
    with pytest.raises(ErroreDiDominio):
        actions.pubblica(doppione, dati_atto(), da=ufficio.pubblica)
    assert (VersioneBando.objects.count(), AttoBando.objects.count()) == (1, 1)
    assert adesso() >= bando.pubblicato_il
    assert ruoli.con_permesso("thinktown.pubblica_bandi") == [ruoli.AMMINISTRAZIONE]


def test_what_was_read_is_what_comes_out(ufficio):
    """The draft cannot be written while it is read; if its row changes all the same, nothing comes out."""
    bando = ufficio.in_verifica()
    altra = completa()
    scritta = definizione.scrivi(replace(altra, racconto=replace(altra.racconto, titolo="Un altro titolo")))
    Bando.objects.filter(pk=bando.pk).update(lavoro=scritta)
    with pytest.raises(BozzaCambiata):
        actions.pubblica(bando, dati_atto(), da=ufficio.pubblica)
    assert VersioneBando.objects.count() == 0
