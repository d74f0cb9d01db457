"""The parts of a call, in the order in which the office writes them."""

import dataclasses
from dataclasses import MISSING, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from thinktown import definizione as d
from thinktown.enums import (
    Bollo,
    DiChi,
    Festivi,
    Firma,
    Modalita,
    Mostra,
    Occupazione,
    Proponente,
    TipoRequisito,
)
from thinktown.ufficio import campi
from thinktown.ufficio.righe import FormDi, Parte, Righe


def a_chi() -> Any:
    return campi.scelte(_("Solo per"), Proponente, _("Se non scegli, vale per tutti."))


def solo_per(form: Any, detta: d.Definizione, valore: Any) -> None:
    """Only who may apply to this call is worth a box; with one kind of applicant there is nothing to choose."""
    if "proponenti" not in form.fields:
        return
    suoi = getattr(valore, "proponenti", ())
    voci = [voce for voce in Proponente.choices if voce[0] in (*detta.chi.proponenti, *suoi)]
    if len(voci) < 2 and not suoi:
        del form.fields["proponenti"]
    else:
        form.fields["proponenti"].choices = voci


# ── The page ──────────────────────────────────────────────────────────────────────────────────────
class FormRacconto(FormDi):
    titolo = campi.riga(_("Titolo"), _("Come si chiama il bando, per chi lo cerca."), massimo=120)
    in_breve = campi.riga(_("In una frase"), _("Che cosa si può avere, con i soldi o i posti."), massimo=240)
    offre = campi.testo(
        _("Che cosa offre"), _("Una riga che comincia con «- » diventa un punto di un elenco."), massimo=3000, righe=8
    )
    per_chi = campi.testo(_("Per chi è"), massimo=600, righe=3)
    che_cosa_serve = campi.una_per_riga(_("Che cosa serve per fare domanda"), _("Una cosa per riga."))
    minuti = campi.intero(_("Minuti per compilare la domanda"), massimo=2000)
    come_si_sceglie = campi.testo(_("Come si sceglie"), _("I punti si leggono già nella tabella."), massimo=2000)
    dopo = campi.testo(_("Che cosa succede dopo l'invio"), massimo=2000)


class Racconto(Parte):
    chiave, titolo = "racconto", _("La pagina")
    aiuto = _(
        "Quello che legge chi cerca un bando. Frasi brevi, parole di tutti i giorni: le norme hanno la loro parte."
    )
    scheda = ("racconto", FormRacconto)

    def metti(self, detta: d.Definizione, scheda: Any, righe: Any) -> d.Definizione:
        return replace(detta, racconto=scheda)

    @classmethod
    def pezzo(cls, detta: d.Definizione) -> tuple[Any, ...]:
        return (detta.racconto,)


# ── Dates ─────────────────────────────────────────────────────────────────────────────────────────
class FormTempi(FormDi):
    modalita = campi.scelta(_("Come si sceglie"), Modalita, a_vista=True)
    festivi = campi.scelta(_("Se la chiusura cade in un giorno di festa"), Festivi, a_vista=True)


class FormFinestra(FormDi):
    principali = ("apre", "chiude")
    apre = campi.istante(_("Apre"))
    chiude = campi.istante(_("Chiude"), _("La domanda che arriva a quest'ora esatta è già in ritardo."))

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        for nome, frase in (("apre", _("Scrivi quando apre.")), ("chiude", _("Scrivi quando chiude."))):
            if nome not in self.errors and dati.get(nome) is None:
                self.add_error(nome, frase)
        return dati

    def applica(self, base: Any) -> d.Finestra:
        return d.Finestra(apre=self.cleaned_data["apre"], chiude=self.cleaned_data["chiude"])


class Tempi(Parte):
    chiave, titolo = "tempi", _("Date")
    aiuto = _("Ore italiane. Dopo la pubblicazione la chiusura si sposta solo con un atto.")
    scheda = ("tempi", FormTempi)

    def gruppi(self) -> list[tuple[Righe, tuple[Any, ...]]]:
        righe = Righe(
            "finestre",
            FormFinestra,
            lambda _chiave: None,
            titolo=_("Quando si può fare domanda"),
            una=_("Finestra"),
            aggiungi=_("Aggiungi una finestra"),
            aiuto=_("Una sola, se non è una manifestazione di interesse."),
            con_chiave=False,
        )
        return [(righe, self.detta.tempi.finestre)]

    def metti(self, detta: d.Definizione, scheda: Any, righe: Any) -> d.Definizione:
        finestre = tuple(sorted(righe["finestre"], key=lambda una: una.apre))
        return replace(detta, tempi=replace(scheda, finestre=finestre))

    @classmethod
    def pezzo(cls, detta: d.Definizione) -> tuple[Any, ...]:
        return (detta.tempi,)


