"""Telling who waits for a call, and who has a draft that the closing would leave behind.

Nothing here depends on the minute in which it runs: whoever should have been told while nothing ran is told by the next
run, and each once, because the notice and what says that it was given are one row.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import translation

from talenti.avvisi.models import Avviso
from talenti.avvisi.scrittore import scrivi
from talenti.base.clock import adesso
from talenti.base.permissions import richiedi
from talenti.persone.actions.comune import blocca
from thinktown import emails_attese
from thinktown.enums import StatoBando, StatoDomanda
from thinktown.models import AttesaBando, Bando, Componente, FinestraBando
from thinktown.models.attese import ATTESE_SI_TENGONO

# How long before the closing who has a draft is reminded of it.
PRIMA = timedelta(days=2)
# How many are told in one run: the next one, minutes later, goes on.
LIMITE = 500


# ── What she asks ─────────────────────────────────────────────────────────────────────────────────
def avvisami(bando: Bando | None, *, da: Any) -> bool:
    """Tell her when it opens (``None``: whenever a call comes out). Pressing again changes nothing: False."""
    richiedi(da, "thinktown.chiede_avviso", bando)
    with transaction.atomic():
        blocca(da)
        _attesa, nuova = AttesaBando.objects.get_or_create(persona=da, bando=bando)
    return nuova


def non_avvisarmi(bando: Bando | None, *, da: Any) -> bool:
    """No more. Hers alone, hence no permission to ask; False when she did not wait."""
    return bool(AttesaBando.objects.filter(persona=da, bando=bando).delete()[0])


# ── What the clock does ───────────────────────────────────────────────────────────────────────────
def avvisa_chi_aspetta() -> int:
    """Who waited for a call that does not have to open any more; who wants to hear of new ones. How many were told."""
    return sum(map(_di_quello, list(_non_aspettano_piu()))) + sum(map(_di_un_nuovo, _nuovi()))


def _non_aspettano_piu() -> QuerySet[AttesaBando]:
    """Its call has opened; or, with us asleep, has closed again; or will never open."""
    attese = AttesaBando.objects.di_uno().exclude(bando__in=Bando.objects.in_arrivo().values("pk"))
    return attese.select_related("bando", "persona").order_by("creata_il", "pk")[:LIMITE]


def _di_quello(attesa: AttesaBando) -> int:
    """The notice and the end of the wait are one: neither without the other, whoever else does it at the same time."""
    persona, bando = attesa.persona, attesa.bando
    assert bando is not None  # noqa: S101 – of one call
    with transaction.atomic():
        if not AttesaBando.objects.filter(pk=attesa.pk).delete()[0]:
            return 0
        return _di(persona, f"bando-apre:{attesa.pk}", lambda: emails_attese.e_ora(bando, persona))


def _nuovi() -> Iterable[tuple[Any, Bando]]:
    """Who has not been told yet of a call that is out and has not closed, published after she asked."""
    in_tutto = LIMITE
    if not AttesaBando.objects.di_tutti().exists():
        return
    for bando in Bando.objects.filter(stato=StatoBando.PUBBLICATO, chiude_il__gt=adesso()).order_by("pubblicato_il"):
        attese = AttesaBando.objects.di_tutti().filter(creata_il__lte=bando.pubblicato_il).select_related("persona")
        for attesa in list(_senza(attese, f"bando-esce:{bando.pk}:", "persona_id")[:in_tutto]):
            in_tutto -= 1
            yield attesa.persona, bando


def _di_un_nuovo(chi_e_quale: tuple[Any, Bando]) -> int:
    persona, bando = chi_e_quale
    return _di(persona, f"bando-esce:{bando.pk}:{persona.pk}", lambda: emails_attese.e_uscito(bando, persona))


def ricorda_bozze() -> int:
    """Two days before the closing: whoever is in the group of a draft that was begun before. How many were told.

    Once a closing: where an act moves it, the new one is another thing to know.
    """
    ora = adesso()
    vicine = FinestraBando.objects.filter(apre__lte=ora, chiude__gt=ora, chiude__lte=ora + PRIMA)
    quante = 0
    for finestra in vicine.filter(bando__stato=StatoBando.PUBBLICATO).order_by("chiude", "pk"):
        da_dire = _senza(_nelle_bozze(finestra), _chiude(finestra), "domanda_id", "persona_id")
        quante += sum(_ricorda(componente, finestra) for componente in list(da_dire[:LIMITE]))
    return quante


def _chiude(finestra: FinestraBando) -> str:
    return f"bozza-chiude:{finestra.chiude:%Y%m%dT%H%MZ}:"


def _nelle_bozze(finestra: FinestraBando) -> QuerySet[Componente]:
    bozze = {"domanda__bando": finestra.bando_id, "domanda__stato": StatoDomanda.BOZZA}
    # Who began in the last two days has just read when it closes.
    prima = Componente.objects.attivi().filter(**bozze, domanda__creata_il__lte=finestra.chiude - PRIMA)
    return prima.select_related("persona", "domanda__bando").order_by("pk")


def _ricorda(componente: Componente, finestra: FinestraBando) -> int:
    chiave = f"{_chiude(finestra)}{componente.domanda_id}:{componente.persona_id}"
    persona, domanda = componente.persona, componente.domanda
    return _di(persona, chiave, lambda: emails_attese.da_inviare(domanda, persona, finestra.chiude))


def _senza(righe: QuerySet[Any], prefisso: str, *campi: str) -> QuerySet[Any]:
    """Those whom the notice of that key has not reached yet: the key is the prefix and the fields, between colons."""
    pezzi: list[Any] = [Value(prefisso)]
    for campo in campi:
        pezzi += [Cast(F(campo), CharField()), Value(":")]
    chiave = Concat(*pezzi[:-1], output_field=CharField())
    return righe.annotate(chiave_avviso=chiave).exclude(Exists(Avviso.objects.filter(chiave=OuterRef("chiave_avviso"))))


def _di(persona: Any, chiave: str, messaggio: Any) -> int:
    """Tell her, in her language."""
    with translation.override(persona.lingua):
        return 1 if scrivi(chiave, messaggio()) else 0


# ── What is forgotten ─────────────────────────────────────────────────────────────────────────────
def dimentica_attese(ora: datetime) -> int:
    return AttesaBando.objects.filter(creata_il__lt=ora - ATTESE_SI_TENGONO).delete()[0]


def lascia_attese(persona: Any) -> None:
    """Her account closes: nothing of it stays."""
    AttesaBando.objects.filter(persona=persona).delete()
