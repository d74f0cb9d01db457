"""The forms of requests of access in the office: one that came otherwise, whom to hear, the decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import oggi
from talenti.rete.forms import campi as di_rete
from thinktown.enums import StatoDomanda
from thinktown.enums_registri import (
    CHE_COSA_MASSIMO,
    MOTIVO_ACCESSO_MASSIMO,
    OGGETTO_MASSIMO,
    RISPOSTA_ACCESSO_MASSIMA,
    CanaleAccesso,
    TipoAccesso,
)
from thinktown.forms_accesso import PERCHE, SCEGLI
from thinktown.models import Bando, Domanda
from thinktown.ufficio import campi

# Numbers of applications in one line: more than these are another request.
QUANTE_DOMANDE = 40


def _oggetto(serve: bool) -> forms.CharField:
    return campi.riga(
        _("Oggetto, senza nomi"),
        _("Poche parole per il registro degli accessi, per esempio: verbali della commissione."),
        massimo=OGGETTO_MASSIMO,
        serve=serve,
        vuoto=_("Scrivi l'oggetto in poche parole, senza nomi: va nel registro degli accessi."),
    )


class FormNuovoAccesso(forms.Form):
    use_required_attribute = False
    tipo = forms.ChoiceField(
        label=_("Che richiesta è"), choices=TipoAccesso.choices, widget=forms.RadioSelect, error_messages=SCEGLI
    )
    canale = forms.ChoiceField(
        label=_("Come è arrivata"),
        choices=[(uno.value, uno.label) for uno in CanaleAccesso if uno != CanaleAccesso.PORTALE],
        widget=forms.RadioSelect,
        error_messages=SCEGLI,
    )
    arrivata = campi.giorno(
        _("Arrivata il"), _("Da qui si contano i 30 giorni."), serve=True, vuoto=_("Scrivi quando è arrivata.")
    )
    nome = campi.riga(_("Chi chiede"), massimo=120, serve=True, vuoto=_("Scrivi chi chiede."))
    email = di_rete.indirizzo_email(
        _("Email"), _("Se c'è, il portale manda la ricevuta e la risposta a questo indirizzo.")
    )
    che_cosa = di_rete.testo(
        _("Che cosa chiede"), massimo=CHE_COSA_MASSIMO, righe=5, serve=True, vuoto=_("Scrivi che cosa chiede.")
    )
    perche = di_rete.testo(
        _("Perché lo chiede"),
        _("Serve per l'accesso ai documenti: quale interesse c'entra."),
        massimo=MOTIVO_ACCESSO_MASSIMO,
        righe=3,
    )
    oggetto = _oggetto(serve=False)

    def clean_arrivata(self) -> Any:
        if self.cleaned_data["arrivata"] > oggi():
            raise forms.ValidationError(_("Il giorno in cui è arrivata deve ancora venire."))
        return self.cleaned_data["arrivata"]

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        senza = not dati.get("perche", "").strip() and "perche" not in self.errors
        if dati.get("tipo") == TipoAccesso.DOCUMENTALE and senza:
            self.add_error("perche", PERCHE)
        return dati


class FormInterpella(forms.Form):
    """Applications by the number that the portal gave them: an office has them on the papers."""

    use_required_attribute = False
    domande = campi.riga(
        _("Numeri delle domande"),
        _("Separati da virgole, per esempio: 3, 12, 15."),
        massimo=300,
        serve=True,
        vuoto=_("Scrivi almeno un numero."),
        inputmode="numeric",
    )

    def __init__(self, *args: Any, bando: Bando, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bando = bando

    def clean_domande(self) -> list[Domanda]:
        scritti = [uno for uno in self.cleaned_data["domande"].replace(";", ",").replace(" ", ",").split(",") if uno]
        if not all(uno.isascii() and uno.isdigit() and len(uno) < 10 for uno in scritti):
            raise forms.ValidationError(_("Scrivi solo numeri, separati da virgole."))
        numeri = sorted({int(uno) for uno in scritti})
        if len(numeri) > QUANTE_DOMANDE:
            raise forms.ValidationError(_("Al massimo %(n)s domande per volta.") % {"n": QUANTE_DOMANDE})
        inviate = Domanda.objects.filter(bando=self.bando, numero__in=numeri).exclude(stato=StatoDomanda.BOZZA)
        trovate = {una.numero: una for una in inviate}
        mancano = [numero for numero in numeri if numero not in trovate]
        if mancano:
            raise forms.ValidationError(
                _("A questo bando non è arrivata la domanda n. %(n)s.") % {"n": ", ".join(map(str, mancano))}
            )
        return [trovate[numero] for numero in numeri]


class FormDecisione(forms.Form):
    use_required_attribute = False
    oggetto = _oggetto(serve=True)
    risposta = di_rete.testo(
        _("Risposta a chi ha chiesto"),
        _("Con il motivo. Parte per email così com'è scritta: il portale aggiunge da solo come fare ricorso."),
        massimo=RISPOSTA_ACCESSO_MASSIMA,
        righe=8,
        serve=True,
        vuoto=_("Scrivi la risposta, con il motivo: chi la riceve deve poter capire."),
    )


class FormDifferimento(FormDecisione):
    al = campi.giorno(
        _("Rimandata al"), _("Entro quel giorno si decide."), serve=True, vuoto=_("Scrivi fino a quando è rimandata.")
    )

    def clean_al(self) -> Any:
        if self.cleaned_data["al"] <= oggi():
            raise forms.ValidationError(_("Scegli un giorno che deve ancora venire."))
        return self.cleaned_data["al"]


class FormRitiro(forms.Form):
    use_required_attribute = False
    motivo = di_rete.motivo(_("Come l'ha detto"), _("Per esempio: con una email del 3 marzo."))
