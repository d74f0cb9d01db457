"""The forms of one's own area, and the few of the office and of guardians."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from talenti.base.exceptions import DatoNonAccettato
from talenti.base.permissions import puo
from talenti.luoghi.fields import ComuneField
from talenti.persone import codice_fiscale as cf
from talenti.persone.enums import Relazione
from talenti.persone.forms.iscrizione import controlla_eta, data_di_nascita, nome_proprio
from talenti.persone.forms.parole import solo_testo, vesti
from talenti.persone.immagini import ritratto
from talenti.persone.models import Persona, Profilo

_LUNGO = _("Al massimo %(limit_value)s caratteri: accorcia il testo.")


def _racconto(etichetta: Any, aiuto: Any = "", *, vuoto: Any = "", massimo: int = 1000, serve: bool = False) -> Any:
    return forms.CharField(
        label=etichetta,
        help_text=aiuto,
        required=serve,
        max_length=massimo,
        validators=[solo_testo],
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": vuoto, "max_length": _LUNGO},
    )


class FormDatiPersonali(forms.Form):
    """Name, birth date, comune, phone, language: what the account holds."""

    nome = nome_proprio(_("Nome"), _("Scrivi il tuo nome."), "given-name")
    cognome = nome_proprio(_("Cognome"), _("Scrivi il tuo cognome."), "family-name")
    nato_il = data_di_nascita()
    comune = ComuneField(label=_("Comune dove vivi"), required=False)
    telefono = forms.RegexField(
        regex=r"^\+?[0-9][0-9 ./-]{4,28}$",
        label=_("Telefono"),
        required=False,
        error_messages={"invalid": _("Ricontrolla il numero: solo cifre e spazi, per esempio +39 0372 000000.")},
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    lingua = forms.ChoiceField(
        label=_("Lingua delle email"), choices=Persona._meta.get_field("lingua").choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, persona: Persona, **kwargs: Any) -> None:
        iniziali = {campo: getattr(persona, campo) for campo in self.base_fields}
        super().__init__(*args, initial=iniziali, **kwargs)
        self.persona = persona
        if persona.nato_il:
            # The age opens and closes doors: changing it goes through the office.
            self.fields["nato_il"].disabled = True
            self.fields["nato_il"].help_text = _("Per correggerla scrivi all'ufficio.")

    def clean_nato_il(self) -> date:
        nato_il = self.cleaned_data["nato_il"]
        return nato_il if self.fields["nato_il"].disabled else controlla_eta(nato_il)

    def clean(self) -> dict[str, Any]:
        """What is only shown is not given back to be saved: it may have been corrected meanwhile."""
        return {nome: valore for nome, valore in self.cleaned_data.items() if not self.fields[nome].disabled}


class FormProfilo(forms.Form):
    """What a person chose to say of herself, and to whom."""

    che_cosa_faccio = _racconto(_("Che cosa faccio"), _("Studio, lavoro, passioni: quello che vuoi si sappia."))
    che_cosa_cerco = _racconto(_("Che cosa cerco"), _("Un posto, persone, un'occasione."))
    che_cosa_so_fare = _racconto(_("Che cosa so fare"), _("Anche quello che hai imparato fuori da scuola."))
    foto = forms.FileField(
        label=_("Foto"),
        help_text=_("JPEG, PNG o WebP. La rimpiccioliamo e togliamo i dati nascosti, come il luogo dello scatto."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"empty": _("Il file è vuoto. Scegline un altro.")},
    )
    togli_foto = forms.BooleanField(label=_("Togli la foto che c'è"), required=False)
    mostrato_alla_rete = forms.BooleanField(
        label=_("Chi è iscritto può vedere il mio profilo"),
        help_text=_("Nome, foto e quello che hai scritto qui sopra. Mai l'email, il telefono, l'età."),
        required=False,
    )

    def __init__(self, *args: Any, profilo: Profilo, **kwargs: Any) -> None:
        campi = ("che_cosa_faccio", "che_cosa_cerco", "che_cosa_so_fare", "mostrato_alla_rete")
        super().__init__(*args, initial={campo: getattr(profilo, campo) for campo in campi}, **kwargs)
        esito = puo(profilo.persona, "persone.si_mostra", profilo.persona)
        if not esito:
            self.fields["mostrato_alla_rete"].help_text = esito.frase
        if not profilo.foto:
            del self.fields["togli_foto"]

    def clean_foto(self) -> bytes | None:
        """The picture drawn again, small: nothing of the file that was sent is kept."""
        caricata = self.cleaned_data.get("foto")
        if not caricata:
            return None
        try:
            return ritratto(caricata)
        except DatoNonAccettato as errore:
            raise ValidationError(str(errore.frase)) from errore


class FormCodiceFiscale(forms.Form):
    """The check character blocks; a difference with the profile is said, and may be confirmed."""

    codice_fiscale = forms.CharField(
        label=_("Codice fiscale"),
        help_text=_("16 lettere e cifre: è sulla tessera sanitaria. Se è provvisorio, 11 cifre."),
        max_length=40,
        error_messages={"required": _("Scrivi il tuo codice fiscale.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    confermo = forms.BooleanField(label=_("È giusto così: il codice è il mio"), required=False)

    def __init__(self, *args: Any, persona: Persona, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.persona = persona
        self.differenze: dict[str, Any] = {}
        if not self.is_bound or "confermo" not in self.data:
            self.fields["confermo"].widget = forms.HiddenInput()

    def clean_codice_fiscale(self) -> str:
        return cf.valida(self.cleaned_data["codice_fiscale"])

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        if codice := dati.get("codice_fiscale"):
            chi = self.persona
            self.differenze = cf.differenze(codice, nome=chi.nome, cognome=chi.cognome, nato_il=chi.nato_il)
        if self.differenze and not dati.get("confermo"):
            self.fields["confermo"].widget = forms.CheckboxInput()
            for frase in self.differenze.values():
                self.add_error("codice_fiscale", frase)
            self.add_error("confermo", _("Ricontrolla il codice. Se è proprio il tuo, metti il segno qui."))
        return dati


class FormTutela(forms.Form):
    """Who answers for a minor."""

    nome = forms.CharField(
        label=_("Nome e cognome"),
        max_length=160,
        validators=[solo_testo],
        error_messages={"required": _("Scrivi nome e cognome del genitore o tutore.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(help_text=_("Riceve un'email con un link per dire sì o no."), max_length=254)
    relazione = forms.ChoiceField(
        label=_("Per te è"),
        choices=Relazione.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli chi è per te.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aiuto = self.fields["email"].help_text
        vesti(self)
        self.fields["email"].help_text = aiuto


class FormRacconto(forms.Form):
    """ "Ho perso il telefono"."""

    racconto = _racconto(
        _("Che cosa è successo"),
        _("Scrivi anche come possiamo chiamarti: prima di decidere ti cerchiamo."),
        vuoto=_("Racconta in due righe che cosa è successo."),
        serve=True,
    )


class FormMotivo(forms.Form):
    """The reason of a decision of the office."""

    motivo = _racconto(
        _("Motivo"),
        _("La persona lo legge per email: scrivi come hai controllato chi è, o perché no."),
        vuoto=_("Scrivi il motivo: chi lo riceve deve poter capire."),
        serve=True,
    )


class FormChiusura(forms.Form):
    """Closing the account is confirmed by writing one's own e-mail."""

    email = forms.CharField(
        label=_("Per confermare, scrivi la tua email"),
        max_length=254,
        error_messages={"required": _("Scrivi la tua email per confermare.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )

    def __init__(self, *args: Any, persona: Persona, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.persona = persona

    def clean_email(self) -> str:
        scritta = self.cleaned_data["email"].strip().lower()
        if scritta != self.persona.email:
            raise ValidationError(_("Non è la tua email: scrivila com'è nel tuo account."))
        return scritta
