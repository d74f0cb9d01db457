"""What the demonstration holds of calls, once it has been told: asked by the one test that tells it whole."""

from collections import Counter
from datetime import timedelta

from talenti.avvisi.models import Consegna
from talenti.base.clock import a_roma, adesso
from tests.thinktown.demo_misure import controlla_misure
from thinktown.completezza import che_cosa_manca
from thinktown.enums import StatoDomanda
from thinktown.enums_valutazione import TipoFase
from thinktown.fatti import giudizi_di
from thinktown.models import (
    AmmissioneTardiva,
    AttoBando,
    Bando,
    Beneficio,
    Chiamata,
    Chiarimento,
    Commissario,
    Commissione,
    Componente,
    Controinteressato,
    DichiarazioneConflitto,
    Domanda,
    Graduatoria,
    Invio,
    MessaggioDomanda,
    Osservazione,
    Protocollazione,
    RichiestaAccesso,
    RichiestaAiuto,
    Scheda,
    Seduta,
    Supplenza,
    Verbale,
)
from thinktown.presidenza import Quadro
from thinktown.queries import risposte_di


def controlla_bandi():
    _bandi()
    _atti()
    _domande()
    _inviate()
    _di_chi_si_conosce()
    _dialogo()
    _messaggi()
    _registri()
    _commissione()
    _graduatoria()
    _posta()
    controlla_misure()


GRUPPI = Bando.objects.filter(misura="gruppi")


def _bandi():
    ora = adesso()
    righe = GRUPPI.order_by("apre_il")
    assert [(uno.partner.nome, uno.stato, uno.apre_il < ora, uno.chiude_il > ora) for uno in righe] == [
        ("Comune di Cremona", "definitiva", True, False),
        ("Comune di Cremona", "annullato", True, False),
        ("Comune di Cremona", "provvisoria", True, False),
        ("Comune di Crema", "pubblicato", True, False),
        ("Comune di Cremona", "in_valutazione", True, False),
        ("Comune di Cremona", "in_valutazione", True, False),
        ("Comune di Cremona", "in_valutazione", True, False),
        ("Comune di Cremona", "pubblicato", True, False),
        ("Comune di Cremona", "pubblicato", True, True),
        ("Comune di Crema", "pubblicato", True, True),
        ("Comune di Cremona", "pubblicato", False, True),
        ("Comune di Cremona", "in_verifica", False, True),
    ]
    aperto = GRUPPI.aperti().order_by("chiude_il")[0]
    chiude = a_roma(aperto.chiude_il)
    assert (chiude.hour, chiude.minute, chiude.weekday() < 5) == (12, 0, True)
    assert timedelta(days=8) < aperto.chiude_il - ora < timedelta(days=14)
    for sezione, fondi, uno in (("gruppi", 3000, 1000), ("associazioni", 15500, 3100)):
        detta = aperto.in_vigore.sezione(sezione)
        assert (detta.fondi, detta.importo_massimo) == (fondi, uno)
    assert set(GRUPPI.values_list("aiuta__nome", flat=True)) == {
        "CSV Lombardia Sud",
        "Cooperativa Sociale Nazareth",
    }


def _atti():
    """Each call that is out has its act, with a document that opens; one was corrected, one prolonged, one fell."""
    assert Counter(AttoBando.objects.filter(bando__in=GRUPPI).values_list("tipo", flat=True)) == {
        "approvazione": 11,
        "rettifica": 1,
        "proroga": 1,
        "annullamento": 1,
        "nomina": 5,
        "provvisoria": 2,
        "definitiva": 1,
        "scorrimento": 1,
    }
    assert AttoBando.objects.filter(file=None).count() == 0
    assert set(AttoBando.objects.values_list("file__tipo", flat=True)) == {"pdf"}
    assert sorted(GRUPPI.filter(versione_n=2).values_list("titolo", flat=True)) == [
        "Progetti di associazioni e gruppi giovanili, quinta edizione",
        "Progetti di associazioni e gruppi giovanili, sesta edizione",
    ]


