"""When it is read: published, corrected, programmed, withdrawn. For who coordinates."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redazione.actions import pubblicazione
from redazione.forms_articoli import FormCorrezione, FormUscita
from redazione.models import Articolo
from redazione.views.articoli import DiUnArticolo, ModuloArticolo
from redazione.views.comune import ConMotivo
from talenti.base.clock import adesso
from talenti.base.exceptions import Frase
from talenti.base.templatetags.italiano import data_ora


class PubblicaView(ModuloArticolo):
    """The first time with its instants; a correction with what it changes."""

    permesso = "redazione.pubblica"

    @property
    def corregge(self) -> bool:
        return self.articolo.viva_id is not None and self.articolo.ritirato_il is None

    def modulo(self, dati: Any = None) -> forms.Form:
        if self.corregge:
            self.titolo, self.bottone = _("Pubblica la correzione"), _("Pubblica la correzione")
            return FormCorrezione(dati)
        self.titolo, self.bottone = _("Quando esce?"), _("Pubblica")
        return FormUscita(dati)

    def agisci(self, dati: dict[str, Any]) -> Frase:
        chi = self.request.user
        if self.corregge:
            pubblicazione.pubblica(self.articolo, nota=dati["nota"], da=chi)
            return _("Correzione pubblicata.")
        pubblicazione.pubblica(self.articolo, dal=dati["dal"], al=dati["al"], da=chi)
        return _uscita_in_parole(self.articolo)


class ProgrammaView(ModuloArticolo):
    permesso = "redazione.pubblica"

    def modulo(self, dati: Any = None) -> forms.Form:
        self.titolo, self.bottone = _("Da quando e fino a quando si legge"), _("Salva")
        if self._uscito:
            self.spiega = _("È già uscito: la data da cui si legge non cambia più.")
        form = FormUscita(dati, initial=FormUscita.di(self.articolo.dal, self.articolo.al))
        if self._uscito:
            del form.fields["dal"]
        return form

    @property
    def _uscito(self) -> bool:
        return self.articolo.dal is not None and self.articolo.dal <= adesso()

    def agisci(self, dati: dict[str, Any]) -> Frase:
        dal: datetime | None = self.articolo.dal if self._uscito else dati.get("dal")
        pubblicazione.programma(self.articolo, dal=dal, al=dati["al"], da=self.request.user)
        return _uscita_in_parole(self.articolo)


def _uscita_in_parole(articolo: Articolo) -> str:
    if articolo.programmato:
        return _("Esce da solo: %(quando)s.") % {"quando": data_ora(articolo.dal)}
    return _("Pubblicato: ora si legge.")


class RitiraArticoloView(ConMotivo, DiUnArticolo):
    """Nobody reads it any more; the reason is public."""

    permesso = "redazione.pubblica"
    titolo = gettext_lazy("Ritira l'articolo")
    spiega = gettext_lazy("All'indirizzo dell'articolo resta scritto che è stato ritirato, e il motivo che scrivi qui.")
    bottone = gettext_lazy("Ritira l'articolo")
    fatto = gettext_lazy("Articolo ritirato.")

    def su_che_cosa(self) -> Articolo:
        return self.articolo

    def indietro(self) -> str:
        return self.articolo.url_scrivania

    def agisci(self, motivo: str) -> None:
        pubblicazione.ritira(self.articolo, motivo, da=self.request.user)
