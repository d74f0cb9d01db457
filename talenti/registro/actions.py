"""The one door through which anything changes its state (house rules, §4)."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.clock import a_roma, adesso
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import Attore, attore_in_parole, richiedi
from talenti.base.pronte import CHIAVE, TESTO, Dati, Pronta, inserisci, inserisci_dati
from talenti.base.tasks import accoda
from talenti.base.templatetags.italiano import data_ora
from talenti.registro import annunci, catena
from talenti.registro.enums import Passo
from talenti.registro.models import (
    MAI,
    SIGILLI,
    Annuncio,
    Capo,
    Contatore,
    Dettaglio,
    Numero,
    Sigillo,
    Transizione,
    VoceSigillo,
)

# How a page names the actor string of the log; the room of people fills it.
nome_di_attore: list[Callable[[str], str]] = []


def chi(attore: str) -> str:
    return nome_di_attore[0](attore) if nome_di_attore else attore


@dataclass
class Atto:
    """An act under way: the locked object, and the payload that its Transizione will commit to."""

    oggetto: Any
    verbo: str
    da: Attore
    quando: datetime
    da_stato: str
    a_stato: str
    dati: dict[str, Any] = field(default_factory=dict)
    transizione: Transizione | None = None


@contextmanager
def atto(
    oggetto: Any,
    verbo: str,
    *,
    da: Attore,
    motivo: str = "",
    dati: dict[str, Any] | None = None,
    insieme: dict[str, Any] | None = None,
) -> Iterator[Atto]:
    """Do ``verbo`` on ``oggetto`` as ``da``; the block holds the related writes.

    ``insieme``: fields that change in one statement with the state, where a constraint holds them together.

    Order: permission → transaction → lock → refresh → permission and state again → compare-and-set →
    the block → one Transizione → notices in the same transaction → announcements after commit.
    Raises NonPermesso, TransizioneNonAmmessa, DatoNonAccettato (compulsory reason missing).
    """
    passo: Passo = oggetto.TRANSIZIONI[verbo]
    richiedi(da, passo.permesso, oggetto)
    if passo.motivo and not motivo.strip():
        raise DatoNonAccettato(gettext_lazy("Scrivi il motivo: chi lo riceve deve poter capire."), campo="motivo")
    with transaction.atomic():
        modello = type(oggetto)
        # no_key: rows that only refer to this one may be inserted meanwhile, or two acts would wait for each other.
        oggetto.refresh_from_db(from_queryset=modello._base_manager.select_for_update(no_key=True))
        richiedi(da, passo.permesso, oggetto)
        in_corso = Atto(oggetto, verbo, da, adesso(), getattr(oggetto, "stato", ""), "", dict(dati or {}))
        in_corso.a_stato = _cambia_stato(oggetto, passo, insieme)
        if motivo:
            in_corso.dati["motivo"] = motivo
        yield in_corso
        _scrivi(in_corso)


def _cambia_stato(oggetto: Any, passo: Passo, insieme: dict[str, Any] | None = None) -> str:
    """Compare-and-set on (key, allowed source states): exactly one row, else the sentence."""
    ora = getattr(oggetto, "stato", "")
    if passo.da and ora not in passo.da:
        raise TransizioneNonAmmessa(_perche_no(oggetto))
    if passo.a is None:
        return ora
    nuovi = {"stato": passo.a} | (insieme or {})
    if type(oggetto)._base_manager.filter(pk=oggetto.pk, stato=ora).update(**nuovi) != 1:
        raise TransizioneNonAmmessa(_perche_no(oggetto))
    for nome, valore in nuovi.items():
        setattr(oggetto, nome, valore)
    return passo.a


def _perche_no(oggetto: Any) -> str:
    """Who changed the state last, and when: an act that left it as it was has nothing to do with it."""
    ultima = Transizione.objects.di(oggetto).exclude(da_stato=models.F("a_stato")).last()
    stato = oggetto.get_stato_display() if hasattr(oggetto, "get_stato_display") else ""
    if ultima is None:
        return _("Ora lo stato è «%(stato)s»: da qui non si può fare.") % {"stato": stato}
    return _(
        "Lo stato è già «%(stato)s»: l'ha cambiato %(chi)s, %(quando)s. Ricarica la pagina per vedere com'è ora."
    ) % {
        "stato": stato,
        "chi": chi(ultima.attore),
        "quando": data_ora(ultima.quando),
    }


def registra_nascita(oggetto: Any, verbo: str, *, da: Attore, dati: dict[str, Any] | None = None) -> Transizione:
    """Append the first transition of an object just created, in the caller's transaction.

    Nothing is read: a row or a head that is there already breaks a UNIQUE, and the transaction with it.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("registra_nascita belongs in the transaction that creates the object")
    in_corso = Atto(oggetto, verbo, da, adesso(), "", getattr(oggetto, "stato", ""), dict(dati or {}))
    return _scrivi(in_corso, nasce=True)


