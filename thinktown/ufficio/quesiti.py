"""What the application asks: its parts with their questions, and one question with its answers or its columns."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talenti.base.exceptions import DatoNonAccettato
from talenti.documenti.fields import CampoFile
from thinktown import definizione as d
from thinktown.enums import A_SCELTA, IN_COLONNA, TipoQuesito
from thinktown.enums_posti import SI_PUBBLICA, NelPosto
from thinktown.models import Bando
from thinktown.queries import con_versione
from thinktown.ufficio import campi
from thinktown.ufficio.condizioni import ConCondizione, risposte_possibili
from thinktown.ufficio.righe import FormDi, Parte, Righe, chiave_nuova

FORMATI = (("pdf", "PDF"), ("jpeg", "JPEG"), ("png", "PNG"), ("docx", "Word (docx)"), ("odt", "ODT"))
DOMANDA_MASSIMA = 300


# ── The skeleton ──────────────────────────────────────────────────────────────────────────────────
class FormParte(FormDi):
    principali = ("titolo",)
    titolo = campi.riga(_("Titolo della parte"), massimo=120)
    aiuto = campi.riga(_("Spiegazione, se serve"), massimo=400)


class FormNuovaVoce(forms.Form):
    """A question to add: what is asked and of which kind; the rest is written on its own page."""

    use_required_attribute = False
    domanda = campi.riga(
        _("Che cosa si chiede"), massimo=DOMANDA_MASSIMA, serve=True, vuoto=_("Scrivi che cosa si chiede.")
    )
    tipo = campi.scelta(_("Che tipo di risposta è"), TipoQuesito)


class Struttura(Parte):
    """A page of the application is a part; what it asks is in the order of the page."""

    chiave, titolo = "quesiti", _("Che cosa si chiede nella domanda")
    aiuto = _("Ogni parte è una pagina della domanda. Chi compila le vede una alla volta, nell'ordine di qui.")

    def gruppi(self) -> list[tuple[Righe, tuple[Any, ...]]]:
        righe = Righe(
            "parti",
            FormParte,
            lambda chiave: d.Parte(chiave=chiave),
            titolo=_("Parti della domanda"),
            una=_("Parte"),
            aggiungi=_("Aggiungi una parte"),
        )
        return [(righe, self.detta.parti)]

    def metti(self, detta: d.Definizione, scheda: Any, righe: Any) -> d.Definizione:
        """A part goes only by its own button: one that the page did not send back stays."""
        chiavi = {una.chiave for una in righe["parti"]}
        return replace(detta, parti=(*righe["parti"], *(una for una in detta.parti if una.chiave not in chiavi)))

    @classmethod
    def pezzo(cls, detta: d.Definizione) -> tuple[Any, ...]:
        return tuple((una.chiave, una.titolo, una.aiuto, [q.chiave for q in una.quesiti]) for una in detta.parti)


def aggiungi_voce(detta: d.Definizione, parte: str, domanda: str, tipo: TipoQuesito) -> tuple[d.Definizione, str]:
    """The call with one question more, last of its part; and its key."""
    chiave = chiave_nuova(domanda, (q.chiave for q in detta.quesiti()), se_vuoto="voce")
    nuovo = d.Quesito(chiave=chiave, tipo=tipo, domanda=domanda)
    return _con_quesiti(detta, parte, lambda quesiti: (*quesiti, nuovo)), chiave


def metti_voce(detta: d.Definizione, quesito: d.Quesito) -> d.Definizione:
    """The same call with this question in the place of the one of the same key."""
    parti = tuple(
        replace(una, quesiti=tuple(quesito if q.chiave == quesito.chiave else q for q in una.quesiti))
        for una in detta.parti
    )
    return replace(detta, parti=parti)


def togli_voce(detta: d.Definizione, chiave: str) -> d.Definizione:
    parti = tuple(replace(una, quesiti=tuple(q for q in una.quesiti if q.chiave != chiave)) for una in detta.parti)
    return replace(detta, parti=parti)


def sposta_voce(detta: d.Definizione, chiave: str, passo: int) -> d.Definizione:
    """One place up or down; from the edge of a part into the next one."""
    posti = [list(una.quesiti) for una in detta.parti]
    for p, quesiti in enumerate(posti):
        i = next((n for n, q in enumerate(quesiti) if q.chiave == chiave), None)
        if i is None:
            continue
        if 0 <= i + passo < len(quesiti):
            quesiti[i], quesiti[i + passo] = quesiti[i + passo], quesiti[i]
        elif 0 <= p + passo < len(posti):
            posti[p + passo].insert(0 if passo > 0 else len(posti[p + passo]), quesiti.pop(i))
        break
    return replace(
        detta, parti=tuple(replace(una, quesiti=tuple(q)) for una, q in zip(detta.parti, posti, strict=True))
    )


def togli_parte(detta: d.Definizione, posto: int) -> d.Definizione:
    """Only an empty one: what was written in it is moved or taken away first, on purpose."""
    if not 0 <= posto < len(detta.parti):
        return detta
    if detta.parti[posto].quesiti:
        raise DatoNonAccettato(_("Questa parte chiede ancora qualcosa: prima sposta o togli le sue voci."))
    return replace(detta, parti=detta.parti[:posto] + detta.parti[posto + 1 :])


def sposta_parte(detta: d.Definizione, posto: int, passo: int) -> d.Definizione:
    parti, altro = list(detta.parti), posto + passo
    if 0 <= posto < len(parti) and 0 <= altro < len(parti):
        parti[posto], parti[altro] = parti[altro], parti[posto]
    return replace(detta, parti=tuple(parti))


def aggiungi_parte(detta: d.Definizione) -> d.Definizione:
    chiave = chiave_nuova("", (una.chiave for una in detta.parti), se_vuoto="parte")
    return replace(detta, parti=(*detta.parti, d.Parte(chiave=chiave)))


def _con_quesiti(detta: d.Definizione, parte: str, cambia: Any) -> d.Definizione:
    return replace(
        detta,
        parti=tuple(replace(una, quesiti=cambia(una.quesiti)) if una.chiave == parte else una for una in detta.parti),
    )


# ── One question ──────────────────────────────────────────────────────────────────────────────────
_TESTI = (TipoQuesito.TESTO, TipoQuesito.TESTO_LUNGO)
_CIFRE = (TipoQuesito.NUMERO, TipoQuesito.DENARO)
# What a question of each kind says beside what all of them say.
DI_TIPO: dict[str, tuple[TipoQuesito, ...]] = {
    "minimo": (*_CIFRE, TipoQuesito.PREFERENZE),
    "massimo": (*_TESTI, *_CIFRE, TipoQuesito.TABELLA, TipoQuesito.FILE, TipoQuesito.PREFERENZE),
    "bando": (TipoQuesito.PREFERENZE,),
    "nel_posto": SI_PUBBLICA,
    "formati": (TipoQuesito.FILE,),
    "modello": (TipoQuesito.FILE,),
    "togli_modello": (TipoQuesito.FILE,),
}
_MASSIMI = {
    TipoQuesito.TESTO: _("Caratteri al massimo"),
    TipoQuesito.TESTO_LUNGO: _("Caratteri al massimo"),
    TipoQuesito.NUMERO: _("Il numero più alto"),
    TipoQuesito.DENARO: _("La somma più alta, in euro"),
    TipoQuesito.TABELLA: _("Righe al massimo"),
    TipoQuesito.FILE: _("Megabyte al massimo"),
    TipoQuesito.PREFERENZE: _("Quanti posti al massimo"),
}


# What a question of another kind does not keep.
_DEL_TIPO = ("minimo", "massimo", "formati", "opzioni", "colonne", "bando", "nel_posto")


def dei_quali_si_scelgono_i_posti(gia: str = "") -> list[tuple[str, str]]:
    """The calls whose applications become places: code and title, the newest first. ``gia``: the one that is chosen."""
    usciti = Bando.objects.pubblicati().per_elenco().order_by("-pk")
    coppie = [(uno.codice, f"{uno} ({uno.partner})") for uno in con_versione(usciti) if uno.in_vigore.raccoglie]
    return coppie if not gia or gia in dict(coppie) else [*coppie, (gia, gia)]


class FormQuesito(ConCondizione, FormDi):
    domanda = campi.riga(_("Che cosa si chiede"), massimo=DOMANDA_MASSIMA)
    aiuto = campi.testo(_("Spiegazione, se serve"), massimo=600, righe=2)
    tipo = campi.scelta(_("Che tipo di risposta è"), TipoQuesito, _("Se lo cambi, salva: le altre righe seguono."))
    obbligatorio = campi.casella(_("Senza questa risposta la domanda non si invia"))
    minimo = campi.intero(_("Il numero più basso"), massimo=1_000_000_000)
    massimo = campi.intero(_("Massimo"), massimo=1_000_000_000)
    bando = campi.scelta_di(
        _("I posti di quale bando"), (), _("Un bando chiuso, che ha raccolto i posti. Dopo l'uscita non si cambia.")
    )
    nel_posto = campi.scelta_di(
        _("Nel posto che si pubblica è"),
        NelPosto.choices,
        _("Solo se da ogni domanda scelta nasce un posto, che altri scelgono con un secondo bando."),
    )
    formati = campi.scelte_di(_("Quali file"), FORMATI, _("Se non scegli: tutti questi."))
    modello = CampoFile(label=_("Un modello da compilare"), required=False)
    togli_modello = campi.casella(_("Togli il modello che c'è"))
    sezioni = campi.scelte_di(_("Solo per chi partecipa a"), (), _("Se non scegli: tutte le sezioni."))
    solo_se = campi.scelte_di(_("Solo a chi ha risposto"), (), _("Se non scegli: a tutti."))
    valutato = campi.casella(_("Conta per i punti"), _("Dopo la chiusura non si può più completare."))

    def prepara(self) -> None:
        tipo = self.genere
        for nome, tipi in DI_TIPO.items():
            if tipo not in tipi:
                del self.fields[nome]
        if tipo == TipoQuesito.PREFERENZE:
            self.fields["minimo"].label = _("Quanti posti almeno")
            campo: Any = self.fields["bando"]
            campo.choices = [("", "–"), *dei_quali_si_scelgono_i_posti(self.prima.bando)]
        if "massimo" in self.fields:
            self.fields["massimo"].label = _MASSIMI[tipo]
        if "togli_modello" in self.fields and not self.prima.modello:
            del self.fields["togli_modello"]
        self._scelte("sezioni", [(una.chiave, una.nome) for una in self.detta.sezioni])
        self._scelte("solo_se", risposte_possibili(self.detta, prima_di=self.prima.chiave))

    @property
    def genere(self) -> TipoQuesito:
        """The kind that the page shows the fields of: the one that was read, until another one is saved."""
        return self.prima.tipo

    def clean_nel_posto(self) -> NelPosto | None:
        scelto = self.cleaned_data["nel_posto"]
        return NelPosto(scelto) if scelto else None

    def _scelte(self, nome: str, voci: list[tuple[str, str]]) -> None:
        if not voci:
            del self.fields[nome]
            return
        campo: Any = self.fields[nome]
        campo.choices = voci

    def iniziali(self, valore: Any) -> dict[str, Any]:
        dati = super().iniziali(valore)
        dati.pop("modello", None)
        return dati | {"solo_se": self._coppie(valore.solo_se)}

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        minimo, massimo = dati.get("minimo"), dati.get("massimo")
        if minimo is not None and massimo is not None and minimo > massimo:
            self.add_error("minimo", _("Il minimo è più alto del massimo."))
        return dati

    def scritto(self, base: Any) -> dict[str, Any]:
        """The file is kept by who calls: what is here is only its code. A new kind leaves what was of the old one."""
        dati = super().scritto(base)
        dati.pop("modello", None)
        if "sezioni" not in self.fields:
            dati["sezioni"] = ()
        if dati["tipo"] != base.tipo:
            puliti = d.Quesito(chiave="")
            dati |= {nome: getattr(puliti, nome) for nome in _DEL_TIPO}
            if dati["tipo"] in A_SCELTA and base.tipo in A_SCELTA:
                dati["opzioni"] = base.opzioni
        return dati


class FormOpzione(FormDi):
    principali = ("nome",)
    nome = campi.riga(_("Risposta"), massimo=160)


class FormColonna(FormDi):
    principali = ("nome",)
    nome = campi.riga(_("Nome della colonna"), massimo=80)
    tipo = campi.scelta(_("Che cosa ci si scrive"), TipoQuesito)
    totale = campi.casella(_("Con il totale sotto"))

    def prepara(self) -> None:
        campo: Any = self.fields["tipo"]
        campo.choices = [(tipo.value, tipo.label) for tipo in IN_COLONNA]

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        if dati.get("totale") and dati.get("tipo") not in _CIFRE:
            self.add_error("totale", _("Il totale si fa solo di numeri e di somme."))
        return dati


class Voce(Parte):
    """One question, as a page."""

    scheda = ("voce", FormQuesito)

    def __init__(self, detta: d.Definizione, quesito: d.Quesito, data: Any = None, files: Any = None, **altro: Any):
        super().__init__(detta, data, **altro)
        self.quesito = quesito
        self.titolo = quesito.domanda or _("Voce senza testo")
        self.form = FormQuesito(data, files, detta=detta, valore=quesito)
        if self.zitta:
            self.form.zitta()

    def gruppi(self) -> list[tuple[Righe, tuple[Any, ...]]]:
        if self.quesito.tipo in A_SCELTA:
            righe = Righe(
                "opzioni",
                FormOpzione,
                lambda chiave: d.Opzione(chiave=chiave),
                titolo=_("Risposte tra cui scegliere"),
                una=_("Risposta"),
                aggiungi=_("Aggiungi una risposta"),
            )
            return [(righe, self.quesito.opzioni)]
        if self.quesito.tipo == TipoQuesito.TABELLA:
            righe = Righe(
                "colonne",
                FormColonna,
                lambda chiave: d.Colonna(chiave=chiave),
                titolo=_("Colonne della tabella"),
                una=_("Colonna"),
                aggiungi=_("Aggiungi una colonna"),
            )
            return [(righe, self.quesito.colonne)]
        return []

    def scritta(self) -> d.Quesito:
        """The question as it was typed."""
        righe = {una.nome: una.valori() for una in self.righe}
        return self.form.applica(replace(self.quesito, **righe))  # type: ignore[no-any-return]  # a form of ours

    def applica(self, detta: d.Definizione) -> d.Definizione:
        return metti_voce(detta, self.scritta())
