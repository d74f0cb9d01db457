"""A page of the office with one form: what follows from pressing, the fields, the errors beside them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.generic import FormView

from talenti.base.exceptions import ErroreDiDominio, Frase, NonPermesso
from talenti.base.views import con_errore_al_campo
from talenti.documenti.actions import carica
from talenti.documenti.models import FileCaricato
from thinktown.models import Bando
from thinktown.ufficio.base import InUfficio
from thinktown.ufficio.moduli import FormAtto


def tiene_documento(form: FormAtto, bando: Bando, da: Any) -> FileCaricato | None:
    """Kept at once, in no transaction; from here on the page names it instead of asking for it again."""
    nuovo = form.cleaned_data.get("file")
    if not nuovo:
        return form.gia
    file = carica(nuovo, per=bando, da=da)
    form.data = form.data.copy()
    form.data["file_gia"] = file.codice
    return file


class ModuloView(FormView, InUfficio):
    """``prima`` says who may and when; ``esegui`` calls the action and says where to go."""

    template_name = "admin/thinktown/modulo.html"
    bottone: Frase = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.prima() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.prima() or super().post(request, *args, **kwargs)

    def prima(self) -> HttpResponse | None:
        """Refuse who may not; send elsewhere who comes when it is not the moment."""
        raise NotImplementedError

    def esegui(self, form: Any) -> HttpResponse:
        raise NotImplementedError

    def segue(self) -> list[str]:
        return []

    def indietro(self) -> str:
        return reverse("admin:thinktown_bando_scheda", args=[self.bando.pk])

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"bando": self.bando, "persona": self.request.user}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return self.esegui(form)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        nostro = {"segue": self.segue(), "bottone": self.bottone, "indietro": self.indietro()}
        return super().get_context_data(**kwargs) | nostro


class ConAttoView(ModuloView):
    """With the body's act: its document is kept as soon as it arrives, and a mistake elsewhere does not lose it."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        altrove = self.prima()
        if altrove is not None:
            return altrove
        form = self.get_form()
        valido = form.is_valid()
        form.documento = tiene_documento(form, self.bando, request.user)
        return self.quando_letto(form, valido)

    def quando_letto(self, form: Any, valido: bool) -> HttpResponse:
        return self.form_valid(form) if valido else self.form_invalid(form)
