"""Pages of the demonstration: its mails and its accounts. In every other mode they do not exist."""

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import TemplateView, View

from talenti.portale import posta

# The mail is shown as a mail program would: no script, its own styles, links that open in the window.
_SOLO_MAIL = {
    "default-src": [NONE],
    "img-src": [SELF, "data:"],
    "style-src": [UNSAFE_INLINE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-top-navigation-by-user-activation", "allow-popups"],
    "script-src": [NONE],
    "base-uri": [SELF],
}


class SoloInDemo:
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not settings.MODO_DEMO:
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a mixin's super


class PostaView(SoloInDemo, TemplateView):
    template_name = "portale/demo/posta.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"mail": posta.elenco()}


class MailView(SoloInDemo, TemplateView):
    template_name = "portale/demo/mail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"mail": _mail(kwargs["codice"])}


@method_decorator(xframe_options_sameorigin, name="dispatch")
@method_decorator(csp_replace(_SOLO_MAIL), name="dispatch")
class MailHtmlView(SoloInDemo, View):
    def get(self, request: HttpRequest, codice: str) -> HttpResponse:
        return HttpResponse(_mail(codice).html_nella_finestra)


class ContiView(SoloInDemo, TemplateView):
    """Who is who, the password of all, and the second factors of this moment."""

    template_name = "portale/demo/conti.html"


def _mail(codice: str) -> posta.Mail:
    mail = posta.trova(codice)
    if mail is None:
        raise Http404
    return mail