def _scrivi(in_corso: Atto, *, nasce: bool = False) -> Transizione:
    """Append the Transizione with its Dettaglio and let everybody entitled hear of it."""
    oggetto = in_corso.oggetto
    tipo, chiave = oggetto._meta.label_lower, oggetto.pk
    n, precedente = (0, "") if nasce else _ultima(tipo, chiave, _righe(tipo=tipo, chiave=chiave))
    sale = secrets.token_hex(16)
    t = Transizione(
        oggetto_tipo=tipo,
        oggetto_id=chiave,
        n=n + 1,
        verbo=in_corso.verbo,
        da_stato=in_corso.da_stato,
        a_stato=in_corso.a_stato,
        attore=attore_in_parole(in_corso.da),
        quando=in_corso.quando,
        impegno=catena.impegno(sale, in_corso.dati),
        precedente=precedente,
    )
    t.impronta = catena.impronta_transizione(t)
    inserisci([t])
    _avanza(t.oggetto_tipo, t.oggetto_id, t.n, t.impronta, nuovo=nasce)
    dettaglio = {"transizione_id": t.pk, "sale": sale, "dati": in_corso.dati, "cancellato_il": None}
    inserisci_dati(Dettaglio, [dettaglio])
    in_corso.transizione = t
    for scrittore in annunci.in_transazione():
        scrittore(t, oggetto, in_corso.dati)
    _prenota_annunci(t)
    return t


@Pronta
def _capi(d: Dati) -> models.QuerySet[Any, Any]:
    capi = Capo.objects.filter(oggetto_tipo=d.uno("tipo", TESTO), oggetto_id=d.uno("chiave", CHIAVE))
    return capi.values_list("n", "impronta")


@Pronta
def _righe(d: Dati) -> models.QuerySet[Any, Any]:
    righe = Transizione.objects.filter(oggetto_tipo=d.uno("tipo", TESTO), oggetto_id=d.uno("chiave", CHIAVE))
    return righe.order_by("-n").values_list("n", "impronta")[:1]


def _ultima(tipo: str, chiave: int, righe: Iterable[tuple[int, str]]) -> tuple[int, str]:
    """Where a chain stands: at its head, so that what was cut off stays missing; or at a row further on."""
    return max([*_capi(tipo=tipo, chiave=chiave), *righe], key=lambda capo: capo[0], default=(0, ""))


def _avanza(tipo: str, chiave: int, n: int, impronta: str, *, nuovo: bool = False) -> None:
    """The head of one chain only: two objects never wait for each other, and one's own writers hold its lock."""
    if nuovo or not Capo.objects.filter(oggetto_tipo=tipo, oggetto_id=chiave).update(n=n, impronta=impronta):
        inserisci_dati(Capo, [{"oggetto_tipo": tipo, "oggetto_id": chiave, "n": n, "impronta": impronta}])


def _prenota_annunci(t: Transizione) -> None:
    nomi = annunci.ascoltatori(t.oggetto_tipo, t.verbo)
    if not nomi:
        return
    inserisci([Annuncio(transizione=t, ascoltatore=nome, prossimo=t.quando) for nome in nomi])
    _sveglia(t.pk)


def _sveglia(transizione_id: int) -> None:
    """Subscribers draw and sign: a worker's job, never the request's. Without one, the sweep finds the rows."""
    from talenti.registro import tasks  # tasks are leaves: they import this module

    accoda(tasks.annuncia, transizione=transizione_id)


def annuncia(transizione_id: int | None = None, *, limite: int = 200) -> int:
    """Run the after-commit subscribers still owed (of one transition, or all those due). Returns how many ran."""
    dovuti = Annuncio.objects.dovuti().select_related("transizione")
    if transizione_id is not None:
        dovuti = dovuti.filter(transizione_id=transizione_id)
    return sum(_annuncia_uno(riga) for riga in dovuti.order_by("pk")[:limite])


