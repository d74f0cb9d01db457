"""What an application still lacks before it may be sent: answers, group, statements."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.persone.models import Identita
from thinktown import dichiarati, dichiarazioni, risposte
from thinktown.definizione import Definizione
from thinktown.enums import (
    CON_CODICE_FISCALE,
    CON_UN_NOME,
    Firma,
    Proponente,
    RuoloComponente,
    StatoComponente,
    TipoQuesito,
    TipoRequisito,
)
from thinktown.fatti import Giorni
from thinktown.models import Componente, Domanda
from thinktown.parole import al_giorno
from thinktown.posti import da_compilare
from thinktown.queries import risposte_di


class Di(StrEnum):
    """What a gap is of: keys of questions and of statements are the call's, and may be the same word."""

    CHI = "chi"
    VOCE = "voce"
    GRUPPO = "gruppo"
    DICHIARAZIONE = "dichiarazione"
    IDENTITA = "identita"
    FATTI = "fatti"


@dataclass(frozen=True)
class Mancanza:
    """``frase`` says what to do; ``dove`` is the question's or statement's key, or the kind of fact; ``chi`` has to do
    it; ``giorno``: of a fact, the day that counts."""

    di: Di
    frase: str
    dove: str = ""
    chi: int | None = None
    giorno: date | None = None


class Dovuta(StrEnum):
    """What one person of the group still owes to it."""

    INVITO = "invito"
    CONFERMA = "conferma"
    TUTORE = "tutore"
    TUTORE_NO = "tutore_no"
    DICHIARAZIONE = "dichiarazione"
    FATTI = "fatti"


def che_cosa_manca(domanda: Domanda, date: Mapping[str, Any], ora: datetime | None = None) -> list[Mancanza]:
    """Why it cannot be sent yet, in the order of the pages; empty when it can. ``ora``: when the request arrived."""
    gruppo = list(domanda.componenti.select_related("persona"))
    return mancanze(domanda, date, gruppo, dichiarazioni.rese(domanda), ora)


def mancanze(
    domanda: Domanda,
    date: Mapping[str, Any],
    gruppo: list[Componente],
    rese: set[dichiarazioni.Resa],
    ora: datetime | None = None,
) -> list[Mancanza]:
    """The same, of what has been read already: lists read the group and the statements of all at once."""
    detta = da_compilare(domanda.bando)
    al = dichiarati.chiusura(domanda, ora or adesso())
    voci = risposte.che_cosa_manca(detta, date, domanda.sezione)
    attivi = [uno for uno in gruppo if uno.attivo]
    return [
        *_chi(domanda, al),
        *(Mancanza(Di.VOCE, uno.frase, uno.quesito) for uno in voci),
        *_persone_uscite(domanda, detta, date, attivi),
        *_nel_gruppo(domanda, detta, gruppo),
        *_fatti(domanda, attivi, al),
        *_dichiarazioni(detta, date, attivi, rese),
        *_identita(detta, attivi),
    ]


def _chi(domanda: Domanda, al: date) -> Iterator[Mancanza]:
    if domanda.proponente in CON_UN_NOME and not domanda.soggetto:
        yield Mancanza(Di.CHI, _("Scrivi come vi chiamate."))
    if domanda.proponente in CON_CODICE_FISCALE and not domanda.codice_fiscale:
        yield Mancanza(Di.CHI, _("Scrivi il codice fiscale di chi presenta la domanda."))
    for frase in dichiarati.da_dire(dichiarati.dovuti_dell_organizzazione(domanda, al)):
        yield Mancanza(Di.CHI, frase)


_DEVE_DIRE = {
    TipoRequisito.RESIDENZA: lambda: _("%(chi)s deve dire dove ha la residenza %(giorno)s."),
    TipoRequisito.OCCUPAZIONE: lambda: _("%(chi)s deve dire se studia o lavora %(giorno)s."),
}


def _fatti(domanda: Domanda, attivi: Iterable[Componente], al: date) -> Iterator[Mancanza]:
    """What each has still to say of herself; said for a day that does not count any more, it is not said."""
    for uno in attivi:
        for tipo, giorno in dichiarati.dovuti(domanda, uno, al).items():
            frase = _DEVE_DIRE[tipo]() % {"chi": uno, "giorno": al_giorno(giorno)}
            yield Mancanza(Di.FATTI, frase, tipo, uno.persona_id, giorno)


def _identita(detta: Definizione, attivi: list[Componente]) -> Iterator[Mancanza]:
    """Where the application is signed by who one is (CAD art. 65): who sends has entered with SPID or CIE."""
    if detta.chi.firma != Firma.IDENTITA:
        return
    referenti = [uno.persona_id for uno in attivi if uno.ruolo == RuoloComponente.REFERENTE]
    if not Identita.objects.filter(persona__in=referenti, verificata_il__isnull=False).exists():
        frase = _("Chi invia la domanda deve avere collegato SPID o CIE: si fa da «Accesso e sicurezza».")
        yield Mancanza(Di.IDENTITA, frase)


