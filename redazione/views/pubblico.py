"""What anybody reads: the list, a topic, an article; and what a reader points out."""

from typing import Any

from allauth.core.internal.ratelimit import consume_or_429
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import View

from redazione import disegni, notizie
from redazione.actions import segnalazioni
from redazione.enums import Pubblico
from redazione.enums_lettura import Raccolta
from redazione.filters_lettura import FiltroNotizie
from redazione.forms_segnalazioni import FormSegnala
from redazione.models import Argomento, Articolo
from redazione.pagina import contesto_articolo
from talenti.base.clock import adesso
from talenti.base.exceptions import ErroreDiDominio
from talenti.base.templatetags.componenti import senza_parametro
from talenti.base.views import ElencoView, con_errore_al_campo

# From one address: a class that reads together still gets through.
LIMITE_SEGNALAZIONI = {"segnala": "12/m/ip,60/d/ip"}


class NotizieView(ElencoView):
    """The newest first. Audience and collection are links: the address is all that is remembered."""

    template_name = "redazione/notizie.html"
    context_object_name = "articoli"
    filtro = FiltroNotizie

    def righe(self) -> Any:
        return notizie.elenco()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contesto = super().get_context_data(**kwargs)
        per = notizie.pubblico_chiesto(self.request.GET)
        return contesto | {
            "figure": disegni.delle_copertine(contesto["articoli"]),
            "per": per,
            "per_chi": str(Pubblico(per).label) if per else "",
            "pubblici": self._scelte("per", Pubblico, _("Tutti")),
            "raccolte": self._scelte("che_cosa", Raccolta, _("Tutto")),
            "feed": reverse("redazione:feed_pubblico", args=[per]) if per else reverse("redazione:feed"),
            "scelti_altri": [nome for nome in contesto["filtro"].attivi if nome not in ("per", "che_cosa")],
        }

    def _scelte(self, nome: str, scelte: Any, tutte: str) -> list[dict[str, Any]]:
        """The links of a switch: each keeps the rest of the address."""
        resto = senza_parametro(self.request.GET, nome)
        adesso_e = self.request.GET.get(nome, "")
        adesso_e = adesso_e if adesso_e in scelte.values else ""
        voci = [("", tutte, resto), *((uno.value, uno.label, _con(resto, nome, uno.value)) for uno in scelte)]
        return [
            {"parole": parole, "url": f"?{query}" if query else self.request.path, "scelta": valore == adesso_e}
            for valore, parole, query in voci
        ]


def _con(resto: str, nome: str, valore: str) -> str:
    return f"{resto}{'&' if resto else ''}{nome}={valore}"


class ArgomentoView(NotizieView):
    """All that is public on one topic."""

    def righe(self) -> Any:
        self.argomento = get_object_or_404(Argomento, slug=self.kwargs["slug"])
        return notizie.elenco().filter(argomenti=self.argomento)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        feed = reverse("redazione:feed_argomento", args=[self.argomento.slug])
        return super().get_context_data(**kwargs) | {"argomento": self.argomento, "feed": feed}


class NotiziaView(View):
    """An article; 404 before its time, 410 with the reason after it."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        articolo = get_object_or_404(
            Articolo.objects.select_related("viva__copertina", "voce", "testata"), slug=slug, viva__isnull=False
        )
        per = notizie.pubblico_chiesto(request.GET)
        if not articolo.si_legge or articolo.viva is None:
            return _non_si_legge(request, articolo)
        return render(request, "redazione/notizia.html", contesto_articolo(articolo, articolo.viva, per=per))


def _non_si_legge(request: HttpRequest, articolo: Articolo) -> HttpResponse:
    """Was it ever read? Then what became of it; of what is still to come nothing is said."""
    fine = articolo.ritirato_il or articolo.al
    if articolo.dal is None or fine is None or not articolo.dal < fine <= adesso():
        raise Http404
    contesto = {"articolo": articolo, "fine": fine, "url_elenco": notizie.url_elenco()}
    return render(request, "redazione/notizia_tolta.html", contesto, status=410)


# ── What a reader points out ──────────────────────────────────────────────────────────────────────
class SegnalaView(View):
    """The page only asks: what is said is kept by POST."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        pubblici = Articolo.objects.pubblicati().select_related("viva", "testata")
        self.articolo = get_object_or_404(pubblici, slug=kwargs["slug"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        chi = request.user
        sue = {"nome": str(chi), "email": chi.email} if chi.is_authenticated else {}
        return self._chiedi(FormSegnala(initial=sue))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        troppe = consume_or_429(request, app="redazione", action="segnala", config=LIMITE_SEGNALAZIONI)
        if troppe:
            return troppe
        form = FormSegnala(request.POST)
        if not form.is_valid():
            return self._chiedi(form, 422)
        try:
            segnalazioni.segnala(self.articolo, **form.cleaned_data, lingua=get_language() or "it")
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._chiedi(form, 409)
        return redirect("redazione:segnalata", slug=slug)

    def _chiedi(self, form: FormSegnala, stato: int = 200) -> HttpResponse:
        return render(self.request, "redazione/segnala.html", {"form": form, "articolo": self.articolo}, status=stato)


class SegnalataView(SegnalaView):
    """What happens now."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return render(request, "redazione/segnalata.html", {"articolo": self.articolo})