def _annuncia_uno(riga: Annuncio) -> int:
    """Claim by compare-and-set on the attempt, run, mark. A crash in between leaves it to the sweep."""
    ora = adesso()
    attesa = timedelta(seconds=min(30 * 2**riga.tentativi, 6 * 3600))
    preso = Annuncio.objects.filter(pk=riga.pk, fatto_il__isnull=True, tentativi=riga.tentativi).update(
        tentativi=riga.tentativi + 1, prossimo=ora + attesa
    )
    if not preso:
        return 0
    funzione = annunci.ascoltatori(riga.transizione.oggetto_tipo, riga.transizione.verbo).get(riga.ascoltatore)
    try:
        if funzione is not None:
            funzione(riga.transizione)
    except Exception as errore:  # noqa: BLE001 – a subscriber's failure is its own: noted, retried, never the act's
        mai_piu = {"prossimo": ora + MAI} if isinstance(errore, annunci.NonRiuscira) else {}
        Annuncio.objects.filter(pk=riga.pk).update(errore=repr(errore)[:2000], **mai_piu)
        return 0
    Annuncio.objects.filter(pk=riga.pk).update(fatto_il=adesso(), errore="")
    return 1


def riprova(annuncio: Annuncio, *, da: Attore) -> Annuncio:
    """Put what did not come off at the head of the queue, with its attempts counted from nothing."""
    with atto(annuncio, "riprova", da=da) as passo:
        if annuncio.fatto_il is not None:
            quando = data_ora(annuncio.fatto_il)
            raise TransizioneNonAmmessa(_("Questo lavoro è già stato fatto: %(quando)s.") % {"quando": quando})
        Annuncio.objects.filter(pk=annuncio.pk).update(prossimo=passo.quando, tentativi=0)
        _sveglia(annuncio.transizione_id)
    annuncio.refresh_from_db()
    return annuncio


def cancella_dettaglio(t: Transizione) -> None:
    """Erase the personal payload of an act (right to erasure): the chain stays whole."""
    Dettaglio.objects.filter(transizione=t).update(sale="", dati=None, cancellato_il=adesso())


def numera(registro: str, oggetto: models.Model, *, quando: datetime | None = None) -> Numero:
    """Give ``oggetto`` the next number of ``registro`` in its year (Europe/Rome), without gaps.

    Called last in a transaction: the counter is the last lock, and a rollback gives the number back.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("numera belongs in the transaction of the act that it numbers")
    quando = quando or adesso()
    anno = a_roma(quando).year
    Contatore.objects.get_or_create(registro=registro, anno=anno)
    contatore = Contatore.objects.select_for_update().get(registro=registro, anno=anno)
    contatore.ultimo += 1
    contatore.save(update_fields=["ultimo"])
    return Numero.objects.create(
        registro=registro,
        anno=anno,
        n=contatore.ultimo,
        oggetto_tipo=oggetto._meta.label_lower,
        oggetto_id=oggetto.pk,
        quando=quando,
    )


def sigilla(*, limite: int = 10_000) -> Sigillo | None:
    """Close the transitions not sealed yet into the next Sigillo; None when there is nothing to seal.

    Two sealers at once: the UNIQUE numbers let one through, the other finds nothing left to do.
    """
    try:
        with transaction.atomic():
            righe = list(Transizione.objects.senza_sigillo().values_list("pk", "impronta")[:limite])
            if not righe:
                return None
            n, precedente = _ultima(SIGILLI, 0, Sigillo.objects.order_by("-n").values_list("n", "impronta")[:1])
            sigillo = Sigillo(
                n=n + 1,
                quando=adesso(),
                quanti=len(righe),
                radice=catena.radice_merkle([impronta for _pk, impronta in righe]),
                precedente=precedente,
            )
            sigillo.impronta = catena.impronta_sigillo(sigillo)
            sigillo.save(force_insert=True)
            _avanza(SIGILLI, 0, sigillo.n, sigillo.impronta)
            VoceSigillo.objects.bulk_create(
                VoceSigillo(sigillo=sigillo, posizione=posizione, transizione_id=pk, impronta=impronta)
                for posizione, (pk, impronta) in enumerate(righe)
            )
    except IntegrityError:
        return None
    return sigillo
