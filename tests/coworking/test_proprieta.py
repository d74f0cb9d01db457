"""Whatever is done in whatever order, in a year with both Sundays when the clock changes, the half hours stay true."""

from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coworking import actions
from coworking.actions.prenota import Richiesta, prenota
from coworking.disponibilita import Disponibilita
from coworking.enums import TIENE_IL_POSTO, Tipo, TipoOccupazione, Vendita
from coworking.models import Blocco, Eccezione, Occupazione, Prenotazione
from coworking.orari import Aperture, a_utc, aperte
from talenti.base.clock import a_quest_ora, a_roma
from talenti.base.exceptions import ErroreDiDominio
from talenti.base.permissions import Sistema
from tests.factories import coworking, rete
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db
SISTEMA = Sistema("prova")
# A few days before each Sunday when the clock changes, the end of a month, of a year, of a short February.
PARTENZE = [date(2028, 3, 22), date(2028, 10, 25), date(2028, 1, 28), date(2028, 12, 27), date(2027, 2, 24)]

_giorno, _quale = st.integers(0, 9), st.integers(0, 7)
PASSI = st.one_of(
    st.tuples(st.just("prenota"), _giorno, _quale, st.integers(1, 2)),
    st.tuples(st.just("annulla"), _quale),
    st.tuples(st.just("conferma"), _quale),
    st.tuples(st.just("passa_il_tempo"), st.integers(1, 60)),
    st.tuples(st.just("chiudi"), _giorno, st.integers(0, 2)),
    st.tuples(st.just("riapri"), _quale),
    st.tuples(st.just("blocca"), _giorno, st.integers(0, 22), st.integers(1, 6)),
    st.tuples(st.just("sblocca"), _quale),
    st.tuples(
        st.just("spazza"),
    ),
)


class Mondo:
    """One space open day and night through the change of the clock, four people, a clock that only goes on."""

    def __init__(self, tipo, partenza):
        partner = rete.ammesso()
        self.spazio = coworking.spazio(partner, tipo=tipo, posti=2, vendita=Vendita.ENTRAMBI, orari=False)
        coworking.orario(partner, range(7), time(0), time(6))
        coworking.orario(partner, range(7), time(9), time(18))
        self.persone = [PersonaFactory() for _ in range(4)]
        self.dal, self.ora = partenza, a_utc(partenza, time(7))

    def giorno(self, n):
        return self.dal + timedelta(days=n)

    def uno(self, righe, quale):
        tutte = list(righe.order_by("pk"))
        return tutte[quale % len(tutte)] if tutte else None

    def prenota(self, n, quale, posti):
        giorno = self.giorno(n)
        caselle = Disponibilita([self.spazio], giorno, giorno).caselle(self.spazio, giorno)
        if caselle:
            casella = caselle[quale % len(caselle)]
            richiesta = Richiesta(dal=casella.dal, al=casella.al, scopo="Prova", persone=posti, intero=quale % 3 == 0)
            prenota(self.spazio, richiesta, da=self.persone[quale % 4])

    def annulla(self, quale):
        if p := self.uno(Prenotazione.objects.filter(stato__in=TIENE_IL_POSTO), quale):
            actions.annulla(p, da=p.persona)

    def conferma(self, quale):
        if p := self.uno(Prenotazione.objects.filter(stato="richiesta"), quale):
            actions.conferma(p, da=SISTEMA)

    def passa_il_tempo(self, ore):
        self.ora += timedelta(hours=ore)

    def chiudi(self, n, quanti):
        actions.chiudi_giorni(self.spazio, dal=self.giorno(n), al=self.giorno(n + quanti), motivo="Ferie", da=SISTEMA)

    def riapri(self, quale):
        if eccezione := self.uno(Eccezione.objects.all(), quale):
            actions.riapri_giorni(eccezione, da=SISTEMA)

    def blocca(self, n, ora, mezze):
        dal = a_utc(self.giorno(n), time(ora))
        actions.blocca(
            self.uno(self.spazio.postazioni, mezze), dal=dal, al=dal + mezze * timedelta(minutes=30), da=SISTEMA
        )

    def sblocca(self, quale):
        if blocco := self.uno(Blocco.objects.filter(tolto_il__isnull=True), quale):
            actions.sblocca(blocco, da=SISTEMA)

    def spazza(self):
        actions.chiudi_scadute()


def controlla(mondo):
    righe = Occupazione.objects.values_list("postazione", "istante")
    assert max(Counter(righe).values(), default=1) == 1
    assert {istante.minute for _posto, istante in righe} <= {0, 30}
    orfane = Occupazione.objects.exclude(prenotazione__isnull=True).exclude(prenotazione__stato__in=TIENE_IL_POSTO)
    assert not orfane.exists()
    assert not Occupazione.objects.filter(blocco__tolto_il__isnull=False).exists()
    for p in Prenotazione.objects.all():
        sue = p.occupazioni.filter(tipo=TipoOccupazione.PRENOTAZIONE)
        if p.stato not in TIENE_IL_POSTO:
            assert not sue.exists()
            continue
        aperture = Aperture([mondo.spazio], a_roma(p.dal).date(), a_roma(p.al).date())
        attesi = aperte(mondo.spazio, p.dal, p.al, aperture)
        assert attesi
        # Every open half hour of the booking on every seat of it, and none outside the hours.
        assert sorted(sue.values_list("istante", flat=True)) == sorted(attesi * p.postazioni.count())


@pytest.mark.parametrize("tipo", [Tipo.HUB, Tipo.STUDIO, Tipo.COLLOQUI, Tipo.LABORATORIO])
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(partenza=st.sampled_from(PARTENZE), passi=st.lists(PASSI, min_size=4, max_size=18))
def test_no_sequence_of_acts_leaves_a_half_hour_wrong(tipo, partenza, passi):
    with transaction.atomic():
        with a_quest_ora(datetime(2027, 1, 4, 9, tzinfo=UTC)):
            mondo = Mondo(tipo, partenza)
        for nome, *argomenti in passi:
            # Refused with a sentence or done: what must hold is that nothing is left half written.
            with a_quest_ora(mondo.ora), suppress(ErroreDiDominio):
                getattr(mondo, nome)(*argomenti)
            controlla(mondo)
        transaction.set_rollback(True)
