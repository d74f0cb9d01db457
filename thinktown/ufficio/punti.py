"""The parts of a call that say how one is chosen: criteria with their points, ranking, ties, quotas."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from thinktown import definizione as d
from thinktown.enums import Arrotonda, Inevasa, TipoQuesito, TipoSpareggio
from thinktown.enums_graduatoria import Insieme, Parziale, Riuso
from thinktown.ufficio import campi
from thinktown.ufficio.righe import FormDi, Parte, Righe

_VUOTA = "–"


class FormCriterio(FormDi):
    principali = ("nome",)
    nome = campi.riga(_("Nome"), massimo=120)
    che_cosa = campi.riga(_("Che cosa si guarda"), massimo=300)
    massimo = campi.punti(_("Punti al massimo"))
    peso = campi.punti(_("Peso"), _("Moltiplica i punti: di solito 1."))
    soglia = campi.punti(_("Punti, almeno"), _("Sotto, il progetto non si finanzia. Vuoto: nessun minimo."))
    guida = campi.una_per_riga(_("Guida al punteggio"), _("Una riga per gradino, per esempio «0 nessuna»."), righe=3)
    motivo = campi.casella(_("Chi valuta scrive il motivo dei punti"))

    def scritto(self, base: Any) -> dict[str, Any]:
        """Left empty, they are what they are of a new criterion: a mark out of ten, that counts once."""
        dati = super().scritto(base)
        intero = d.Criterio(chiave="")
        return dati | {nome: getattr(intero, nome) for nome in ("massimo", "peso") if dati.get(nome) is None}


class Criteri(Parte):
    chiave, titolo = "criteri", _("Criteri e punti")
    aiuto = _("La legge li vuole pubblicati prima: dopo si cambiano solo con un atto (L. 241/1990, articolo 12).")

    def gruppi(self) -> list[tuple[Righe, tuple[Any, ...]]]:
        righe = Righe(
            "criteri",
            FormCriterio,
            lambda chiave: d.Criterio(chiave=chiave),
            titolo=_("Criteri"),
            una=_("Criterio"),
            aggiungi=_("Aggiungi un criterio"),
        )
        return [(righe, self.detta.criteri)]

    def metti(self, detta: d.Definizione, scheda: Any, righe: Any) -> d.Definizione:
        return replace(detta, criteri=righe["criteri"])

    @classmethod
    def pezzo(cls, detta: d.Definizione) -> tuple[Any, ...]:
        return (detta.criteri,)


class FormGraduatoria(FormDi):
    soglia = campi.punti(_("Punti in tutto, almeno"), _("Sotto, il progetto non si finanzia. Vuoto: nessun minimo."))
    decimali = campi.intero(_("Cifre dopo la virgola nei totali"), massimo=6)
    arrotonda = campi.scelta(_("Come si arrotonda"), Arrotonda, a_vista=True)
    insieme = campi.scelta(_("Come le schede diventano un punteggio"), Insieme, a_vista=True)
    tagliate = campi.intero(
        _("Quanti punteggi si lasciano fuori, per parte"),
        _("Con 1, in ogni criterio non contano il più alto e il più basso. Vuoto: contano tutti."),
        massimo=5,
    )
    concordata = campi.casella(
        _("La commissione concorda i punti in seduta"),
        _("Ognuno compila prima la sua scheda; in graduatoria contano i punti concordati."),
    )
    chiesto = campi.scelta_di(_("La voce che dice quanto si chiede"), (), _("Vuota: a tutti la stessa somma."))
    settore = campi.scelta_di(_("La voce che dice il settore"), (), _("Serve se un settore ha posti o fondi suoi."))
    parziale = campi.scelta(_("Se i fondi non bastano per intero a chi viene dopo"), Parziale, a_vista=True)
    parte_minima = campi.intero(
        _("La parte più piccola che si può dare, su cento"),
        _("Solo se si può dare anche una parte. Vuoto: qualunque parte."),
        massimo=100,
    )
    riuso = campi.scelta(_("Che cosa diventa quello a cui qualcuno rinuncia"), Riuso, a_vista=True)
    evento = campi.riga(
        _("L'evento pubblico da cui si ricava il sorteggio"),
        _("Chiunque può rifare il conto: per esempio un'estrazione del Lotto."),
        massimo=240,
    )
    data = campi.giorno(_("In quale giorno"), _("Dopo la chiusura del bando."))

    def prepara(self) -> None:
        for nome, tipo in (("chiesto", TipoQuesito.DENARO), ("settore", TipoQuesito.SCELTA)):
            campo: Any = self.fields[nome]
            voci = ((uno.chiave, uno.domanda) for uno in self.detta.quesiti() if uno.tipo == tipo)
            campo.choices = [("", _VUOTA), *voci]

    def iniziali(self, valore: Any) -> dict[str, Any]:
        return super().iniziali(valore) | {"evento": valore.sorteggio.evento, "data": valore.sorteggio.data}

    def clean_decimali(self) -> int:
        return self.cleaned_data["decimali"] or 0

    def clean_tagliate(self) -> int:
        return self.cleaned_data["tagliate"] or 0

    def clean_parte_minima(self) -> int:
        return self.cleaned_data["parte_minima"] or 0

    def applica(self, base: Any) -> Any:
        sorteggio = d.Sorteggio(evento=self.cleaned_data["evento"], data=self.cleaned_data["data"])
        return replace(super().applica(base), sorteggio=sorteggio)


class FormSpareggio(FormDi):
    principali = ("tipo",)
    tipo = campi.scelta_di(_("Che cosa si guarda"), TipoSpareggio.choices)
    criterio = campi.scelta_di(_("Quale criterio"), (), _("Solo se si guardano i punti di un criterio."))

    def prepara(self) -> None:
        campo: Any = self.fields["criterio"]
        campo.choices = [("", _VUOTA), *((uno.chiave, uno.nome) for uno in self.detta.criteri)]

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        if not dati.get("tipo") and "tipo" not in self.errors:
            self.add_error("tipo", _("Scegli che cosa si guarda."))
        if dati.get("tipo") == TipoSpareggio.CRITERIO and not dati.get("criterio") and "criterio" not in self.errors:
            self.add_error("criterio", _("Scegli il criterio."))
        return dati

    def applica(self, base: Any) -> d.Spareggio:
        tipo = TipoSpareggio(self.cleaned_data["tipo"])
        return d.Spareggio(tipo=tipo, criterio=self.cleaned_data["criterio"] if tipo == TipoSpareggio.CRITERIO else "")


class FormQuota(FormDi):
    principali = ("chiave",)
    chiave = campi.scelta_di(_("Sezione o settore"), ())
    posti = campi.intero(_("Posti riservati"), massimo=10_000)
    fondi = campi.euro(_("Fondi riservati, in euro"))
    inevasa = campi.scelta(_("Se avanzano"), Inevasa)
    sezione = campi.scelta_di(_("In quale sezione"), (), _("Di un settore, se il bando ha più sezioni."))

    def prepara(self) -> None:
        campo: Any = self.fields["chiave"]
        cose = (*self.detta.sezioni, *self.detta.settori)
        campo.choices = [("", _VUOTA), *((uno.chiave, uno.nome) for uno in cose)]
        dove: Any = self.fields["sezione"]
        dove.choices = [("", _VUOTA), *((una.chiave, una.nome) for una in self.detta.sezioni)]

    def applica(self, base: Any) -> d.Quota:
        return d.Quota(**self.cleaned_data)


class Graduatoria(Parte):
    chiave, titolo = "graduatoria", _("Graduatoria e parità")
    aiuto = _("Come i punti diventano un ordine. L'ultimo modo di decidere a parità è sempre il sorteggio pubblico.")
    scheda = ("graduatoria", FormGraduatoria)

    def gruppi(self) -> list[tuple[Righe, tuple[Any, ...]]]:
        spareggi = Righe(
            "spareggi",
            FormSpareggio,
            lambda _chiave: None,
            titolo=_("A parità di punti, nell'ordine"),
            una=_("Spareggio"),
            aggiungi=_("Aggiungi uno spareggio"),
            con_chiave=False,
        )
        quote = Righe(
            "quote",
            FormQuota,
            lambda _chiave: None,
            titolo=_("Quote"),
            una=_("Quota"),
            aggiungi=_("Aggiungi una quota"),
            aiuto=_("Posti o fondi riservati a una sezione o a un settore."),
            con_chiave=False,
        )
        return [(spareggi, self.detta.graduatoria.spareggi), (quote, self.detta.graduatoria.quote)]

    def metti(self, detta: d.Definizione, scheda: Any, righe: Any) -> d.Definizione:
        return replace(detta, graduatoria=replace(scheda, spareggi=righe["spareggi"], quote=righe["quote"]))

    @classmethod
    def pezzo(cls, detta: d.Definizione) -> tuple[Any, ...]:
        return (detta.graduatoria,)
