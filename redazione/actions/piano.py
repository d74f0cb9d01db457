"""What is in the plan: put in, changed, moved, taken out, linked to things of the portal, commented."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from redazione.enums import COMMENTO_MASSIMO, MOTIVO_MASSIMO, Canale, Pubblico, Tipo
from redazione.models import Articolo, Autore, Commento, Idea, Legame, PubblicoVoce, Riguarda, Testata, Voce
from redazione.queries import gente, partner
from redazione.rules import per_conto_di
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import Attore, richiedi
from talenti.base.registries import Scheda
from talenti.base.templatetags.italiano import data
from talenti.registro.actions import atto, chi, registra_nascita
from talenti.registro.models import Transizione
from talenti.rete.enums import Azione
from thinktown.actions.testi import accettato, motivo_accettato

TITOLO_MASSIMO, NOTA_MASSIMA = 120, 400


@dataclass(frozen=True)
class Detta:
    """What is said of a thing in the plan; the same words for page, demonstration and importer. Keys, not objects."""

    titolo: str
    nota: str = ""
    tipo: str = Tipo.NOTIZIA
    canale: str = Canale.PORTALE
    azione: str = ""
    prevista_per: date | None = None
    pubblici: Sequence[str] = ()
    autori: Sequence[int] = ()
    fotografa: int | None = None
    riguarda: Sequence[int] = field(default=())


def pianifica(testata: Testata, detta: Detta, *, da: Attore, idea: Idea | None = None) -> Voce:
    """Put it in the plan, alone or from an idea, which is then planned. Raises DatoNonAccettato beside its field."""
    richiedi(da, "redazione.pianifica", testata)
    _giudica(Voce(testata=testata), detta)
    with transaction.atomic():
        if idea is not None:
            with atto(idea, "pianifica", da=da):
                if Voce.objects.filter(idea=idea).exists():
                    raise TransizioneNonAmmessa(
                        _("Questa idea è già stata nel piano: rimetti la voce che ne era nata."), codice="gia_voce"
                    )
        voce = Voce(testata=testata, idea=idea)
        _scrivi(voce, detta)
        registra_nascita(voce, "pianifica", da=da, dati=_in_parole(detta))
    return voce


def modifica(voce: Voce, detta: Detta, *, revisione: int, da: Attore) -> None:
    """Change what is said of it, from the page that showed ``revisione``."""
    richiedi(da, "redazione.pianifica", voce)
    _giudica(voce, detta)
    with atto(voce, "modifica", da=da, dati=_in_parole(detta)) as passo:
        _non_cambiata(voce, revisione)
        # Who is named anew is told.
        gia = set(voce.autori.values_list("persona", flat=True))
        passo.dati["nuovi"] = [uno for uno in dict.fromkeys(detta.autori) if uno not in gia]
        voce.revisione += 1
        _scrivi(voce, detta)


def sposta(voce: Voce, per: date | None, *, revisione: int, da: Attore) -> None:
    """To another day, or among those without one."""
    with atto(voce, "sposta", da=da) as passo:
        _non_cambiata(voce, revisione)
        passo.dati |= {"prima": _giorno(voce.prevista_per), "dopo": _giorno(per)}
        voce.prevista_per, voce.revisione = per, voce.revisione + 1
        voce.save(update_fields=["prevista_per", "revisione"])


def lascia_voce(voce: Voce, motivo: str, *, da: Attore) -> None:
    """Out of the plan, and with it the idea that it comes from: who proposed it is told why."""
    motivo = motivo_accettato(motivo, MOTIVO_MASSIMO)
    with atto(voce, "lascia", da=da, motivo=motivo):
        if Articolo.objects.attesi().filter(voce=voce).exists():
            raise TransizioneNonAmmessa(
                _("L'articolo è pubblicato, o sta per uscire: prima ritira l'articolo."), codice="pubblicata"
            )
        if voce.idea is not None:
            with atto(voce.idea, "esce", da=da, motivo=motivo):
                pass


def riprendi(voce: Voce, *, da: Attore) -> None:
    with atto(voce, "riprendi", da=da):
        if voce.idea is not None:
            with atto(voce.idea, "pianifica", da=da):
                pass


def commenta(voce: Voce, testo: str, *, da: Any) -> Commento:
    """Said for the partner that it concerns or that approves the plan, where she has a say in one; else as newsroom."""
    testo = accettato(testo, campo="testo", massimo=COMMENTO_MASSIMO, se_manca=_("Scrivi il commento."))
    with atto(voce, "commenta", da=da) as passo:
        commento = Commento.objects.create(voce=voce, da=da, partner=per_conto_di(da, voce), testo=testo)
        passo.dati["commento"] = commento.pk
    return commento


def collega(voce: Voce, scheda: Scheda, *, da: Attore) -> None:
    """A public thing of the portal that it speaks of; a second time changes nothing."""
    richiedi(da, "redazione.pianifica", voce)
    if voce.legami.filter(url=scheda.url).exists():
        return
    with atto(voce, "collega", da=da, dati={"url": scheda.url}):
        Legame.objects.get_or_create(
            voce=voce, url=scheda.url, defaults={"tipo": str(scheda.tipo)[:30], "titolo": scheda.titolo[:200]}
        )


def scollega(legame: Legame, *, da: Attore) -> None:
    with atto(legame.voce, "scollega", da=da, dati={"url": legame.url}):
        legame.delete()


# ── Judged and written ────────────────────────────────────────────────────────────────────────────
def _giudica(voce: Voce, detta: Detta) -> None:
    accettato(detta.titolo, campo="titolo", massimo=TITOLO_MASSIMO, se_manca=_("Scrivi un titolo di lavoro."))
    if detta.nota.strip():
        accettato(detta.nota, campo="nota", massimo=NOTA_MASSIMA, se_manca="")
    note = {"tipo": Tipo.values, "canale": Canale.values, "azione": ["", *Azione.values]}
    for campo, scelte in note.items():
        if getattr(detta, campo) not in scelte:
            raise DatoNonAccettato(_("Scegli una delle voci dell'elenco."), codice="scelta", campo=campo)
    if set(detta.pubblici) - set(Pubblico.values):
        raise DatoNonAccettato(_("Scegli una delle voci dell'elenco."), codice="scelta", campo="pubblici")
    possono = {pk for pk, _nome in gente(voce)}
    for campo, scelti in {"autori": detta.autori, "fotografa": [detta.fotografa] if detta.fotografa else []}.items():
        if set(scelti) - possono:
            raise DatoNonAccettato(_("Scegli fra chi è in redazione oggi."), codice="non_in_redazione", campo=campo)
    if set(detta.riguarda) - {pk for pk, _nome in partner(voce)}:
        raise DatoNonAccettato(_("Scegli fra i partner della rete."), codice="non_in_rete", campo="riguarda")


def _scrivi(voce: Voce, detta: Detta) -> None:
    voce.titolo, voce.nota = detta.titolo.strip(), detta.nota.strip()
    voce.tipo, voce.canale, voce.azione = detta.tipo, detta.canale, detta.azione
    voce.prevista_per, voce.fotografa_id = detta.prevista_per, detta.fotografa
    voce.save()
    voce.pubblici.all().delete()
    PubblicoVoce.objects.bulk_create(PubblicoVoce(voce=voce, pubblico=uno) for uno in dict.fromkeys(detta.pubblici))
    # Who has signed has signed, whatever place she is moved to.
    firmate = {uno.persona_id: (uno.firma, uno.confermata_il) for uno in voce.autori.all()}
    voce.autori.all().delete()
    for n, chi_scrive in enumerate(dict.fromkeys(detta.autori), start=1):
        firma, quando = firmate.get(chi_scrive, ("", None))
        Autore.objects.create(voce=voce, persona_id=chi_scrive, ordine=n, firma=firma, confermata_il=quando)
    voce.riguardano.all().delete()
    Riguarda.objects.bulk_create(Riguarda(voce=voce, partner_id=uno) for uno in dict.fromkeys(detta.riguarda))


def _non_cambiata(voce: Voce, revisione: int) -> None:
    if voce.revisione != revisione:
        raise TransizioneNonAmmessa(_chi_e_come(voce), codice="cambiata")


def _chi_e_come(voce: Voce) -> str:
    """Who was quicker, and how it stands now: whoever comes second chooses."""
    ultima = Transizione.objects.di(voce).filter(verbo__in=("modifica", "sposta")).last()
    detto = {
        "chi": chi(ultima.attore) if ultima else "",
        "titolo": voce.titolo,
        "giorno": data(voce.prevista_per) if voce.prevista_per else _("senza data"),
    }
    if ultima is None:
        return (
            _("Questa voce è cambiata mentre la guardavi. Ora: «%(titolo)s», %(giorno)s. Riguardala e riprova.") % detto
        )
    return (
        _("%(chi)s ha cambiato questa voce mentre la guardavi. Ora: «%(titolo)s», %(giorno)s. Riguardala e riprova.")
        % detto
    )


def _giorno(giorno: date | None) -> str:
    return giorno.isoformat() if giorno else ""


def _in_parole(detta: Detta) -> dict[str, Any]:
    return {"titolo": detta.titolo.strip(), "prevista_per": _giorno(detta.prevista_per), "tipo": str(detta.tipo)}
