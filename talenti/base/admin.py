"""The admin site and the ModelAdmin that every room's admin.py builds on.

What a person may see here is what ``visibili_in_ufficio(persona)`` of the model's queryset gives:
list, object, foreign key choices and filters all start from it.
"""

import re
from collections.abc import Iterable
from contextlib import nullcontext
from functools import reduce, update_wrapper
from operator import or_
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DataError
from django.db.models import BooleanField, Exists, ExpressionWrapper, Model, Q, QuerySet, URLField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _

from talenti.base import registries
from talenti.base.fattore import aggiungi_il_fattore, manca_il_fattore
from talenti.base.permissions import concesso, leggendo

# A key that fits in the column.
_PK = re.compile(r"[0-9]{1,18}")


class SitoUfficio(admin.AdminSite):
    site_header = _("Ufficio")
    site_title = _("Ufficio · Talenti Diffusi")
    index_title = _("Che cosa aspetta")
    site_url = "/"
    index_template = "admin/ufficio.html"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only what is limited to the person's partners comes in: tables that packages bring (groups, keys,
        sessions) are their owner's, and would open whole."""
        if admin_class is not None and issubclass(admin_class, ModelloUfficio):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and bool(request.user.is_staff) and not manca_il_fattore(request.user)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Sign-in is the portal's own; staff without a second factor are sent to set one up, who is in goes on."""
        dove = _in_casa(request, request.GET.get("next", ""))
        if not request.user.is_authenticated:
            return redirect(f"{reverse('account_login')}?{urlencode({'next': dove})}")
        if manca_il_fattore(request.user):
            return aggiungi_il_fattore(poi=dove)
        if self.has_permission(request):
            return redirect(dove)
        raise PermissionDenied

    def get_urls(self) -> list[Any]:
        """Without Django's way from any key to any page: its answer tells the address, and the name in it, of
        rows that the person may not see."""
        return [voce for voce in super().get_urls() if getattr(voce, "name", "") != "view_on_site"]

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """One door for passwords: the page that asks who you are again and tells you by mail."""
        return redirect("account_change_password")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """A page that only reads asks the roles of its reader once."""

        def letta(request: HttpRequest, *altro: Any, **altri: Any) -> Any:
            with leggendo() if request.method in ("GET", "HEAD") else nullcontext():
                return vista(request, *altro, **altri)

        vista = super().admin_view(view, cacheable)
        return update_wrapper(letta, vista)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Round every page stands the list of the tables: which of them this person sees is one question.

        To draw it is only to read, also where the page answers to an act.
        """
        with leggendo():
            tavole = [una for una in self._registry.values() if isinstance(una, ModelloUfficio)]
            da_chiedere = {una: righe for una in tavole if (righe := una.da_cercare(request))}
            for una, c_e in zip(da_chiedere, _c_e_una_riga(request.user, da_chiedere.values()), strict=True):
                una.ricorda(request, c_e)
            return super().each_context(request)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        attese = [voce for fonte in registries.ufficio for voce in fonte(request.user)]
        return super().index(request, {"attese": attese, **(extra_context or {})})


def _in_casa(request: HttpRequest, dove: str) -> str:
    """A page of this portal, and not this very door again; else the office's first page."""
    porta = reverse("admin:login")
    propria = url_has_allowed_host_and_scheme(dove, {request.get_host()}, require_https=request.is_secure())
    return dove if propria and urlsplit(dove).path != porta else reverse("admin:index")


class ElencoUfficio(ChangeList):
    """A parameter that the database cannot even compare is a wrong parameter, as those that Django knows of."""

    def get_results(self, request: HttpRequest) -> None:
        try:
            super().get_results(request)
        except (OverflowError, ValueError, DataError) as errore:
            raise IncorrectLookupParameters from errore


