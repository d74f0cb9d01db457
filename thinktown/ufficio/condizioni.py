"""What hangs on an answer; and the statements, which may."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from thinktown import definizione as d
from thinktown.enums import A_SCELTA, DiChi
from thinktown.ufficio import campi
from thinktown.ufficio.righe import FormDi, Parte, Righe


def risposte_possibili(detta: d.Definizione, prima_di: str = "") -> list[tuple[str, str]]:
    """Each answer that one may choose in the application, for what depends on one: only of what is asked before."""
    coppie = []
    for quesito in detta.quesiti():
        if quesito.chiave == prima_di:
            break
        if quesito.tipo in A_SCELTA:
            coppie += [(f"{quesito.chiave}:{o.chiave}", f"{quesito.domanda} › {o.nome}") for o in quesito.opzioni]
    return coppie


class ConCondizione:
    """Mixin of forms of what is asked only after a certain answer."""

    cleaned_data: dict[str, Any]
    fields: dict[str, Any]
    detta: d.Definizione

    @staticmethod
    def _coppie(condizione: d.Condizione | None) -> tuple[str, ...]:
        return tuple(f"{condizione.quesito}:{valore}" for valore in condizione.valori) if condizione else ()

    def scritto(self, base: Any) -> dict[str, Any]:
        """Where there is nothing to choose among any more, it hangs on nothing."""
        dati: dict[str, Any] = super().scritto(base)  # type: ignore[misc]  # a mixin's super
        return dati if "solo_se" in self.fields else dati | {"solo_se": None}

    def clean_solo_se(self) -> d.Condizione | None:
        coppie = [coppia.split(":", 1) for coppia in self.cleaned_data["solo_se"]]
        quesiti = {quesito for quesito, _valore in coppie}
        if len(quesiti) > 1:
            raise ValidationError(_("Scegli risposte di una voce sola."))
        return d.Condizione(quesito=quesiti.pop(), valori=tuple(v for _q, v in coppie)) if coppie else None


# ── Statements ────────────────────────────────────────────────────────────────────────────────────
class FormDichiarazione(ConCondizione, FormDi):
    principali = ("testo",)
    testo = campi.testo(_("Che cosa dichiara"), massimo=1500, righe=3)
    articolo = campi.riga(_("Norma"), massimo=160)
    obbligatoria = campi.casella(_("Senza, la domanda non si invia"))
    di_chi = campi.scelta(_("Chi la fa"), DiChi)
    solo_se = campi.scelte_di(_("Solo a chi ha risposto"), (), _("Se non scegli, la fanno tutti."))

    def prepara(self) -> None:
        campo: Any = self.fields["solo_se"]
        campo.choices = risposte_possibili(self.detta)
        campo_chi: Any = self.fields["di_chi"]
        campo_chi.choices = [voce for voce in DiChi.choices if voce[0] != DiChi.QUOTA]
        if not campo.choices:
            del self.fields["solo_se"]

    def iniziali(self, valore: Any) -> dict[str, Any]:
        return super().iniziali(valore) | {"solo_se": self._coppie(valore.solo_se)}


class Dichiarazioni(Parte):
    chiave, titolo = "dichiarazioni", _("Dichiarazioni")
    aiuto = _("Valgono come un certificato (DPR 445/2000): scrivile in prima persona. Sono da spuntare una per una.")

    def gruppi(self) -> list[tuple[Righe, tuple[Any, ...]]]:
        righe = Righe(
            "dichiarazioni",
            FormDichiarazione,
            lambda chiave: d.Dichiarazione(chiave=chiave),
            titolo=_("Dichiarazioni"),
            una=_("Dichiarazione"),
            aggiungi=_("Aggiungi una dichiarazione"),
        )
        return [(righe, self.detta.dichiarazioni)]

    def metti(self, detta: d.Definizione, scheda: Any, righe: Any) -> d.Definizione:
        return replace(detta, dichiarazioni=righe["dichiarazioni"])

    @classmethod
    def pezzo(cls, detta: d.Definizione) -> tuple[Any, ...]:
        return (detta.dichiarazioni,)
