"""An article begun from the plan, signed by who writes it, looked after."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from redazione.enums_articoli import Licenza
from redazione.models import Argomento, Articolo, Autore, Revisione, Voce
from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import puo, richiedi
from talenti.registro.actions import atto, registra_nascita
from thinktown.actions.testi import accettato

FIRMA_MASSIMA = 120
# Where nobody stands: authors are counted from one.
_POSTO_LIBERO = 0


def comincia(voce: Voce, *, da: Any) -> Articolo:
    """The article of a thing in the plan, with an empty text. A second time gives the one that there is."""
    richiedi(da, "redazione.comincia", voce)
    with transaction.atomic():
        voce.refresh_from_db(from_queryset=Voce.objects.select_for_update(no_key=True))
        richiedi(da, "redazione.comincia", voce)
        gia = Articolo.objects.filter(voce=voce).first()
        if gia is not None:
            return gia
        articolo = Articolo.objects.create(testata=voce.testata, voce=voce, ultima_n=1)
        articolo.bozza = Revisione.objects.create(articolo=articolo, n=1, titolo=voce.titolo, da=da, quando=adesso())
        articolo.save(update_fields=["bozza"])
        registra_nascita(articolo, "comincia", da=da)
    return articolo


def firme_possibili(persona: Any) -> list[str]:
    """How she may sign: her whole name, or the first only. A minor's whole name needs who answers for her."""
    intera = [str(persona)] if puo(persona, "persone.si_mostra", persona) else []
    return [*intera, persona.nome] if persona.nome else intera


def firma(articolo: Articolo, come: str, *, da: Any) -> None:
    """She has written it, and readers see her name as she says here."""
    richiedi(da, "redazione.firma", articolo)
    come = accettato(come, campo="come", massimo=FIRMA_MASSIMA, se_manca=_("Scegli come firmare."))
    if come not in firme_possibili(da):
        raise DatoNonAccettato(_("Scegli come firmare fra le voci dell'elenco."), codice="scelta", campo="come")
    with transaction.atomic():
        # As who changes the plan does: the row of its authors is one, and no byline is lost in between.
        Voce.objects.select_for_update(no_key=True).get(pk=articolo.voce_id)
        with atto(articolo, "firma", da=da):
            articolo.voce.autori.filter(persona=da).update(firma=come, confermata_il=adesso())


def prima(articolo: Articolo, chi: int, *, da: Any) -> None:
    """Move an author one place up: ``chi`` is the key of the person. Of the first nothing changes."""
    richiedi(da, "redazione.scrive", articolo)
    with transaction.atomic():
        # The thing of the plan first, as who changes the plan does: the row of its authors is one.
        Voce.objects.select_for_update(no_key=True).get(pk=articolo.voce_id)
        autori = list(articolo.voce.autori.order_by("ordine"))
        posto = next((n for n, uno in enumerate(autori) if uno.persona_id == chi), 0)
        if posto == 0:
            return
        with atto(articolo, "cura", da=da, dati={"prima": chi}):
            _scambia(autori[posto], autori[posto - 1])


def _scambia(sale: Autore, scende: Autore) -> None:
    sale.ordine, scende.ordine = scende.ordine, sale.ordine
    # Two cannot be in one place, not even for a moment.
    Autore.objects.filter(pk=sale.pk).update(ordine=_POSTO_LIBERO)
    scende.save(update_fields=["ordine"])
    sale.save(update_fields=["ordine"])


def cura(articolo: Articolo, *, argomenti: Sequence[int], licenza: str, da: Any) -> None:
    """What it is about and under which licence: told of the article, whatever text it has."""
    richiedi(da, "redazione.scrive", articolo)
    if licenza not in Licenza.values:
        raise DatoNonAccettato(_("Scegli una delle voci dell'elenco."), codice="scelta", campo="licenza")
    scelti = list(Argomento.objects.filter(pk__in=argomenti))
    if len(scelti) != len(set(argomenti)):
        raise DatoNonAccettato(_("Scegli una delle voci dell'elenco."), codice="scelta", campo="argomenti")
    with atto(articolo, "cura", da=da, dati={"argomenti": [uno.slug for uno in scelti], "licenza": str(licenza)}):
        articolo.argomenti.set(scelti)
        articolo.licenza = licenza
        articolo.save(update_fields=["licenza"])


def nuovo_argomento(nome: str, *, da: Any, testata: Any) -> Argomento:
    """One more topic, for who coordinates: the list stays short when few hands add to it."""
    richiedi(da, "redazione.pianifica", testata)
    nome = accettato(" ".join(nome.split()), campo="nome", massimo=40, se_manca=_("Scrivi il nome dell'argomento."))
    slug = slugify(nome)[:40]
    if not slug:
        raise DatoNonAccettato(_("Scrivi il nome con le lettere dell'alfabeto."), codice="nome", campo="nome")
    try:
        with transaction.atomic():
            return Argomento.objects.create(nome=nome, slug=slug)
    except IntegrityError as errore:
        raise DatoNonAccettato(_("Questo argomento c'è già."), codice="doppio", campo="nome") from errore


def togli_argomento(argomento: Argomento, *, da: Any, testata: Any) -> None:
    richiedi(da, "redazione.pianifica", testata)
    with transaction.atomic():
        if argomento.articoli.exists():
            raise TransizioneNonAmmessa(
                _("Ci sono articoli con questo argomento: prima toglilo da lì."), codice="usato"
            )
        argomento.delete()
