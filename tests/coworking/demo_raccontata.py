"""What the demonstration holds of spaces, once it has been told: asked by the one test that tells it whole."""

from collections import Counter
from datetime import timedelta

from PIL import Image

from coworking.enums import StatoSpazio, Tipo
from coworking.models import Foto, Postazione, Prenotazione, Spazio
from talenti.avvisi.models import Consegna
from talenti.base.clock import adesso
from talenti.luoghi.enums import Ambito
from talenti.persone.models import Persona
from talenti.rete.models import Partner


def controlla_spazi():
    _ospiti()
    _cobox()
    _stati()
    _prenotazioni()
    _giulia_e_rosa()
    _foto()
    _posta()


def _ospiti():
    aperti = Spazio.objects.pubblicati()
    ospiti = Partner.objects.filter(pk__in=aperti.values("partner"))
    assert ospiti.count() == 26
    assert set(aperti.values_list("tipo", flat=True)) == set(Tipo.values)
    assert aperti.values("comune").distinct().count() == 21
    assert set(aperti.values_list("comune__ambito", flat=True)) == set(Ambito.values)
    assert aperti.filter(in_una_frase="").count() + aperti.filter(descrizione="").count() == 0
    assert aperti.filter(accessibilita__isnull=True).count() == 0


def _cobox():
    """The numbers of the opening: 26 desks, 4 offices, training for 30, meetings for 12, four small rooms."""
    righe = Spazio.objects.filter(partner__email="crit@example.org").order_by("nome")
    assert [(s.nome, s.tipo, s.vendita, s.capienza, s.postazioni.count()) for s in righe] == [
        ("COBOX, area formazione", "laboratorio", "intero", 30, 1),
        ("COBOX, open space", "hub", "posti", 26, 26),
        ("COBOX, sala riunioni", "riunioni", "intero", 12, 1),
        *[(f"COBOX, saletta {n}", "colloqui", "intero", 3, 1) for n in (1, 2, 3, 4)],
        *[(f"COBOX, ufficio {n}", "hub", "intero", 4, 1) for n in (1, 2, 3, 4)],
    ]
    assert Postazione.objects.get(spazio__slug="cobox-area-formazione").capienza == 30


def _stati():
    assert Counter(Spazio.objects.exclude(stato=StatoSpazio.PUBBLICATO).values_list("stato", flat=True)) == {
        "proposto": 2,
        "in_esame": 1,
        "sospeso": 1,
        "respinto": 1,
        "bozza": 1,
    }
    di_rosa = Spazio.objects.filter(partner__email="studio-modelli@example.org").order_by("nome")
    assert [s.stato for s in di_rosa] == ["sospeso", "pubblicato", "bozza", "pubblicato", "respinto"]


def _prenotazioni():
    stati = Counter(Prenotazione.objects.values_list("stato", flat=True))
    ora = adesso()
    assert sum(stati.values()) >= 200
    assert set(stati) >= {"richiesta", "confermata", "conclusa", "assente", "rifiutata", "annullata"}
    assert Prenotazione.objects.filter(dal__gt=ora).count() >= 40
    assert Prenotazione.objects.filter(dal__lt=ora - timedelta(days=61)).count() == 0
    assert Prenotazione.objects.filter(dal__gt=ora + timedelta(days=31)).count() == 0
    # Nothing of the past is left open but what the sweep of these days closes.
    assert Prenotazione.objects.filter(stato="confermata", al__lt=ora - timedelta(days=4)).count() == 0
    assert Prenotazione.objects.scadute().count() == 0


def _giulia_e_rosa():
    giulia = Persona.objects.get(email="giulia@example.org")
    sue = [(p.spazio.nome, p.stato) for p in giulia.prenotazioni.filter(dal__gt=adesso()).order_by("dal")]
    assert sue == [("COBOX, open space", "confermata"), ("Studio Modelli, due scrivanie", "richiesta")]
    assert Counter(giulia.prenotazioni.filter(al__lt=adesso()).values_list("stato", flat=True)) == {
        "conclusa": 4,
        "annullata": 1,
        "rifiutata": 1,
    }
    rosa = Persona.objects.get(email="rosa@example.org")
    ospitate = Prenotazione.objects.ospitate_da(rosa)
    assert ospitate.filter(stato="richiesta").count() >= 4
    assert ospitate.filter(stato="confermata", dal__gt=adesso()).count() >= 2
    assert set(ospitate.values_list("spazio__partner__nome", flat=True)) == {"Studio Modelli"}


def _foto():
    foto = Foto.objects.all()
    assert (foto.count(), foto.filter(generata=True).exclude(alt="").count()) == (10, 10)
    for una in foto:
        with una.file.open("rb") as aperta:
            assert una.file.size < 60 * 1024
            assert Image.open(aperta).size == (960, 720)


def _posta():
    """The mails of months ago do not fill the mailbox of the demonstration."""
    vecchie = Consegna.objects.filter(avviso__tipo="spazi", avviso__creato_il__lt=adesso() - timedelta(days=8))
    nuove = Consegna.objects.filter(avviso__tipo="spazi").exclude(pk__in=vecchie)
    assert vecchie.count() == 0
    assert set(nuove.values_list("avviso__persona__email", flat=True)) == {
        "giulia@example.org",
        "nora@example.org",
        "rosa@example.org",
    }
