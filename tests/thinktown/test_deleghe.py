"""Who is away leaves her appointment to somebody else: for so many days, no more than what she has, and no further."""

from datetime import timedelta

import pytest
from django.urls import reverse

from talenti.avvisi.models import Avviso
from talenti.base.clock import ROMA, a_quest_ora, a_roma, adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import puo
from talenti.registro.models import Transizione
from talenti.registro.queries import storia
from talenti.rete import ruoli
from tests.factories import rete
from tests.factories.istruttoria import AMMETTE, decisa
from tests.factories.persone import PersonaFactory
from tests.factories.thinktown import Ufficio, dati_atto, dopo_la_chiusura, inviata, maggiorenne
from tests.thinktown.browser import compila, giorno
from thinktown import actions
from thinktown.actions.deleghe import MASSIMO_GIORNI, delega, lascia_deleghe, toglie_delega
from thinktown.emails import lavorano_al_bando
from thinktown.models import Bando, Delega, Domanda
from thinktown.queries import per_conto_di
from thinktown.ufficio.deleghe import sulla_scheda

pytestmark = pytest.mark.django_db
PERMESSI = ("scrive_bandi", "verifica_bandi", "pubblica_bandi", "da_incarichi", "delega_incarico")


class Caso:
    """A call whose body has named two officers of another one; and somebody of a third, who works in its office."""

    def __init__(self):
        self.casa = Ufficio()
        altrove = rete.ammesso(tipo="ente_pubblico", nome="Comune di Altrove", codice_fiscale="90000000282")
        terzo = rete.ammesso(tipo="ente_pubblico", nome="Comune Terzo", codice_fiscale="90000000373")
        self.responsabile, self.istruttrice = (rete.membro(altrove, ruoli.OPERATORE) for _una in range(2))
        self.chi = rete.membro(terzo, ruoli.OPERATORE)
        self.bando = self.casa.pubblicato()
        self.suo = self.incarica(self.responsabile, "responsabile")
        self.di_lei = self.incarica(self.istruttrice, "istruttore")

    def incarica(self, persona, ruolo):
        return actions.incarica(self.bando, persona, ruolo=ruolo, da=self.casa.pubblica)

    def tra(self, giorni):
        return oggi() + timedelta(days=giorni)

    def delega(self, dal=2, al=4, *, a=None, incarico=None, da=None):
        incarico = incarico or self.suo
        return delega(incarico, a or self.chi, dal=self.tra(dal), al=self.tra(al), da=da or incarico.persona)


@pytest.fixture
def caso():
    return Caso()


def poteri(persona, bando):
    return {nome for nome in PERMESSI if puo(persona, f"thinktown.{nome}", Bando.objects.get(pk=bando.pk))}


def il_giorno(tra):
    """At noon, so many days from now: no day is met at its edge."""
    return a_quest_ora(adesso().replace(hour=11) + timedelta(days=tra))


# ── What it gives, and for how long ───────────────────────────────────────────────────────────────
def test_the_clock_alone_begins_and_ends_it(caso):
    caso.delega(2, 4)
    avuti = {}
    for tra in range(7):
        with il_giorno(tra):
            vede = caso.bando in Bando.objects.visibili_in_ufficio(caso.chi)
            avuti[tra] = (poteri(caso.chi, caso.bando), vede)
    tutto = ({"scrive_bandi", "verifica_bandi", "pubblica_bandi"}, True)
    assert avuti == dict.fromkeys(range(7), (set(), False)) | dict.fromkeys((2, 3, 4), tutto)
    # Who left it goes on being able to do everything herself.
    with il_giorno(3):
        assert poteri(caso.responsabile, caso.bando) == set(PERMESSI)


def test_the_day_ends_at_midnight_in_rome(caso):
    caso.delega(0, 0)
    mezzanotte = a_roma(adesso()).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=ROMA) + timedelta(days=1)
    with a_quest_ora(mezzanotte - timedelta(seconds=1)):
        assert "pubblica_bandi" in poteri(caso.chi, caso.bando)
    with a_quest_ora(mezzanotte):
        assert poteri(caso.chi, caso.bando) == set()


