"""Pages that everybody reads."""

from datetime import date
from typing import Any

from allauth.core.internal.ratelimit import consume_or_429
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from talenti.base import registries
from talenti.base.grafici import Serie, barre, linee
from talenti.persone.enums import Scopo
from talenti.persone.testi import testo_in_vigore
from talenti.portale import parole, queries, rete, ricerca
from talenti.portale.actions import lascia_opinione
from talenti.portale.enums import Esito, Periodo
from talenti.portale.forms import FormOpinione, pagina_del_portale
from talenti.portale.privacy import BASI

# Five opinions a minute and forty a day from one address: a class in a computer room still gets through.
LIMITE_OPINIONI = {"opinione": "5/m/ip,40/d/ip"}
# Change it when the words of the pages of text change.
TESTI_CONTROLLATI_IL = date(2026, 11, 22)
GIORNI = {Periodo.MESE: 30, Periodo.ANNO: 365}


class PaginaView(TemplateView):
    """A page of text, with the day on which its words were last checked."""

    extra_context = {"aggiornata_il": TESTI_CONTROLLATI_IL}


class HomeView(TemplateView):
    template_name = "portale/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        porte = queries.porte()
        persona = self.request.user
        return super().get_context_data(**kwargs) | {
            "porte": porte,
            "principale": next((porta for porta in porte if porta.principale), None),
            "storie": queries.storie(),
            "rete": queries.protetta("rete", rete.fatti),
            "da_fare": queries.quante_da_fare(persona) if persona.is_authenticated else None,
        }


class PubblicoView(TemplateView):
    """The page of one audience: two things to do, then what is selected for it to read, group by group."""

    pubblico = ""

    def get_template_names(self) -> list[str]:
        return [f"portale/per_{self.pubblico}.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "passi": queries.passi(self.pubblico),
            "pezzi": queries.pezzi(self.pubblico),
        }


class CercaView(TemplateView):
    template_name = "portale/cerca.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        testo = ricerca.pulisci(self.request.GET.get("q", ""))
        trovato = ricerca.cerca(testo)
        scelto = next((tipo for tipo in trovato.tipi if tipo.chiave == self.request.GET.get("tipo")), None)
        return super().get_context_data(**kwargs) | {
            "ricerca": trovato,
            "scelto": scelto,
            "mostrati": [scelto] if scelto else trovato.tipi,
            # A kind by itself is shown whole.
            "solo_le_prime": len(trovato.tipi) > 1 and not scelto,
        }


class GlossarioView(PaginaView):
    template_name = "portale/glossario.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"parole": parole.in_ordine()}


class PrivacyView(PaginaView):
    """The full notice: how long each room keeps its data is said by the room itself."""

    template_name = "portale/privacy.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "titolare": settings.TITOLARE_DATI,
            "email_capofila": settings.EMAIL_CAPOFILA,
            "versione": date.fromisoformat(testo_in_vigore(Scopo.INFORMATIVA).versione),
            "basi": BASI,
            "stanze": [voce for voce in registries.dati_personali if voce.conservazione],
        }


class PrivacySempliceView(PaginaView):
    """The same, for who is fourteen."""

    template_name = "portale/privacy_semplice.html"
    extra_context = {"titolare": settings.TITOLARE_DATI, "aggiornata_il": TESTI_CONTROLLATI_IL}


class StatisticheView(TemplateView):
    template_name = "portale/statistiche.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chiesto = self.request.GET.get("periodo")
        periodo = Periodo(chiesto) if chiesto in Periodo.values else Periodo.MESE
        visite, quante = queries.visite(GIORNI[periodo]), _("pagine lette")
        return super().get_context_data(**kwargs) | {
            "periodo": periodo,
            "periodi": Periodo,
            "visite": visite,
            "sezioni": barre([(str(nome), n) for nome, n in visite.per_sezione], intestazioni=(_("Sezione"), quante)),
            "tempo": linee(
                [etichetta for etichetta, _n in visite.nel_tempo],
                [Serie(quante, [n for _etichetta, n in visite.nel_tempo])],
                intestazione=_("Quando"),
            ),
        }


class OpinioneView(View):
    """ "Ti è servita?": the links only open the form; what is said is stored by POST."""

    def get(self, request: HttpRequest) -> HttpResponse:
        utile = request.GET.get("utile", "")
        iniziali = {
            "pagina": pagina_del_portale(request.GET.get("pagina", "/")),
            "utile": utile if utile in Esito.values else None,
        }
        return render(request, "portale/opinione.html", {"form": FormOpinione(initial=iniziali)})

    def post(self, request: HttpRequest) -> HttpResponse:
        troppe = consume_or_429(request, app="talenti.portale", action="opinione", config=LIMITE_OPINIONI)
        if troppe:
            return troppe
        form = FormOpinione(request.POST)
        if not form.is_valid():
            return render(request, "portale/opinione.html", {"form": form}, status=422)
        dati = form.cleaned_data
        lascia_opinione(pagina=dati["pagina"], esito=dati["utile"], testo=dati["testo"], email=dati["email"])
        return redirect(f"{reverse('portale:opinione_grazie')}?{urlencode({'pagina': dati['pagina']})}")


class GrazieView(TemplateView):
    template_name = "portale/opinione_grazie.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"pagina": pagina_del_portale(self.request.GET.get("pagina", "/"))}
