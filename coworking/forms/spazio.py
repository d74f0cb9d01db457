"""The parts of a space: short forms of a draft that saves itself, and of a published space that is changed."""

from collections import defaultdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coworking.actions.bozza import CAMPI_ESAMINATI
from coworking.enums import Aspetto, Dotazione, Grado, Prezzo, StatoSpazio, Tipo, Vendita
from coworking.forms.campi import FinestreField, PuntoField, numero
from coworking.mancanze import del_tipo, frase_di, lontano_dal_comune, perche_non_puo
from coworking.models import Spazio
from coworking.models.orari import Giorno
from talenti.luoghi.fields import ComuneField
from talenti.rete.forms import campi

_SCEGLI = {"invalid_choice": _("Scegli una voce dell'elenco.")}
_SERVONO = ("nome", "in_una_frase", "descrizione")


class _Parte(forms.Form):
    """A part of a space: takes its values from it, gives back those that can be kept.

    Nothing stops a draft; of a published space what the lead has examined is not asked, and what a proposal
    needs must stay. ``facoltativi`` are the fields that a proposal does not need.
    """

    facoltativi: tuple[str, ...] = ()
    # Does a change of a published space pass through its preview?
    anteprima = True

    def __init__(self, *args: Any, spazio: Spazio, **kwargs: Any) -> None:
        self.spazio = spazio
        self.bozza = spazio.stato == StatoSpazio.BOZZA
        kwargs["initial"] = self.iniziali() | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        if not self.bozza:
            for nome in CAMPI_ESAMINATI | {"punto"}:
                self.fields.pop(nome, None)

    def iniziali(self) -> dict[str, Any]:
        return {nome: getattr(self.spazio, nome) for nome in self.base_fields if hasattr(self.spazio, nome)}

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        if not self.bozza:
            for nome in _SERVONO:
                if nome in self.fields and nome not in self.errors and not dati.get(nome, "").strip():
                    self.add_error(nome, frase_di(nome))
        return dati

    def da_salvare(self) -> dict[str, Any]:
        """Arguments for ``salva_bozza``: only the fields that are right."""
        return {"campi": {nome: valore for nome, valore in self.cleaned_data.items() if nome in self.fields}}


class FormCheCosE(_Parte):
    nome = campi.riga(_("Come si chiama"), _("Il nome che si legge nella ricerca."), massimo=120)
    tipo = forms.ChoiceField(
        label=_("Che cos'è"), choices=[("", _("Scegli")), *Tipo.choices], required=False, error_messages=_SCEGLI
    )
    vendita = forms.ChoiceField(
        label=_("Come si prenota"), choices=Vendita.choices, required=False, error_messages=_SCEGLI
    )
    capienza = numero(_("Quanti posti"), _("Quante persone ci lavorano insieme."), minimo=1, massimo=200)
    in_una_frase = campi.riga(_("In una frase"), _("Che cosa offri: la leggono tutti, sotto il nome."), massimo=160)

    def da_salvare(self) -> dict[str, Any]:
        scritti = super().da_salvare()["campi"]
        # Without a number or a way to book, what was there stays.
        return {"campi": {n: v for n, v in scritti.items() if v or n not in ("vendita", "capienza")}}


class FormDove(_Parte):
    facoltativi = ("punto", "come_arrivare")
    comune = ComuneField(label=_("Comune"), required=False)
    indirizzo = campi.riga(_("Indirizzo"), _("Via e numero. Lo legge solo chi ha prenotato."), massimo=160)
    punto = PuntoField(
        label=_("Punto sulla mappa"),
        help_text=_("Due numeri copiati da una mappa, per esempio 45.2870, 9.8600. Vuoto: il centro del comune."),
        required=False,
        max_length=60,
    )
    come_arrivare = campi.testo(
        _("Come si arriva e a chi si suona"), _("Lo legge chi ha prenotato."), massimo=400, righe=3
    )

    def iniziali(self) -> dict[str, Any]:
        spazio, comune = self.spazio, self.spazio.comune
        del_comune = comune is not None and (spazio.lat, spazio.lon) == (comune.lat, comune.lon)
        punto = "" if spazio.lat is None or del_comune else f"{spazio.lat}, {spazio.lon}"
        return super().iniziali() | {"punto": punto}

    def clean(self) -> dict[str, Any]:
        dati = super().clean()
        if dati.get("punto") and dati.get("comune"):
            lat, lon = dati["punto"]
            if lontano_dal_comune(Spazio(lat=lat, lon=lon, comune=dati["comune"])):
                self.add_error("punto", frase_di("punto"))
        return dati

    def da_salvare(self) -> dict[str, Any]:
        scritti = super().da_salvare()["campi"]
        if "punto" in scritti:
            lat, lon = scritti.pop("punto") or (None, None)
            scritti |= {"lat": lat, "lon": lon}
        return {"campi": scritti}


