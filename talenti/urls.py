"""Every address of the portal: Italian at the root, English under /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from talenti.base import errori

handler400 = errori.richiesta_errata
handler403 = errori.vietato
handler404 = errori.non_trovato
handler500 = errori.guasto

urlpatterns = [
    # Machine addresses, the same in every language.
    path("", include("talenti.portale.urls_macchina")),
    path("", include("talenti.persone.urls_gateway")),
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("", include("talenti.registro.urls")),
        path("", include("talenti.luoghi.urls")),
        path("", include("talenti.persone.urls")),
        path("", include("talenti.persone.urls_accesso")),
        path("", include("talenti.rete.urls")),
        path("", include("talenti.avvisi.urls")),
        path("", include("talenti.documenti.urls")),
        path("", include("talenti.cruscotto.urls")),
        path("", include("coworking.urls")),
        path("", include("thinktown.urls")),
        path("", include("redazione.urls")),
        path("", include("talenti.portale.urls")),
        prefix_default_language=False,
    ),
]

if settings.DEBUG or settings.MODO == "prova":
    from talenti.base.gallery import galleria

    urlpatterns += [path("galleria/", galleria, name="galleria")]
