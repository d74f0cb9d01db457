"""Who may read and remove a private file.

Whoever owns a model says who reads its files: ``chi_puo_leggere["eventi.evento"] = predicato``, with
``predicato(persona, file) -> Esito | bool``, in the room's ``AppConfig.ready()``. A model that says
nothing leaves its files to whoever uploaded them.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from talenti.base.permissions import Esito, no, puo, regola
from talenti.documenti.models import FileCaricato

chi_puo_leggere: dict[str, Callable[[Any, FileCaricato], Esito | bool]] = {}

NON_TUO = no("file_non_tuo", _("Questo file può toglierlo solo chi l'ha caricato."))
DI_UN_DOCUMENTO = no("file_di_documento", _("Questo file è un documento emesso: si può revocare, non eliminare."))


def e_suo(persona: Any, file: FileCaricato) -> bool:
    return persona.pk is not None and file.proprietario_id == persona.pk


@regola("documenti.leggi_file")
def leggi_file(persona: Any, file: FileCaricato) -> Esito | bool:
    return chi_puo_leggere.get(file.oggetto_tipo, e_suo)(persona, file)


@regola("documenti.elimina_file")
def elimina_file(persona: Any, file: FileCaricato) -> Esito | bool:
    if hasattr(file, "documento"):
        return DI_UN_DOCUMENTO
    return True if e_suo(persona, file) else NON_TUO


def file_di_persona(persona: Any, file: FileCaricato) -> bool:
    return persona.pk is not None and file.oggetto_id == persona.pk


def file_di_partner(persona: Any, file: FileCaricato) -> Esito | bool:
    partner = apps.get_model("rete", "Partner").objects.filter(pk=file.oggetto_id).first()
    if partner is None:
        return False
    return puo(persona, "rete.vede_scrivania", partner) or puo(persona, "rete.vede_ufficio", partner)