class FormComE(_Parte):
    facoltativi = ("dotazioni", "condivide")
    descrizione = campi.testo(_("Com'è"), _("La luce, i tavoli, il rumore, chi c'è."), massimo=4000, righe=6)
    dotazioni = forms.MultipleChoiceField(
        label=_("Che cosa c'è"),
        choices=Dotazione.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_SCEGLI,
    )
    condivide = campi.testo(
        _("Che cosa vuoi condividere"), _("Un mestiere, dei contatti, un caffè."), massimo=400, righe=2
    )

    def iniziali(self) -> dict[str, Any]:
        return super().iniziali() | {"dotazioni": list(self.spazio.dotazioni.values_list("voce", flat=True))}

    def da_salvare(self) -> dict[str, Any]:
        scritti = super().da_salvare()["campi"]
        voci = scritti.pop("dotazioni", None)
        return {"campi": scritti, "dotazioni": voci}


class FormAccessibilita(_Parte):
    """For each point of view how the place is; nothing said is "we do not know"."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facoltativi = tuple(f"{aspetto}_nota" for aspetto in Aspetto)
        for aspetto in Aspetto:
            self.fields[aspetto.value] = forms.ChoiceField(
                label=aspetto.label,
                choices=[("", _("Non lo so")), *Grado.choices],
                required=False,
                error_messages=_SCEGLI,
            )
            self.fields[f"{aspetto}_nota"] = campi.riga(
                _("Che cosa bisogna sapere: %(per_chi)s") % {"per_chi": aspetto.label}, massimo=200
            )

    def iniziali(self) -> dict[str, Any]:
        scritti = {}
        for riga in self.spazio.accessibilita.all():
            scritti |= {riga.aspetto: riga.grado, f"{riga.aspetto}_nota": riga.nota}
        return scritti

    def da_salvare(self) -> dict[str, Any]:
        dati, prima = self.cleaned_data, self.iniziali()
        # A field that cannot be kept must not take away what was kept before.
        letto = {nome: dati.get(nome, prima.get(nome, "")) for nome in self.fields}
        return {"accessibilita": {a.value: (letto[a.value], letto[f"{a.value}_nota"]) for a in Aspetto}}


class FormCondizioni(_Parte):
    facoltativi = ("preavviso_ore", "dopo", "eta_minima")
    prezzo = forms.ChoiceField(
        label=_("Quanto costa"),
        choices=Prezzo.choices,
        widget=forms.RadioSelect,
        required=False,
        error_messages=_SCEGLI,
    )
    quanto = campi.riga(_("Quanto si paga sul posto"), _("Per esempio: 5 € l'ora. Gratis: lascia vuoto."), massimo=80)
    sempre_conferma = forms.BooleanField(
        label=_("Rispondo io a ogni richiesta"),
        help_text=_("Senza segno vale la regola della rete per questo genere di spazio."),
        required=False,
    )
    preavviso_ore = numero(
        _("Ore di preavviso"), _("Quante ore prima si può ancora prenotare. Vuoto: la regola della rete.")
    )
    dopo = numero(_("Mezz'ore libere dopo ogni prenotazione"), _("Per riordinare. Vuoto: la regola della rete."))
    eta_minima = numero(_("Età minima"), _("In anni. Vuoto: la regola della rete."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nome in self.facoltativi if self.spazio.tipo else ():
            campo, numero_della_rete = self.fields[nome], del_tipo(self.spazio.tipo, nome)
            campo.help_text = f"{campo.help_text} " + _("Per questo spazio è %(n)s.") % {"n": numero_della_rete}

    def clean(self) -> dict[str, Any]:
        dati = super().clean()
        for nome in self.facoltativi:
            frase = perche_non_puo(self.spazio.tipo, nome, dati.get(nome))
            if frase:
                self.add_error(nome, frase)
        manca = dati.get("prezzo") == Prezzo.SUL_POSTO and not (dati.get("quanto") or "").strip()
        if manca and not self.bozza and "quanto" not in self.errors:
            self.add_error("quanto", frase_di("quanto"))
        return dati

    def da_salvare(self) -> dict[str, Any]:
        scritti = super().da_salvare()["campi"]
        return {"campi": {n: v for n, v in scritti.items() if v or n != "prezzo"}}


class FormRegole(_Parte):
    facoltativi = ("testo",)
    anteprima = False
    testo = campi.testo(
        _("Regole della casa"),
        _("Poche e chiare: chi prenota le legge e dice che vanno bene."),
        massimo=2000,
        righe=8,
    )

    def iniziali(self) -> dict[str, Any]:
        ultima = self.spazio.regole.order_by("-versione").first()
        return {"testo": ultima.testo if ultima else ""}

    def da_salvare(self) -> dict[str, Any]:
        return {"regole_testo": self.cleaned_data["testo"]} if "testo" in self.cleaned_data else {}


class FormOrari(_Parte):
    """One line for each weekday, up to two windows."""

    anteprima = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for giorno in Giorno:
            self.fields[f"giorno_{giorno.value}"] = FinestreField(label=str(giorno.label).capitalize(), required=False)

    def iniziali(self) -> dict[str, Any]:
        del_giorno = defaultdict(list)
        for orario in self.spazio.orari.filter(al__isnull=True).order_by("giorno", "dalle"):
            del_giorno[f"giorno_{orario.giorno}"].append((orario.dalle, orario.alle))
        return dict(del_giorno)

    def da_salvare(self) -> dict[str, Any]:
        dati, prima = self.cleaned_data, self.iniziali()
        # A day that cannot be kept must not take away what was kept before.
        giorni = {g.value: dati.get(f"giorno_{g.value}", prima.get(f"giorno_{g.value}", [])) for g in Giorno}
        return {"orari": [(giorno, *finestra) for giorno, finestre in giorni.items() for finestra in finestre]}


class FormFoto(forms.Form):
    foto = forms.FileField(
        label=_("Foto"),
        help_text=_("JPEG, PNG o WebP, al massimo 10 MB. La rimpiccioliamo noi."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": _("Scegli un'immagine."),
            "empty": _("Il file è vuoto. Controlla di aver scelto quello giusto."),
        },
    )
    alt = campi.riga(
        _("Che cosa si vede"),
        _("Una frase per chi la foto non la vede, per esempio «La sala con quattro scrivanie»."),
        massimo=160,
        serve=True,
        vuoto=_("Scrivi che cosa si vede: serve a chi la foto non la vede."),
    )


class FormPerche(forms.Form):
    motivo = campi.motivo(_("Perché"), _("Lo legge chi ha prenotato, e chi offre lo spazio con te."))


class FormPausa(forms.Form):
    motivo = campi.motivo(_("Perché"), _("Lo legge chi offre lo spazio con te."))


# key of the address → (title, form)
PARTI: dict[str, tuple[Any, type[_Parte]]] = {
    "che-cos-e": (_("Che cos'è"), FormCheCosE),
    "dove": (_("Dove"), FormDove),
    "com-e": (_("Com'è"), FormComE),
    "accessibilita": (_("Va bene per chi"), FormAccessibilita),
    "condizioni": (_("Prezzo e condizioni"), FormCondizioni),
    "regole": (_("Regole della casa"), FormRegole),
    "orari": (_("Quando è aperto"), FormOrari),
}
