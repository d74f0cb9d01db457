"""What is true of every text that goes through the sanitiser, whatever it was."""

import re

from hypothesis import given, settings

from redazione.testo.blocchi import scrivi
from redazione.testo.pulizia import leggi, pulisci, setaccio
from tests.redazione.testi import Giudice, innocuo, ordinati, semplici, zuppe

PROVE = settings(max_examples=150, deadline=None)


@PROVE
@given(zuppe)
def test_nothing_outside_the_allow_list_comes_out_and_tags_nest(zuppa):
    innocuo(pulisci(zuppa))


@PROVE
@given(zuppe)
def test_made_again_it_changes_nothing(zuppa):
    pulito = pulisci(zuppa)
    assert pulisci(pulito) == pulito
    assert scrivi(leggi(pulito)) == pulito


@PROVE
@given(ordinati)
def test_of_plain_articles_too(articolo):
    pulito = pulisci(articolo)
    innocuo(pulito)
    assert pulisci(pulito) == pulito


@PROVE
@given(zuppe)
def test_what_we_write_passes_the_sieve_untouched(zuppa):
    """Two hands, and the second finds nothing to do: were it otherwise, one of them would be wrong."""
    scritto = scrivi(leggi(zuppa))
    assert setaccio(scritto) == scritto


@PROVE
@given(semplici)
def test_no_word_of_an_article_is_lost_or_moved(articolo):
    prima, dopo = (re.sub(r"\W", "", "".join(Giudice(uno).testo)) for uno in (articolo, pulisci(articolo)))
    assert dopo == prima
