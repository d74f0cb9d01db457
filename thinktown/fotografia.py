"""What is sent: the application as it is in that moment, whole."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from talenti.documenti.models import FileCaricato
from talenti.registro.catena import canonico, istante, sha256
from thinktown import dichiarati, dichiarazioni, posti, risposte
from thinktown.definizione import Quesito
from thinktown.enums import RuoloComponente, TipoQuesito, TipoRequisito
from thinktown.models import Componente, Domanda
from thinktown.obblighi import DELLA_FIRMA


def impronta_del_testo(domanda: Domanda, date: Mapping[str, Any]) -> str:
    """Of what somebody reads before she confirms or sends: the answers, and the version of the call they answer."""
    return sha256(canonico({"versione": domanda.bando.versione_n, "risposte": dict(date)}))


def impronta_del_modulo(date: Mapping[str, Any], chiesti: Iterable[Quesito]) -> str:
    """Of what the paper to be signed says: the same on the paper and beside what was sent, so that one can compare."""
    senza = {uno.chiave: date.get(uno.chiave) for uno in chiesti if uno.chiave not in DELLA_FIRMA}
    return sha256(canonico(senza))


def fotografia(domanda: Domanda, date: Mapping[str, Any], arrivo: datetime) -> dict[str, Any]:
    """What is sent, whole: it says what was asked and what was answered, whoever changes either afterwards.

    Of each person what the rules of the call are judged on stands as she has said it, with the day that she said it
    for; no page of the group shows it. ``al`` is the day of the closing, for the rules that do not say theirs.
    """
    detta = domanda.bando.in_vigore
    al = dichiarati.chiusura(domanda, arrivo)
    chiesti = risposte.chiesti(detta, date, domanda.sezione)
    codici = [codice for uno in chiesti if uno.tipo == TipoQuesito.FILE for codice in date.get(uno.chiave) or ()]
    attivi = list(domanda.componenti.attivi().select_related("persona", "residenza"))
    return {
        "bando": domanda.bando.codice,
        "versione": domanda.bando.versione_n,
        "proponente": domanda.proponente,
        "sezione": domanda.sezione,
        "soggetto": domanda.soggetto,
        "codice_fiscale": domanda.codice_fiscale,
        "presenta": _chi_presenta(attivi),
        "al": al.isoformat(),
        **_organizzazione(domanda, al),
        "risposte": [{"chiave": uno.chiave, "domanda": uno.domanda, "valore": date.get(uno.chiave)} for uno in chiesti],
        "file": _file(domanda, codici),
        **_posti(chiesti, date),
        "modulo": impronta_del_modulo(date, chiesti),
        "gruppo": [_persona(domanda, uno, al) for uno in attivi],
        "dichiarazioni": list(_dichiarazioni(domanda, date, attivi)),
    }


def _chi_presenta(attivi: Iterable[Componente]) -> dict[str, Any]:
    """Who speaks for the group, where lists read it."""
    persona: Any = next(uno.persona for uno in attivi if uno.ruolo == RuoloComponente.REFERENTE)
    return {"persona": persona.pk, "nome": str(persona.get_full_name())}


def _posti(chiesti: Iterable[Quesito], date: Mapping[str, Any]) -> dict[str, Any]:
    """What the places were called that were chosen; of a call that has none to choose, nothing at all."""
    quesito = next((uno for uno in chiesti if uno.tipo == TipoQuesito.PREFERENZE), None)
    return {"posti": posti.fotografati(date.get(quesito.chiave) or ())} if quesito else {}


def _file(domanda: Domanda, codici: list[str]) -> list[dict[str, Any]]:
    righe = FileCaricato.objects.di(domanda).presenti().filter(codice__in=codici).order_by("codice")
    return [{"codice": f.codice, "nome": f.nome, "byte": f.byte, "sha256": f.sha256} for f in righe]


def _organizzazione(domanda: Domanda, al: date) -> dict[str, Any]:
    """Its seat (an ISTAT code, "" out of the province) and its beginning, where they are asked."""
    chiesti = dichiarati.chiesti_dell_organizzazione(domanda, al)
    nata = dichiarati.costituita_il(domanda, al)
    return {
        "sede": dichiarati.sede(domanda, al),
        "sede_al": _giorno(chiesti.get(TipoRequisito.SEDE)),
        "costituita_il": _giorno(nata),
    }


def _giorno(quale: date | None) -> str | None:
    return quale.isoformat() if quale else None


def _persona(domanda: Domanda, componente: Componente, al: date) -> dict[str, Any]:
    """``comune`` is an ISTAT code, "" out of the province; what is not asked of her is not there."""
    persona: Any = componente.persona  # whoever is in has an account: a constraint holds it
    detto = dichiarati.membro(domanda, componente, al)
    giorni = dichiarati.chiesti(domanda, componente, al)
    return {
        "codice": componente.codice,
        "persona": persona.pk,
        "nome": str(persona.get_full_name()),
        "ruolo": componente.ruolo,
        "riceve": componente.riceve,
        "nato_il": _giorno(detto.nato_il),
        "comune": detto.comune,
        "occupazione": str(detto.occupazione) if detto.occupazione else None,
        "al": {str(tipo): giorno.isoformat() for tipo, giorno in giorni.items()},
        "confermato_il": istante(componente.confermato_il) if componente.confermato_il else None,
        "tutore_il": istante(componente.tutore_il) if componente.tutore_il else None,
    }


def _dichiarazioni(domanda: Domanda, date: Mapping[str, Any], attivi: list[Componente]) -> Iterator[dict[str, Any]]:
    """Those asked in the words of today, of who is in: not what was said of other words, or by who has left."""
    detta = domanda.bando.in_vigore
    chieste = {
        (una.chiave, una.versione, uno.persona_id) for uno in attivi for una in dichiarazioni.chieste(detta, date, uno)
    }
    for resa in domanda.dichiarazioni.order_by("chiave", "persona_id"):
        if (resa.chiave, resa.versione, resa.persona_id) in chieste:
            yield {
                "chiave": resa.chiave,
                "versione": resa.versione,
                "persona": resa.persona_id,
                "resa_il": istante(resa.resa_il),
            }