def test_of_an_officer_only_what_an_officer_has(caso):
    caso.delega(0, 3, incarico=caso.di_lei)
    assert poteri(caso.chi, caso.bando) == {"scrive_bandi"}
    assert poteri(caso.chi, caso.casa.pubblicato()) == set()


def test_nothing_of_the_body_comes_with_it(caso):
    """Who is named by her own role in the body leaves her appointment, not her role."""
    suo = caso.incarica(caso.casa.pubblica, "istruttore")
    caso.delega(0, 1, incarico=suo)
    assert poteri(caso.chi, caso.bando) == {"scrive_bandi"}
    assert not puo(caso.chi, "thinktown.scrive_bandi", caso.casa.partner)


def test_it_ends_with_the_appointment_that_it_is_of(caso):
    caso.delega(0, 9)
    assert "pubblica_bandi" in poteri(caso.chi, caso.bando)
    caso.incarica(maggiorenne(), "responsabile")
    assert poteri(caso.chi, caso.bando) == set()


def test_who_stands_in_acts_in_full_and_is_told_of_what_comes(caso):
    domanda = inviata(caso.bando)
    caso.delega(0, 60)
    assert caso.chi in lavorano_al_bando(caso.bando)
    actions.ferma_invii(caso.bando, motivo="Un guasto.", da=caso.chi)
    actions.riprendi_invii(caso.bando, da=caso.chi)
    with dopo_la_chiusura(caso.bando):
        assert domanda in Domanda.objects.visibili_in_ufficio(caso.chi)
        assert decisa(domanda, AMMETTE, caso.chi).da == caso.chi


def test_four_eyes_stay_four(caso):
    """Who has sent the call to be checked does not publish it as somebody else."""
    bando = caso.casa.bozza()
    suo = actions.incarica(bando, caso.responsabile, ruolo="responsabile", da=caso.casa.pubblica)
    delega(suo, caso.casa.scrive, dal=oggi(), al=oggi(), da=caso.responsabile)
    actions.manda_in_verifica(bando, da=caso.casa.scrive)
    with pytest.raises(NonPermesso, match="l'hai mandato in verifica tu"):
        actions.pubblica(bando, dati_atto(), da=caso.casa.scrive)


def test_nobody_decides_on_her_own_application_as_somebody_else(caso):
    domanda = inviata(caso.bando, maggiorenne(), [caso.chi])
    caso.delega(0, 60)
    with dopo_la_chiusura(caso.bando), pytest.raises(NonPermesso, match="Sei nel gruppo"):
        decisa(domanda, AMMETTE, caso.chi)


# ── No further ────────────────────────────────────────────────────────────────────────────────────
def test_what_was_left_to_her_she_does_not_pass_on(caso):
    caso.delega(0, 9)
    with pytest.raises(NonPermesso, match="non si passa ad altri"):
        caso.delega(1, 2, a=caso.istruttrice, da=caso.chi)
    # Nor by naming somebody, which would have no end.
    for persona in (caso.chi, maggiorenne()):
        with pytest.raises(NonPermesso, match="gli incarichi li dà lei"):
            actions.incarica(caso.bando, persona, ruolo="responsabile", da=caso.chi)
    with pytest.raises(NonPermesso, match="gli incarichi li dà lei"):
        actions.termina_incarico(caso.di_lei, da=caso.chi)
    assert Delega.objects.count() == 1
    assert caso.bando.incarichi.filter(al__isnull=True).count() == 2


def test_one_leaves_what_is_ones_own(caso):
    caso.delega(0, 9, a=caso.istruttrice)
    with pytest.raises(NonPermesso, match="non è tuo"):
        caso.delega(1, 2, da=caso.istruttrice)
    # Of her own she does as she likes.
    assert caso.delega(1, 2, incarico=caso.di_lei).a == caso.chi
    with pytest.raises(NonPermesso, match="Non hai un incarico"):
        caso.delega(1, 2, da=caso.casa.pubblica)


