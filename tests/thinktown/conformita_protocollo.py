"""What every adapter of a protocol register must do. A new one is tried by a subclass that says how to stand before it.

``adattatore()`` gives the adapter; ``si_comporta(*modi)`` says what the register behind it does with the next calls,
one each (then it works); ``registrate()`` tells what the register has written: key → number.
"""

import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from thinktown.protocollo import NonOra, Registrata, Richiesta, Rifiutata

BENE, GUASTO, MUTO, PERSA, INCOMPRENSIBILE, RIFIUTA = "bene", "guasto", "muto", "persa", "incomprensibile", "rifiuta"
MOTIVO = "Il mittente non è in anagrafica."
# An adapter gives up well before a worker is missed.
PAZIENZA = 20


def richiesta(chiave="k2f9-1", **campi):
    return Richiesta(
        **{
            "chiave": chiave,
            "verso": "ingresso",
            "ente": "Comune delle Prove",
            "ente_codice_fiscale": "90000000191",
            "mittente": "Radio «Quartiere» & C.",
            "oggetto": "Domanda n. 3 al bando «Prova»",
            "quando": datetime(2026, 12, 7, 11, 59, 58, tzinfo=ZoneInfo("Europe/Rome")),
            "riferimento": "k2f9",
            "impronta": "ab" * 32,
            **campi,
        }
    )


class ConformitaProtocollo:
    def adattatore(self):
        raise NotImplementedError

    def si_comporta(self, *modi):
        raise NotImplementedError

    def registrate(self):
        raise NotImplementedError

    def test_it_has_a_name_that_is_kept_beside_its_numbers(self):
        nome = self.adattatore().nome
        assert (bool(nome), len(nome) <= 40) == (True, True)

    def test_a_number_and_a_day_come_back(self):
        esito = self.adattatore().registra(richiesta())
        assert isinstance(esito, Registrata)
        assert (self.registrate(), isinstance(esito.data, date)) == ({"k2f9-1": esito.numero}, True)

    def test_the_same_key_is_registered_once_and_has_the_same_number(self):
        prima, seconda = (self.adattatore().registra(richiesta()) for _volta in range(2))
        assert (prima, len(self.registrate())) == (seconda, 1)

    def test_two_keys_have_two_numbers(self):
        prima, seconda = (self.adattatore().registra(richiesta(chiave)) for chiave in ("k2f9-1", "k2f9-2"))
        assert (prima.numero != seconda.numero, len(self.registrate())) == (True, 2)

    def test_a_register_that_is_broken_is_asked_again(self):
        self.si_comporta(GUASTO, BENE)
        registro = self.adattatore()
        prima = registro.registra(richiesta())
        assert (type(prima), bool(prima.motivo), self.registrate()) == (NonOra, True, {})
        assert isinstance(registro.registra(richiesta()), Registrata)
        assert len(self.registrate()) == 1

    def test_an_answer_lost_on_the_way_is_had_by_asking_again(self):
        self.si_comporta(PERSA, BENE)
        registro = self.adattatore()
        prima = registro.registra(richiesta())
        assert (type(prima), len(self.registrate())) == (NonOra, 1)
        seconda = registro.registra(richiesta())
        assert self.registrate() == {"k2f9-1": seconda.numero}

    def test_silence_is_given_up(self):
        self.si_comporta(MUTO)
        inizio = time.monotonic()
        esito = self.adattatore().registra(richiesta())
        assert (type(esito), bool(esito.motivo)) == (NonOra, True)
        assert time.monotonic() - inizio < PAZIENZA

    def test_what_cannot_be_read_is_no_number(self):
        self.si_comporta(INCOMPRENSIBILE)
        esito = self.adattatore().registra(richiesta())
        assert (type(esito), bool(esito.motivo)) == (NonOra, True)

    def test_a_refusal_says_why_and_leaves_nothing(self):
        self.si_comporta(RIFIUTA)
        esito = self.adattatore().registra(richiesta())
        assert (esito, self.registrate()) == (Rifiutata(MOTIVO), {})

    @pytest.mark.parametrize("testo", ["", "x" * 5_000, "\x00\r\nX-Altro: 1", "«è» 🎻 \u202e"])
    def test_whatever_is_in_the_words_nothing_is_raised(self, testo):
        esito = self.adattatore().registra(richiesta(mittente=testo, oggetto=testo))
        assert isinstance(esito, Registrata | NonOra | Rifiutata)
