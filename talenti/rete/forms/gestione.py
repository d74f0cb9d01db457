"""The forms of the organisation's own pages."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from talenti.base.permissions import puo
from talenti.luoghi.fields import ComuneField
from talenti.rete import ruoli
from talenti.rete.enums import Azione, RuoloPartecipazione
from talenti.rete.forms import campi
from talenti.rete.models import Appartenenza, Partner


class FormPagina(campi.ConCodici, forms.Form):
    """What the public page says."""

    in_una_frase = campi.riga(
        _("Che cosa fate, in una frase"), massimo=200, serve=True, vuoto=_("Scrivi in una frase che cosa fate.")
    )
    descrizione = campi.testo(_("Di più"), massimo=4000, righe=8)
    comune = ComuneField(label=_("Comune"))
    indirizzo = campi.riga(_("Indirizzo"), massimo=160)
    email = campi.indirizzo_email(_("Email"), serve=True, vuoto=_("Scrivi un'email a cui chi legge può scrivervi."))
    telefono = campi.telefono(_("Telefono"))
    sito = campi.sito(_("Sito"))
    codice_fiscale = campi.codice_fiscale()
    partita_iva = campi.partita_iva()

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        di_adesso = {nome: getattr(partner, nome) for nome in self.base_fields}
        kwargs["initial"] = di_adesso | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


class FormLogo(forms.Form):
    logo = forms.FileField(
        label=_("Logo nuovo"),
        help_text=_("JPEG, PNG o WebP, al massimo 10 MB. Lo rimpiccioliamo noi."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": _("Scegli un'immagine."),
            "empty": _("Il file è vuoto. Controlla di aver scelto quello giusto."),
        },
    )


class FormNome(forms.Form):
    nome = campi.riga(_("Nome nuovo"), massimo=120, serve=True, vuoto=_("Scrivi il nome nuovo."))
    dal = campi.giorno(_("Vale dal"), _("Se lasci vuoto, da oggi."))

    def clean_nome(self) -> str:
        return " ".join(self.cleaned_data["nome"].split())


class FormInvito(forms.Form):
    email = campi.indirizzo_email(_("Email di chi inviti"), serve=True, vuoto=_("Scrivi l'email di chi inviti."))
    ruolo = forms.ChoiceField(
        label=_("Ruolo"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli il ruolo."), "invalid_choice": _("Scegli un ruolo dell'elenco.")},
    )
    fino_al = campi.giorno(
        _("Fino al"), _("L'ultimo giorno in cui il ruolo vale. Vuoto: finché qualcuno non lo chiude.")
    )

    def __init__(self, *args: Any, partner: Partner, da: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo: Any = self.fields["ruolo"]
        campo.choices = scelte_di_ruolo(partner, da)
        self.fields["ruolo"].initial = ruoli.COLLABORAZIONE


def scelte_di_ruolo(partner: Partner, da: Any, ambito: ruoli.Ambito | None = None) -> list[tuple[str, str]]:
    """The roles that this person may give in this partner, each with what it is for."""
    ambiti = [ruoli.Ambito.PARTNER]
    if partner.capofila and puo(da, "rete.ruoli_di_rete", partner):
        ambiti.append(ruoli.Ambito.RETE)
    return [
        (ruolo.chiave, f"{ruolo.etichetta}. {ruolo.spiegazione}")
        for ruolo in ruoli.RUOLI.values()
        if ruolo.ambito in ambiti and ambito in (None, ruolo.ambito)
    ]


class FormRuolo(forms.Form):
    ruolo = forms.ChoiceField(
        label=_("Ruolo"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli il ruolo."), "invalid_choice": _("Scegli un ruolo dell'elenco.")},
    )
    fino_al = campi.giorno(
        _("Fino al"), _("L'ultimo giorno in cui il ruolo vale. Vuoto: finché qualcuno non lo chiude.")
    )

    def __init__(self, *args: Any, appartenenza: Appartenenza, da: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"ruolo": appartenenza.ruolo, "fino_al": appartenenza.ultimo_giorno}
        super().__init__(*args, **kwargs)
        ambito = ruoli.RUOLI[appartenenza.ruolo].ambito
        campo: Any = self.fields["ruolo"]
        campo.choices = scelte_di_ruolo(appartenenza.partner, da, ambito)


class FormMotivo(forms.Form):
    motivo = campi.motivo(_("Perché"), _("Lo leggono la persona interessata e chi decide i ruoli."), serve=False)


class FormPartecipazione(forms.Form):
    azione = forms.ChoiceField(
        label=_("Azione"), choices=Azione.choices, error_messages={"invalid_choice": _("Scegli una voce dell'elenco.")}
    )
    che_cosa = campi.riga(
        _("Che cosa fate"), massimo=200, serve=True, vuoto=_("Scrivi che cosa fate in questa azione.")
    )
    ruolo = forms.ChoiceField(
        label=_("Come"),
        widget=forms.RadioSelect,
        initial=RuoloPartecipazione.PARTNER,
        choices=[(r.value, r.label) for r in RuoloPartecipazione if r != RuoloPartecipazione.CAPOFILA],
        error_messages={"required": _("Scegli come."), "invalid_choice": _("Scegli una voce dell'elenco.")},
    )


class FormResponsabile(forms.Form):
    persona = forms.ModelChoiceField(
        queryset=None,
        label=_("Chi risponde del gruppo"),
        help_text=_("Una persona del gruppo con almeno 18 anni e un ruolo senza scadenza. Deve accettare."),
        error_messages={"required": _("Scegli la persona."), "invalid_choice": _("Scegli una persona del gruppo.")},
    )

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dentro = partner.appartenenze.di_oggi().filter(al=None).exclude(persona=partner.responsabile).values("persona")
        campo: Any = self.fields["persona"]
        campo.queryset = get_user_model()._default_manager.filter(pk__in=dentro, is_active=True)
