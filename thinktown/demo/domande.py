"""The applications of the demonstration: begun, written, confirmed, sent; some again, one withdrawn, one late."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from talenti.base.clock import a_roma, adesso
from talenti.base.permissions import Sistema
from talenti.documenti.actions import carica
from talenti.documenti.models import FileCaricato
from talenti.luoghi.models import Comune
from talenti.portale.demo.fondatori import codice_inventato
from talenti.portale.demo.gente import persona
from talenti.portale.demo.motore import Evento, giorni_fa
from thinktown import actions, dichiarati
from thinktown.demo.atti import pdf_statuto
from thinktown.demo.bandi import PREVISTI, SEGUE, Previsto, bando_di
from thinktown.demo.gente import squadre
from thinktown.demo.modelli import Progetto, Storia
from thinktown.dichiarati import Organizzazione
from thinktown.enums import CON_CODICE_FISCALE, Occupazione, RuoloComponente, StatoComponente
from thinktown.fatti import FUORI
from thinktown.models import Domanda
from thinktown.models.domande import Componente

# From begun to sent, in days; what comes after it takes one more.
_DURA = 4
_INSIEME = (
    "Siamo in {n}, ci conosciamo dalle superiori. Abbiamo già organizzato insieme due feste di quartiere.",
    "In {n}: studiamo in città diverse, ma il sabato siamo qui. È il primo progetto che facciamo insieme.",
    "Siamo in {n} a tenere le fila, ma intorno ci sono una decina di persone che ci danno una mano.",
    "Siamo in {n}, tra i 19 e i 30 anni. L'anno scorso abbiamo raccolto fondi per la biblioteca.",
    "Ci siamo trovati in {n} a un corso di volontariato, e da lì non abbiamo più smesso.",
    "In {n} lavoriamo, gli altri studiano. Ci vediamo ogni lunedì sera nella sala del comitato.",
    "Siamo in {n} e abbiamo competenze diverse: chi disegna, chi costruisce, chi tiene i conti.",
)
_A_CHI = ("Un negozio della zona", "Preventivo già chiesto", "Fornitore da scegliere", "Artigiano del posto")
_PAROLE = {2: "due", 3: "tre", 4: "quattro"}

_DA_SOLA = "Qui scrive una persona sola, ma in associazione siamo una decina e il progetto lo facciamo insieme."


def _insieme(n: int, quanti: int) -> str:
    return _INSIEME[n % len(_INSIEME)].format(n=_PAROLE.get(quanti, quanti)) if quanti > 1 else _DA_SOLA


def eventi(nascita: datetime) -> Iterator[Evento]:
    for previsto in PREVISTI:
        gruppi = squadre(previsto.progetti, previsto.da)
        for n, (progetto, squadra) in enumerate(zip(previsto.progetti, gruppi, strict=True)):
            yield from Racconto(nascita, previsto, progetto, squadra, n).eventi()


class Racconto:
    """One application: who, what, and at which moments."""

    def __init__(
        self, nascita: datetime, previsto: Previsto, progetto: Progetto, squadra: tuple[str, ...], n: int
    ) -> None:
        self.nascita, self.previsto, self.progetto, self.squadra, self.n = nascita, previsto, progetto, squadra, n

    def quando(self, giorni: int, minuti: int = 0) -> datetime:
        """So many days after it was begun, at an hour of its own. The first ones begin when the call opens."""
        utili = min(self.previsto.chiude, 0) - self.previsto.apre - 1
        inizio = -self.previsto.apre - 1 - self.n * max(utili - _DURA, 1) // len(self.previsto.progetti)
        return giorni_fa(self.nascita, inizio - giorni, 9 + self.n * 5 % 11, self.n % 12 * 4 + minuti)

    def eventi(self) -> Iterator[Evento]:
        nome, storia = f"domanda:{self.previsto.chiave}:{self.n}", self.progetto.storia
        yield Evento(f"{nome}:comincia", self.quando(0), self._comincia)
        if storia == Storia.BOZZA:
            yield Evento(f"{nome}:risponde", self.quando(1), self._entrano)
            return
        if self.progetto.nostro:
            yield Evento(f"{nome}:statuto", self.quando(1), self._statuto, da_solo=True)
        yield Evento(f"{nome}:scrive", self.quando(1, 5), self._scrive)
        yield Evento(f"{nome}:conferma", self.quando(2), self._confermano)
        if storia == Storia.TARDIVA:
            yield from self._tardi(nome)
            return
        yield Evento(f"{nome}:invia", self.quando(3), partial(self._invia, "1"))
        if storia == Storia.DI_NUOVO:
            yield Evento(f"{nome}:di-nuovo", self.quando(4), self._di_nuovo)
        elif storia == Storia.RITIRATA:
            yield Evento(f"{nome}:ritira", self.quando(4), self._ritira)

    def _tardi(self, nome: str) -> Iterator[Evento]:
        """Let in by name the day after the closing, sent the day after that."""
        ammessa, inviata = (giorni_fa(self.nascita, -self.previsto.chiude - n, 15) for n in (5, 6))
        yield Evento(f"{nome}:ammetti", ammessa, self._ammetti)
        yield Evento(f"{nome}:invia", inviata, partial(self._invia, "1"))

    # ── What they do ──────────────────────────────────────────────────────────────────────────────
    @property
    def referente(self) -> Any:
        return persona(self.squadra[0])

    def domanda(self) -> Domanda:
        return Domanda.objects.select_related("bando").get(
            bando=bando_di(self.previsto), soggetto=self.progetto.soggetto
        )

    def _comincia(self) -> None:
        """The first page, and whoever is to be in the group asked into it."""
        chi, progetto = self.referente, self.progetto
        domanda = actions.comincia(
            bando_di(self.previsto),
            proponente=progetto.proponente,
            sezione=progetto.sezione,
            soggetto=progetto.soggetto,
            codice_fiscale=codice_inventato(700 + self.n) if progetto.proponente in CON_CODICE_FISCALE else "",
            da=chi,
        )
        bozza = progetto.storia == Storia.BOZZA
        self._rispondono(domanda, list(self._risposte(domanda).items())[: progetto.scritte if bozza else 6], "prima")
        if not bozza or progetto.scritte >= _DURA:
            for altro in self.squadra[1:]:
                ruolo = RuoloComponente.LEGGE if altro == self.squadra[-1] else RuoloComponente.SCRIVE
                actions.invita(domanda, persona(altro).email, ruolo=ruolo, da=chi)

    def _entrano(self) -> None:
        """Who was asked says yes; in a draft the last one has not answered yet."""
        domanda = self.domanda()
        inviti = list(Componente.objects.filter(domanda=domanda, stato=StatoComponente.INVITATO).order_by("pk"))
        ultimo = self.progetto.storia == Storia.BOZZA and len(inviti) > 1
        for invito in inviti[:-1] if ultimo or "leo" in self.squadra else inviti:
            actions.risponde(invito, accetta=True, da=_di(invito.email))

    def _scrive(self) -> None:
        """The others come in, and the rest is written."""
        self._entrano()
        domanda = self.domanda()
        self._rispondono(domanda, list(self._risposte(domanda).items())[6:], "poi")
        self._dice_dov_e_la_sede(domanda)
        if not self.progetto.nostro:
            suo = domanda.componenti.get(ruolo=RuoloComponente.REFERENTE)
            actions.sceglie_chi_riceve(suo, da=self.referente)

    def _dice_dov_e_la_sede(self, domanda: Domanda) -> None:
        if not dichiarati.dovuti_dell_organizzazione(domanda, dichiarati.chiusura(domanda, adesso())):
            return
        sede = Comune.objects.da_testo(self.progetto.comuni.split(",")[0]).first()
        actions.cambia_chi(
            domanda,
            proponente=domanda.proponente,
            sezione=domanda.sezione,
            soggetto=domanda.soggetto,
            codice_fiscale=domanda.codice_fiscale,
            organizzazione=Organizzazione(sede=sede or FUORI, costituita_il=date(2004 + self.n % 18, 3, 1 + self.n)),
            da=self.referente,
        )

    def _dicono_di_se(self, domanda: Domanda) -> None:
        """Each where she lives and what she does; again, when the closing has moved since."""
        for n, suo in enumerate(domanda.componenti.attivi().select_related("persona__comune").order_by("pk")):
            chi: Any = suo.persona  # whoever is in has an account: a constraint holds it
            fa = Occupazione.STUDIA if chi.e_minorenne or (self.n + n) % 3 else Occupazione.LAVORA
            actions.dichiara_fatti(domanda, residenza=chi.comune or FUORI, occupazione=fa, da=chi)

    def _confermano(self) -> None:
        """Each in person: the statements, then yes; for who is under age the adult who answers for her too."""
        domanda = self.domanda()
        self._dicono_di_se(domanda)
        chiavi = [una.chiave for una in domanda.bando.in_vigore.dichiarazioni]
        for suo in domanda.componenti.attivi().select_related("persona").order_by("pk"):
            actions.dichiara(domanda, chiavi, da=suo.persona)
            chi: Any = suo.persona  # whoever is in has an account: a constraint holds it
            if chi.e_minorenne and suo.tutore_il is None:
                actions.acconsenti(suo, da=Sistema(f"tutore:{suo.pk}"))
            if suo.ruolo != RuoloComponente.REFERENTE:
                actions.conferma(domanda, da=suo.persona)

    def _invia(self, volta: str) -> None:
        self._dice_dov_e_la_sede(self.domanda())
        self._dicono_di_se(self.domanda())
        actions.invia(self.domanda(), gettone=f"demo-{self.previsto.chiave}-{self.n}-{volta}", da=self.referente)

    def _di_nuovo(self) -> None:
        """Taken back, a sentence more, read again by everybody, sent again: the number stays."""
        domanda = self.domanda()
        actions.ritira(domanda, da=self.referente)
        testo = domanda.risposte.get(quesito="perche").valore
        self._rispondono(domanda, [("perche", f"{testo} Lo abbiamo chiesto a chi abita qui.")], "ancora", versione=1)
        self._confermano()
        self._invia("2")

    def _ritira(self) -> None:
        actions.ritira(self.domanda(), da=self.referente)

    def _ammetti(self) -> None:
        actions.ammetti_tardi(
            bando_di(self.previsto),
            self.referente,
            fino_a=adesso() + timedelta(days=3),
            motivo="Un guasto certificato della rete in paese, nelle due ore prima della chiusura.",
            da=persona(SEGUE[self.previsto.ente][0]),
        )

    def _statuto(self) -> None:
        carica(pdf_statuto(), per=self.domanda(), da=self.referente)

    # ── What they write ───────────────────────────────────────────────────────────────────────────
    def _rispondono(self, domanda: Domanda, voci: list[tuple[str, Any]], volta: str, *, versione: int = 0) -> None:
        chi = self.referente
        for chiave, scritto in voci:
            if scritto in ("", []):
                continue
            gettone = f"demo-{volta}-{chiave}"
            actions.salva_risposta(domanda, chiave, scritto, versione=versione, gettone=gettone, da=chi)

    def _risposte(self, domanda: Domanda) -> dict[str, Any]:
        """What there is to say, in the order of the pages."""
        progetto, in_quanti = self.progetto, len(self.squadra)
        comincia = a_roma(domanda.bando.chiude_il).date() + timedelta(days=60 + self.n % 5 * 7)  # type: ignore[arg-type]  # it is out
        spese = [
            {"voce": voce, "quanto": str(quanto), "a_chi": _A_CHI[(self.n + riga) % len(_A_CHI)]}
            for riga, (voce, quanto) in enumerate(progetto.righe)
        ]
        file = [codice for (codice,) in FileCaricato.objects.di(domanda).presenti().values_list("codice")[:1]]
        return {
            "titolo": progetto.titolo,
            "idea": progetto.idea,
            "tema": progetto.tema,
            "perche": progetto.perche,
            "come": progetto.come,
            "comuni": progetto.comuni,
            "inizio": comincia.isoformat(),
            "fine": (comincia + timedelta(days=120 + self.n * 11 % 90)).isoformat(),
            "occasione": "si" if progetto.evento else "no",
            "evento": progetto.evento,
            "spese": spese,
            "chiesto": str(progetto.costa - progetto.nostro) if progetto.spese else "",
            "nostro": str(progetto.nostro) if progetto.nostro else "",
            "gruppo": _insieme(self.n, in_quanti),
            "referente": domanda.componenti.get(ruolo=RuoloComponente.REFERENTE).codice,
            "statuto": file,
        }


def _di(email: str) -> Any:
    return persona(email.removesuffix("@example.org"))
