"""One's own application in the ranking: where it is and why, score by score, without who gave which.

Sources: L. 241/1990 artt. 3 and 22 (reasons; one's own acts are read whole), D.P.R. 487/1994 art. 12 (each applicant
reads her own scores). What commissioners note for themselves is not among them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from talenti.base.arrivo import ATTESA_MASSIMA
from talenti.base.clock import a_roma, adesso
from talenti.base.registries import Cosa
from talenti.base.templatetags.italiano import data, entro, euro, numero
from thinktown.comunicazioni import un_minuto_prima
from thinktown.concordati import motivi_concordati
from thinktown.enums import CON_GRADUATORIA, RuoloComponente, StatoBando, StatoDomanda
from thinktown.enums_graduatoria import EsitoGraduatoria, StatoChiamata
from thinktown.enums_valutazione import StatoScheda
from thinktown.graduatoria.dati import Concorrente
from thinktown.graduatoria.dati import Scheda as SchedaLetta
from thinktown.graduatoria.in_parole import in_parole
from thinktown.in_graduatoria import Parole, parole
from thinktown.ingressi import COMMISSIONE
from thinktown.models import Bando, Chiamata, Componente, Domanda, Graduatoria, Osservazione, RigaGraduatoria, Scheda
from thinktown.rimedi import Rimedi
from thinktown.termini import ricorso_al_presidente, ricorso_al_tar, ultimo_giorno

# In the inputs, the sheet on which the commission agreed in a sitting.
INSIEME = COMMISSIONE


# ── Words ─────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class InGraduatoria:
    """Its row in one version, what it was offered (None: nothing yet), and the words of its call."""

    riga: RigaGraduatoria
    chiamata: Chiamata | None
    come: Parole

    @property
    def versione(self) -> Graduatoria:
        return self.riga.graduatoria

    @property
    def stato(self) -> str:
        """What came of the call on the version that makes calls: past its instant it is past, whoever has noticed."""
        if self.chiamata is None or not self.versione.definitiva:
            return ""
        return StatoChiamata.SCADUTA if self.scaduta else self.chiamata.stato

    @property
    def scaduta(self) -> bool:
        return self.chiamata is not None and self.chiamata.scaduta(adesso() - ATTESA_MASSIMA)

    @property
    def parola(self) -> str:
        """finanziata – what came of it, as its own people read it."""
        if self.stato == StatoChiamata.RINUNCIATA:
            return _("avete rinunciato")
        if self.stato == StatoChiamata.SCADUTA:
            return _("non avete risposto in tempo")
        importo = self.chiamata.importo if self.stato and self.chiamata else self.riga.importo
        esito = EsitoGraduatoria.SCELTA if self.stato else self.riga.esito
        detta = self.come.di(esito, importo)
        return f"{detta[:1].lower()}{detta[1:]}"

    @property
    def in_breve(self) -> str:
        """n. 3, finanziata"""
        if self.riga.posizione is None:
            return self.parola
        return _("n. %(n)s, %(esito)s") % {"n": numero(self.riga.posizione), "esito": self.parola}

    @property
    def va_bene(self) -> bool:
        return self.riga.esito == EsitoGraduatoria.SCELTA and self.stato not in ("rinunciata", "scaduta")

    @property
    def da_rispondere(self) -> Chiamata | None:
        return self.chiamata if self.stato == StatoChiamata.ATTESA else None


def frase(una: InGraduatoria, sezione: str) -> str:
    """È la n. 3 in «A · Gruppi informali»: finanziata, con 900 €."""
    dati = {"n": numero(una.riga.posizione), "sezione": sezione, "esito": una.parola}
    if una.riga.posizione is None:
        return f"{una.parola[:1].upper()}{una.parola[1:]}."
    detto = _("È la n. %(n)s in «%(sezione)s»: %(esito)s") if sezione else _("È la n. %(n)s: %(esito)s")
    importo = una.chiamata.importo if una.stato and una.chiamata else una.riga.importo
    con = _(", con %(somma)s") % {"somma": euro(importo)} if importo and una.va_bene else ""
    return f"{detto % dati}{con}."


def prima_di(istante: datetime) -> datetime:
    """As ``entro`` says it: a term that ends at midnight is a whole day, and the day is the one before."""
    return un_minuto_prima(istante) if a_roma(istante).time() == time() else istante


# ── Which versions ────────────────────────────────────────────────────────────────────────────────
def versioni_di(domanda: Domanda) -> list[RigaGraduatoria]:
    """Its row in each version, the first first: its people read them for ever, whatever the public page shows."""
    righe = RigaGraduatoria.objects.filter(domanda=domanda).select_related("graduatoria__atto__file")
    return list(righe.defer("graduatoria__ingressi", "graduatoria__risultato").order_by("graduatoria__n"))


def quale(righe: Sequence[RigaGraduatoria], scritto: str) -> RigaGraduatoria | None:
    """In the version of that number; one that there is not is the one that counts."""
    chiesta = next((una for una in righe if str(una.graduatoria.n) == scritto), None)
    return chiesta or (righe[-1] if righe else None)


def di_una(domanda: Domanda, riga: RigaGraduatoria) -> InGraduatoria:
    chiamata = Chiamata.objects.filter(domanda=domanda).select_related("atto").first()
    return InGraduatoria(riga, chiamata, parole(domanda.bando.in_vigore))


def per_tutte(domande: Iterable[Domanda]) -> dict[int, InGraduatoria]:
    """Application (its key) → where it is in the version that counts: two questions, and none where none may be."""
    lista = {una.pk: una for una in domande if una.bando.stato in CON_GRADUATORIA}
    if not lista:
        return {}
    righe = RigaGraduatoria.objects.filter(domanda__in=list(lista)).select_related("graduatoria")
    chiamate = {una.domanda_id: una for una in Chiamata.objects.filter(domanda__in=list(lista))}
    lette = righe.defer("graduatoria__ingressi", "graduatoria__risultato").order_by("graduatoria__n")
    return {
        una.domanda_id: InGraduatoria(una, chiamate.get(una.domanda_id), parole(lista[una.domanda_id].bando.in_vigore))
        for una in lette
    }


# ── How it is computed ────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Voto:
    criterio: str
    massimo: Decimal
    punti: Decimal
    motivo: str


@dataclass(frozen=True)
class DiUno:
    """The sheet of one who scores, called by a number that says nothing of who it is."""

    nome: str
    voti: list[Voto]


@dataclass(frozen=True)
class Conto:
    """``frasi``: the arithmetic in words, whose figures stand in the order of ``schede``."""

    frasi: list[str]
    schede: list[DiUno]


def conto(graduatoria: Graduatoria, domanda: Domanda) -> Conto:
    """From the inputs and the result of that version, as they were stored."""
    letti = graduatoria.letti
    suo = next(uno for uno in letti.concorrenti if uno.codice == domanda.codice)
    motivi = _motivi(graduatoria, domanda, suo)
    senza_nome, chi = _senza_nome(graduatoria, suo)
    riga = graduatoria.esiti.riga(domanda.codice)
    criteri = letti.regole.criteri
    schede = [
        DiUno(
            nome=_("La commissione, in seduta") if vero == INSIEME else _("Chi valuta %(n)s") % {"n": n},
            voti=[
                Voto(k.nome or k.chiave, k.massimo, una.punti[k.chiave], motivi.get(vero, {}).get(k.chiave, ""))
                for k in criteri
            ],
        )
        for n, (una, vero) in enumerate(zip(senza_nome.schede, chi, strict=True), start=1)
    ]
    return Conto(in_parole(letti.regole, senza_nome, riga), schede)


def _senza_nome(graduatoria: Graduatoria, suo: Concorrente) -> tuple[Concorrente, list[str]]:
    """Its sheets under other keys, in an order that nobody outside can tell anything from; and whose they were."""
    ordinate = sorted(
        suo.schede, key=lambda una: salted_hmac("thinktown.chi_valuta", f"{graduatoria.pk}:{una.chi}").hexdigest()
    )
    # Figures are written in the order of the keys: as many digits for each, so that 10 does not come before 2.
    nuove = tuple(SchedaLetta(chi=f"{n:04}", punti=una.punti) for n, una in enumerate(ordinate, start=1))
    return replace(suo, schede=nuove), [una.chi for una in ordinate]


def _motivi(graduatoria: Graduatoria, domanda: Domanda, suo: Concorrente) -> dict[str, dict[str, str]]:
    """Member → criterion → reason, of the sheet that she had signed last when the version came out."""
    if any(una.chi == INSIEME for una in suo.schede):
        return {INSIEME: motivi_concordati(domanda, graduatoria.pubblicata_il)}
    posti = [int(una.chi) for una in suo.schede if una.chi.isdigit()]
    firmate = Scheda.objects.filter(
        domanda=domanda, commissario__in=posti, firmata_il__lte=graduatoria.pubblicata_il
    ).exclude(stato=StatoScheda.APERTA)
    return {
        str(una.commissario_id): {voto.criterio: voto.motivo for voto in una.voti.all()}
        for una in firmate.prefetch_related("voti").order_by("n")
    }


def rimedi_di(graduatoria: Graduatoria) -> Rimedi | None:
    """Against the final one only: before it an error is pointed out."""
    if not graduatoria.definitiva:
        return None
    dal = graduatoria.pubblicata_il
    return Rimedi(ricorso_al_tar(dal), ricorso_al_presidente(dal))


# ── Errors pointed out ────────────────────────────────────────────────────────────────────────────
def chi_parla(domanda: Domanda) -> str:
    """The name of who speaks for the group, for who may only read."""
    parla = domanda.componenti.attivi().select_related("persona").filter(ruolo=RuoloComponente.REFERENTE).first()
    return parla.persona.get_full_name() if parla is not None and parla.persona is not None else ""


def segnalazioni(domanda: Domanda, persona: Any) -> list[Osservazione]:
    sue = Osservazione.objects.visibili_a(persona).filter(domanda=domanda).select_related("graduatoria", "recepita_in")
    testi = [f"{dove}__{che}" for dove in ("graduatoria", "recepita_in") for che in ("ingressi", "risultato")]
    return list(sue.defer(*testi).order_by("arrivata_il", "pk"))


def non_si_segnala(bando: Bando, ultima: Graduatoria, sue: Iterable[Osservazione], arrivo: datetime) -> str:
    """Why an error cannot be pointed out now, whoever asks; "" where it can."""
    if bando.stato != StatoBando.GRADUATORIA_PROVVISORIA or not ultima.si_osserva(arrivo):
        return _("Il tempo per segnalare errori è passato.")
    if any(una.decisa_il is None for una in sue):
        return _("Avete già segnalato un errore che aspetta la risposta: se ne segnala uno alla volta.")
    return ""


# ── In a line ─────────────────────────────────────────────────────────────────────────────────────
def in_una_riga(domanda: Domanda, una: InGraduatoria | None) -> dict[str, str] | None:
    """Its word and what follows, for the list of her applications; None of one that is in no ranking."""
    if una is None or domanda.stato != StatoDomanda.AMMESSA:
        return None
    parola = _("In graduatoria: %(esito)s") % {"esito": una.in_breve}
    tono = "ok" if una.va_bene else ""
    if una.da_rispondere is not None:
        termine = entro(prima_di(una.da_rispondere.entro))
        return {"parola": parola, "tono": "warn", "frase": _("Rispondi %(entro)s.") % {"entro": termine}}
    versione = una.versione
    if versione.definitiva:
        return {"parola": parola, "tono": tono, "frase": _("La graduatoria è definitiva.")}
    resto = _("La graduatoria non è ancora definitiva.")
    if versione.osservazioni_entro is not None and versione.si_osserva():
        giorno = data(ultimo_giorno(versione.osservazioni_entro))
        resto = f"{resto} {_('Se trovi un errore segnalalo entro %(giorno)s.') % {'giorno': giorno}}"
    return {"parola": parola, "tono": tono, "frase": resto}


def linea(persona: Any) -> Iterator[Cosa]:
    """What was offered to the groups for which she speaks, and waits for her answer."""
    parla = Componente.objects.attivi().filter(persona=persona, ruolo=RuoloComponente.REFERENTE)
    aspettano = Chiamata.objects.filter(
        stato=StatoChiamata.ATTESA, entro__gt=adesso(), domanda__in=parla.values("domanda")
    )
    for una in aspettano.select_related("domanda", "bando").defer("bando__lavoro").order_by("entro", "pk")[:20]:
        testo = _("Accetta o rinuncia: %(bando)s") % {"bando": una.bando}
        url = reverse("thinktown:mia_graduatoria", args=[una.domanda.codice])
        yield Cosa("da_fare", testo, url, azione=_("Rispondi"), entro=prima_di(una.entro))


def in_pagina(domanda: Domanda) -> Mapping[str, Any]:
    """For the page of the application: where it is, if the ranking is out."""
    una = per_tutte([domanda]).get(domanda.pk)
    return {"classifica": una, "classifica_in_riga": in_una_riga(domanda, una)}