def test_an_appointment_that_is_over_is_not_left_to_anybody(caso):
    actions.termina_incarico(caso.di_lei, da=caso.casa.pubblica)
    with pytest.raises(NonPermesso):
        caso.delega(0, 1, incarico=caso.di_lei)


# ── What is refused ───────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("dal", "al", "campo", "frase"),
    [
        (-1, 3, "dal", "già passato"),
        (4, 3, "al", "prima del primo"),
        (0, MASSIMO_GIORNI, "al", "Al massimo 90 giorni"),
    ],
)
def test_days_that_make_no_sense_are_refused_beside_their_field(caso, dal, al, campo, frase):
    with pytest.raises(DatoNonAccettato, match=frase) as errore:
        caso.delega(dal, al)
    assert (errore.value.campo, Delega.objects.count()) == (campo, 0)


def test_ninety_days_are_as_long_as_it_gets(caso):
    assert caso.delega(0, MASSIMO_GIORNI - 1).al == caso.tra(89)


@pytest.mark.parametrize(("dal", "al"), [(2, 4), (0, 2), (4, 9), (3, 3), (0, 9)])
def test_two_that_overlap_are_refused(caso, dal, al):
    prima = caso.delega(2, 4)
    with pytest.raises(DatoNonAccettato, match="Al tuo posto c'è già"):
        caso.delega(dal, al, a=caso.istruttrice)
    toglie_delega(prima, da=caso.responsabile)
    assert caso.delega(dal, al, a=caso.istruttrice).pk


def test_one_after_the_other_they_are_as_many_as_it_takes(caso):
    caso.delega(2, 4)
    caso.delega(0, 1, a=caso.istruttrice)
    caso.delega(5, 6, a=caso.istruttrice)
    # And of two people each has her own.
    assert caso.delega(2, 4, incarico=caso.di_lei).pk


def test_who_works_in_no_office_could_not_open_the_call(caso):
    fuori = PersonaFactory(nome="Ada", cognome="Fuori")
    with pytest.raises(DatoNonAccettato, match="Ada Fuori oggi non lavora in nessun ufficio") as errore:
        caso.delega(a=fuori)
    assert errore.value.campo == "email"
    with pytest.raises(DatoNonAccettato, match="è la tua"):
        caso.delega(a=caso.responsabile)


# ── Taken back ────────────────────────────────────────────────────────────────────────────────────
def test_it_is_taken_back_by_who_gave_it_who_has_it_and_who_gives_appointments(caso):
    for chi in (caso.responsabile, caso.chi, caso.casa.pubblica):
        data_a = caso.delega(0, 9)
        toglie_delega(data_a, da=chi)
        assert (data_a.tolta_il is None, poteri(caso.chi, caso.bando)) == (False, set())
        with pytest.raises((TransizioneNonAmmessa, NonPermesso)):
            toglie_delega(data_a, da=caso.responsabile if chi == caso.chi else chi)
    data_a = caso.delega(0, 9)
    for chi in (caso.istruttrice, caso.casa.scrive, maggiorenne()):
        with pytest.raises(NonPermesso):
            toglie_delega(data_a, da=chi)


def test_one_that_is_over_has_nothing_to_take_back(caso):
    data_a = caso.delega(0, 1)
    with il_giorno(2), pytest.raises(TransizioneNonAmmessa, match="già finita"):
        toglie_delega(data_a, da=caso.responsabile)


def test_with_the_account_go_what_one_had_and_what_one_had_left(caso):
    avuta, di_altri = caso.delega(0, 9), caso.delega(0, 9, incarico=caso.di_lei, a=caso.casa.scrive)
    suo = caso.incarica(caso.chi, "istruttore")
    data_a = caso.delega(0, 3, incarico=suo, a=caso.casa.scrive)
    lascia_deleghe(caso.chi)
    assert set(Delega.objects.filter(tolta_il__isnull=False)) == {avuta, data_a}
    assert set(Delega.objects.filter(tolta_il__isnull=True)) == {di_altri}


