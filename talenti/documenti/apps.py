from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentiConfig(AppConfig):
    name = "talenti.documenti"
    label = "documenti"
    verbose_name = _("Documenti")

    def ready(self) -> None:
        from talenti.base import registries
        from talenti.documenti import dati, deposito, emails, lettere, queries, rules
        from talenti.rete import ruoli

        rules.chi_puo_leggere |= {"persone.persona": rules.file_di_persona, "rete.partner": rules.file_di_partner}
        registries.dati_personali.aggiungi("documenti", dati.DATI_PERSONALI)
        registries.conservazioni.aggiungi_tutte(dati.CONSERVAZIONI)
        registries.cartelle.aggiungi("documenti", registries.Cartella(deposito.CARTELLA, queries.file_in_uso))
        ruoli.concedi(ruoli.COORDINAMENTO, "documenti.emetti_documento", "documenti.revoca_documento")
