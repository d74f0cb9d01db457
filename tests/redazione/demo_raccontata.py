"""What the demonstration holds of the newsroom, once it has been told: asked by the one test that tells it whole."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

from redazione import mese as del_mese
from redazione.controlli import Controlli
from redazione.demo import articoli, scaffale
from redazione.demo.gente import GENTE
from redazione.demo.piano import PROSSIMO
from redazione.enums import Pubblico, StatoCollaborazione, StatoIdea, StatoMese
from redazione.enums_articoli import StatoArticolo
from redazione.models import (
    Argomento,
    Articolo,
    Autore,
    Collaborazione,
    Idea,
    Legame,
    MesePiano,
    PubblicoVoce,
    Revisione,
    Verifica,
    Voce,
)
from talenti.avvisi.models import Consegna
from talenti.base.clock import adesso, oggi
from talenti.registro.models import Transizione

S = StatoArticolo


def controlla_redazione():
    _gente()
    _articoli()
    _chi_legge()
    _chi_approva()
    _in_corso()
    _corretto_e_ritirato()
    _piano()
    _idee()
    _posta()


def _titolo(n):
    return scaffale.testo(n).titolo


def _articolo(n):
    return Articolo.objects.get(voce__titolo=_titolo(n))


def _gente():
    dentro = Collaborazione.objects.filter(stato=StatoCollaborazione.ATTIVA)
    assert {una.persona.email.partition("@")[0]: una.ruolo for una in dentro} == GENTE
    # Whoever a call had chosen was invited, and had no time.
    altri = Collaborazione.objects.exclude(stato=StatoCollaborazione.ATTIVA).values_list("stato", flat=True)
    assert set(altri) <= {StatoCollaborazione.DECLINATA}


def _articoli():
    """At least 56 that anybody reads, of a whole year; every state; each with what makes it complete."""
    assert Counter(Articolo.objects.values_list("stato", flat=True)) == {
        S.PUBBLICATO: 57,
        S.BOZZA: 1,
        S.IN_REVISIONE: 1,
        S.DA_SISTEMARE: 1,
        S.PRONTO: 1,
        S.ARCHIVIATO: 1,
    }
    usciti = Articolo.objects.filter(viva__isnull=False, ritirato_il__isnull=True, dal__lte=adesso()).order_by("dal")
    assert usciti.count() == 56
    giorni = [uno.dal for uno in usciti]
    assert giorni[-1] - giorni[0] > timedelta(days=355)
    assert max(dopo - prima for prima, dopo in pairwise(giorni)) <= timedelta(days=11)
    assert Articolo.objects.filter(argomenti__isnull=True).count() == 0
    assert Argomento.objects.filter(articoli__isnull=True).count() == 0
    for uno in usciti.select_related("viva", "voce", "testata"):
        assert Controlli(uno, uno.viva).mancano == [], uno.slug
        assert uno.viva.html == scaffale.testo(_numero(uno)).html, uno.slug
    assert Legame.objects.count() == len(articoli.LEGAMI)


def _numero(uno):
    return next(n for n in (*scaffale.IN_ORDINE, *scaffale.A_PARTE) if _titolo(n) == uno.voce.titolo)


def _chi_legge():
    per = Counter(
        PubblicoVoce.objects.filter(voce__articolo__stato=S.PUBBLICATO, voce__articolo__dal__lte=adesso()).values_list(
            "pubblico", flat=True
        )
    )
    assert {chi: quanti for chi, quanti in per.items() if quanti < 15} == {}
    assert set(per) == set(Pubblico.values)


def _chi_approva():
    """Nobody her own: by the signature in the plan, and by who wrote the text."""
    approvati = Transizione.objects.filter(oggetto_tipo="redazione.articolo", verbo="approva")
    assert approvati.count() == 56 + 4
    for uno in approvati:
        chi = uno.attore.removeprefix("persona:")
        assert not Autore.objects.filter(voce__articolo=uno.oggetto_id, persona=chi).exists()
        assert not Revisione.objects.filter(articolo=uno.oggetto_id, da=chi).exists()
    assert Autore.objects.filter(voce__articolo__approvato_da__isnull=False, confermata_il__isnull=True).count() == 0


def _in_corso():
    programmato = _articolo(articoli.DOMANI_L_ALTRO)
    assert (programmato.stato, programmato.si_legge, programmato.programmato) == (S.PUBBLICATO, False, True)
    assert programmato.dal > adesso() + timedelta(hours=24)
    assert _articolo(articoli.PRONTO).stato == S.PRONTO
    in_revisione = _articolo(articoli.IN_REVISIONE)
    assert (in_revisione.stato, in_revisione.note.filter(sistemata_il__isnull=True).count()) == (S.IN_REVISIONE, 2)
    da_sistemare = _articolo(articoli.DA_SISTEMARE)
    assert (da_sistemare.stato, da_sistemare.note.count()) == (S.DA_SISTEMARE, 1)
    bozza = _articolo(articoli.IN_DUE)
    assert (bozza.stato, len({una.da_id for una in bozza.revisioni.filter(n__gt=1)})) == (S.BOZZA, 2)
    assert [
        (una.articolo_id, una.esito, una.scade_il > adesso()) for una in Verifica.objects.order_by("chiesta_il")
    ] == [
        (_articolo(articoli.PRONTO).pk, "giusto", True),
        (in_revisione.pk, "", True),
    ]


def _corretto_e_ritirato():
    corretto = _articolo(articoli.CORRETTO)
    assert [una.nota for una in corretto.correzioni.all()] == [articoli.CHE_COSA_E_CAMBIATO]
    assert articoli.GIUSTO in corretto.viva.html
    assert [articoli.SBAGLIATO in una.html for una in corretto.revisioni.order_by("n")] == [False, True, False]
    ritirato = _articolo(articoli.RITIRATO)
    assert (ritirato.si_legge, ritirato.ritirato_perche) == (False, articoli.PERCHE_RITIRATO)


def _piano():
    """Every month up to this one is approved and as it was approved, the one to come is proposed."""
    mesi = MesePiano.objects.order_by("mese")
    prossimo = del_mese.dopo(oggi().replace(day=1))
    stati = [(uno.mese, uno.stato) for uno in mesi]
    assert [mese for mese, stato in stati if stato == StatoMese.APPROVATO] == [mese for mese, _stato in stati[:-1]]
    assert stati[-1] == (prossimo, StatoMese.PROPOSTO)
    assert len(stati) in (13, 14)
    assert [uno.mese for uno in mesi if any(del_mese.cambiate(uno).values())] == []
    assert Voce.objects.count() == 61 + len(PROSSIMO)


def _idee():
    assert Counter(Idea.objects.values_list("stato", flat=True)) == {
        StatoIdea.PROPOSTA: 4,
        StatoIdea.IN_PIANO: 1,
        StatoIdea.SCARTATA: 1,
    }
    assert Idea.objects.get(stato=StatoIdea.IN_PIANO).voce.articolo == _articolo(56)


def _posta():
    """The mails of months ago do not fill the mailbox of the demonstration."""
    mandate = Consegna.objects.filter(avviso__tipo="redazione")
    assert mandate.filter(avviso__creato_il__lt=adesso() - timedelta(days=8)).count() == 0
    di_redazione = [f"{chi}@example.org" for chi in GENTE]
    assert mandate.filter(avviso__persona__email__in=di_redazione).count() == 0
    assert set(mandate.filter(avviso__persona__isnull=True).values_list("avviso__email", flat=True)) == {
        email for _nome, email, _domanda in articoli.ESPERTI.values()
    }
