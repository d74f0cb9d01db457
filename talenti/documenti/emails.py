"""What people are told of issued documents."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from talenti.documenti.models import Documento
from talenti.registro.annunci import Messaggio, avvisa
from talenti.registro.models import Transizione
from talenti.rete.models import Appartenenza


@avvisa("documenti.documento", "emetti")
def documento_pronto(_transizione: Transizione, documento: Documento, _dati: dict[str, Any]) -> Iterator[Messaggio]:
    """Whoever runs the organisation that the document is for."""
    for persona in _amministrano(documento):
        yield Messaggio(
            tipo="rete",
            persona=persona,
            oggetto=_("È pronto un documento per la tua organizzazione"),
            testo=(
                _("Puoi scaricarlo quando vuoi: resta nell’area della tua organizzazione."),
                f"{documento.titolo}: {documento.intestatario}, n. {documento.protocollo}.",
            ),
            azione=(_("Scarica il documento"), _indirizzo_del_file(documento)),
        )


@avvisa("documenti.documento", "revoca")
def documento_revocato(_transizione: Transizione, documento: Documento, dati: dict[str, Any]) -> Iterator[Messaggio]:
    for persona in _amministrano(documento):
        yield Messaggio(
            tipo="rete",
            persona=persona,
            oggetto=_("Un documento della tua organizzazione non vale più"),
            testo=(
                _("Chi lo controlla con il codice legge che è stato revocato."),
                f"{documento.titolo}: {documento.intestatario}, n. {documento.protocollo}.",
                dati["motivo"],
            ),
            azione=(_("Vedi che cosa risulta"), documento.get_absolute_url()),
        )


def _indirizzo_del_file(documento: Documento) -> str:
    return documento.file.get_absolute_url() if documento.file else documento.get_absolute_url()


def _amministrano(documento: Documento) -> list[Any]:
    if documento.oggetto_tipo != "rete.partner":
        return []
    ruoli = Appartenenza.objects.amministrano().filter(partner_id=documento.oggetto_id).select_related("persona")
    return [ruolo.persona for ruolo in ruoli.order_by("persona_id")]
