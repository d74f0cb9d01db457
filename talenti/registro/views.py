"""The public page of the seals: whoever noted a head can check that history was not rewritten."""

from typing import Any

from django.db.models import QuerySet

from talenti.base.views import ElencoView
from talenti.registro.models import Sigillo


class SigilliView(ElencoView):
    template_name = "registro/sigilli.html"

    def righe(self) -> QuerySet[Any]:
        return Sigillo.objects.order_by("-n")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        impronta = self.request.GET.get("impronta", "").replace("\x00", "").strip().lower()[:100]
        # The mail gives "12:ab34…": pasted whole, the part after the colon is what counts.
        cercata = impronta.rpartition(":")[2]
        return super().get_context_data(**kwargs) | {
            "cercata": cercata,
            "trovato": Sigillo.objects.filter(impronta=cercata).first() if cercata else None,
        }