def _domande():
    righe = Domanda.objects.filter(bando__in=GRUPPI)
    assert righe.count() == 94
    assert Counter(righe.values_list("bando__titolo", "stato")) == {
        ("Progetti di associazioni e gruppi giovanili, quinta edizione", "ammessa"): 14,
        ("Progetti di associazioni e gruppi giovanili, quinta edizione", "esclusa"): 1,
        ("Progetti di associazioni e gruppi giovanili, quinta edizione", "ritirata"): 1,
        ("Progetti estivi di associazioni e gruppi", "bozza"): 2,
        ("Idee per Crema e il Cremasco", "ammessa"): 3,
        ("Idee per Crema e il Cremasco", "esclusa"): 1,
        ("Idee per Crema e il Cremasco", "integrazione"): 1,
        ("Idee per Crema e il Cremasco", "inviata"): 5,
        ("Idee per Crema e il Cremasco", "ritirata"): 1,
        ("Idee per Crema e il Cremasco", "bozza"): 1,
        ("Memoria e futuro: progetti di associazioni e gruppi", "ammessa"): 4,
        ("Memoria e futuro: progetti di associazioni e gruppi", "esclusa"): 1,
        ("Sport di tutti: progetti di associazioni e gruppi", "ammessa"): 4,
        ("Musica e parole: progetti di associazioni e gruppi", "ammessa"): 5,
        ("Luoghi vuoti che riaprono: progetti di associazioni e gruppi", "ammessa"): 4,
        ("Piazze d'estate: progetti di associazioni e gruppi", "ammessa"): 2,
        ("Piazze d'estate: progetti di associazioni e gruppi", "esclusa"): 1,
        ("Piazze d'estate: progetti di associazioni e gruppi", "integrazione"): 1,
        ("Piazze d'estate: progetti di associazioni e gruppi", "inviata"): 12,
        ("Progetti di associazioni e gruppi giovanili, sesta edizione", "inviata"): 10,
        ("Progetti di associazioni e gruppi giovanili, sesta edizione", "ritirata"): 1,
        ("Progetti di associazioni e gruppi giovanili, sesta edizione", "bozza"): 11,
        ("Idee per Crema e il Cremasco, seconda edizione", "inviata"): 2,
        ("Idee per Crema e il Cremasco, seconda edizione", "preavviso"): 1,
        ("Idee per Crema e il Cremasco, seconda edizione", "bozza"): 5,
    }
    assert Domanda.objects.count() == 138
    assert set(Domanda.objects.values_list("stato", flat=True)) == set(StatoDomanda)
    emails = Componente.objects.exclude(email__endswith="@example.org")
    assert emails.count() == 0


def _inviate():
    """Whole when they left; numbers without gaps; sent again with the number of before; late only who was let in."""
    for domanda in Domanda.objects.filter(stato="inviata", bando__in=GRUPPI).select_related("bando"):
        # Sent before an extension it stands as it is; only to be sent again it would ask for the new day.
        prima = domanda.versione_id != domanda.bando.versioni.last().pk
        mancano = {una.di for una in che_cosa_manca(domanda, risposte_di(domanda))}
        assert mancano - ({"fatti", "chi"} if prima else set()) == set(), domanda.soggetto
        _con_i_fatti(domanda.invii.last())
    for bando in Bando.objects.all():
        numeri = sorted(bando.domande.exclude(numero=None).values_list("numero", flat=True))
        assert numeri == list(range(1, bando.ultimo_numero + 1))
    assert Invio.objects.filter(n=2).count() == 5
    tardi = [invio.domanda for invio in Invio.objects.all() if invio.arrivata_il >= invio.domanda.bando.chiude_il]
    ammesse = AmmissioneTardiva.objects.values_list("persona", flat=True)
    assert [list(una.componenti.filter(persona__in=ammesse, ruolo="referente")) != [] for una in tardi] == [True]
    minori = Componente.objects.filter(email__startswith="minore", tutore_il__isnull=False)
    assert set(minori.values_list("stato", flat=True)) == {"confermato"}
    assert minori.count() == 3


