"""The page of the group, piece by piece: who is in it and what each still owes, which rules of the call it meets.

The group sees of a person what it needs to go on: whether she meets a rule, never her birth date or where she lives.
Of what she does for a living it does not see even that: a rule on it is judged aloud for herself alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from talenti.base.exceptions import TransizioneNonAmmessa
from talenti.persone.enums import StatoTutela
from talenti.persone.models import Tutela
from thinktown import dichiarati, dichiarazioni, pagina, parole
from thinktown.actions.conferme import si_ricorda
from thinktown.completezza import Dovuta, che_cosa_deve, chi_riceve, manca_chi_riceve
from thinktown.definizione import Requisito
from thinktown.enums import PRESENTATE, DiChi, Proponente, RuoloComponente, StatoComponente, TipoRequisito
from thinktown.fatti import DICHIARATI
from thinktown.models import Componente, Domanda
from thinktown.momento import momento
from thinktown.queries import risposte_di
from thinktown.requisiti import DI_PERSONE, Candidatura, Giudizio, Membro, Verdetto, conta, giudica, requisiti_di


@dataclass(frozen=True)
class Riga:
    """One person of the group as the page draws her. ``segni``: pairs (words, tone); ``deve``: what is asked of her."""

    componente: Componente
    nome: str
    tu: bool
    segni: list[tuple[str, str]] = field(default_factory=list)
    deve: list[Dovuta] = field(default_factory=list)
    senza_tutore: bool = False
    perche_non_ricordare: str = ""


def righe(domanda: Domanda, persona: Any) -> list[Riga]:
    """Who is in, and who has been asked; who said no or left is not there any more."""
    sono = list(
        domanda.componenti.exclude(stato__in=(StatoComponente.RIFIUTATO, StatoComponente.TOLTO))
        .select_related("persona")
        .order_by("pk")
    )
    date, gia = risposte_di(domanda), dichiarazioni.rese(domanda)
    con_tutore = set(_confermate(sono).values_list("persona", flat=True))
    return [_riga(uno, persona, che_cosa_deve(domanda, uno, date, gia), con_tutore) for uno in sono]


def _confermate(componenti: Iterable[Componente]) -> Any:
    persone = [uno.persona_id for uno in componenti if uno.persona_id]
    return Tutela.objects.filter(persona__in=persone, stato=StatoTutela.CONFERMATO)


def _riga(uno: Componente, persona: Any, deve: list[Dovuta], con_tutore: set[int]) -> Riga:
    return Riga(
        componente=uno,
        nome=uno.persona.get_full_name() if uno.attivo and uno.persona else uno.email,
        tu=uno.attivo and uno.persona_id == persona.pk,
        segni=list(_segni(uno, deve)),
        deve=deve,
        senza_tutore=Dovuta.TUTORE in deve and uno.persona_id not in con_tutore,
        perche_non_ricordare=_perche_non_ricordare(uno),
    )


_PAROLE = {
    Dovuta.INVITO: (lambda: _("Non ha ancora risposto"), "attesa"),
    Dovuta.CONFERMA: (lambda: _("Deve confermare"), "attesa"),
    Dovuta.TUTORE: (lambda: _("Manca il sì di un genitore o tutore"), "attesa"),
    Dovuta.TUTORE_NO: (lambda: _("Un genitore o tutore ha detto di no"), "err"),
    Dovuta.DICHIARAZIONE: (lambda: _("Deve fare le sue dichiarazioni"), "attesa"),
    Dovuta.FATTI: (lambda: _("Deve completare i suoi dati"), "attesa"),
}


def _segni(uno: Componente, deve: list[Dovuta]) -> Iterable[tuple[str, str]]:
    if uno.stato == StatoComponente.CONFERMATO:
        yield pgettext("persona", "Ha confermato"), "ok"
    if uno.tutore_il is not None:
        yield _("Un genitore o tutore ha detto sì"), "ok"
    for cosa in _da_dire(uno, deve):
        frase, tono = _PAROLE[cosa]
        yield frase(), tono
    if uno.riceve and uno.attivo:
        yield _("Riceve il contributo"), ""


def _da_dire(uno: Componente, deve: Iterable[Dovuta]) -> list[Dovuta]:
    """Statements are made with the confirmation, or, by who sends, with the sending: not a thing apart until then.

    So is what each says of herself, but for who sends: she says it before, on a page of its own.
    """
    insieme = {Dovuta.DICHIARAZIONE, Dovuta.FATTI} if Dovuta.CONFERMA in deve else set()
    if uno.ruolo == RuoloComponente.REFERENTE:
        insieme = {Dovuta.DICHIARAZIONE}
    return [cosa for cosa in deve if cosa not in insieme]


_FRASI = {
    Dovuta.INVITO: lambda: _("non ha ancora risposto all'invito"),
    Dovuta.CONFERMA: lambda: _("deve leggere e confermare"),
    Dovuta.TUTORE: lambda: _("serve il sì di un genitore o tutore"),
    Dovuta.TUTORE_NO: lambda: _("un genitore o tutore ha detto di no"),
    Dovuta.DICHIARAZIONE: lambda: _("deve fare le sue dichiarazioni"),
    Dovuta.FATTI: lambda: _("deve completare i suoi dati"),
}


def che_cosa_manca(domanda: Domanda, righe_: Iterable[Riga]) -> list[str]:
    """What the group still lacks: one line a person, by name, and whom the money goes to."""
    righe_ = list(righe_)
    frasi = [
        f"{una.nome}: {'; '.join(_FRASI[cosa]() for cosa in da_dire)}."
        for una in righe_
        if (da_dire := _da_dire(una.componente, una.deve))
    ]
    if manca_chi_riceve(domanda, [una.componente for una in righe_]):
        frasi.append(chi_riceve())
    return frasi


def senza_i_miei_fatti(righe_: Iterable[Riga]) -> list[Riga]:
    """Where she is told of them apart, with the page on which she says them."""
    return [replace(una, deve=[cosa for cosa in una.deve if cosa != Dovuta.FATTI]) if una.tu else una for una in righe_]


def _perche_non_ricordare(uno: Componente) -> str:
    """Why nobody may write to her again now; "" when one may."""
    try:
        si_ricorda(uno)
    except TransizioneNonAmmessa as errore:
        return str(errore.frase)
    return ""


def chi_parla(righe_: Iterable[Riga]) -> str:
    return next((una.nome for una in righe_ if una.componente.ruolo == RuoloComponente.REFERENTE), "")


def possono_ricevere(righe_: Iterable[Riga]) -> list[Componente]:
    """Grown-ups who are in."""
    sono = (una.componente for una in righe_)
    return [uno for uno in sono if uno.attivo and uno.persona is not None and not uno.persona.e_minorenne]


# ── The rules of the call ─────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Regola:
    """A rule in words, whether the group meets it as far as we know, and why."""

    testo: str
    verdetto: Verdetto
    perche: str = ""
    nota: str = ""


def regole(domanda: Domanda, persona: Any) -> list[Regola]:
    """Judged on what people have said of themselves; the office judges anew what was sent."""
    detta = domanda.bando.in_vigore
    al = pagina.chiusura(momento(domanda.bando))
    if al is None:
        return []
    gente = _gente(domanda, al)
    nomi = pagina.nomi_dei_comuni(detta)
    candidatura = Candidatura(
        proponente=Proponente(domanda.proponente),
        persone=tuple(una.fatti for una in gente),
        sede=dichiarati.sede(domanda, al),
        nata_il=dichiarati.costituita_il(domanda, al),
        altra_domanda=_altra_domanda(domanda, gente),
    )
    return [
        Regola(parole.regola(uno.requisito, al, nomi), *_detto(uno, gente, al, persona), nota=uno.requisito.nota)
        for uno in giudica(detta.chi, candidatura, al)
    ]


def che_non_tornano(tutte: Iterable[Regola]) -> list[Regola]:
    return [una for una in tutte if una.verdetto == Verdetto.NO]


def che_non_vanno_per(domanda: Domanda, persona: Any) -> list[str]:
    """The rules on what each says of herself that she alone does not meet; of a part of the group nobody alone does."""
    al = pagina.chiusura(momento(domanda.bando))
    if al is None:
        return []
    detta, nomi = domanda.bando.in_vigore, pagina.nomi_dei_comuni(domanda.bando.in_vigore)
    gente = _gente(domanda, al)
    return [
        parole.regola(uno, al, nomi)
        for uno in requisiti_di(detta.chi, Proponente(domanda.proponente))
        if uno.tipo in DICHIARATI and uno.di_chi != DiChi.QUOTA
        for una in (gente[:1] if uno.di_chi == DiChi.PRESENTA else gente)
        if una.persona.pk == persona.pk and conta(uno, [una.fatti], al).no
    ]


@dataclass(frozen=True)
class _Una:
    """A person of the group, and what the rules are judged on of her."""

    persona: Any
    fatti: Membro


def _gente(domanda: Domanda, al: date) -> list[_Una]:
    """The people who are in; who presents it comes first."""
    attivi = domanda.componenti.attivi().select_related("persona", "residenza").order_by("pk")
    ordinati = sorted(attivi, key=lambda uno: uno.ruolo != RuoloComponente.REFERENTE)
    return [_Una(uno.persona, dichiarati.membro(domanda, uno, al)) for uno in ordinati]


def _altra_domanda(domanda: Domanda, gente: list[_Una]) -> bool:
    """Is somebody of the group in another one that has been sent to this call?"""
    altrove = Componente.objects.attivi().filter(
        domanda__bando=domanda.bando_id,
        domanda__stato__in=PRESENTATE,
        persona__in=[una.persona.pk for una in gente],
    )
    return altrove.exclude(domanda=domanda.pk).exists()


def _detto(giudizio: Giudizio, gente: list[_Una], al: date, persona: Any) -> tuple[Verdetto, str]:
    """The verdict that this person may read, and why. Names only where a rule asks something of everybody; of a part
    of the group, only how many."""
    requisito, verdetto = giudizio.requisito, giudizio.verdetto
    if requisito.tipo not in DI_PERSONE:
        return verdetto, "" if verdetto == Verdetto.SI else _di_tutti(giudizio, len(gente))
    di_chi = gente[:1] if requisito.di_chi == DiChi.PRESENTA else gente
    if requisito.tipo == TipoRequisito.OCCUPAZIONE and [una.persona.pk for una in di_chi] != [persona.pk]:
        return _solo_suo(requisito, di_chi, al, persona)
    if verdetto == Verdetto.SI:
        return verdetto, ""
    if requisito.di_chi == DiChi.QUOTA:
        return verdetto, _quante(conta(requisito, [una.fatti for una in gente], al))
    return verdetto, _chi_no(requisito, di_chi, al, persona)


def _chi_no(requisito: Requisito, di_chi: list[_Una], al: date, persona: Any) -> str:
    esiti = [(una.persona, conta(requisito, [una.fatti], al)) for una in di_chi]
    no = [_nome(uno, persona) for uno, esito in esiti if esito.no]
    ignoti = [_nome(uno, persona) for uno, esito in esiti if esito.ignoti]
    if no:
        return _("Non va bene per: %(chi)s.") % {"chi": parole.elenco(no, _("e"))}
    return _("Non lo sappiamo ancora di: %(chi)s.") % {"chi": parole.elenco(ignoti, _("e"))}


def _solo_suo(requisito: Requisito, di_chi: list[_Una], al: date, persona: Any) -> tuple[Verdetto, str]:
    """Of what people do for a living: hers, who has still to say it, and no word on what the others said."""
    sua = [una for una in di_chi if una.persona.pk == persona.pk]
    if requisito.di_chi != DiChi.QUOTA and conta(requisito, [una.fatti for una in sua], al).no:
        return Verdetto.NO, _chi_no(requisito, sua, al, persona)
    ignoti = [una for una in di_chi if una.fatti.occupazione is None]
    if ignoti:
        return Verdetto.DIPENDE, _chi_no(requisito, ignoti, al, persona)
    return Verdetto.DIPENDE, _("Lo controlla l'ufficio: che cosa fa ogni persona, nel gruppo non si vede.")


def _nome(uno: Any, persona: Any) -> str:
    return _("te") if uno.pk == persona.pk else uno.get_full_name()


def _quante(conta_: Any) -> str:
    tutte = conta_.si + conta_.no + conta_.ignoti
    frase = ngettext(
        "Adesso vale per %(n)s persona su %(tutte)s.", "Adesso vale per %(n)s persone su %(tutte)s.", conta_.si
    )
    return frase % {"n": conta_.si, "tutte": tutte}


def _di_tutti(giudizio: Giudizio, quante: int) -> str:
    if giudizio.requisito.tipo == TipoRequisito.COMPOSIZIONE:
        return ngettext("Adesso nel gruppo c'è %(n)s persona.", "Adesso nel gruppo ci sono %(n)s persone.", quante) % {
            "n": quante
        }
    if giudizio.requisito.tipo == TipoRequisito.UNA_SOLA:
        return _("Qualcuno del gruppo è già in un'altra domanda inviata a questo bando: parlatene fra voi.")
    return _("Lo controlla l'ufficio.")
