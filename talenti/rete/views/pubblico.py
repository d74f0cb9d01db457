"""The network for everybody: the list with its map, and each partner's page."""

from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import DetailView, View

from talenti.base.permissions import puo
from talenti.base.views import ElencoView, risposta_con_file
from talenti.luoghi.mappa import Punto
from talenti.rete.azioni import detto_di, porte_di
from talenti.rete.enums import PAROLA_DI_NASCITA, Stato, Tipo
from talenti.rete.filters import FiltroRete
from talenti.rete.models import Partner


class ReteView(ElencoView):
    template_name = "rete/elenco.html"
    context_object_name = "elenco"
    filtro = FiltroRete

    def righe(self) -> QuerySet[Partner]:
        return Partner.objects.in_rete().per_elenco().order_by("-capofila", "nome", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "punti": self._punti(),
            "sostengono": Partner.objects.in_rete().filter(tipo=Tipo.FINANZIATORE).only("slug", "nome"),
        }

    def _punti(self) -> list[Punto]:
        """A circle for each comune of the rows found, leading to them."""
        per_comune = (
            self.object_list.order_by("comune__chiave")  # type: ignore[union-attr]  # a queryset
            .values_list("comune__istat", "comune__nome")
            .annotate(n=Count("pk", distinct=True))
        )
        parametri = self.request.GET.copy()
        parametri.pop("page", None)
        punti = []
        for istat, nome, n in per_comune:
            parametri["comune"] = istat
            parole = ngettext("%(comune)s: %(n)s organizzazione", "%(comune)s: %(n)s organizzazioni", n)
            punti.append(Punto(istat, n, parole % {"comune": nome, "n": n}, f"?{parametri.urlencode()}"))
        return punti


class _DiUnPartner(View):
    """A page of one partner that anybody who may see it opens; a merged card leads to the one that stayed."""

    nome_url = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.partner = get_object_or_404(
            Partner.objects.select_related("comune", "successore", "unito_a"), slug=kwargs["slug"]
        )
        if self.partner.stato == Stato.UNITO and self.partner.unito_a:
            return HttpResponsePermanentRedirect(reverse(self.nome_url, args=[self.partner.unito_a.slug]))
        if not puo(request.user, "rete.vede_pagina", self.partner):
            raise Http404
        # Of a partner that is not in the network the page is its own people's, and of who examines it.
        request.pagina_riservata = not self.partner.visibile_a_tutti
        return super().dispatch(request, *args, **kwargs)


class PartnerView(_DiUnPartner, DetailView):
    template_name = "rete/partner.html"
    context_object_name = "partner"
    nome_url = "rete:partner"

    def get_object(self, queryset: Any = None) -> Partner:
        return self.partner

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | contesto_pagina(self.partner)


def contesto_pagina(partner: Partner) -> dict[str, Any]:
    """What the public page shows of a partner: the same for its preview."""
    porte = porte_di(partner)
    azioni = [
        {
            "riga": riga,
            "parola": PAROLA_DI_NASCITA[riga.azione],  # type: ignore[index]  # a value of it
            "porta": porte.get(riga.azione),
            "url": porte[riga.azione].url if riga.azione in porte else f"{reverse('rete:elenco')}?azione={riga.azione}",
        }
        for riga in partner.partecipazioni.in_corso()
    ]
    return {
        "azioni": azioni,
        "detto_di": [detto for fonte in detto_di if (detto := fonte(partner))],
        "nomi_di_prima": [nome for nome in partner.nomi.all() if nome.al is not None],
        "aggiornata_il": partner.aggiornato_il,
        "punto": [Punto(partner.comune, 1, partner.comune.nome)] if partner.comune else [],
        "titolo_mappa": _("Dov'è %(comune)s") % {"comune": partner.comune} if partner.comune else "",
    }


class LogoView(_DiUnPartner):
    nome_url = "rete:logo"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.partner.logo:
            raise Http404
        cache = "public, max-age=3600" if self.partner.visibile_a_tutti else ""
        return risposta_con_file(self.partner.logo, self.partner.logo_tipo, cache=cache)