# ── Who ───────────────────────────────────────────────────────────────────────────────────────────
class FormChi(FormDi):
    proponenti = campi.scelte(_("Chi può presentare la domanda"), Proponente)
    minori = campi.casella(
        _("Può partecipare chi ha meno di 18 anni"), _("Un genitore o tutore deve dire di sì, dalla sua email.")
    )
    conferma_di_tutti = campi.casella(_("Ogni persona del gruppo conferma prima dell'invio"))
    firma = campi.scelta(_("Come si firma la domanda"), Firma, a_vista=True)


# The fields that each kind of rule has; the others would mean nothing.
_SEMPRE = {"proponenti", "nota"}
DI_REQUISITO: dict[str, set[str]] = {
    TipoRequisito.ETA: {"di_chi", "minimo", "massimo", "quota", "alla_data", *_SEMPRE},
    TipoRequisito.RESIDENZA: {"di_chi", "comuni", "quota", "alla_data", *_SEMPRE},
    TipoRequisito.OCCUPAZIONE: {"di_chi", "occupazione", "quota", "alla_data", *_SEMPRE},
    TipoRequisito.COMPOSIZIONE: {"minimo", "massimo", *_SEMPRE},
    TipoRequisito.SEDE: {"comuni", "alla_data", *_SEMPRE},
    TipoRequisito.DA_QUANTO: {"minimo", "massimo", "alla_data", *_SEMPRE},
    TipoRequisito.UNA_SOLA: _SEMPRE,
}


