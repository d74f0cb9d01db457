"""The letters of what the office decides and asks: signed, numbered by the body that sends them, verifiable.

Letters with effect are in Italian and impersonal, whatever the language of who reads the page.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.permissions import Sistema
from talenti.base.templatetags.italiano import data
from talenti.documenti.actions import Emissione, emetti, revoca
from talenti.documenti.enums import MotivoPubblico, StatoDocumento
from talenti.documenti.lettere import LINGUA_DEGLI_ATTI
from talenti.documenti.models import Documento
from talenti.documenti.pdf import codice_qr, rendi_pdf
from talenti.registro.annunci import dopo
from talenti.registro.models import Transizione
from talenti.rete.models import Partner
from thinktown.enums import RuoloComponente, TipoAtto
from thinktown.enums_istruttoria import COL_PERCHE, RICHIESTE, TipoProvvedimento
from thinktown.istanti import al_secondo
from thinktown.models import Provvedimento
from thinktown.queries import chi_lo_segue
from thinktown.rimedi import rimedi
from thinktown.termini import ultimo_giorno

GENERE = "lettera-istruttoria"
DA = Sistema("lettere-istruttoria")


@dopo(
    "thinktown.domanda",
    "ammetti",
    "escludi",
    "chiedi_integrazione",
    "preavvisa",
    lavoro=gettext_lazy("Lettera sulla domanda a un bando"),
)
def lettera(transizione: Transizione) -> None:
    """One for each measure that was told, however many times this is asked."""
    documento(_di(transizione))


@dopo("thinktown.domanda", "riesamina", lavoro=gettext_lazy("Revoca della lettera su una domanda riesaminata"))
def non_vale_piu(transizione: Transizione) -> None:
    """The check is open again: whoever verifies the letter of the decision reads that it no longer holds."""
    detti = Provvedimento.objects.comunicati().exclude(tipo__in=RICHIESTE)
    prima = detti.filter(domanda=transizione.oggetto_id, comunicato_il__lt=transizione.quando)
    ultimo = prima.order_by("-comunicato_il").first()
    carta = documento(ultimo) if ultimo is not None else None
    if carta is not None and carta.stato == StatoDocumento.EMESSO:
        with translation.override(LINGUA_DEGLI_ATTI):
            perche = _("L'ufficio ha riaperto il controllo della domanda.")
        revoca(carta, da=DA, motivo=perche, in_pubblico=MotivoPubblico.DECISIONE)


def _di(transizione: Transizione) -> Provvedimento:
    """The measure that was told in that act: at its very instant."""
    return Provvedimento.objects.get(domanda=transizione.oggetto_id, comunicato_il=transizione.quando)


def documento(provvedimento: Provvedimento) -> Documento:
    """Its signed letter; drawn the first time, the same one afterwards."""
    domanda = provvedimento.domanda
    with translation.override(LINGUA_DEGLI_ATTI):
        emissione = Emissione(
            chiave=f"{GENERE}:{provvedimento.codice}",
            genere=GENERE,
            # Whoever checks it by its code reads this: what was decided is not there.
            titolo=_("Comunicazione sulla domanda n. %(numero)s") % {"numero": domanda.numero},
            intestatario=chi_presenta(provvedimento),
            registro=f"lettere-{domanda.bando.partner_id}",
            disegna=partial(_disegna, provvedimento),
        )
    return emetti(emissione, per=provvedimento, da=DA)


def documenti_di(provvedimenti: Iterable[Provvedimento]) -> dict[int, Documento]:
    """Measure (its key) → its letter, of those that have been drawn: one question for all."""
    chiavi = {f"{GENERE}:{uno.codice}": uno.pk for uno in provvedimenti}
    emessi = Documento.objects.emessi().filter(chiave__in=chiavi).select_related("file")
    return {chiavi[uno.chiave]: uno for uno in emessi}


def chi_presenta(provvedimento: Provvedimento) -> str:
    """Under which name it was sent."""
    return provvedimento.invio.contenuto["soggetto"] or _referente(provvedimento)


def _referente(provvedimento: Provvedimento) -> str:
    gruppo = provvedimento.invio.contenuto["gruppo"]
    return next((str(uno["nome"]) for uno in gruppo if uno["ruolo"] == RuoloComponente.REFERENTE), "")


# ── Drawn ─────────────────────────────────────────────────────────────────────────────────────────
def _disegna(provvedimento: Provvedimento, documento_: Documento) -> bytes:
    with translation.override(LINGUA_DEGLI_ATTI):
        return rendi_pdf("pdf/istruttoria.html", contesto(provvedimento, documento_), lingua=LINGUA_DEGLI_ATTI)


def contesto(provvedimento: Provvedimento, documento_: Documento) -> dict[str, Any]:
    bando = provvedimento.domanda.bando
    tipo = TipoProvvedimento(provvedimento.tipo)
    verifica = settings.INDIRIZZO_SITO + reverse("documenti:verifica", args=[documento_.codice])
    segue = chi_lo_segue(bando)
    return {
        "documento": documento_,
        "ente": {"nome": bando.partner.nome, "righe": _righe_di(bando.partner)},
        "destinatario": _destinatario(provvedimento),
        "oggetto": _OGGETTI[tipo]() % {"numero": provvedimento.domanda.numero},
        "premesse": _premesse(provvedimento),
        "voci": _voci(provvedimento),
        "perche": provvedimento.motivo,
        "titolo_del_perche": _("Ragioni") if tipo in COL_PERCHE else _("Note dell’ufficio"),
        "paragrafi": list(_SEGUITI[tipo](provvedimento)),
        "rimedi": list(_rimedi(provvedimento)) if tipo == TipoProvvedimento.ESCLUSIONE else [],
        "basi": provvedimento.invio.versione.definizione.norme.basi,
        "responsabile": segue.get_full_name() if segue else "",
        "si_risponde": provvedimento.richiesta,
        "indirizzo_pagina": settings.INDIRIZZO_SITO + provvedimento.get_absolute_url(),
        "indirizzo_verifica": verifica,
        "qr": codice_qr(verifica),
    }


_OGGETTI: dict[TipoProvvedimento, Callable[[], str]] = {
    TipoProvvedimento.AMMISSIONE: lambda: _("ammissione alla valutazione della domanda n. %(numero)s"),
    TipoProvvedimento.ESCLUSIONE: lambda: _("esclusione della domanda n. %(numero)s"),
    TipoProvvedimento.INTEGRAZIONE: lambda: _("richiesta di completare la domanda n. %(numero)s"),
    TipoProvvedimento.PREAVVISO: lambda: _(
        "comunicazione dei motivi che ostano all’accoglimento della domanda n. %(numero)s"
    ),
}


def _righe_di(partner: Partner) -> list[str]:
    luogo = f"{partner.comune.cap} {partner.comune.nome}".strip() if partner.comune else ""
    recapiti = " · ".join(filter(None, (partner.email, partner.telefono)))
    return [riga for riga in (partner.indirizzo, luogo, recapiti) if riga]


def _destinatario(provvedimento: Provvedimento) -> list[str]:
    """Who presents it, and who speaks for them: no address is known, nor needed."""
    nome, referente = chi_presenta(provvedimento), _referente(provvedimento)
    dell_attenzione = _("alla cortese attenzione di %(chi)s") % {"chi": referente}
    return [nome] if nome == referente else [nome, dell_attenzione]


def _premesse(provvedimento: Provvedimento) -> list[str]:
    domanda, bando = provvedimento.domanda, provvedimento.domanda.bando
    atto = bando.atti.filter(tipo=TipoAtto.APPROVAZIONE).first()
    approvato = _(" (approvato con atto n. %(numero)s di %(giorno)s)")
    dati = {
        "bando": bando,
        "atto": approvato % {"numero": atto.numero, "giorno": data(atto.data)} if atto else "",
        "numero": domanda.numero,
        "codice": domanda.codice,
        "chi": chi_presenta(provvedimento),
        "quando": al_secondo(provvedimento.invio.arrivata_il),
    }
    riferimento = _(
        "Con riferimento al bando «%(bando)s»%(atto)s e alla domanda n. %(numero)s (codice %(codice)s), presentata da "
        "«%(chi)s» e pervenuta %(quando)s, si comunica quanto segue."
    )
    return [riferimento % dati, *_come_e_andata(provvedimento), _PREMESSE[TipoProvvedimento(provvedimento.tipo)]()]


_PREMESSE: dict[TipoProvvedimento, Callable[[], str]] = {
    TipoProvvedimento.AMMISSIONE: lambda: _(
        "L’ufficio ha verificato la regolarità della domanda e i requisiti richiesti dal bando. La domanda è ammessa "
        "alla valutazione."
    ),
    TipoProvvedimento.ESCLUSIONE: lambda: _("La domanda è esclusa dalla procedura, per le ragioni che seguono."),
    TipoProvvedimento.INTEGRAZIONE: lambda: _(
        "Dal controllo della domanda risulta necessario completare o chiarire quanto indicato di seguito (articolo 6, "
        "comma 1, lettera b, della legge 7 agosto 1990, n. 241)."
    ),
    TipoProvvedimento.PREAVVISO: lambda: _(
        "Prima di adottare il provvedimento finale si comunicano i motivi che ostano all’accoglimento della domanda "
        "(articolo 10-bis della legge 7 agosto 1990, n. 241)."
    ),
}


def _come_e_andata(provvedimento: Provvedimento) -> Iterator[str]:
    """Of a decision: what was asked before of the same sending, and what came of it."""
    prima = Provvedimento.objects.comunicati().filter(invio=provvedimento.invio_id, tipo__in=RICHIESTE)
    for una in prima.filter(comunicato_il__lt=provvedimento.comunicato_il).order_by("comunicato_il"):
        frase = _COME[una.tipo, una.risposto_il is not None]()
        yield frase % {"giorno": data(una.comunicato_il), "risposta": data(una.risposto_il)}


_COME: dict[tuple[str, bool], Callable[[], str]] = {
    (TipoProvvedimento.PREAVVISO, True): lambda: _(
        "Con comunicazione di %(giorno)s sono stati anticipati i motivi che ostavano all’accoglimento; le osservazioni "
        "pervenute %(risposta)s sono state esaminate."
    ),
    (TipoProvvedimento.PREAVVISO, False): lambda: _(
        "Con comunicazione di %(giorno)s sono stati anticipati i motivi che ostavano all’accoglimento; nel termine "
        "assegnato non sono pervenute osservazioni."
    ),
    (TipoProvvedimento.INTEGRAZIONE, True): lambda: _(
        "Con comunicazione di %(giorno)s è stato chiesto di completare la domanda; la risposta è pervenuta "
        "%(risposta)s."
    ),
    (TipoProvvedimento.INTEGRAZIONE, False): lambda: _(
        "Con comunicazione di %(giorno)s è stato chiesto di completare la domanda; nel termine assegnato non è "
        "pervenuta alcuna risposta."
    ),
}


def _voci(provvedimento: Provvedimento) -> list[dict[str, str]]:
    """Each named thing with the question of the call that it is about."""
    detta = provvedimento.invio.versione.definizione
    trovati = {uno.chiave: uno.domanda for uno in detta.quesiti()}
    if provvedimento.tipo != TipoProvvedimento.INTEGRAZIONE:
        return []
    return [{"voce": trovati.get(una.quesito, ""), "che_cosa": una.che_cosa} for una in provvedimento.voci.all()]


# ── What follows ──────────────────────────────────────────────────────────────────────────────────
def _dopo_ammissione(_provvedimento: Provvedimento) -> Iterator[str]:
    yield _("L’ammissione alla valutazione non comporta di per sé l’assegnazione di contributi o di altri benefici.")


def _dopo_esclusione(_provvedimento: Provvedimento) -> Iterator[str]:
    return iter(())


def _quando(provvedimento: Provvedimento) -> dict[str, Any]:
    giorno = ultimo_giorno(provvedimento.entro) if provvedimento.entro else None
    return {"giorno": data(giorno), "giorni": provvedimento.giorni}


def _dopo_integrazione(provvedimento: Provvedimento) -> Iterator[str]:
    quando = _quando(provvedimento)
    yield (
        _(
            "La risposta va inviata dal portale, alla pagina indicata di seguito, entro %(giorno)s (fino alle ore "
            "23:59, ora italiana). Il termine è perentorio."
        )
        % quando
    )
    yield _(
        "Trascorso il termine senza risposta, la domanda è esaminata sulla base di quanto già trasmesso, e può essere "
        "esclusa. Quanto trasmesso con la domanda resta agli atti e non è modificato dalla risposta; non possono "
        "essere integrati gli elementi oggetto di valutazione."
    )
    yield _(
        "Dalla data della presente il termine del procedimento è sospeso fino alla risposta e per non più di 30 giorni "
        "(articolo 2, comma 7, della legge n. 241/1990)."
    )


def _dopo_preavviso(provvedimento: Provvedimento) -> Iterator[str]:
    quando = _quando(provvedimento)
    yield (
        _(
            "Entro %(giorni)s giorni dal ricevimento della presente, e quindi entro %(giorno)s (fino alle ore 23:59, "
            "ora italiana), possono essere presentate osservazioni scritte, eventualmente corredate da documenti, dal "
            "portale, alla pagina indicata di seguito."
        )
        % quando
    )
    yield _(
        "Trascorso il termine senza osservazioni, il provvedimento finale è adottato sulla base degli atti già "
        "acquisiti."
    )
    yield _(
        "La presente sospende il termine del procedimento, che ricomincia a decorrere dieci giorni dopo la "
        "presentazione delle osservazioni o, in mancanza, dieci giorni dopo la scadenza del termine per presentarle."
    )


_SEGUITI: dict[TipoProvvedimento, Callable[[Provvedimento], Iterator[str]]] = {
    TipoProvvedimento.AMMISSIONE: _dopo_ammissione,
    TipoProvvedimento.ESCLUSIONE: _dopo_esclusione,
    TipoProvvedimento.INTEGRAZIONE: _dopo_integrazione,
    TipoProvvedimento.PREAVVISO: _dopo_preavviso,
}


def _rimedi(provvedimento: Provvedimento) -> Iterator[str]:
    """Against an exclusion (L. 241/1990 art. 3 c. 4)."""
    fino = rimedi(provvedimento)
    giorni = {"tar": data(fino.tar), "presidente": data(fino.presidente)}
    yield _("osservazioni scritte e istanza di riesame a questo ufficio, dal portale o ai recapiti indicati;")
    yield (
        _(
            "ricorso al Tribunale amministrativo regionale per la Lombardia, sezione staccata di Brescia, entro 60 "
            "giorni dalla comunicazione (%(tar)s; decreto legislativo n. 104/2010, articoli 29 e 41);"
        )
        % giorni
    )
    yield (
        _(
            "in alternativa, ricorso straordinario al Presidente della Repubblica entro 120 giorni dalla comunicazione "
            "(%(presidente)s; decreto del Presidente della Repubblica n. 1199/1971, articoli 8 e 9)."
        )
        % giorni
    )
    yield _(
        "Gli atti del procedimento possono essere visti e copiati con richiesta di accesso a questo ufficio (legge n. "
        "241/1990, articoli 22 e seguenti)."
    )
