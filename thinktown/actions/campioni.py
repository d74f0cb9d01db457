"""Declarations drawn by lot, and what became of each: no draw replaces another, no outcome is written over unseen."""

import secrets
from typing import Any

from django.utils.translation import gettext as _

from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.templatetags.italiano import data_ora
from thinktown.actions.firma import atto
from thinktown.enums import PRESENTATE
from thinktown.enums_istruttoria import EsitoVerifica
from thinktown.estrazione import estrai, impronta
from thinktown.models import Bando, Campione, Domanda, VerificaCampione

SEME_MASSIMO = 64
EVENTO_MASSIMO = 200
NOTA_MASSIMA = 400
# Outcomes that say what was found: nobody is left to guess.
COL_PERCHE = (EsitoVerifica.FALSA, EsitoVerifica.NON_SI_SA)


def estrae_campione(bando: Bando, percento: int, *, letti: int, da: Any, seme: str = "", evento: str = "") -> Campione:
    """Draw so many in a hundred of the applications in force at this moment; ``letti``: how many draws the page had.

    Without ``seme`` the portal makes one before it reads the list; a seed that is typed names the public ``evento``
    that gave it. List, seed and result are the payload of the act: in the chain, hence not to be changed afterwards.
    """
    if not 1 <= percento <= 100:
        raise DatoNonAccettato(_("Scrivi un numero da 1 a 100."), campo="percento")
    seme, evento = _seme(seme, evento)
    with atto(bando, "estrae_campione", da=da) as passo:
        if bando.aperto(passo.quando):
            raise TransizioneNonAmmessa(_("Il bando è ancora aperto: il campione si estrae dopo la chiusura."))
        if bando.campioni.count() != letti:
            raise TransizioneNonAmmessa(
                _("Nel frattempo è stato estratto un campione: guarda quello, prima di estrarne un altro.")
            )
        seme = seme or secrets.token_hex(16)
        candidate = Domanda.objects.filter(bando=bando, stato__in=PRESENTATE).order_by("numero")
        pk_di = dict(candidate.values_list("codice", "pk"))
        if not pk_di:
            raise TransizioneNonAmmessa(_("Nessuna domanda è stata inviata: non c'è niente da estrarre."))
        elenco = list(pk_di)
        campione = Campione.objects.create(
            bando=bando,
            n=letti + 1,
            percento=percento,
            seme=seme,
            quante=len(elenco),
            tra=impronta(elenco),
            estratto_il=passo.quando,
            da=da,
        )
        estratte = estrai(elenco, seme, percento)
        VerificaCampione.objects.bulk_create(
            VerificaCampione(campione=campione, domanda_id=pk_di[codice]) for codice in estratte
        )
        passo.dati |= {"campione": campione.n, "percento": percento, "seme": seme, "evento": evento}
        passo.dati |= {"tra": campione.tra, "elenco": elenco, "estratte": estratte}
        return campione


def _seme(seme: str, evento: str) -> tuple[str, str]:
    seme, evento = " ".join(seme.split()), " ".join(evento.split())
    if len(seme) > SEME_MASSIMO:
        raise DatoNonAccettato(_("Il seme è troppo lungo: al massimo 64 caratteri."), campo="seme")
    if len(evento) > EVENTO_MASSIMO:
        raise DatoNonAccettato(_("È troppo lungo: al massimo 200 caratteri."), campo="evento")
    if seme and not evento:
        raise DatoNonAccettato(
            _("Scrivi da quale evento pubblico viene, e quando: chiunque deve poterlo ritrovare."), campo="evento"
        )
    if evento and not seme:
        raise DatoNonAccettato(_("Scrivi che cosa è uscito: è il seme dell'estrazione."), campo="seme")
    return seme, evento


def segno(verifica: VerificaCampione) -> str:
    """What a page had before it: the instant of the last outcome; empty, none yet."""
    return verifica.verificata_il.isoformat() if verifica.verificata_il else ""


def verifica(una: VerificaCampione, *, esito: str, nota: str, letto: str, da: Any) -> None:
    """Write down what was found. An outcome that changes is a new act, that says what it was before.

    ``letto`` is the ``segno`` that the page had. Raises TransizioneNonAmmessa when somebody has written meanwhile.
    """
    nota = nota.strip()
    if esito not in EsitoVerifica.values:
        raise DatoNonAccettato(_("Scegli com'è andata la verifica."), campo="esito")
    if len(nota) > NOTA_MASSIMA:
        raise DatoNonAccettato(_("La nota è troppo lunga: al massimo 400 caratteri."), campo="nota")
    if esito in COL_PERCHE and not nota:
        raise DatoNonAccettato(_("Scrivi che cosa è risultato, e da quale archivio o ufficio."), campo="nota")
    dati = {"campione": una.campione.n, "esito": esito, "nota": nota}
    with atto(una.domanda, "verifica", da=da, dati=dati) as passo:
        una.refresh_from_db()
        if segno(una) != letto:
            raise TransizioneNonAmmessa(
                _("Nel frattempo l'ha verificata %(chi)s, %(quando)s: «%(esito)s». Ricarica la pagina.")
                % {"chi": una.da, "quando": data_ora(una.verificata_il), "esito": una.get_esito_display()}
            )
        if (una.esito, una.nota) == (esito, nota):
            raise DatoNonAccettato(_("Non è cambiato niente."), codice="uguale")
        if una.esito:
            passo.dati["era"] = {"esito": una.esito, "nota": una.nota}
        una.esito, una.nota, una.da, una.verificata_il = esito, nota, da, passo.quando
        una.save(update_fields=["esito", "nota", "da", "verificata_il"])
