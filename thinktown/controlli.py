"""What is checked of an application that was sent: the portal's verdict on each thing, and the officer's beside it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talenti.base.clock import a_roma
from talenti.base.templatetags.italiano import data
from talenti.documenti.models import FileCaricato
from thinktown import pagina, parole
from thinktown.enums import Bollo, Firma, Occupazione, Proponente, RuoloComponente, TipoRequisito
from thinktown.istanti import al_secondo
from thinktown.models import AmmissioneTardiva, Componente, Controllo, Domanda, Invio
from thinktown.requisiti import DI_PERSONE, Candidatura, Giudizio, Membro, Verdetto, conta, giudica


@dataclass(frozen=True)
class Riga:
    """One check: what is asked, what the portal sees and says of it, what an officer found."""

    chiave: str
    titolo: str
    verdetto: Verdetto
    fatti: tuple[str, ...] = ()
    esito: str = ""
    nota: str = ""
    chi: Any = None


def righe(domanda: Domanda, invio: Invio) -> list[Riga]:
    """All that there is to check on one sending, in the order in which one looks."""
    trovati = {uno.chiave: uno for uno in invio.controlli.select_related("da")}
    tutte = (*_termine(domanda, invio), *_requisiti(domanda, invio), *_carte(domanda, invio))
    return [_con_esito(una, trovati) for una in tutte]


def _con_esito(riga: Riga, trovati: Mapping[str, Controllo]) -> Riga:
    suo = trovati.get(riga.chiave)
    if suo is None:
        return riga
    return Riga(riga.chiave, riga.titolo, riga.verdetto, riga.fatti, suo.esito, suo.nota, suo.da)


def _termine(domanda: Domanda, invio: Invio) -> Iterator[Riga]:
    quando = _("Arrivata %(quando)s.") % {"quando": al_secondo(invio.arrivata_il)}
    finestre = domanda.bando.in_vigore.tempi.finestre
    in_tempo = any(una.apre <= invio.arrivata_il < una.chiude for una in finestre)
    if in_tempo:
        yield Riga("termine", _("Arrivata in tempo"), Verdetto.SI, (quando,))
        return
    tardi = AmmissioneTardiva.objects.filter(bando=domanda.bando_id, persona=invio.da_id).first()
    perche = _("Fuori termine, per un'ammissione a nome: %(motivo)s") % {"motivo": tardi.motivo} if tardi else ""
    yield Riga("termine", _("Arrivata in tempo"), Verdetto.DIPENDE if tardi else Verdetto.NO, (quando, perche))


# ── The rules of the call, at their date ──────────────────────────────────────────────────────────
def _requisiti(domanda: Domanda, invio: Invio) -> Iterator[Riga]:
    detta = invio.versione.definizione
    # The closing that counts is the one in force: an extension moves the date for everybody.
    al = a_roma(domanda.bando.in_vigore.tempi.finestre[-1].chiude).date()
    nomi = pagina.nomi_dei_comuni(detta)
    gente = sorted(invio.contenuto["gruppo"], key=lambda uno: uno["ruolo"] != RuoloComponente.REFERENTE)
    candidatura = Candidatura(
        proponente=Proponente(invio.contenuto["proponente"]),
        persone=tuple(_membro(uno) for uno in gente),
        altra_domanda=_altrove(domanda, gente),
    )
    for giudizio in giudica(detta.chi, candidatura, al):
        requisito = giudizio.requisito
        yield Riga(
            f"req:{requisito.chiave}",
            parole.regola(requisito, al, nomi),
            giudizio.verdetto,
            tuple(_fatti(giudizio, gente, requisito.alla_data or al)),
        )


def _membro(uno: Mapping[str, Any]) -> Membro:
    nato, lavoro = uno["nato_il"], uno.get("occupazione")
    return Membro(
        nato_il=date.fromisoformat(nato) if nato else None,
        comune=uno["comune"],
        occupazione=Occupazione(lavoro) if lavoro else None,
    )


def _altrove(domanda: Domanda, gente: Iterable[Mapping[str, Any]]) -> bool:
    """Is somebody of the group in another application in force to this call?"""
    from thinktown.enums import PRESENTATE

    altre = Componente.objects.attivi().filter(
        domanda__bando=domanda.bando_id,
        domanda__stato__in=PRESENTATE,
        persona__in=[uno["persona"] for uno in gente],
    )
    return altre.exclude(domanda=domanda.pk).exists()


def _fatti(giudizio: Giudizio, gente: list[Mapping[str, Any]], giorno: date) -> Iterator[str]:
    """What each rule was judged on: person by person where it is of people."""
    requisito = giudizio.requisito
    if requisito.tipo == TipoRequisito.COMPOSIZIONE:
        yield ngettext("Nel gruppo c'è %(n)s persona.", "Nel gruppo ci sono %(n)s persone.", len(gente)) % {
            "n": len(gente)
        }
    if requisito.tipo not in DI_PERSONE:
        return
    for uno in gente:
        esito = conta(requisito, [_membro(uno)], giorno)
        fatto = _fatto(requisito.tipo, uno, giorno)
        segno = "" if esito.si else _(" – non va") if esito.no else _(" – non si sa")
        yield f"{uno['nome']}: {fatto}{segno}"


def _fatto(tipo: str, uno: Mapping[str, Any], giorno: date) -> str:
    membro = _membro(uno)
    if tipo == TipoRequisito.ETA:
        if membro.nato_il is None:
            return _("data di nascita non detta")
        from talenti.persone.eta import anni_compiuti

        anni = anni_compiuti(membro.nato_il, giorno)
        return ngettext("%(n)s anno, il %(giorno)s", "%(n)s anni, il %(giorno)s", anni) % {
            "n": anni,
            "giorno": data(giorno),
        }
    if tipo == TipoRequisito.RESIDENZA:
        return _("vive in un comune del territorio") if membro.comune else _("comune non detto")
    return membro.occupazione.label if membro.occupazione else _("non detto")


# ── Papers ────────────────────────────────────────────────────────────────────────────────────────
def _carte(domanda: Domanda, invio: Invio) -> Iterator[Riga]:
    detta, dentro = invio.versione.definizione, invio.contenuto
    fatte = len(dentro["dichiarazioni"])
    frase = ngettext("%(n)s dichiarazione resa.", "%(n)s dichiarazioni rese.", fatte) % {"n": fatte}
    yield Riga("dichiarazioni", _("Dichiarazioni"), Verdetto.SI if fatte else Verdetto.DIPENDE, (frase,))
    if dentro["file"]:
        yield _file(domanda, dentro["file"])
    if detta.chi.firma == Firma.PDF:
        frase = _("Confronta l'impronta scritta sul modulo firmato con quella della domanda.")
        yield Riga("firma", _("Firma e documento di identità"), Verdetto.DIPENDE, (frase,))
    if detta.norme.bollo == Bollo.DOVUTO:
        yield Riga("bollo", _("Marca da bollo"), Verdetto.DIPENDE, (_("Guarda la marca e la sua data."),))


def _file(domanda: Domanda, inviati: list[Mapping[str, Any]]) -> Riga:
    """Are they still all there, and the same byte for byte as when they were sent?"""
    codici = [uno["codice"] for uno in inviati]
    righe_ = FileCaricato.objects.di(domanda).presenti().filter(codice__in=codici)
    ci_sono = dict(righe_.values_list("codice", "sha256"))
    persi = [uno["nome"] for uno in inviati if ci_sono.get(uno["codice"]) != uno["sha256"]]
    if persi:
        return Riga("file", _("File"), Verdetto.NO, tuple(_("Manca: %(nome)s") % {"nome": nome} for nome in persi))
    frase = ngettext("%(n)s file, come è stato inviato.", "%(n)s file, come sono stati inviati.", len(inviati))
    return Riga("file", _("File"), Verdetto.SI, (frase % {"n": len(inviati)},))
