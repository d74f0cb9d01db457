from datetime import timedelta

import pytest

from talenti.base.links import LinkNonValido, firma, leggi


def test_leggi_gives_back_what_was_signed_for_the_same_purpose():
    gettone = firma("invito", {"invito": 7})

    assert leggi("invito", gettone, vale=timedelta(days=1)) == {"invito": 7}


def test_leggi_refuses_a_token_of_another_purpose():
    with pytest.raises(LinkNonValido) as errore:
        leggi("tutela", firma("invito", {"invito": 7}), vale=timedelta(days=1))

    assert errore.value.codice == "link_non_valido"


def test_leggi_says_that_a_link_has_expired():
    with pytest.raises(LinkNonValido) as errore:
        leggi("invito", firma("invito", {}), vale=timedelta(seconds=-1))

    assert errore.value.codice == "link_scaduto"


@pytest.mark.parametrize("gettone", ["", "a", "a:b:c", "…", "x" * 5000, "\x00"])
def test_leggi_never_breaks_on_rubbish(gettone):
    with pytest.raises(LinkNonValido):
        leggi("invito", gettone, vale=timedelta(days=1))