class ModelloUfficio(admin.ModelAdmin):
    """ModelAdmin judged by our permissions and limited to what the person's partners concern.

    ``permesso_lettura`` and ``permesso_scrittura`` are dotted names. Who holds the first sees the table even
    while it is empty; without the second nothing can be added or changed here (states change only through actions).
    """

    permesso_lettura: ClassVar[str] = ""
    permesso_scrittura: ClassVar[str] = ""
    # Who sees the table is no question of grants and rows alone.
    decide_da_se = False
    list_per_page = 50
    view_on_site = False
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return _limitato(super().get_queryset(request), request.user)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ElencoUfficio

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any], *altro: Any, **altri: Any) -> Any:
        """Rows are chosen by their boxes: what is no number of a row was not written by our page."""
        if not all(_PK.fullmatch(scelta) for scelta in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest("not the key of a row")
        return super().response_action(request, queryset, *altro, **altri)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs.setdefault("queryset", _limitato(db_field.remote_field.model._default_manager.all(), request.user))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs.setdefault("queryset", _limitato(db_field.remote_field.model._default_manager.all(), request.user))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        # One page of the office asks this of every table, several times over.
        gia_detto = request.__dict__.setdefault("_vede_in_ufficio", {})
        chiave = (self.opts.label_lower, obj.pk if obj else None)
        if chiave not in gia_detto:
            gia_detto[chiave] = self._vede(request, obj)
        return gia_detto[chiave]

    def _vede(self, request: HttpRequest, obj: Model | None) -> bool:
        if not request.user.is_staff:
            return False
        if obj is not None:
            return self.get_queryset(request).filter(pk=obj.pk).exists()
        return self._legge(request) or any(righe.exists() for righe in self.che_aprono(request))

    def _legge(self, request: HttpRequest) -> bool:
        nomi = (self.permesso_lettura, self.permesso_scrittura)
        return bool(request.user.is_superuser) or any(concesso(request.user, nome) for nome in nomi if nome)

    def che_aprono(self, request: HttpRequest) -> list[QuerySet[Any]]:
        """Who is granted nothing in the whole network sees the table when there is a row in one of these."""
        return [self.get_queryset(request)]

    def da_cercare(self, request: HttpRequest) -> list[QuerySet[Any]]:
        """Where to look for a row, if that alone decides whether this person sees the table."""
        gia_detto = (self.opts.label_lower, None) in request.__dict__.get("_vede_in_ufficio", {})
        if gia_detto or self.decide_da_se or not request.user.is_staff or self._legge(request):
            return []
        return self.che_aprono(request)

    def ricorda(self, request: HttpRequest, vede: bool) -> None:
        request.__dict__.setdefault("_vede_in_ufficio", {})[self.opts.label_lower, None] = vede

    def _puo_scrivere(self, request: HttpRequest, obj: Model | None) -> bool:
        return bool(self.permesso_scrittura) and concesso(request.user, self.permesso_scrittura, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._puo_scrivere(request, None)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._puo_scrivere(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class SoloLettura(ModelloUfficio):
    """A table that the office reads and nobody writes by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class FiltroPerRelazione(admin.RelatedFieldListFilter):
    """A sidebar filter that offers only the related rows that the person may see."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        righe = _limitato(field.remote_field.model._default_manager.all(), request.user)
        return [(riga.pk, str(riga)) for riga in righe]


def _c_e_una_riga(persona: Any, gruppi: Iterable[list[QuerySet[Any]]]) -> list[bool]:
    """Of each group of querysets, is there a row in any? One question for all of them."""
    campi = {f"g{n}": reduce(or_, (Q(Exists(righe.order_by())) for righe in gruppo)) for n, gruppo in enumerate(gruppi)}
    if not campi:
        return []
    lei = persona._meta.model._default_manager.filter(pk=persona.pk)
    risposte = lei.annotate(**{nome: ExpressionWrapper(q, BooleanField()) for nome, q in campi.items()})
    return [bool(c_e) for c_e in risposte.values_list(*campi)[0]]


def _limitato(righe: QuerySet[Any], persona: Any) -> QuerySet[Any]:
    """Fail closed: a model that does not say what the office may see shows nothing, but to the superuser."""
    if persona.is_superuser:
        return righe
    limita = getattr(righe, "visibili_in_ufficio", None)
    return limita(persona) if limita else righe.none()
