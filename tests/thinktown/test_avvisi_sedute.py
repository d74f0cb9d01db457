"""Who is told what of sittings and minutes, and the entry that calendars read."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from talenti.base.clock import a_quest_ora, a_roma, adesso
from talenti.base.templatetags.italiano import data_breve, ora
from tests.factories.commissione import firmata
from tests.factories.sedute import Commissione, convocata, fra
from tests.thinktown.test_avvisi_domande import Detto
from tests.thinktown.test_verbali import tenuta
from thinktown.actions import commissione as nomine
from thinktown.actions import sedute
from thinktown.actions import verbali as firme
from thinktown.actions.sedute import Appuntamento
from thinktown.calendario_sedute import ics
from thinktown.models import Seduta

pytestmark = pytest.mark.django_db


@pytest.fixture
def caso():
    return Commissione(1)


def del_presidente(caso):
    return [(caso.presidente, caso.domande[0])]


def _testo(avviso):
    return " ".join(avviso.testo) if isinstance(avviso.testo, list) else str(avviso.testo)


def _posta(*posti):
    return [uno.persona.email for uno in posti]


def _quando(seduta):
    return f"{data_breve(a_roma(seduta.quando).date())}, {ora(seduta.quando)}"


# ── Sittings ──────────────────────────────────────────────────────────────────────────────────────
def test_who_is_expected_is_told_when_and_where(caso):
    with Detto() as detto:
        seduta = convocata(caso)
    oggetto = f"La commissione si riunisce: {_quando(seduta)}"
    attesi = (caso.presidente, *caso.membri, caso.segretaria)
    assert detto.a_chi == [(email, oggetto) for email in _posta(*attesi)]
    indirizzo = reverse("thinktown:seduta_ics", args=[caso.bando.slug, 1])
    testi = [_testo(uno) for uno in detto.avvisi]
    assert all(indirizzo in uno and "Sala Giunta" in uno and "ora italiana" in uno for uno in testi)
    # No person and no project, in the subject or below.
    chi = [str(uno.persona) for uno in caso.posti]
    assert not any(nome in f"{oggetto} {testo}" for testo in testi for nome in (*chi, "Radio Quartiere"))


def test_a_substitute_is_expected_where_she_takes_a_place():
    caso = Commissione(1, conflitti=del_presidente)
    nomine.supplisce(caso.domande[0], al_posto_di=caso.presidente, supplente=caso.supplente, da=caso.casa.pubblica)
    with Detto() as detto:
        convocata(caso, dove="", collegamento="https://example.org/stanza")
    assert caso.supplente.persona.email in [email for email, _oggetto in detto.a_chi]
    # The link is on the page alone.
    assert not any("example.org/stanza" in _testo(uno) for uno in detto.avvisi)


def test_moved_and_cancelled_are_told_with_their_reason(caso):
    seduta = convocata(caso)
    with Detto() as detto:
        sedute.sposta(seduta, fra(6, dove="Sala Rossa"), motivo="Sciopero dei treni.", da=caso.presidente.persona)
    seduta.refresh_from_db()
    assert {oggetto for _email, oggetto in detto.a_chi} == {f"Seduta spostata: {_quando(seduta)}"}
    assert all("Sciopero dei treni." in _testo(uno) and "Sala Rossa" in _testo(uno) for uno in detto.avvisi)
    with Detto() as detto:
        sedute.annulla(seduta, motivo="Non serve più.", da=caso.presidente.persona)
    assert {oggetto for _email, oggetto in detto.a_chi} == {f"Seduta annullata: {_quando(seduta)}"}
    assert len(detto.a_chi) == 4


# ── Minutes ───────────────────────────────────────────────────────────────────────────────────────
def test_who_signs_who_writes_and_all_are_told_of_the_minutes(settings, tmp_path):
    settings.PRIVATI = tmp_path / "privati"
    caso = Commissione(1, conflitti=del_presidente)
    nomine.supplisce(caso.domande[0], al_posto_di=caso.presidente, supplente=caso.supplente, da=caso.casa.pubblica)
    verbale = tenuta(caso)
    with Detto() as detto:
        firme.propone(verbale, revisione=0, da=caso.segretaria.persona)
    assert detto.a_chi == [(email, "Un verbale da firmare") for email in _posta(caso.presidente, caso.supplente)]
    with Detto() as detto:
        firme.rimanda(verbale, motivo="Manca un nome.", da=caso.presidente.persona)
    assert detto.a_chi == [(caso.segretaria.persona.email, "Un verbale da correggere")]
    assert "Manca un nome." in _testo(detto.avvisi[0])
    # Sent by who signs it, she is not told; sent back by who writes it there is nobody to tell.
    with Detto() as detto:
        firme.propone(verbale, revisione=0, da=caso.presidente.persona)
    assert [email for email, _oggetto in detto.a_chi] == _posta(caso.supplente)
    verbale.refresh_from_db()
    with Detto() as detto:
        firme.firma(verbale, impronta=verbale.impronta, da=caso.presidente.persona)
    assert detto.a_chi == []
    with Detto() as detto:
        firme.firma(verbale, impronta=verbale.impronta, da=caso.supplente.persona)
    oggetto = "Il verbale di una seduta è firmato"
    assert detto.a_chi == [(email, oggetto) for email in _posta(*caso.posti)]


# ── Sheets still to sign ──────────────────────────────────────────────────────────────────────────
def test_who_has_something_left_is_reminded_with_her_own_number():
    caso = Commissione(2, conflitti=lambda suo: [(suo.membri[1], suo.domande[0])])
    with caso.da_soli():
        for una in caso.domande:
            firmata(caso.membri[0], una)
        with Detto() as detto:
            sedute.ricorda(caso.commissione, da=caso.segretaria.persona)
    assert detto.a_chi == [(email, "Hai ancora schede da firmare") for email in _posta(caso.presidente, caso.membri[1])]
    lui, lei = (_testo(uno) for uno in detto.avvisi)
    assert ("Ti restano 2 domande" in lui, "Ti resta 1 domanda" in lei, "Fallo prima di" in lui) == (True,) * 3


# ── The entry of a calendar ───────────────────────────────────────────────────────────────────────
def letto(seduta):
    calendario = Calendar.from_ical(ics(seduta))
    (evento,) = calendario.walk("VEVENT")
    return calendario, evento


@pytest.mark.parametrize(
    ("quando", "ora_italiana"),
    [(datetime(2027, 1, 12, 14, tzinfo=UTC), "15:00"), (datetime(2027, 7, 12, 14, tzinfo=UTC), "16:00")],
)
def test_a_calendar_reads_the_hours_of_italy_in_winter_and_in_summer(caso, quando, ora_italiana):
    appuntamento = Appuntamento(quando, 90, "Sala Giunta", "https://example.org/x")
    seduta = sedute.convoca(caso.commissione, appuntamento, da=caso.segretaria.persona)
    calendario, evento = letto(seduta)
    assert (str(calendario["METHOD"]), evento["SEQUENCE"], str(evento["STATUS"])) == ("PUBLISH", 0, "CONFIRMED")
    assert str(evento["DTSTART"].params["TZID"]) == "Europe/Rome"
    assert [str(zona["TZID"]) for zona in calendario.walk("VTIMEZONE")] == ["Europe/Rome"]
    assert (f"{evento.decoded('DTSTART'):%H:%M}", evento.decoded("DTSTART")) == (ora_italiana, quando)
    assert evento.decoded("DTEND") - evento.decoded("DTSTART") == timedelta(minutes=90)
    assert (str(evento["LOCATION"]), str(evento["DESCRIPTION"])) == ("Sala Giunta", "A distanza: https://example.org/x")
    assert (str(evento["ORGANIZER"]).lower().startswith("mailto:"), evento["URL"].endswith("/sedute/1/")) == (
        True,
        True,
    )


def test_the_same_entry_moves_and_goes_away(caso):
    lei = caso.segretaria.persona
    seduta = convocata(caso)
    _calendario, prima = letto(seduta)
    with a_quest_ora(adesso() + timedelta(minutes=1)):
        sedute.sposta(seduta, fra(6, dove="", collegamento="https://example.org/x"), motivo="Serve.", da=lei)
        _calendario, dopo = letto(seduta)
        assert (dopo["UID"], dopo["SEQUENCE"], dopo["DTSTAMP"].dt > prima["DTSTAMP"].dt) == (prima["UID"], 1, True)
        assert (str(dopo["LOCATION"]), "DESCRIPTION" in dopo) == ("https://example.org/x", False)
        sedute.annulla(seduta, motivo="Basta.", da=lei)
        calendario, via = letto(Seduta.objects.get())
        assert (str(calendario["METHOD"]), str(via["STATUS"]), via["SEQUENCE"], via["UID"]) == (
            "CANCEL", "CANCELLED", 2, prima["UID"],
        )  # fmt: skip
