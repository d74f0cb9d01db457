"""What the pages of the newsroom share: whose they are, and the page that asks for a reason."""

from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import View

from redazione.forms import FormMotivo
from redazione.models import Testata
from redazione.queries import la_testata
from talenti.base.exceptions import ErroreDiDominio, Frase, NonPermesso
from talenti.base.fattore import aggiungi_il_fattore, manca_il_fattore
from talenti.base.permissions import puo, richiedi
from talenti.base.views import con_errore_al_campo


class DellaRedazione(LoginRequiredMixin, View):
    """A page of the newsroom. ``di_casa``: only for who works in it, looks after it or approves its plan."""

    di_casa = True

    def e_riservata(self) -> bool:
        """Does it hold what not everybody reads? Who has a role of the office then needs the second factor."""
        return self.di_casa

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        request.pagina_riservata = True  # type: ignore[attr-defined]  # it counts for no statistics
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not self.di_casa and la_testata() is None:
            return render(request, "redazione/non_ancora.html")
        if self.di_casa and not Testata.objects.visibili_a(request.user).filter(pk=self.testata.pk).exists():
            raise Http404
        if self.e_riservata() and manca_il_fattore(request.user):
            leggeva = request.method == "GET"
            return aggiungi_il_fattore(poi=request.get_full_path() if leggeva else reverse("redazione:scrivania"))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def testata(self) -> Testata:
        trovata = la_testata()
        if trovata is None:
            raise Http404
        return trovata

    @cached_property
    def coordina(self) -> bool:
        return bool(puo(self.request.user, "redazione.pianifica", self.testata))

    def fai(self, atto: Any, frase: Frase) -> bool:
        """Do it and say so; a refusal of the rules becomes the banner of the page gone back to."""
        try:
            atto()
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            messages.error(self.request, str(errore.frase))
            return False
        messages.success(self.request, str(frase))
        return True


class ConMotivo(DellaRedazione):
    """A page that asks why, says what follows, and acts: for who may, also only to look at it."""

    permesso: ClassVar[str]
    titolo: ClassVar[Frase]
    spiega: ClassVar[Frase] = ""
    bottone: ClassVar[Frase]
    fatto: ClassVar[Frase]

    def su_che_cosa(self) -> Any:
        """What the permission is judged on."""
        raise NotImplementedError

    def indietro(self) -> str:
        raise NotImplementedError

    def dopo(self) -> str:
        return self.indietro()

    def agisci(self, motivo: str) -> None:
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        richiedi(request.user, self.permesso, self.su_che_cosa())
        return self._chiedi(FormMotivo())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        richiedi(request.user, self.permesso, self.su_che_cosa())
        form = FormMotivo(request.POST)
        if not form.is_valid():
            return self._chiedi(form, 422)
        try:
            self.agisci(form.cleaned_data["motivo"])
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self._chiedi(form, 409)
        messages.success(request, str(self.fatto))
        return redirect(self.dopo())

    def _chiedi(self, form: FormMotivo, stato: int = 200) -> HttpResponse:
        contesto = {
            "form": form,
            "titolo": self.titolo,
            "spiega": self.spiega,
            "bottone": self.bottone,
            "indietro": self.indietro(),
        }
        return render(self.request, "redazione/motivo.html", contesto, status=stato)
