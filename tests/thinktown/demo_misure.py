"""What the demonstration holds of measures 2, 3 and 4, once it has been told: asked by the test that tells it whole."""

from collections import Counter

from talenti.base.clock import adesso
from thinktown.completezza import che_cosa_manca
from thinktown.indirizzi import sicuro
from thinktown.models import Bando, Domanda, Offerta, Preferenza
from thinktown.queries import risposte_di


def controlla_misure():
    _bandi()
    _domande()
    _posti()
    _preferenze()


def _bandi():
    """Each second call is open and answers the first, which has closed."""
    righe = Bando.objects.exclude(misura="gruppi").order_by("misura", "apre_il")
    ora = adesso()
    assert [(uno.partner.nome, uno.misura, uno.aperto(), uno.risponde_a_id is not None) for uno in righe] == [
        ("Comune di Cremona", "impresa", True, False),
        ("Comune di Cremona", "innovazione", False, False),
        ("Comune di Cremona", "innovazione", True, True),
        ("Azienda Sociale del Cremonese", "volontariato", False, False),
        ("Azienda Sociale del Cremonese", "volontariato", True, True),
    ]
    assert [uno.chiude_il > ora for uno in righe] == [True, False, True, False, True]
    for uno in righe.exclude(risponde_a=None):
        assert (uno.risponde_a.misura, uno.risponde_a.partner_id) == (uno.misura, uno.partner_id)


def _domande():
    righe = Domanda.objects.exclude(bando__misura="gruppi").select_related("bando")
    assert Counter((una.bando.misura, una.bando.risponde_a_id is None, una.stato) for una in righe) == {
        ("impresa", True, "inviata"): 3,
        ("impresa", True, "bozza"): 1,
        ("innovazione", True, "inviata"): 6,
        ("innovazione", False, "inviata"): 14,
        ("innovazione", False, "bozza"): 1,
        ("volontariato", True, "inviata"): 4,
        ("volontariato", False, "inviata"): 14,
        ("volontariato", False, "bozza"): 1,
    }
    for una in righe.filter(stato="inviata"):
        mancano = [manca for manca in che_cosa_manca(una, risposte_di(una)) if manca.dove != "preferenze"]
        assert mancano == [], una.codice
    idee = righe.filter(bando__misura="impresa", stato="inviata")
    assert [sicuro(risposte_di(una)["video"]) for una in idee] == [True] * 3


def _posti():
    """Four to choose among and one withdrawn in measure 3, of which two applications had it; three in measure 4."""
    assert Counter(Offerta.objects.values_list("bando__misura", "stato")) == {
        ("innovazione", "pubblicata"): 4,
        ("innovazione", "ritirata"): 1,
        ("volontariato", "pubblicata"): 3,
    }
    assert Offerta.objects.filter(comune=None).count() == 0
    assert [una.posti for una in Offerta.objects.filter(bando__misura="volontariato")] == [2, 1, 2]
    libere = Domanda.objects.filter(bando__risponde_a=None, stato="inviata", offerte=None)
    assert Counter(libere.exclude(bando__misura__in=("gruppi", "impresa")).values_list("bando__misura", flat=True)) == {
        "innovazione": 1,
        "volontariato": 1,
    }


def _preferenze():
    """Kept in order; who has the withdrawn one in what she sent keeps it, who is still writing has it to change."""
    assert Counter(Preferenza.objects.values_list("offerta__bando__misura", "posto")) == {
        ("innovazione", 1): 14,
        ("innovazione", 2): 14,
        ("innovazione", 3): 5,
        ("volontariato", 1): 14,
        ("volontariato", 2): 13,
        ("volontariato", 3): 4,
    }
    assert Preferenza.objects.filter(offerta__stato="ritirata").count() == 1
    bozza = Domanda.objects.get(bando__misura="innovazione", stato="bozza")
    frasi = [manca.frase for manca in che_cosa_manca(bozza, risposte_di(bozza)) if manca.dove == "preferenze"]
    assert frasi == ["Un posto che avevi scelto non c'è più: scegline un altro, o lascia vuoto."]
