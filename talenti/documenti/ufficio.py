"""What the office does about an issued document, as a page of the admin site: revoke it, with a reason."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView

from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.permissions import puo, richiedi
from talenti.base.views import con_errore_al_campo
from talenti.documenti import actions
from talenti.documenti.enums import TRANSIZIONI_DOCUMENTO
from talenti.documenti.forms import FormRevoca
from talenti.documenti.models import Documento

REVOCA = TRANSIZIONI_DOCUMENTO["revoca"]


def si_revoca(documento: Documento | None, persona: Any) -> bool:
    return documento is not None and documento.stato in REVOCA.da and bool(puo(persona, REVOCA.permesso, documento))


class RevocaView(FormView):
    template_name = "admin/documenti/documento/revoca.html"
    form_class = FormRevoca
    sito: AdminSite | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.documento = get_object_or_404(Documento.objects.visibili_in_ufficio(request.user), pk=kwargs["pk"])
        richiedi(request.user, REVOCA.permesso, self.documento)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        dati = form.cleaned_data
        try:
            actions.revoca(self.documento, da=self.request.user, motivo=dati["motivo"], in_pubblico=dati["in_pubblico"])
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        messages.success(self.request, _("Fatto: il documento non vale più. Chi lo controlla lo legge da adesso."))
        return redirect("admin:documenti_documento_change", self.documento.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comune = self.sito.each_context(self.request) if self.sito else {}
        questa = {"title": _("Revoca il documento"), "opts": Documento._meta, "documento": self.documento}
        return comune | questa | super().get_context_data(**kwargs)