# ── Told, and written down ────────────────────────────────────────────────────────────────────────
def avvisate(verbo):
    return {uno.persona: uno.testo for uno in Avviso.objects.filter(transizione__verbo=verbo)}


def test_the_two_are_told_of_its_beginning_and_of_its_end(caso):
    data_a = caso.delega(0, 3)
    detto = avvisate("delega")
    assert set(detto) == {caso.responsabile, caso.chi}
    assert f"al posto di {caso.responsabile}" in detto[caso.chi][0]
    assert f"al tuo posto c'è {caso.chi}" in detto[caso.responsabile][0]
    toglie_delega(data_a, da=caso.casa.pubblica)
    assert set(avvisate("toglie_delega")) == {caso.responsabile, caso.chi}


def test_what_was_hers_is_found_by_who_stands_in(caso, client):
    sua, altrui = inviata(caso.bando), inviata(caso.bando)
    with dopo_la_chiusura(caso.bando):
        for domanda, chi in ((sua, caso.responsabile), (altrui, caso.casa.pubblica)):
            actions.prende_in_mano(domanda, chi, da=caso.casa.pubblica)
        caso.delega(0, 60)
        client.force_login(caso.chi)
        coda = reverse("admin:thinktown_bando_domande", args=[caso.bando.pk])
        trovate = {chi: client.get(coda, {"chi": chi}).context["righe"] for chi in ("mie", "altri")}
    assert {chi: [riga["domanda"] for riga in righe] for chi, righe in trovate.items()} == {
        "mie": [sua],
        "altri": [altrui],
    }


def test_an_act_says_for_whom_it_was_done(caso):
    domanda = inviata(caso.bando)
    caso.delega(0, 60)
    actions.ferma_invii(caso.bando, motivo="Un guasto.", da=caso.chi)
    actions.riprendi_invii(caso.bando, da=caso.responsabile)
    ultime = list(Transizione.objects.di(caso.bando).order_by("-n")[:2])
    assert [t.dettaglio.dati.get("per_conto_di") for t in ultime] == [None, caso.responsabile.pk]
    frasi = [riga.chi for riga in storia(caso.bando)[:2]]
    assert frasi == [str(caso.responsabile), f"{caso.chi}, per conto di {caso.responsabile}"]
    with dopo_la_chiusura(caso.bando):
        actions.prende_in_mano(domanda, caso.chi, da=caso.chi)
        actions.controlla(domanda, {"firma": ("va_bene", "")}, letto=1, da=caso.chi)
        preso = decisa(domanda, AMMETTE, caso.chi)
        actions.ripensa(preso, da=caso.chi)
        detti = Transizione.objects.di(domanda).order_by("-n")[:4]
        assert {t.verbo: t.dettaglio.dati["per_conto_di"] for t in detti} == dict.fromkeys(
            ("prende_in_mano", "controlla", "decide", "ripensa"), caso.responsabile.pk
        )


def test_whoever_has_the_appointment_herself_signs_for_herself(caso):
    caso.delega(0, 9, incarico=caso.di_lei, a=caso.responsabile)
    assert per_conto_di(caso.responsabile, caso.bando.pk) == {}
    caso.delega(0, 9, a=caso.istruttrice)
    # She answers for the call in somebody's stead, beside her own appointment.
    assert per_conto_di(caso.istruttrice, caso.bando.pk) == {"per_conto_di": caso.responsabile.pk}
    assert per_conto_di(caso.istruttrice, caso.casa.pubblicato().pk) == {}
    # Of two that one stands in for, the heavier.
    altra = caso.incarica(rete.membro(caso.casa.partner, ruoli.OPERATORE), "istruttore")
    caso.delega(0, 9, incarico=altra)
    assert per_conto_di(caso.chi, caso.bando.pk) == {"per_conto_di": altra.persona_id}


# ── The pages ─────────────────────────────────────────────────────────────────────────────────────
def indirizzo(nome, *argomenti):
    return reverse(f"admin:thinktown_bando_{nome}", args=argomenti)


