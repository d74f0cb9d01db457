"""The forms of a ranking: the act with what was read, the draw, answers to errors pointed out, who is called next."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talenti.rete.forms import campi as di_rete
from thinktown.actions.graduatorie import EVENTO_MASSIMO
from thinktown.models.graduatorie import OSSERVAZIONE_MASSIMA
from thinktown.ufficio import campi
from thinktown.ufficio.moduli import DelBando, FormAtto, FormAttoConMotivo


class _Letta(FormAtto):
    """``letta``: the fingerprint of the ranking that stands on the page."""

    letta = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class FormPubblica(_Letta):
    field_order = ("numero", "data", "file")


class FormRivede(_Letta, FormAttoConMotivo):
    field_order = ("motivo", "numero", "data", "file")


def _entro() -> forms.Field:
    return campi.istante(
        _("Chi è chiamato risponde prima di"), _("Ora italiana. Chi non risponde perde il posto."), serve=True
    )


class FormApprova(_Letta):
    entro = _entro()
    field_order = ("numero", "data", "file", "entro")


class FormScorre(FormAttoConMotivo):
    """``lette``: the codes of those who stand on the page as the next."""

    lette = forms.CharField(required=False, max_length=200_000, widget=forms.HiddenInput)
    entro = _entro()
    field_order = ("motivo", "numero", "data", "file", "entro")

    def clean_lette(self) -> list[str]:
        return str(self.cleaned_data["lette"]).split()


class FormSorteggio(DelBando):
    evento = campi.riga(
        _("L'evento pubblico"),
        _("Uno di cui chiunque legge l'esito, e che nessuno di noi può cambiare."),
        massimo=EVENTO_MASSIMO,
        serve=True,
        vuoto=_("Scrivi quale evento pubblico, in poche parole."),
    )
    data = campi.giorno(
        _("In quale giorno"), _("Da domani in poi."), serve=True, vuoto=_("Scrivi il giorno dell'evento.")
    )


class FormEsito(DelBando):
    esito = campi.riga(
        _("L'esito, com'è stato pubblicato"),
        _("Per esempio i cinque numeri nell'ordine, con uno spazio fra l'uno e l'altro: 12 7 81 4 33."),
        massimo=EVENTO_MASSIMO,
        serve=True,
        vuoto=_("Scrivi l'esito dell'evento, com'è stato pubblicato."),
    )


class FormDecide(DelBando):
    ESITI = (("accoglie", _("È vero: la graduatoria si rivede")), ("respinge", _("No: la graduatoria resta com'è")))
    esito = forms.ChoiceField(
        label=_("Che cosa decidi"),
        choices=ESITI,
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli se è vero o no."), "invalid_choice": _("Scegli se è vero o no.")},
    )
    risposta = di_rete.testo(
        _("La risposta"),
        _("La legge chi ha scritto. Dì che cosa avete controllato, e perché."),
        massimo=OSSERVAZIONE_MASSIMA,
        righe=6,
        vuoto=_("Scrivi la risposta: chi la riceve deve poter capire."),
        serve=True,
    )


def con_letta(form: Any, nome: str, valore: str) -> None:
    """After a refusal the page shows the ranking of now, so the form carries that one."""
    form.data = form.data.copy()
    form.data[nome] = valore
