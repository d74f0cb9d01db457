"""The few view classes that every room uses."""

from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.mixins import AccessMixin
from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import Model, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import ListView, View

from talenti.base.exceptions import ErroreDiDominio, Frase, NonPermesso
from talenti.base.filters import FiltroBase
from talenti.base.permissions import richiedi


class PaginatoreMite(Paginator):
    """A page number that does not exist shows the nearest one that does."""

    def validate_number(self, number: Any) -> int:
        try:
            return super().validate_number(number)
        except PageNotAnInteger:
            return 1
        except EmptyPage:
            return self.num_pages if str(number).lstrip("-").isdigit() and int(number) > 0 else 1


class ElencoView(ListView):
    """A list: visible rows → FilterSet → page. Give ``queryset`` via ``righe()``, ``filtro``, ``ordine``."""

    filtro: ClassVar[type[FiltroBase] | None] = None
    paginate_by = 24
    paginator_class = PaginatoreMite

    def righe(self) -> QuerySet[Any]:
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Any]:
        righe = self.righe()
        self.filterset = self.filtro(self.request.GET, queryset=righe, request=self.request) if self.filtro else None
        return self.filterset.qs if self.filterset else righe

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple[Paginator, Page, Any, bool]:
        """The nearest page there is: Django's own answers 404 to a number it cannot read."""
        paginator = self.get_paginator(queryset, page_size)
        pagina = paginator.page(self.request.GET.get(self.page_kwarg) or 1)
        return paginator, pagina, pagina.object_list, pagina.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parametri = self.request.GET.copy()
        parametri.pop("page", None)
        return super().get_context_data(**kwargs) | {
            "filtro": self.filterset,
            "parametri": parametri.urlencode(),
        }


class PermessoMixin(AccessMixin, View):
    """Anonymous → login; not visible → 404; visible but not allowed → 403 with the sentence."""

    permesso: ClassVar[str] = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if self.permesso:
            richiedi(request.user, self.permesso, self.oggetto_del_permesso())
        return super().dispatch(request, *args, **kwargs)

    def oggetto_del_permesso(self) -> Any:
        """The object that the permission is judged on; views of one object override it."""
        return None


class VerboView(View):
    """A POST-only verb: load, act, answer.

    ``modello`` must have ``visibili_a(persona)``; ``esegui(oggetto)`` calls the action and returns the
    sentence of success (or ""); a domain error becomes the banner of the page gone back to.
    """

    http_method_names = ["post"]
    modello: ClassVar[type[Model]]
    campo = "pk"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            raise Http404
        visibili = self.modello._default_manager.visibili_a(request.user)  # type: ignore[attr-defined]  # ours
        oggetto = get_object_or_404(visibili, **{self.campo: kwargs[self.campo]})
        try:
            frase = self.esegui(oggetto)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(request, str(errore.frase))
        else:
            if frase:
                messages.success(request, str(frase))
        return redirect(self.destinazione(oggetto))

    def esegui(self, oggetto: Any) -> Frase:
        raise NotImplementedError

    def destinazione(self, oggetto: Any) -> str:
        return oggetto.get_absolute_url()


def risposta_con_file(file: Any, tipo: str, *, cache: str = "") -> FileResponse:
    """The file of a row, as ``tipo``; 404 when the disk no longer has it. ``cache`` is the Cache-Control header."""
    try:
        aperto = file.open("rb")
    except FileNotFoundError as errore:
        raise Http404 from errore
    return FileResponse(aperto, content_type=tipo, headers={"Cache-Control": cache} if cache else None)


def con_errore_al_campo(form: Any, errore: ErroreDiDominio) -> None:
    """Put a domain error where it belongs: beside its field, or above the form."""
    form.add_error(errore.campo if errore.campo in form.fields else None, str(errore.frase))