class FormRequisito(FormDi):
    principali = ("tipo",)
    tipo = campi.scelta_di(
        _("Che cosa si chiede"), TipoRequisito.choices, _("Se lo cambi, premi «Mostra le altre righe».")
    )
    di_chi = campi.scelta(_("A chi"), DiChi)
    minimo = campi.intero(_("Minimo"), _("Anni compiuti, o persone."), massimo=10_000)
    massimo = campi.intero(_("Massimo"), massimo=10_000)
    quota = campi.intero(_("Quante su cento"), _("Solo se riguarda una parte del gruppo."), massimo=100)
    alla_data = campi.giorno(_("In quale giorno si guarda"), _("Se è vuoto: il giorno in cui il bando chiude."))
    comuni = campi.ComuniField(
        label=_("In quali comuni"), help_text=_("Uno per riga. Se è vuoto: tutta la provincia."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    occupazione = campi.scelte(_("Condizione di lavoro"), Occupazione)
    proponenti = a_chi()
    nota = campi.riga(_("Una nota, se serve"), massimo=240)
    # A button shows the fields of the kind that was chosen.
    si_mostra = True

    def prepara(self) -> None:
        for nome in set(self.fields) - {"tipo"} - DI_REQUISITO.get(self.genere, set()):
            del self.fields[nome]
        solo_per(self, self.detta, self.prima)

    @property
    def genere(self) -> str:
        """What the row asks: what was chosen in it, or what it asked before."""
        if self.is_bound:
            return str(self.data.get(self.add_prefix("tipo"), ""))
        return str(self.initial.get("tipo", ""))

    def scritto(self, base: Any) -> dict[str, Any]:
        """Of another kind, it keeps nothing of what it asked before."""
        dati = super().scritto(base)
        if dati["tipo"] != base.tipo:
            dati = {
                campo.name: campo.default for campo in dataclasses.fields(base) if campo.default is not MISSING
            } | dati
        return dati

    def iniziali(self, valore: Any) -> dict[str, Any]:
        """What a new rule asks is chosen, not proposed."""
        return super().iniziali(valore) | ({} if valore.chiave else {"tipo": ""})

    def clean_tipo(self) -> Any:
        scelto = self.cleaned_data["tipo"]
        if not scelto:
            raise ValidationError(_("Scegli che cosa si chiede, o togli il requisito."))
        return TipoRequisito(scelto)


class Chi(Parte):
    chiave, titolo = "chi", _("Chi può partecipare")
    aiuto = _("Da qui nasce la pagina «Puoi partecipare?»: ogni requisito diventa una domanda.")
    scheda = ("chi", FormChi)

    def gruppi(self) -> list[tuple[Righe, tuple[Any, ...]]]:
        righe = Righe(
            "requisiti",
            FormRequisito,
            lambda chiave: d.Requisito(chiave=chiave, tipo=TipoRequisito.ETA),
            titolo=_("Requisiti"),
            una=_("Requisito"),
            aggiungi=_("Aggiungi un requisito"),
        )
        return [(righe, self.detta.chi.requisiti)]

    def metti(self, detta: d.Definizione, scheda: Any, righe: Any) -> d.Definizione:
        return replace(detta, chi=replace(scheda, requisiti=righe["requisiti"]))

    @classmethod
    def pezzo(cls, detta: d.Definizione) -> tuple[Any, ...]:
        return (detta.chi,)


# ── Sections and sectors ──────────────────────────────────────────────────────────────────────────
class FormSezione(FormDi):
    principali = ("nome",)
    nome = campi.riga(_("Nome"), massimo=120)
    che_cosa = campi.riga(_("Per che cosa è"), massimo=240)
    proponenti = a_chi()
    fondi = campi.euro(_("Fondi, in euro"))
    posti = campi.intero(_("Posti"), massimo=10_000)
    importo_massimo = campi.euro(_("Quanto al massimo per progetto, in euro"))
    cofinanziamento = campi.euro(_("Quanto mette almeno chi presenta, in euro"))

    def prepara(self) -> None:
        solo_per(self, self.detta, self.prima)


class FormSettore(FormDi):
    principali = ("nome",)
    nome = campi.riga(_("Nome"), massimo=120)
    posti = campi.intero(_("Posti riservati, se ci sono"), massimo=10_000)


class Sezioni(Parte):
    chiave, titolo = "sezioni", _("Sezioni, fondi e settori")
    aiuto = _("Ogni sezione ha i suoi fondi o i suoi posti, e la sua graduatoria.")

    def gruppi(self) -> list[tuple[Righe, tuple[Any, ...]]]:
        sezioni = Righe(
            "sezioni",
            FormSezione,
            lambda chiave: d.Sezione(chiave=chiave),
            titolo=_("Sezioni"),
            una=_("Sezione"),
            aggiungi=_("Aggiungi una sezione"),
        )
        settori = Righe(
            "settori",
            FormSettore,
            lambda chiave: d.Settore(chiave=chiave),
            titolo=_("Settori"),
            una=_("Settore"),
            aggiungi=_("Aggiungi un settore"),
            aiuto=_("I campi di attività. Se il bando non ne distingue, lascia vuoto."),
        )
        return [(sezioni, self.detta.sezioni), (settori, self.detta.settori)]

    def metti(self, detta: d.Definizione, scheda: Any, righe: Any) -> d.Definizione:
        return replace(detta, sezioni=righe["sezioni"], settori=righe["settori"])

    @classmethod
    def pezzo(cls, detta: d.Definizione) -> tuple[Any, ...]:
        return (detta.sezioni, detta.settori)


# ── The frame ─────────────────────────────────────────────────────────────────────────────────────
class FormPubblicazione(FormDi):
    mostra = campi.scelta(_("Come la graduatoria indica chi c'è dentro"), Mostra, a_vista=True)
    disagio = campi.casella(
        _("Dalla graduatoria si capirebbe una situazione di bisogno"),
        _("Allora nessun nome esce mai: solo i codici (D.lgs. 33/2013, articolo 26, comma 4)."),
    )
    osservazioni_giorni = campi.intero(_("Giorni per segnalare un errore nella graduatoria"), massimo=365)
    anni = campi.intero(_("Anni in cui resta pubblica"), massimo=50)

    def _serve(self, nome: str) -> Any:
        if self.cleaned_data[nome] is None:
            raise ValidationError(_("Scrivi quanti."))
        return self.cleaned_data[nome]

    def clean_osservazioni_giorni(self) -> Any:
        return self._serve("osservazioni_giorni")

    def clean_anni(self) -> Any:
        return self._serve("anni")


class Pubblicazione(Parte):
    chiave, titolo = "pubblicazione", _("Pubblicazione della graduatoria")
    scheda = ("pubblicazione", FormPubblicazione)

    def metti(self, detta: d.Definizione, scheda: Any, righe: Any) -> d.Definizione:
        return replace(detta, pubblicazione=scheda)

    @classmethod
    def pezzo(cls, detta: d.Definizione) -> tuple[Any, ...]:
        return (detta.pubblicazione,)


class FormNorme(FormDi):
    basi = campi.una_per_riga(_("Norme su cui si fonda il bando"), _("Una per riga."))
    capitolo = campi.riga(_("Capitolo di bilancio"), massimo=80)
    fondi = campi.euro(_("Fondi in tutto, in euro"))
    bollo = campi.scelta(_("Marca da bollo"), Bollo, a_vista=True)
    bollo_motivo = campi.riga(_("Per quale norma è esente"), massimo=160)
    cup = campi.casella(_("Ogni progetto scelto riceve un CUP"))
    aiuti_di_stato = campi.casella(_("Il contributo conta fra gli aiuti di Stato"))
    integrazione_giorni = campi.intero(
        _("Giorni per completare una domanda"), _("Soccorso istruttorio. Se è vuoto, non si completa."), massimo=365
    )
    termine_giorni = campi.intero(
        _("Giorni per decidere su ogni domanda"),
        _("Contati dalla chiusura. Se è vuoto, 30: li dà la legge."),
        massimo=180,
    )


class Norme(Parte):
    chiave, titolo = "norme", _("Norme e fondi")
    scheda = ("norme", FormNorme)

    def metti(self, detta: d.Definizione, scheda: Any, righe: Any) -> d.Definizione:
        return replace(detta, norme=scheda)

    @classmethod
    def pezzo(cls, detta: d.Definizione) -> tuple[Any, ...]:
        return (detta.norme,)
