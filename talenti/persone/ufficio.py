"""What the office does about one person, as pages of the admin site: the act, its reason, back to her card."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from talenti.base.exceptions import ErroreDiDominio, NonPermesso
from talenti.base.permissions import puo, richiedi
from talenti.base.views import con_errore_al_campo
from talenti.persone.actions import correggi_nascita, revoca_in_ufficio
from talenti.persone.enums import StatoTutela
from talenti.persone.forms import FormNascita, FormRevoca
from talenti.persone.models import Persona

# verb → (words of the button, form)
ATTI: dict[str, tuple[Any, type]] = {
    "correggi_nascita": (gettext_lazy("Correggi la data di nascita e avvisa"), FormNascita),
    "revoca_tutela": (gettext_lazy("Ritira il sì di un genitore o tutore e avvisa"), FormRevoca),
}


def atti_possibili(persona: Persona, di_chi: Any) -> list[dict[str, Any]]:
    """What this member of the office may do about a person now."""
    if persona.chiusa_il or not puo(di_chi, "persone.corregge_persone", persona):
        return []
    con_tutela = persona.tutele.filter(stato=StatoTutela.CONFERMATO).exists()
    return [
        {"verbo": verbo, "parole": parole}
        for verbo, (parole, _form) in ATTI.items()
        if verbo != "revoca_tutela" or con_tutela
    ]


class AttoView(FormView):
    template_name = "admin/persone/persona/atto.html"
    sito: AdminSite | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if kwargs["verbo"] not in ATTI:
            raise Http404
        self.verbo = kwargs["verbo"]
        self.persona = get_object_or_404(Persona.objects.visibili_in_ufficio(request.user), pk=kwargs["pk"])
        richiedi(request.user, "persone.corregge_persone", self.persona)
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> Any:
        return ATTI[self.verbo][1]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"persona": self.persona}

    def form_valid(self, form: Any) -> HttpResponse:
        dati = dict(form.cleaned_data)
        try:
            if self.verbo == "revoca_tutela":
                revoca_in_ufficio(dati.pop("tutela"), da=self.request.user, **dati)
            else:
                correggi_nascita(self.persona, da=self.request.user, **dati)
        except NonPermesso:
            raise
        except ErroreDiDominio as errore:
            con_errore_al_campo(form, errore)
            return self.form_invalid(form)
        messages.success(self.request, _("Fatto: la persona lo legge per email."))
        return redirect("admin:persone_persona_change", self.persona.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comune = self.sito.each_context(self.request) if self.sito else {}
        parole = ATTI[self.verbo][0]
        questa = {"title": parole, "opts": Persona._meta, "persona": self.persona}
        return comune | questa | super().get_context_data(**kwargs)
