"""What the demonstration holds of measures 2, 3 and 4, once it has been told: asked by the test that tells it whole."""

from collections import Counter

from django.db.models import F

from talenti.base.clock import adesso
from talenti.registro.queries import storia
from thinktown.completezza import che_cosa_manca
from thinktown.indirizzi import sicuro
from thinktown.models import Bando, Domanda, Offerta, Preferenza, Provvedimento
from thinktown.queries import risposte_di

_IMPRESE = "Imprese che vogliono innovare con una persona giovane"
_ENTI = "Enti che ospitano chi dà un anno agli altri"


def controlla_misure():
    _bandi()
    _domande()
    _decise()
    _posti()
    _preferenze()


def _bandi():
    """Each second call is open and answers the first, which is with its commission; of that a new edition is open."""
    righe = Bando.objects.exclude(misura="gruppi").order_by("misura", "apre_il")
    ora = adesso()
    assert [(uno.partner.nome, uno.misura, uno.aperto(), uno.risponde_a_id is not None) for uno in righe] == [
        ("Comune di Cremona", "impresa", True, False),
        ("Comune di Cremona", "innovazione", False, False),
        ("Comune di Cremona", "innovazione", True, True),
        ("Comune di Cremona", "innovazione", True, False),
        ("Azienda Sociale del Cremonese", "volontariato", False, False),
        ("Azienda Sociale del Cremonese", "volontariato", True, True),
        ("Azienda Sociale del Cremonese", "volontariato", True, False),
    ]
    assert [uno.chiude_il > ora for uno in righe] == [True, False, True, True, False, True, True]
    assert [uno.stato == "in_valutazione" for uno in righe] == [uno.chiude_il < ora for uno in righe]
    for uno in righe.exclude(risponde_a=None):
        assert (uno.risponde_a.misura, uno.risponde_a.partner_id) == (uno.misura, uno.partner_id)


def _domande():
    righe = Domanda.objects.exclude(bando__misura="gruppi").select_related("bando")
    assert Counter((una.bando.titolo, una.stato) for una in righe) == {
        ("Sei idee che diventano impresa", "inviata"): 3,
        ("Sei idee che diventano impresa", "ritirata"): 1,
        ("Sei idee che diventano impresa", "bozza"): 1,
        (_IMPRESE, "ammessa"): 6,
        (_IMPRESE, "esclusa"): 1,
        (_IMPRESE, "ritirata"): 1,
        ("Un tirocinio pagato per innovare in un'impresa", "inviata"): 9,
        ("Un tirocinio pagato per innovare in un'impresa", "ritirata"): 1,
        ("Un tirocinio pagato per innovare in un'impresa", "bozza"): 1,
        (f"{_IMPRESE}, seconda edizione", "inviata"): 1,
        (f"{_IMPRESE}, seconda edizione", "bozza"): 1,
        (_ENTI, "ammessa"): 3,
        (_ENTI, "esclusa"): 1,
        (_ENTI, "ritirata"): 1,
        ("Un anno con chi aiuta gli altri", "inviata"): 9,
        ("Un anno con chi aiuta gli altri", "ritirata"): 1,
        ("Un anno con chi aiuta gli altri", "bozza"): 1,
        (f"{_ENTI}, seconda edizione", "inviata"): 1,
        (f"{_ENTI}, seconda edizione", "bozza"): 1,
    }
    for una in righe.filter(stato="inviata"):
        mancano = [manca for manca in che_cosa_manca(una, risposte_di(una)) if manca.dove != "preferenze"]
        assert mancano == [], una.codice
    idee = righe.filter(bando__misura="impresa", stato="inviata")
    assert [sicuro(risposte_di(una)["video"]) for una in idee] == [True] * 3


def _decise():
    """Of the calls that have closed: each admitted, excluded with its reason, or taken back; two were asked first."""
    dette = Provvedimento.objects.comunicati().exclude(domanda__bando__misura="gruppi")
    assert Counter(dette.values_list("domanda__bando__titolo", "tipo", "scaduto_il")) == {
        (_IMPRESE, "integrazione", None): 1,
        (_IMPRESE, "ammissione", None): 6,
        (_IMPRESE, "esclusione", None): 1,
        (_ENTI, "integrazione", None): 1,
        (_ENTI, "ammissione", None): 3,
        (_ENTI, "esclusione", None): 1,
    }
    for chiesta in dette.filter(tipo="integrazione").select_related("domanda"):
        assert (chiesta.risposto_il < chiesta.entro, chiesta.domanda.stato) == (True, "ammessa")
        assert [voce.testo != "" for voce in chiesta.voci.all()] == [True]
    assert dette.filter(domanda__bando__chiude_il__gt=F("preso_il")).count() == 0
    nate = {posto.pk: storia(posto)[-1].quando for posto in Offerta.objects.all()}
    ammesse = dette.filter(tipo="ammissione", domanda__offerte__isnull=False)
    assert [nate[pk] > detta for pk, detta in ammesse.values_list("domanda__offerte", "comunicato_il")] == [True] * 8


def _posti():
    """Four to choose among and one withdrawn in measure 3, of which two applications had it; three in measure 4."""
    assert Counter(Offerta.objects.values_list("bando__misura", "stato")) == {
        ("innovazione", "pubblicata"): 4,
        ("innovazione", "ritirata"): 1,
        ("volontariato", "pubblicata"): 3,
    }
    assert Offerta.objects.filter(comune=None).count() == 0
    assert [una.posti for una in Offerta.objects.filter(bando__misura="volontariato")] == [2, 1, 2]
    # Of one more a place may still be made.
    libere = Domanda.objects.exclude(bando__misura="gruppi").filter(stato="ammessa", offerte=None)
    assert [una.bando.titolo for una in libere] == [_IMPRESE]


def _preferenze():
    """Kept in order; who has the withdrawn one in what she sent keeps it, who is still writing has it to change."""
    assert Counter(Preferenza.objects.values_list("offerta__bando__misura", "posto")) == {
        ("innovazione", 1): 10,
        ("innovazione", 2): 10,
        ("innovazione", 3): 4,
        ("volontariato", 1): 10,
        ("volontariato", 2): 9,
        ("volontariato", 3): 3,
    }
    assert Preferenza.objects.filter(offerta__stato="ritirata").count() == 1
    bozza = Domanda.objects.get(bando__risponde_a__misura="innovazione", stato="bozza")
    frasi = [manca.frase for manca in che_cosa_manca(bozza, risposte_di(bozza)) if manca.dove == "preferenze"]
    assert frasi == ["Un posto che avevi scelto non c'è più: scegline un altro, o lascia vuoto."]