def _con_i_fatti(invio):
    """Each has said where she lives, for the day of the closing that was in force; an association where its seat is."""
    contenuto = invio.contenuto
    assert {uno["al"]["residenza"] for uno in contenuto["gruppo"]} == {contenuto["al"]}
    assert None not in {uno["comune"] for uno in contenuto["gruppo"]}
    assert (contenuto["sede"] is None) == (contenuto["proponente"] == "gruppo")
    assert [una.verdetto for una in giudizi_di(invio) if una.requisito.tipo == "una_sola"] == ["dipende"]
    assert {una.verdetto for una in giudizi_di(invio, altra_domanda=False)} == {"si"}


def _di_chi_si_conosce():
    """Giulia writes with Leo, who has not answered yet; Sara for an association: both still lack something."""
    for chi, soggetto, altri in (
        ("giulia", "Manifesti in cortile", [("leo@example.org", "invitato")]),
        ("sara", "Nazareth Giovani", [("ada@example.org", "dentro")]),
    ):
        email = f"{chi}@example.org"
        domanda = Domanda.objects.get(componenti__persona__email=email, stato="bozza", bando__in=GRUPPI)
        assert domanda.soggetto == soggetto
        assert domanda.bando.aperto()
        gruppo = domanda.componenti.exclude(ruolo="referente").values_list("email", "stato")
        assert list(gruppo) == altri
        assert domanda.risposte.count() >= 8
        assert che_cosa_manca(domanda, risposte_di(domanda)) != []


def _dialogo():
    assert Counter(Chiarimento.objects.values_list("stato", flat=True)) == {
        "pubblicato": 7,
        "chiesto": 3,
        "respinto": 1,
    }
    assert Chiarimento.objects.exclude(corretto_il=None).count() == 1
    aiuti = Counter(RichiestaAiuto.objects.values_list("stato", flat=True))
    assert aiuti == {"conclusa": 3, "chiesta": 2, "presa": 1}
    aperti = Chiarimento.objects.da_rispondere()
    assert [uno.bando.aperto() for uno in aperti] == [True] * 3


def _messaggi():
    """One waits for the office, one for Giulia."""
    righe = MessaggioDomanda.objects.all()
    assert righe.count() == 8
    assert [m.domanda.soggetto for m in righe.da_evadere()] == ["Gruppo Acqua Esempio"]
    assert [m.domanda.soggetto for m in righe.da_leggere("gruppo")] == ["Manifesti in cortile"]


def _commissione():
    """One call in each phase; on one application of the first a substitute; one that has written half a sheet."""
    fasi = {una.bando.titolo.partition(":")[0]: una.fase.tipo for una in Commissione.objects.select_related("bando")}
    assert fasi == {
        "Progetti di associazioni e gruppi giovanili, quinta edizione": TipoFase.CHIUSA,
        "Memoria e futuro": TipoFase.CHIUSA,
        "Sport di tutti": TipoFase.INSIEME,
        "Musica e parole": TipoFase.DA_SOLI,
        "Luoghi vuoti che riaprono": TipoFase.DICHIARA,
    }
    una = Commissione.objects.get(bando__titolo__endswith="quinta edizione")
    assert una.nominata_il > una.bando.chiude_il
    ruoli = Counter(una.commissari.values_list("ruolo", flat=True))
    assert ruoli == {"presidente": 1, "componente": 2, "supplente": 1, "segretario": 1}
    dette = DichiarazioneConflitto.objects.filter(commissario__commissione=una)
    assert (dette.count(), dette.filter(conflitto=True).count()) == (5 * 14, 1)
    (supplenza,) = Supplenza.objects.filter(finita_il=None, al_posto_di__commissione=una)
    assert supplenza.al_posto_di == dette.get(conflitto=True).commissario
    assert supplenza.dal < una.fasi.get(tipo="da_soli").dal
    firmate = Counter(Scheda.objects.values_list("commissario__commissione__bando__titolo", "stato"))
    assert {(titolo.partition(":")[0], stato): n for (titolo, stato), n in firmate.items()} == {
        ("Progetti di associazioni e gruppi giovanili, quinta edizione", "firmata"): 3 * 14,
        ("Memoria e futuro", "firmata"): 3 * 4,
        ("Sport di tutti", "firmata"): 3 * 4,
        ("Musica e parole", "firmata"): 7,
        ("Musica e parole", "aperta"): 1,
    }
    presiede = Commissario.objects.get(commissione__bando__titolo__startswith="Sport di tutti", ruolo="presidente")
    quadro = Quadro(presiede)
    assert [una.da_discutere(quadro.massimo) for una in quadro.disaccordi] == [True, False, False, False]
    assert list(Seduta.objects.order_by("n").values_list("stato", flat=True)) == ["chiusa", "convocata"]
    assert Verbale.objects.get().stato == "approvato"


