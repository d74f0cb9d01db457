"""Forms of the parts of a call: one record, or rows of records that buttons add, remove and move, without script."""

import re
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import slugify

from talenti.base.exceptions import Frase
from thinktown.definizione import Definizione

MASSIMO = 60
CHIAVE_MASSIMA = 40
_FAI = re.compile(r"([a-z]+):(aggiungi|togli|su|giu|mostra):(\d{1,3})")


def chiave_nuova(testo: str, prese: Iterable[str], *, se_vuoto: str) -> str:
    """The inner name of something new, from its words: short, and nobody else's."""
    radice = slugify(testo).replace("-", "_")[: CHIAVE_MASSIMA - 10].strip("_") or se_vuoto
    prese = set(prese)
    return next(chiave for n in range(1, 10_000) if (chiave := radice if n == 1 else f"{radice}_{n}") not in prese)


class FormDi(forms.Form):
    """A form of one record: begins from it, gives it back with what was typed.

    ``detta`` is the whole call, for what may be chosen among its other parts.
    """

    use_required_attribute = False
    # A row in which all of these are blank was never written.
    principali: tuple[str, ...] = ()
    # Do its fields depend on a choice in it?
    si_mostra = False

    def __init__(self, *args: Any, detta: Definizione, valore: Any = None, **kwargs: Any) -> None:
        self.detta, self.prima = detta, valore
        if valore is not None:
            kwargs["initial"] = self.iniziali(valore)
        super().__init__(*args, **kwargs)
        self.prepara()

    def prepara(self) -> None:
        """What depends on the call: choices, fields that this record does not have."""

    def iniziali(self, valore: Any) -> dict[str, Any]:
        return {nome: getattr(valore, nome) for nome in self.base_fields if hasattr(valore, nome)}

    def scritto(self, base: Any) -> dict[str, Any]:
        """The values that the record takes from the form."""
        suoi = {campo.name for campo in fields(base)}
        dati = {nome: valore for nome, valore in self.cleaned_data.items() if nome in suoi}
        return {nome: self._come_prima(nome, valore, getattr(base, nome)) for nome, valore in dati.items()}

    def _come_prima(self, nome: str, valore: Any, prima: Any) -> Any:
        """The same boxes ticked in another order are no change."""
        stesse = (
            isinstance(self.fields[nome], forms.MultipleChoiceField)
            and isinstance(prima, tuple)
            and set(valore) == set(prima)
        )
        return prima if stesse else valore

    def applica(self, base: Any) -> Any:
        return replace(base, **self.scritto(base))

    @property
    def in_bianco(self) -> bool:
        if not self.principali:
            return False
        letti = (self.fields[nome].widget.value_from_datadict(self.data, self.files, self.add_prefix(nome))
                 for nome in self.principali)  # fmt: skip
        return not any(any(uno) if isinstance(uno, list) else uno for uno in letti)

    def zitta(self) -> None:
        """Show what was typed, judge nothing yet."""
        self._errors = forms.utils.ErrorDict()
        self.cleaned_data = {}


class Righe:
    """Rows of one kind. Typed rows come as ``<nome>-<n>-<campo>``, with ``<nome>-quante`` and each one's key."""

    def __init__(
        self,
        nome: str,
        form: type[FormDi],
        nuova: Callable[[str], Any],
        *,
        titolo: Frase,
        una: Frase,
        aggiungi: Frase,
        aiuto: Frase = "",
        con_chiave: bool = True,
    ) -> None:
        self.nome, self.form, self.nuova, self.con_chiave = nome, form, nuova, con_chiave
        self.titolo, self.una, self.aggiungi, self.aiuto = titolo, una, aggiungi, aiuto
        self.forms: list[FormDi] = []
        self.chiavi: list[str] = []

    def leggi(self, detta: Definizione, valori: tuple[Any, ...], data: Any = None, *, zitte: bool = False) -> "Righe":
        if data is None:
            self.chiavi = [getattr(uno, "chiave", "") for uno in valori]
            self.forms = [self.form(prefix=f"{self.nome}-{n}", detta=detta, valore=uno) for n, uno in enumerate(valori)]
            return self
        per_chiave = {uno.chiave: uno for uno in valori} if self.con_chiave else {}
        for n in range(quante(data, self.nome)):
            chiave = data.get(f"{self.nome}-{n}-chiave", "")
            chiave = chiave if chiave in per_chiave and chiave not in self.chiavi else ""
            prefisso = f"{self.nome}-{n}"
            if zitte and not any(nome.startswith(f"{prefisso}-") for nome in data):
                # Just added: as new ones begin.
                form = self.form(prefix=prefisso, detta=detta, valore=self.nuova(""))
            else:
                form = self.form(data, prefix=prefisso, detta=detta, valore=per_chiave.get(chiave))
                if zitte:
                    form.zitta()
            self.chiavi.append(chiave)
            self.forms.append(form)
        return self

    def __iter__(self) -> Any:
        return iter(zip(self.chiavi, self.forms, strict=True))

    @property
    def quante(self) -> int:
        return len(self.forms)

    @property
    def piena(self) -> bool:
        return len(self.forms) >= MASSIMO

    def is_valid(self) -> bool:
        # Every row is judged, so that every mistake is said at once.
        giudizi = [form.is_valid() for chiave, form in self if chiave or not form.in_bianco]
        return all(giudizi)

    @property
    def con_errori(self) -> list[tuple[int, FormDi]]:
        righe = enumerate(self, start=1)
        return [(n, form) for n, (chiave, form) in righe if (chiave or not form.in_bianco) and form.errors]

    def valori(self) -> tuple[Any, ...]:
        """The records as they are written now; what is new takes a key of its own."""
        scritte, prese = [], {chiave for chiave in self.chiavi if chiave}
        for chiave, form in self:
            if not chiave and form.in_bianco:
                continue
            scritte.append(form.applica(self._da_che_cosa(form, prese)))
        return tuple(scritte)

    def _da_che_cosa(self, form: FormDi, prese: set[str]) -> Any:
        """The record that the row begins from: the one it was, or a new one with a key of its own."""
        if form.prima is not None:
            return form.prima
        if not self.con_chiave:
            return self.nuova("")
        testo = str(form.cleaned_data.get(form.principali[0]) or "")
        chiave = chiave_nuova(testo, prese, se_vuoto=self.nome)
        prese.add(chiave)
        return self.nuova(chiave)