def _persone_uscite(
    domanda: Domanda, detta: Definizione, date: Mapping[str, Any], attivi: list[Componente]
) -> Iterator[Mancanza]:
    """An answer names somebody who has left the group since."""
    codici = {uno.codice for uno in attivi}
    for quesito in risposte.chiesti(detta, date, domanda.sezione):
        valore = date.get(quesito.chiave)
        if quesito.tipo == TipoQuesito.PERSONA and valore and valore not in codici:
            frase = _("La persona scelta non è più nel gruppo: scegline un'altra.")
            yield Mancanza(Di.VOCE, frase, quesito.chiave)


_FRASI = {
    Dovuta.CONFERMA: lambda: _("%(chi)s deve ancora confermare."),
    Dovuta.TUTORE: lambda: _("Per %(chi)s deve ancora dire sì un genitore o tutore."),
    Dovuta.TUTORE_NO: lambda: _("Chi risponde di %(chi)s ha detto di no: così non può partecipare."),
}


def _nel_gruppo(domanda: Domanda, detta: Definizione, gruppo: list[Componente]) -> Iterator[Mancanza]:
    for uno in gruppo:
        if uno.stato == StatoComponente.INVITATO:
            yield Mancanza(Di.GRUPPO, _("%(chi)s non ha ancora risposto all'invito.") % {"chi": uno.email})
    for uno in (uno for uno in gruppo if uno.attivo):
        for dovuta in _si_di(detta, uno):
            yield Mancanza(Di.GRUPPO, _FRASI[dovuta]() % {"chi": uno}, chi=uno.persona_id)
    if manca_chi_riceve(domanda, gruppo):
        yield Mancanza(Di.GRUPPO, chi_riceve())


def di_lei(mancanze_: Iterable[Mancanza], persona: Any) -> Giorni:
    """Of what is missing, what this person has to say of herself."""
    sue = (una for una in mancanze_ if una.di == Di.FATTI and una.chi == persona.pk)
    return {TipoRequisito(una.dove): una.giorno for una in sue if una.giorno is not None}


def una_volta(mancanze_: Iterable[Mancanza]) -> list[Mancanza]:
    """As people are told of it: what she has to say of herself, who has still to confirm says with her confirmation."""
    tutte = list(mancanze_)
    aspettano = {una.chi for una in tutte if una.di == Di.GRUPPO and una.chi is not None}
    return [una for una in tutte if una.di != Di.FATTI or una.chi not in aspettano]


def manca_chi_riceve(domanda: Domanda, gruppo: Iterable[Componente]) -> bool:
    """An informal group names an adult to whom the money goes; others have an account of their own."""
    return domanda.proponente == Proponente.GRUPPO and not any(uno.riceve and uno.attivo for uno in gruppo)


def chi_riceve() -> str:
    return _("Scegli chi riceve il contributo: una persona che ha già 18 anni.")


def _si_di(detta: Definizione, componente: Componente) -> list[Dovuta]:
    """The yes that are still to come: hers, and of who answers for her."""
    dovute = []
    persona: Any = componente.persona  # whoever is in has an account: a constraint holds it
    da_confermare = detta.chi.conferma_di_tutti and componente.ruolo != RuoloComponente.REFERENTE
    if da_confermare and componente.stato != StatoComponente.CONFERMATO:
        dovute.append(Dovuta.CONFERMA)
    if persona.e_minorenne and componente.tutore_il is None:
        dovute.append(Dovuta.TUTORE_NO if componente.tutore_no_il else Dovuta.TUTORE)
    return dovute


def _dichiarazioni(
    detta: Definizione, date: Mapping[str, Any], gruppo: list[Componente], gia: set[dichiarazioni.Resa]
) -> Iterator[Mancanza]:
    for uno in gruppo:
        for una in dichiarazioni.che_mancano(detta, date, uno, gia):
            frase = _("Manca una dichiarazione di %(chi)s.") % {"chi": uno}
            yield Mancanza(Di.DICHIARAZIONE, frase, una.chiave, uno.persona_id)


def che_cosa_deve(
    domanda: Domanda,
    componente: Componente,
    date: Mapping[str, Any] | None = None,
    rese: set[dichiarazioni.Resa] | None = None,
) -> list[Dovuta]:
    """What this person still owes; nothing, when the others can go on without her."""
    if componente.stato == StatoComponente.INVITATO:
        return [Dovuta.INVITO]
    if not componente.attivo:
        return []
    detta = domanda.bando.in_vigore
    date = risposte_di(domanda) if date is None else date
    rese = dichiarazioni.rese(domanda) if rese is None else rese
    sue = dichiarazioni.che_mancano(detta, date, componente, rese)
    fatti = dichiarati.dovuti(domanda, componente, dichiarati.chiusura(domanda, adesso()))
    return [
        *_si_di(detta, componente),
        *([Dovuta.FATTI] if fatti else []),
        *([Dovuta.DICHIARAZIONE] if sue else []),
    ]