def _graduatoria():
    """One final: one gave up, who follows was called and accepted; one out, with an error that waits for its answer."""
    versioni = Graduatoria.objects.order_by("bando__titolo", "n").values_list("tipo", flat=True)
    assert list(versioni) == ["provvisoria", "provvisoria", "definitiva"]
    assert Counter(Osservazione.objects.values_list("stato", flat=True)) == {"respinta": 1, "ricevuta": 1}
    chiamate = Chiamata.objects.order_by("pk")
    assert {una.stato for una in chiamate} == {"rinunciata", "accettata"}
    assert [una.stato for una in chiamate.filter(atto__tipo="scorrimento")] == ["accettata"]
    concessi = Beneficio.objects.filter(bando__titolo__endswith="quinta edizione").values_list("domanda", "importo")
    accettate = chiamate.filter(stato="accettata").values_list("domanda", "importo")
    assert sorted(concessi) == sorted(accettate)


def _registri():
    """Numbers for a whole call and half of another; requests in several states; grants public, fallen, to publish."""
    valide = Protocollazione.objects.valide()
    assert Counter(valide.values_list("domanda__bando__titolo", flat=True)) == {
        "Progetti di associazioni e gruppi giovanili, quinta edizione": 15,
        "Idee per Crema e il Cremasco": 5,
    }
    assert Protocollazione.objects.exclude(motivo="").count() == 1
    oggi_ = a_roma(adesso()).date()
    righe = RichiestaAccesso.objects.order_by("registrata_il").values_list("tipo", "stato", "canale", "scade_il")
    assert [(tipo, stato, canale, scade < oggi_) for tipo, stato, canale, scade in righe] == [
        ("documentale", "accolta", "portale", True),
        ("generalizzato", "aperta", "pec", True),
        ("generalizzato", "interpellati", "portale", False),
        ("civico", "aperta", "pec", False),
    ]
    assert Counter(Controinteressato.objects.values_list("risposta", flat=True)) == {"si_oppone": 1, "": 1}
    assert Counter(Beneficio.objects.values_list("bando__partner__nome", "stato")) == {
        ("Comune di Cremona", "pubblicato"): 6,
        ("Comune di Cremona", "annullato"): 1,
        ("Comune di Crema", "concesso"): 2,
    }


def _posta():
    vecchie = Consegna.objects.filter(avviso__tipo="bandi", avviso__creato_il__lt=adesso() - timedelta(days=8))
    nuove = Consegna.objects.filter(avviso__tipo="bandi").exclude(pk__in=vecchie)
    assert vecchie.count() == 0
    assert set(nuove.values_list("avviso__persona__email", flat=True)) == {
        "giulia@example.org",
        "nora@example.org",
        "sara@example.org",
    }