# ── Buttons of the rows ───────────────────────────────────────────────────────────────────────────
def quante(data: Any, nome: str) -> int:
    scritte = str(data.get(f"{nome}-quante", "0"))
    return min(int(scritte), MASSIMO) if scritte.isascii() and scritte.isdecimal() and len(scritte) < 4 else 0


def muovi(data: QueryDict, fai: str) -> tuple[QueryDict, str]:
    """What was typed with one row more, one less, or two exchanged; and the row to show, for the address."""
    trovato = _FAI.fullmatch(fai)
    if not trovato:
        return data, ""
    nome, verbo, posto = trovato[1], trovato[2], int(trovato[3])
    righe = [_riga(data, f"{nome}-{n}-") for n in range(quante(data, nome))]
    posto = _esegui(righe, verbo, posto)
    nuova = data.copy()
    for chiave in [chiave for chiave in nuova if re.match(rf"{nome}-\d", chiave)]:
        del nuova[chiave]
    for n, riga in enumerate(righe):
        for campo, valori in riga.items():
            nuova.setlist(f"{nome}-{n}-{campo}", valori)
    nuova[f"{nome}-quante"] = str(len(righe))
    return nuova, f"{nome}-{posto}"


def _riga(data: QueryDict, prefisso: str) -> dict[str, list[Any]]:
    return {nome.removeprefix(prefisso): data.getlist(nome) for nome in data if nome.startswith(prefisso)}


def _esegui(righe: list[dict[str, list[Any]]], verbo: str, posto: int) -> int:
    if verbo == "aggiungi":
        if len(righe) < MASSIMO:
            righe.append({})
        return len(righe) - 1
    if posto >= len(righe):
        return posto
    if verbo == "togli":
        righe.pop(posto)
        return max(posto - 1, 0)
    altro = posto + {"giu": 1, "su": -1}.get(verbo, 0)
    if 0 <= altro < len(righe):
        righe[posto], righe[altro] = righe[altro], righe[posto]
        return altro
    return posto


class Parte:
    """A part of the call as a page: at most one record, and rows. Subclasses say which, and what they cover."""

    chiave = ""
    titolo: Frase = ""
    aiuto: Frase = ""
    # (attribute of the call, form) of the record; "" where there is none.
    scheda: tuple[str, type[FormDi]] | None = None

    def __init__(self, detta: Definizione, data: Any = None, *, zitta: bool = False) -> None:
        self.detta, self.data, self.zitta = detta, data, zitta

    def gruppi(self) -> list[tuple[Righe, tuple[Any, ...]]]:
        """The rows, each with the records that it begins from."""
        return []

    def metti(self, detta: Definizione, scheda: Any, righe: dict[str, tuple[Any, ...]]) -> Definizione:
        raise NotImplementedError

    @cached_property
    def form(self) -> FormDi | None:
        if self.scheda is None:
            return None
        nome, form = self.scheda
        fatto = form(self.data, detta=self.detta, valore=getattr(self.detta, nome))
        if self.zitta:
            fatto.zitta()
        return fatto

    @cached_property
    def righe(self) -> list[Righe]:
        return [righe.leggi(self.detta, valori, self.data, zitte=self.zitta) for righe, valori in self.gruppi()]

    def is_valid(self) -> bool:
        giudizi = [una.is_valid() for una in (*([self.form] if self.form else []), *self.righe)]
        return all(giudizi)

    def applica(self, detta: Definizione) -> Definizione:
        """The call with this part as it was typed; ``detta`` may have changed elsewhere meanwhile."""
        scheda = self.form.applica(getattr(detta, self.scheda[0])) if self.form and self.scheda else None
        return self.metti(detta, scheda, {una.nome: una.valori() for una in self.righe})

    @classmethod
    def pezzo(cls, detta: Definizione) -> tuple[Any, ...]:
        """What of the call this page writes: if it is still as the writer read it, nobody wrote over her."""
        raise NotImplementedError
