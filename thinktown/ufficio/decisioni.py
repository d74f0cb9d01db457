"""The forms by which an officer decides, asks, and looks again."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talenti.rete.forms import campi as di_rete
from thinktown.actions.istruttoria import MOTIVO_MASSIMO, VOCE_MASSIMA, DaCompletare, Decisione, si_completa
from thinktown.da_controllare import parti_inviate
from thinktown.emails import lavorano_al_bando
from thinktown.enums import Modalita
from thinktown.enums_istruttoria import TipoProvvedimento
from thinktown.models import Bando, Invio
from thinktown.ufficio import campi

# Beside the questions of the call, so many other things may be asked for.
ALTRE = 3
# Of what was sent, so many characters stand beside the field.
SI_VEDE = 300
_SCEGLI = {"required": _("Scegli che cosa fare."), "invalid_choice": _("Scegli che cosa fare.")}


def chi_puo_seguirla(bando: Bando) -> list[Any]:
    """Whoever works on the call may take one of its applications."""
    return list(lavorano_al_bando(bando))


class _Letta(forms.Form):
    """``letto``: the number of the sending that was on the page."""

    use_required_attribute = False
    letto = forms.IntegerField(min_value=1, max_value=10**6, widget=forms.HiddenInput)


def esiti_di(bando: Bando) -> Iterator[tuple[str, Any]]:
    """What may be decided on an application of this call, in words."""
    yield TipoProvvedimento.AMMISSIONE, _("Ammetti")
    if bando.in_vigore.norme.integrazione_giorni:
        yield TipoProvvedimento.INTEGRAZIONE, _("Chiedi di completare")
    if bando.modalita == Modalita.SPORTELLO:
        yield TipoProvvedimento.PREAVVISO, _("Annuncia l'esclusione (preavviso)")
    yield TipoProvvedimento.ESCLUSIONE, _("Escludi")


class FormDecide(_Letta):
    esito = forms.ChoiceField(label=_("Che cosa decidi"), widget=forms.RadioSelect, error_messages=_SCEGLI)
    motivo = di_rete.testo(
        _("Motivo"),
        _("Lo legge chi ha presentato la domanda. Per ammettere non serve."),
        massimo=MOTIVO_MASSIMO,
        righe=3,
    )

    def __init__(self, *args: Any, bando: Bando, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["esito"].choices = list(esiti_di(bando))  # type: ignore[attr-defined]  # a ChoiceField's

    @property
    def decisione(self) -> Decisione:
        return Decisione(TipoProvvedimento(self.cleaned_data["esito"]), motivo=self.cleaned_data["motivo"])


class FormRichiesta(_Letta):
    """A line for each question that may still be completed, and some for what no question asks."""

    motivo = di_rete.testo(_("Che cosa vuoi dire a chi la riceve"), _("Facoltativo."), massimo=MOTIVO_MASSIMO, righe=3)

    def __init__(self, *args: Any, bando: Bando, invio: Invio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.massimo = bando.in_vigore.norme.integrazione_giorni or 0
        self.fields["giorni"] = campi.intero(
            _("Giorni per rispondere"), _("Al massimo quelli del bando."), massimo=max(self.massimo, 1)
        )
        self.initial["giorni"] = self.massimo
        detta = invio.versione.definizione
        # Name of the field → the question that it is about.
        self.voci: dict[str, str] = {}
        for parte in parti_inviate(invio):
            for voce in parte.voci:
                quesito = detta.quesito(voce.chiave)
                if quesito is not None and si_completa(quesito):
                    inviato = Truncator(voce.in_testo or gettext("Nessuna risposta")).chars(SI_VEDE)
                    aiuto = gettext("Inviato: %(che_cosa)s") % {"che_cosa": inviato}
                    self._riga(f"voce-{voce.chiave}", voce.voce, aiuto, voce.chiave)
        for n in range(1, ALTRE + 1):
            self._riga(f"altro-{n}", gettext("Altro, %(n)s") % {"n": n}, "", "")

    def _riga(self, nome: str, etichetta: str, aiuto: str, chiave: str) -> None:
        self.fields[nome] = di_rete.riga(etichetta, aiuto, massimo=VOCE_MASSIMA)
        self.voci[nome] = chiave

    def righe(self) -> list[forms.BoundField]:
        return [self[nome] for nome in self.voci]

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        if not self.errors and not any(dati.get(nome) for nome in self.voci):
            frase = _("Scrivi accanto a una voce, almeno, che cosa manca o che cosa non si legge.")
            self.add_error(next(iter(self.voci)), frase)
        return dati

    @property
    def decisione(self) -> Decisione:
        dati = self.cleaned_data
        voci = tuple(DaCompletare(dati[nome], chiave) for nome, chiave in self.voci.items() if dati[nome])
        return Decisione(
            TipoProvvedimento.INTEGRAZIONE, motivo=dati["motivo"], voci=voci, giorni=dati["giorni"] or None
        )


class FormRiesame(forms.Form):
    use_required_attribute = False
    motivo = di_rete.testo(
        _("Motivo"),
        _("Lo legge chi ha presentato la domanda."),
        massimo=MOTIVO_MASSIMO,
        righe=3,
        vuoto=_("Scrivi il motivo: chi lo riceve deve poter capire."),
        serve=True,
    )
