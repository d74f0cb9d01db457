"""A seat given to one person for months by an act of the lead: exact rows, who is told, what is refused."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from coworking import actions
from coworking.actions.prenota import prenota
from coworking.enums import Stato, StatoSpazio, Tipo, TipoBlocco, TipoOccupazione, Vendita
from coworking.models import Blocco, Occupazione, Postazione, Prenotazione, Spazio
from talenti.avvisi.models import Avviso
from talenti.base.clock import a_quest_ora, adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.persone.actions import chiudi
from talenti.registro.models import Transizione
from talenti.rete.models import Partner
from tests.coworking.assegnati import ATTO, LUNEDI, SISTEMA, a_marzo, dai, niente_scritto
from tests.factories import coworking, rete
from tests.factories.coworking import alle, giorno_feriale, richiesta
from tests.factories.persone import PersonaFactory, TutelaFactory, con_fattore
from tests.rete.lettura import avvisi, dati, ultima

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def domenica():
    """It is the Sunday before: roles begin then, and days have their names."""
    with a_marzo():
        yield


@pytest.fixture
def lea():
    lea = con_fattore(PersonaFactory(email="lea@example.org", nome="Lea", cognome="Guida"))
    rete.capofila(lea, nome="Guida")
    return lea


@pytest.fixture
def gino():
    return PersonaFactory(email="gino@example.org", nome="Gino", cognome="Ospite")


@pytest.fixture
def vera():
    return PersonaFactory(email="vera@example.org", nome="Vera", cognome="Vince")


@pytest.fixture
def hub(gino, lea):
    return coworking.spazio(rete.ammesso(persona=gino, nome="Radio"), posti=3, come_arrivare="Suona due volte.")


@pytest.fixture
def posto(hub):
    return hub.postazioni.get(numero=1)


# ── Giving a seat ─────────────────────────────────────────────────────────────────────────────────
def test_assegna_takes_every_open_half_hour_of_its_days(hub, posto, vera, lea):
    blocco = dai(posto, vera, LUNEDI, LUNEDI + timedelta(days=7), da=lea)
    blocco.refresh_from_db()
    assert (blocco.postazione, blocco.tipo, blocco.persona, blocco.motivo, blocco.tolto_il) == (
        posto,
        TipoBlocco.ASSEGNAZIONE,
        vera,
        ATTO,
        None,
    )
    assert (blocco.dal, blocco.al) == (alle(LUNEDI, time()), alle(date(2026, 3, 10), time()))
    assert blocco.ultimo_giorno == date(2026, 3, 9)
    giorni = [LUNEDI + timedelta(days=n) for n in (0, 1, 2, 3, 4, 7)]
    attesi = [alle(giorno, time(9)) + n * timedelta(minutes=30) for giorno in giorni for n in range(18)]
    righe = Occupazione.objects.order_by("istante").values_list("postazione", "istante", "tipo", "blocco")
    assert list(righe) == [(posto.pk, istante, TipoOccupazione.BLOCCO, blocco.pk) for istante in attesi]
    assert ultima(hub) == ("assegna", "pubblicato", "pubblicato", f"persona:{lea.pk}")
    assert dati(hub) == {
        "posto": 1,
        "dal": "2026-03-02",
        "al": "2026-03-09",
        "motivo": ATTO,
        "blocco": blocco.pk,
        "persona": vera.pk,
    }


def test_assegna_tells_the_person_and_who_hosts(hub, posto, vera):
    dai(posto, vera, LUNEDI, LUNEDI)
    assert avvisi(hub) == [
        ("gino@example.org", "Posto assegnato: da lun 2 mar, Soresina", "/ospita/radio/"),
        ("vera@example.org", "Posto assegnato a te: da lun 2 mar, Soresina", "/area/prenotazioni/"),
    ]
    assert Avviso.objects.get(persona=vera).testo == [
        "Non devi prenotare: vieni quando lo spazio è aperto.",
        "Il tuo posto: Posto 1, Spazio Prova. Da lunedì 2 marzo 2026 a lunedì 2 marzo 2026, compresi.",
        "Dove: via Prova 1, Soresina. Ospita Radio.",
        "Suona due volte.",
        f"L'atto: {ATTO}",
    ]


def test_who_hosts_and_has_the_seat_is_told_once(hub, posto, gino):
    Spazio.objects.update(come_arrivare="")
    dai(posto, gino)
    assert [(email, oggetto.split(":")[0]) for email, oggetto, _url in avvisi(hub)] == [
        ("gino@example.org", "Posto assegnato a te")
    ]


def test_the_longest_subject_is_short_enough(hub, posto, vera, lea):
    hub.comune.nome = "Cappella de' Picenardi"
    hub.comune.save()
    actions.revoca_assegnazione(dai(posto, vera, LUNEDI, LUNEDI), motivo="x", da=lea)
    oggetti = Avviso.objects.filter(transizione__oggetto_tipo="coworking.spazio").values_list("oggetto", flat=True)
    assert (len(oggetti), max(map(len, oggetti)) <= 60) == (4, True)


def test_an_assigned_seat_is_not_booked(hub, posto, vera):
    giorno = giorno_feriale()
    dai(posto, vera, giorno, giorno)
    assert prenota(hub, richiesta(giorno), da=PersonaFactory()).postazioni.get().numero == 2


def test_from_today_only_what_has_not_begun(hub, posto, vera):
    with a_marzo(2, 9):
        stamattina = prenota(hub, richiesta(LUNEDI), da=PersonaFactory())
    assert stamattina.postazioni.get() == posto
    with a_marzo(2, 15):
        blocco = dai(posto, vera, LUNEDI, LUNEDI)
    assert [riga.istante for riga in blocco.occupazioni.order_by("istante")] == [
        alle(LUNEDI, time(15)) + n * timedelta(minutes=30) for n in range(6)
    ]


def test_twelve_months_and_not_a_day_more(hub, posto, vera):
    with pytest.raises(DatoNonAccettato) as errore:
        dai(posto, vera, LUNEDI, date(2027, 3, 2))
    assert (errore.value.codice, errore.value.campo, niente_scritto(hub)) == ("troppo_a_lungo", "al", True)
    blocco = dai(posto, vera, LUNEDI, date(2027, 3, 1))
    assert (blocco.ultimo_giorno, blocco.occupazioni.count() > 4000) == (date(2027, 3, 1), True)
    # An hour on the wall is the same all year, summer time or not.
    assert blocco.occupazioni.filter(istante=alle(date(2026, 7, 1), time(9))).exists()


def test_a_leap_day_ends_with_the_month(posto, vera):
    with a_quest_ora(datetime(2028, 2, 28, 9, tzinfo=ZoneInfo("Europe/Rome"))):
        with pytest.raises(DatoNonAccettato):
            dai(posto, vera, date(2028, 2, 29), date(2029, 2, 28))
        assert dai(posto, vera, date(2028, 2, 29), date(2029, 2, 27)).ultimo_giorno == date(2029, 2, 27)


@pytest.mark.parametrize("giorni", [(-1, 3), (3, 2)])
def test_not_in_the_past_nor_backwards(hub, posto, vera, giorni):
    dal, al = (oggi() + timedelta(days=n) for n in giorni)
    with pytest.raises(DatoNonAccettato) as errore:
        dai(posto, vera, dal, al)
    assert (errore.value.campo, niente_scritto(hub)) == ("dal", True)


def test_not_when_it_is_closed(hub, posto, vera):
    sabato = giorno_feriale() + timedelta(days=5)
    with pytest.raises(DatoNonAccettato) as errore:
        dai(posto, vera, sabato, sabato)
    assert (errore.value.codice, niente_scritto(hub)) == ("chiuso", True)


def test_the_act_is_compulsory(hub, posto, vera):
    with pytest.raises(DatoNonAccettato) as errore:
        dai(posto, vera, motivo=" ")
    assert (errore.value.campo, niente_scritto(hub)) == ("motivo", True)


def test_only_a_seat_in_use_of_a_space_sold_by_the_seat(hub, posto, vera):
    intero = coworking.spazio(hub.partner, nome="Sala", tipo=Tipo.RIUNIONI, vendita=Vendita.INTERO, posti=6)
    Postazione.objects.filter(pk=posto.pk).update(attiva=False)
    for uno in (intero.postazioni.get(), posto):
        with pytest.raises(DatoNonAccettato) as errore:
            dai(uno, vera)
        assert errore.value.codice == "non_a_posti"
    assert niente_scritto(hub)


def test_a_minor_only_where_old_enough_and_with_who_answers(hub, posto):
    leo = PersonaFactory(minore=True)
    studio = coworking.spazio(hub.partner, nome="Studio", tipo=Tipo.STUDIO)
    codici = []
    for dove, chi in ((studio.postazioni.get(), leo), (posto, leo), (posto, PersonaFactory(nato_il=None))):
        with pytest.raises(DatoNonAccettato) as errore:
            dai(dove, chi)
        codici.append((errore.value.codice, errore.value.campo, chi.get_full_name() in str(errore.value.frase)))
    assert codici == [("eta", "email", True), ("senza_tutore", "email", True), ("eta_ignota", "email", True)]
    assert niente_scritto(hub)
    TutelaFactory(persona=leo, stato="confermato")
    assert dai(posto, leo).persona == leo


def test_not_to_an_account_closed_meanwhile(hub, posto, vera):
    chiudi(vera, da=vera)
    with pytest.raises(DatoNonAccettato) as errore:
        dai(posto, vera)
    assert (errore.value.codice, niente_scritto(hub)) == ("chiusa", True)


@pytest.mark.parametrize("stato", [s for s in StatoSpazio if s not in (StatoSpazio.PUBBLICATO, StatoSpazio.SOSPESO)])
def test_every_other_state_refuses_both(hub, posto, vera, stato):
    blocco = dai(posto, vera)
    Spazio.objects.filter(pk=hub.pk).update(stato=stato)
    hub.refresh_from_db()
    with pytest.raises(TransizioneNonAmmessa):
        dai(hub.postazioni.get(numero=2), vera)
    with pytest.raises(TransizioneNonAmmessa):
        actions.revoca_assegnazione(blocco, motivo="x", da=SISTEMA)
    blocco.refresh_from_db()
    assert (Blocco.objects.count(), blocco.tolto_il) == (1, None)


def test_a_suspended_space_is_assigned_too(hub, posto, vera, lea):
    actions.sospendi(hub, motivo="Lavori.", da=lea)
    assert dai(posto, vera, da=lea).persona == vera
    assert ultima(hub) == ("assegna", "sospeso", "sospeso", f"persona:{lea.pk}")


def test_only_the_lead(hub, posto, vera, gino):
    blocco = dai(posto, vera)
    for persona in (gino, vera, rete.membro(Partner.objects.get(capofila=True), "revisione")):
        with pytest.raises(NonPermesso):
            dai(hub.postazioni.get(numero=2), vera, da=persona)
        with pytest.raises(NonPermesso):
            actions.revoca_assegnazione(blocco, motivo="x", da=persona)
    assert Blocco.objects.filter(tolto_il__isnull=True).count() == 1


def test_who_hosts_does_not_free_it(posto, vera, gino):
    blocco = dai(posto, vera)
    with pytest.raises(NonPermesso) as errore:
        actions.sblocca(blocco, da=gino)
    blocco.refresh_from_db()
    assert (errore.value.codice, blocco.tolto_il, blocco.occupazioni.count()) == ("di_un_atto", None, 36)


# ── Who is in the way ─────────────────────────────────────────────────────────────────────────────
def test_who_has_booked_is_answered_first(hub, posto, vera):
    giorno = giorno_feriale()
    fatte = [prenota(hub, richiesta(giorno, *ore), da=PersonaFactory()) for ore in ((), (time(13, 30), time(18)))]
    frasi = []
    for al in (giorno + timedelta(days=30), giorno + timedelta(days=30)):
        with pytest.raises(DatoNonAccettato) as errore:
            dai(posto, vera, giorno - timedelta(days=3), al)
        frasi.append((errore.value.codice, str(errore.value.frase).split(". ")[0]))
        assert niente_scritto(hub)
        actions.annulla(fatte[0], da=fatte[0].persona) if len(frasi) == 1 else None
    quando = f"lunedì {giorno.day} "
    assert [codice for codice, _frase in frasi] == ["preso", "preso"]
    assert frasi[0][1].startswith(f"In quei giorni su quel posto ci sono già 2 prenotazioni, la prima {quando}")
    assert frasi[1][1].startswith(f"In quei giorni su quel posto c'è già 1 prenotazione, {quando}")


def test_a_seat_blocked_or_assigned_already(hub, posto, vera):
    dai(posto, PersonaFactory())
    with pytest.raises(DatoNonAccettato) as errore:
        dai(posto, vera)
    assert str(errore.value.frase).startswith("Quel posto è già bloccato o assegnato, da lunedì ")
    assert (errore.value.codice, Blocco.objects.count()) == ("preso", 1)


def test_what_is_booked_outside_the_opening_hours_is_not_in_the_way(hub, posto, vera):
    giorno = giorno_feriale()
    serale = Blocco.objects.create(postazione=posto, dal=alle(giorno, time(9)), al=alle(giorno, time(21)))
    Occupazione.objects.create(postazione=posto, istante=alle(giorno, time(20)), tipo="blocco", blocco=serale)
    assert dai(posto, vera, giorno, giorno + timedelta(days=1)).occupazioni.count() == 36


def test_an_overdue_request_in_the_way_is_closed_first(hub, vera):
    studio = coworking.spazio(hub.partner, nome="Studio", tipo=Tipo.STUDIO)
    rivale = prenota(studio, richiesta(), da=PersonaFactory())
    Prenotazione.objects.filter(pk=rivale.pk).update(scade_il=adesso())
    blocco = dai(studio.postazioni.get(), vera)
    rivale.refresh_from_db()
    assert (rivale.stato, blocco.occupazioni.count()) == (Stato.SCADUTA, 36)
    assert ultima(rivale)[3] == "sistema:prenotazioni"


def test_refused_it_closes_no_overdue_request_either(hub, vera):
    studio = coworking.spazio(hub.partner, nome="Studio", tipo=Tipo.STUDIO)
    giorno = giorno_feriale()
    rivale = prenota(studio, richiesta(giorno), da=PersonaFactory())
    prenota(studio, richiesta(giorno + timedelta(days=1)), da=PersonaFactory())
    Prenotazione.objects.filter(pk=rivale.pk).update(scade_il=adesso())
    with pytest.raises(DatoNonAccettato):
        dai(studio.postazioni.get(), vera)
    rivale.refresh_from_db()
    assert (rivale.stato, rivale.occupazioni.count(), niente_scritto(studio)) == (Stato.RICHIESTA, 9, True)


@pytest.mark.parametrize("giorni", [0, 4])
def test_the_act_costs_the_same_whatever_its_days(posto, vera, lea, giorni, django_assert_num_queries):
    # What is asked once and kept, holidays for instance.
    actions.revoca_assegnazione(dai(posto, vera, LUNEDI, LUNEDI, da=lea), motivo="x", da=SISTEMA)
    with django_assert_num_queries(22):
        dai(posto, vera, LUNEDI, LUNEDI + timedelta(days=giorni))


# ── Taking it back ────────────────────────────────────────────────────────────────────────────────
def test_revoca_frees_only_what_has_not_begun(hub, posto, vera, lea):
    blocco = dai(posto, vera, LUNEDI, LUNEDI + timedelta(days=1))
    with a_marzo(2, 12):
        actions.revoca_assegnazione(blocco, motivo="Ha rinunciato.", da=lea)
        tolto = adesso()
    blocco.refresh_from_db()
    restano = [alle(LUNEDI, time(9)) + n * timedelta(minutes=30) for n in range(6)]
    assert (blocco.tolto_il, [r.istante for r in blocco.occupazioni.order_by("istante")]) == (tolto, restano)
    assert ultima(hub) == ("revoca_assegnazione", "pubblicato", "pubblicato", f"persona:{lea.pk}")
    assert dati(hub) == {"posto": 1, "blocco": blocco.pk, "motivo": "Ha rinunciato."}


def test_revoca_tells_why_to_the_person_only(hub, posto, vera, lea):
    blocco = dai(posto, vera, LUNEDI, LUNEDI)
    actions.revoca_assegnazione(blocco, motivo="Ha rinunciato.", da=lea)
    assert avvisi(hub) == [
        ("gino@example.org", "Posto di nuovo libero: da dom 1 mar, Soresina", "/ospita/radio/"),
        ("vera@example.org", "Posto non più tuo: da dom 1 mar, Soresina", "/spazi/"),
    ]
    testi = {a.persona.email: a.testo for a in Avviso.objects.filter(oggetto__contains="dom 1 mar")}
    assert testi == {
        "gino@example.org": [
            "Non devi fare niente.",
            "Posto 1 di Spazio Prova non è più assegnato a Vera Vince: adesso lo può prenotare chiunque.",
        ],
        "vera@example.org": [
            "Posto 1 di Spazio Prova non è più tenuto per te.",
            "Il motivo: Ha rinunciato.",
            "Da oggi puoi prenotare un posto, lì o in un altro spazio, come chiunque.",
            "Ha deciso Lea Guida, per la rete.",
        ],
    }


def test_what_is_over_is_not_revoked(hub, posto, vera, gino):
    finita = dai(posto, vera, LUNEDI, LUNEDI)
    revocata = dai(posto, vera)
    actions.revoca_assegnazione(revocata, motivo="x", da=SISTEMA)
    giorno = giorno_feriale()
    del_posto = actions.blocca(posto, dal=alle(giorno, time(9)), al=alle(giorno, time(12)), da=gino)
    with a_marzo(3):
        for blocco in (finita, revocata, del_posto):
            with pytest.raises(TransizioneNonAmmessa):
                actions.revoca_assegnazione(blocco, motivo="x", da=SISTEMA)
    assert Transizione.objects.di(hub).filter(verbo="revoca_assegnazione").count() == 1


def test_revoca_wants_a_reason(posto, vera):
    blocco = dai(posto, vera)
    with pytest.raises(DatoNonAccettato):
        actions.revoca_assegnazione(blocco, motivo="", da=SISTEMA)
    assert blocco.occupazioni.count() == 36


def test_closing_the_account_gives_the_seats_back(hub, posto, vera):
    mia, altra = dai(posto, vera), dai(hub.postazioni.get(numero=2), PersonaFactory())
    ritirato = coworking.spazio(hub.partner, nome="Ritirato")
    di_la = dai(ritirato.postazioni.get(), vera)
    Spazio.objects.filter(pk=ritirato.pk).update(stato=StatoSpazio.RITIRATO)
    chiudi(vera, da=vera)
    for blocco in (mia, altra, di_la):
        blocco.refresh_from_db()
    assert [b.tolto_il is None for b in (mia, altra, di_la)] == [False, True, True]
    assert (mia.occupazioni.count(), altra.occupazioni.count()) == (0, 36)
    assert ultima(hub) == ("revoca_assegnazione", "pubblicato", "pubblicato", "sistema:chiusura")