def test_it_is_given_and_taken_back_from_the_calls_card(client, caso):
    client.force_login(caso.responsabile)
    scheda, assenza = indirizzo("scheda", caso.bando.pk), indirizzo("assenza", caso.bando.pk)
    assert assenza in client.get(scheda).content.decode()
    vuota = compila(client, client.get(assenza))
    assert set(vuota.context["form"].errors) == {"email", "dal", "al"}
    scritto = giorno("dal", caso.tra(0)) | giorno("al", caso.tra(3))
    fuori = compila(client, client.get(assenza), email=PersonaFactory().email, **scritto)
    assert "non lavora in nessun ufficio" in fuori.context["form"].errors["email"][0]
    assert compila(client, fuori, email=f" {caso.chi.email.upper()}").url == scheda
    data_a = Delega.objects.get()
    assert (data_a.incarico, data_a.a, data_a.dal, data_a.al) == (caso.suo, caso.chi, caso.tra(0), caso.tra(3))
    pagina = client.get(scheda).content.decode()
    assert f"al suo posto c&#x27;è {caso.chi}" in pagina.replace("c'è", "c&#x27;è")
    togli = indirizzo("togli_delega", caso.bando.pk, data_a.pk)
    assert togli in pagina
    assert compila(client, client.get(togli)).url == scheda
    data_a.refresh_from_db()
    assert (data_a.tolta_il is None, client.get(togli).status_code) == (False, 404)


def test_who_has_two_appointments_says_which(client, caso):
    di_lui = caso.incarica(caso.responsabile, "istruttore")
    client.force_login(caso.responsabile)
    assenza = indirizzo("assenza", caso.bando.pk)
    scritto = {"email": caso.chi.email} | giorno("dal", caso.tra(0)) | giorno("al", caso.tra(3))
    senza = compila(client, client.get(assenza), **scritto)
    assert senza.context["form"].errors == {"incarico": ["Scegli una voce dell'elenco."]}
    # Somebody else's is not on the list.
    assert "incarico" in compila(client, senza, incarico=str(caso.di_lei.pk), **scritto).context["form"].errors
    compila(client, senza, incarico=str(di_lui.pk), **scritto)
    assert Delega.objects.get().incarico == di_lui


def test_who_may_not_is_told_why_and_others_find_nothing(client, caso):
    data_a = caso.delega(0, 9)
    assenza, togli = indirizzo("assenza", caso.bando.pk), indirizzo("togli_delega", caso.bando.pk, data_a.pk)
    attesi = {
        caso.casa.scrive: (403, 403),
        caso.casa.pubblica: (403, 200),
        caso.istruttrice: (200, 403),
        caso.chi: (403, 200),
        rete.membro(caso.di_lei.persona.appartenenze.get().partner, ruoli.AMMINISTRAZIONE): (404, 404),
    }
    for chi, stati in attesi.items():
        client.force_login(chi)
        assert (client.get(assenza).status_code, client.get(togli).status_code) == stati
        pagina = client.get(indirizzo("scheda", caso.bando.pk))
        assert (assenza in pagina.content.decode()) == (stati[0] == 200)
        assert (togli in pagina.content.decode()) == (stati[1] == 200)
    # Of another call it is not found, whoever asks.
    client.force_login(caso.casa.pubblica)
    assert client.get(indirizzo("togli_delega", caso.casa.pubblicato().pk, data_a.pk)).status_code == 404


@pytest.mark.parametrize("quanti", [1, 3])
def test_who_is_away_costs_the_card_the_same_however_many_they_are(caso, quanti, django_assert_num_queries):
    caso.delega(0, 9)
    for _una in range(quanti - 1):
        altra = caso.incarica(rete.membro(caso.casa.partner, ruoli.OPERATORE), "istruttore")
        caso.delega(0, 5, incarico=altra)
    with django_assert_num_queries(5):
        detto = sulla_scheda(caso.bando, caso.casa.pubblica)
        assert sum(len(uno.sostituita) for uno in detto["incarichi"]) == quanti
    assert detto["posso_essere_via"] is False
