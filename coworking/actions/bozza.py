"""A space from its draft to the proposal, and back: saving leaves no trace in the log, proposing does."""

from collections.abc import Mapping, Sequence
from datetime import time
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coworking import queries
from coworking.enums import Grado, StatoSpazio, Vendita
from coworking.mancanze import che_cosa_manca, perche_non_puo
from coworking.models import Accessibilita, DotazioneSpazio, Orario, Postazione, Prenotazione, Regole, Spazio
from talenti.base.clock import adesso
from talenti.base.codici import slug_libero
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import Attore, richiedi
from talenti.registro.actions import atto
from talenti.rete.models import Partner

# What the page says: a host changes it when it likes.
CAMPI_LIBERI = frozenset(
    {
        "nome",
        "in_una_frase",
        "descrizione",
        "condivide",
        "come_arrivare",
        "prezzo",
        "quanto",
        "sempre_conferma",
        "preavviso_ore",
        "dopo",
        "eta_minima",
    }
)
# What the lead has examined: another one of these is another space, examined again.
CAMPI_ESAMINATI = frozenset({"tipo", "vendita", "capienza", "comune", "indirizzo", "lat", "lon"})
# One host does not fill the lead's queue.
MASSIMO_PROPOSTI = 10
# Addresses under /spazi/ that are pages of ours.
_RISERVATI = {"foto", "tutore"}

# (weekday, from, to)
Finestra = tuple[int, time, time]
# point of view → (degree or "", what one should know)
Gradi = Mapping[str, tuple[str, str]]


def scrivi(spazio: Spazio, **campi: Any) -> None:
    """Set fields of a locked space, and say when it last changed."""
    for nome, valore in campi.items():
        setattr(spazio, nome, valore)
    spazio.aggiornato_il = adesso()
    spazio.save(update_fields=[*campi, "aggiornato_il"])


def comincia_bozza(partner: Partner, *, da: Any) -> Spazio:
    """A draft to write in; the one of this partner in which nobody has written yet, if there is one."""
    richiedi(da, "coworking.offre_spazi", partner)
    with transaction.atomic():
        # Two presses at once wait for each other here, and the second finds the draft of the first.
        Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)
        bianche = Spazio.objects.filter(partner=partner, stato=StatoSpazio.BOZZA, nome="", tipo="", in_una_frase="")
        bianca = bianche.filter(proposto_il__isnull=True, comune__isnull=True, descrizione="").order_by("pk").first()
        ora = adesso()
        return bianca or Spazio.objects.create(partner=partner, proposto_da=da, creato_il=ora, aggiornato_il=ora)


def salva_bozza(
    spazio: Spazio,
    *,
    da: Any,
    campi: Mapping[str, Any] | None = None,
    dotazioni: Sequence[str] | None = None,
    accessibilita: Gradi | None = None,
    orari: Sequence[Finestra] | None = None,
    regole_testo: str | None = None,
) -> None:
    """Keep what has been written so far. A draft is nobody else's business: it leaves no trace in the log."""
    campi = dict(campi or {})
    ignoti = set(campi) - CAMPI_LIBERI - CAMPI_ESAMINATI
    if ignoti:
        raise ValueError(f"not fields of a draft: {sorted(ignoti)}")
    with transaction.atomic():
        blocca_bozza(spazio, da)
        giudica(campi.get("tipo", spazio.tipo), campi)
        if "lat" not in campi and _nel_centro_di_un_altro_comune(spazio, campi):
            campi |= {"lat": None, "lon": None}
        scrivi(spazio, **campi)
        scrivi_parti(spazio, dotazioni, accessibilita)
        if orari is not None:
            spazio.orari.all().delete()
            Orario.objects.bulk_create(righe_di_orario(spazio, orari))
        if regole_testo is not None:
            scrivi_regole(spazio, regole_testo)


def blocca_bozza(spazio: Spazio, da: Any) -> None:
    """Lock the draft and read it again; whoever may not, or comes after it was proposed, is told."""
    spazio.refresh_from_db(from_queryset=Spazio.objects.select_for_update(no_key=True))
    richiedi(da, "coworking.offre_spazi", spazio)
    if spazio.stato != StatoSpazio.BOZZA:
        raise TransizioneNonAmmessa(_("La proposta è già partita: da qui non si cambia più."))


def giudica(tipo: str, campi: Mapping[str, Any]) -> None:
    """A host only tightens what the kind asks."""
    for nome, valore in campi.items():
        frase = perche_non_puo(tipo, nome, valore)
        if frase:
            raise DatoNonAccettato(frase, codice="regola_della_rete", campo=nome)


def _nel_centro_di_un_altro_comune(spazio: Spazio, campi: Mapping[str, Any]) -> bool:
    """Was the point only the centre of the comune, which changes now?"""
    prima, dopo = spazio.comune, campi.get("comune", spazio.comune)
    return prima is not None and prima != dopo and (spazio.lat, spazio.lon) == (prima.lat, prima.lon)


def scrivi_parti(spazio: Spazio, dotazioni: Sequence[str] | None, accessibilita: Gradi | None) -> None:
    """What there is, and for whom it is easy: what is given takes the place of what was there."""
    if dotazioni is not None:
        spazio.dotazioni.exclude(voce__in=dotazioni).delete()
        ci_sono = set(spazio.dotazioni.values_list("voce", flat=True))
        DotazioneSpazio.objects.bulk_create(
            DotazioneSpazio(spazio=spazio, voce=voce) for voce in sorted(set(dotazioni) - ci_sono)
        )
    if accessibilita is not None:
        spazio.accessibilita.all().delete()
        Accessibilita.objects.bulk_create(
            Accessibilita(spazio=spazio, aspetto=aspetto, grado=Grado(grado), nota=nota.strip())
            for aspetto, (grado, nota) in accessibilita.items()
            if grado
        )


