"""The rules of who may apply, in the words of who reads them; and why one of them says yes, no, or it depends."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talenti.base.templatetags.italiano import data, mese, numero
from talenti.persone.eta import MAGGIORE_ETA
from thinktown.definizione import Chi, Requisito
from thinktown.enums import DiChi, Occupazione, Proponente, TipoRequisito
from thinktown.requisiti import DI_PERSONE, Giudizio, Verdetto

Nomi = Mapping[str, str]


def elenco(voci: Iterable[str], e: str) -> str:
    """uno, due o tre"""
    lista = list(voci)
    return f" {e} ".join(filter(None, (", ".join(lista[:-1]), lista[-1]))) if lista else ""


def senza_settimana(quale: date) -> str:
    """7 dicembre 2026: of a day that counts for a rule its name in the week says nothing."""
    return f"{quale.day} {mese(quale)} {quale.year}"


def al_giorno(quale: date) -> str:
    """al 7 dicembre 2026, all'8 dicembre 2026"""
    testo = _("all'%(giorno)s") if quale.day in (8, 11) else _("al %(giorno)s")
    return testo % {"giorno": senza_settimana(quale)}


def chi_presenta(proponenti: Iterable[str]) -> str:
    return elenco((str(Proponente(uno).label) for uno in proponenti), _("o"))


def regola(requisito: Requisito, al: date | None, nomi: Nomi) -> str:
    """``al``: the day on which the call closes; ``nomi``: the names of the comuni by ISTAT code."""
    cosa = _cosa(requisito, requisito.alla_data or al, nomi)
    if requisito.tipo not in DI_PERSONE:
        return cosa
    return _("%(cosa)s: %(di_chi)s") % {"cosa": cosa, "di_chi": _di_chi(requisito)}


def _di_chi(requisito: Requisito) -> str:
    if requisito.di_chi == DiChi.QUOTA:
        return _("almeno %(quota)s persone su 100") % {"quota": requisito.quota}
    return _("chi presenta la domanda") if requisito.di_chi == DiChi.PRESENTA else _("ogni persona che partecipa")


def _cosa(requisito: Requisito, giorno: date | None, nomi: Nomi) -> str:
    match requisito.tipo:
        case TipoRequisito.ETA:
            return _il_giorno(anni(requisito), giorno)
        case TipoRequisito.RESIDENZA:
            return _il_giorno(_("Residenza %(dove)s") % {"dove": dove(requisito, nomi)}, giorno)
        case TipoRequisito.OCCUPAZIONE:
            return _il_giorno(_("Chi %(condizione)s") % {"condizione": condizioni(requisito)}, giorno)
        case TipoRequisito.COMPOSIZIONE:
            return persone(requisito)
        case TipoRequisito.SEDE:
            return _il_giorno(_("Sede %(dove)s") % {"dove": dove(requisito, nomi)}, giorno)
        case TipoRequisito.DA_QUANTO:
            return _il_giorno(_("L'organizzazione esiste da %(anni)s") % {"anni": anni(requisito, da=False)}, giorno)
        case _:
            return _("Una sola domanda: chi partecipa a una non può stare in un'altra")


def _il_giorno(cosa: str, giorno: date | None) -> str:
    return _("%(cosa)s, il giorno %(giorno)s") % {"cosa": cosa, "giorno": data(giorno)} if giorno else cosa


def anni(requisito: Requisito, *, da: bool = True) -> str:
    """Da 16 a 35 anni"""
    minimo, massimo = requisito.minimo, requisito.massimo
    if minimo is not None and massimo is not None:
        da_a = {"minimo": minimo, "massimo": massimo}
        return _("Da %(minimo)s a %(massimo)s anni") % da_a if da else _("%(minimo)s–%(massimo)s anni") % da_a
    if minimo is not None:
        almeno = ngettext("almeno %(n)s anno", "almeno %(n)s anni", minimo)
        return (ngettext("Almeno %(n)s anno", "Almeno %(n)s anni", minimo) if da else almeno) % {"n": minimo}
    return (_("Al massimo %(n)s anni") if da else _("al massimo %(n)s anni")) % {"n": massimo}


def persone(requisito: Requisito) -> str:
    minimo, massimo = requisito.minimo, requisito.massimo
    if minimo is not None and massimo is not None:
        return _("Da %(minimo)s a %(massimo)s persone") % {"minimo": minimo, "massimo": massimo}
    if minimo is not None:
        return ngettext("Almeno %(n)s persona", "Almeno %(n)s persone", minimo) % {"n": minimo}
    return ngettext("Al massimo %(n)s persona", "Al massimo %(n)s persone", massimo or 0) % {"n": massimo}


def dove(requisito: Requisito, nomi: Nomi) -> str:
    if not requisito.comuni:
        return _("in provincia di Cremona")
    return _("a %(comuni)s") % {"comuni": elenco((nomi.get(uno, uno) for uno in requisito.comuni), _("o"))}


def condizioni(requisito: Requisito) -> str:
    return elenco((str(uno.label) for uno in requisito.occupazione), _("o"))


# ── Why ───────────────────────────────────────────────────────────────────────────────────────────
def perche(giudizio: Giudizio, chi: Chi) -> str:
    requisito, valore = giudizio.requisito, giudizio.valore
    if giudizio.verdetto == Verdetto.DIPENDE:
        return _("Non lo sappiamo ancora: chiedilo all'ufficio, ti aiuta a capirlo.")
    if giudizio.verdetto == Verdetto.SI:
        return _con_genitore(giudizio, chi) or _("Da quello che hai risposto, sì.")
    if isinstance(valore, Occupazione):
        return _("Hai risposto «%(valore)s».") % {"valore": valore.label}
    if isinstance(valore, bool) or valore is None:
        return _("Hai risposto che qui c'è già un'altra domanda.") if _una(requisito) else _("Hai risposto di no.")
    return _troppi(requisito, valore)


def _una(requisito: Requisito) -> bool:
    return requisito.tipo == TipoRequisito.UNA_SOLA


def _troppi(requisito: Requisito, valore: int) -> str:
    if requisito.di_chi == DiChi.QUOTA:
        pochi = ngettext(
            "Hai scritto %(n)s persona: è meno di quanto serve.",
            "Hai scritto %(n)s persone: è meno di quanto serve.",
            valore,
        )
        return pochi % {"n": numero(valore)}
    troppo = requisito.massimo is not None and valore > requisito.massimo
    limite = requisito.massimo if troppo else requisito.minimo
    alto, basso = _("Hai scritto %(n)s: il massimo è %(limite)s."), _("Hai scritto %(n)s: il minimo è %(limite)s.")
    frase = alto if troppo else basso
    return frase % {"n": numero(valore), "limite": numero(limite)}


def _con_genitore(giudizio: Giudizio, chi: Chi) -> str:
    """Minors may, with who answers for them: said where the answer leaves room for one."""
    requisito, valore = giudizio.requisito, giudizio.valore
    quanti = valore if isinstance(valore, int) and not isinstance(valore, bool) else None
    if not chi.minori or requisito.tipo != TipoRequisito.ETA or (requisito.minimo or 0) >= MAGGIORE_ETA:
        return ""
    if quanti is None or requisito.di_chi == DiChi.QUOTA:
        return _("Sì. Chi ha meno di 18 anni partecipa se un genitore o tutore è d'accordo.")
    return "" if quanti >= MAGGIORE_ETA else _("Sì, se un genitore o tutore è d'accordo.")