def righe_di_orario(spazio: Spazio, orari: Sequence[Finestra], **altro: Any) -> list[Orario]:
    return [
        Orario(spazio=spazio, giorno=giorno, dalle=dalle, alle=alle, **altro) for giorno, dalle, alle in sorted(orari)
    ]


def scrivi_regole(spazio: Spazio, testo: str) -> bool:
    """The house rules of now: a version that a booking has accepted stays as it was. Returns whether they changed.

    Without a text there are no rules any more; the versions of before stay, empty is one of them.
    """
    testo = testo.strip()
    ultima = spazio.regole.order_by("-versione").first()
    if testo == (ultima.testo if ultima else ""):
        return False
    if ultima is None or Prenotazione.objects.filter(regole=ultima).exists() or spazio.stato != StatoSpazio.BOZZA:
        Regole.objects.create(spazio=spazio, versione=(ultima.versione if ultima else 0) + 1, testo=testo)
        return True
    ultima.testo, ultima.dal = testo, adesso()
    ultima.save(update_fields=["testo", "dal"])
    return True


def scarta_bozza(spazio: Spazio, *, da: Any) -> None:
    """Throw away a draft that was never proposed; one that was has a history, and stays."""
    with transaction.atomic():
        blocca_bozza(spazio, da)
        if spazio.proposto_il is not None:
            raise TransizioneNonAmmessa(_("Questo spazio è già stato proposto: resta fra le bozze, con la sua storia."))
        for nome in spazio.foto.values_list("file", flat=True):
            transaction.on_commit(partial(default_storage.delete, nome), robust=True)
        spazio.regole.all().delete()
        spazio.delete()


def proponi(spazio: Spazio, *, da: Any) -> None:
    """Send the draft to the lead. What is not said of the point is the centre of the comune."""
    with transaction.atomic():
        blocca_bozza(spazio, da)
        mancanze = che_cosa_manca(spazio)
        if mancanze:
            raise DatoNonAccettato(mancanze[0].frase, codice="incompleta")
        giudica(spazio.tipo, {nome: getattr(spazio, nome) for nome in CAMPI_LIBERI})
        in_coda = Spazio.objects.filter(
            partner=spazio.partner_id, stato__in=(StatoSpazio.PROPOSTO, StatoSpazio.IN_ESAME)
        )
        if in_coda.count() >= MASSIMO_PROPOSTI:
            raise DatoNonAccettato(
                _("Avete già %(n)s spazi in esame. Aspettate una risposta, o riprendetene uno.")
                % {"n": MASSIMO_PROPOSTI},
                codice="troppi",
            )
        with atto(
            spazio,
            "proponi",
            da=da,
            dati={"nome": spazio.nome, "tipo": spazio.tipo},
            insieme=_di_chi_propone(spazio, da),
        ):
            scrivi(spazio)


def _di_chi_propone(spazio: Spazio, da: Any) -> dict[str, Any]:
    dove = {"lat": spazio.comune.lat, "lon": spazio.comune.lon} if spazio.lat is None and spazio.comune else {}
    # A page that has been public keeps its address.
    slug = spazio.slug if spazio.pubblicato_il else slug_libero(spazio, riservati=_RISERVATI)
    return dove | {"slug": slug, "proposto_il": adesso(), "proposto_da": da}


def riprendi(spazio: Spazio, *, da: Attore) -> None:
    """Back to a draft, to be changed and examined again: only once nobody has a booking to come in it."""
    with atto(spazio, "riprendi", da=da) as passo:
        sospeso = passo.da_stato == StatoSpazio.SOSPESO
        attesi = queries.da_venire(spazio).count() if sospeso else 0
        if sospeso and queries.assegnazioni_in_corso().filter(postazione__spazio=spazio).exists():
            raise TransizioneNonAmmessa(
                _("Un posto è assegnato a qualcuno con un atto della rete: prima chiedi al coordinamento di revocarlo.")
            )
        if attesi:
            raise TransizioneNonAmmessa(
                ngettext(
                    "C'è ancora %(n)s prenotazione: prima annullala, o aspetta che finisca.",
                    "Ci sono ancora %(n)s prenotazioni: prima annullale, o aspetta che finiscano.",
                    attesi,
                )
                % {"n": attesi}
            )
        scrivi(spazio)


def imposta_postazioni(spazio: Spazio) -> None:
    """The seats that the lead has approved: one each, or one whole room. One booked for the future stays as it is."""
    intero = spazio.vendita == Vendita.INTERO
    quante, capienza = (1, spazio.capienza) if intero else (spazio.capienza, 1)
    assegnati = queries.assegnazioni_in_corso().filter(postazione__spazio=spazio)
    intoccabili = {
        *queries.da_venire(spazio).values_list("postazioni__numero", flat=True),
        *assegnati.values_list("postazione__numero", flat=True),
    }
    esistenti = {posto.numero: posto for posto in spazio.postazioni.all()}
    nuove = [n for n in range(1, quante + 1) if n not in esistenti]
    for numero, posto in esistenti.items():
        if numero not in intoccabili:
            posto.attiva, posto.capienza = numero <= quante, capienza
            posto.save(update_fields=["attiva", "capienza"])
    Postazione.objects.bulk_create(Postazione(spazio=spazio, numero=n, capienza=capienza) for n in nuove)
