"""Who is in the group says yes in person: she herself, and who answers for her if she is under age."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.exceptions import TransizioneNonAmmessa
from talenti.base.permissions import Attore
from talenti.registro.actions import atto
from thinktown.actions.domande import richiedi_aperto
from thinktown.actions.invio import richiedi_lo_stesso_testo
from thinktown.actions.tardive import segna_se_tardi
from thinktown.completezza import che_cosa_deve
from thinktown.enums import PRESENTATE, RuoloComponente, StatoComponente
from thinktown.enums_invio import Tardiva
from thinktown.models import Componente, Domanda

# Because the group asks: not more often than so, and not for ever.
UN_RICORDO_OGNI = timedelta(hours=4)
RICORDI = 5


@segna_se_tardi(Tardiva.CONFERMA)
def conferma(domanda: Domanda, *, da: Any, arrivo: datetime | None = None, letto: str = "") -> None:
    """In person: I have read what is written here, and I take part. A change of the text asks for it again.

    ``letto`` is the fingerprint of the text that the page showed. Once sent, the text may still be changed, and is then
    confirmed again before it is sent again.
    """
    with atto(domanda, "conferma", da=da):
        richiedi_aperto(domanda.bando, da, arrivo or adesso(), domanda=domanda)
        richiedi_lo_stesso_testo(domanda, letto)
        suo = domanda.componenti.attivi().get(persona=da)
        if suo.stato == StatoComponente.CONFERMATO:
            raise TransizioneNonAmmessa(_("Hai già confermato."))
        suo.stato, suo.confermato_il = StatoComponente.CONFERMATO, adesso()
        suo.save(update_fields=["stato", "confermato_il"])


@segna_se_tardi(Tardiva.GRUPPO)
def ricorda(componente: Componente, *, da: Any, arrivo: datetime | None = None) -> None:
    """Write again to who still owes something: her answer, her confirmation, the yes of who answers for her."""
    domanda = componente.domanda
    with atto(domanda, "ricorda", da=da, dati={"componente": componente.codice}):
        richiedi_aperto(domanda.bando, da, arrivo or adesso(), domanda=domanda)
        componente.refresh_from_db()
        si_ricorda(componente)
        if not che_cosa_deve(domanda, componente):
            raise TransizioneNonAmmessa(_("A questa persona non manca niente."))
        componente.ricordi, componente.ricordato_il = componente.ricordi + 1, adesso()
        componente.save(update_fields=["ricordi", "ricordato_il"])


def si_ricorda(componente: Componente) -> None:
    """Or the sentence why not now."""
    invitato_il = componente.invitato_il if componente.stato == StatoComponente.INVITATO else None
    ultima = componente.ricordato_il or invitato_il
    if componente.ricordi >= RICORDI:
        raise TransizioneNonAmmessa(_("Le abbiamo già scritto più volte: sentila di persona."))
    if ultima is not None and ultima > adesso() - UN_RICORDO_OGNI:
        raise TransizioneNonAmmessa(_("Le abbiamo scritto da poco: potrai ricordarglielo più tardi."))


def acconsenti(componente: Componente, *, da: Attore) -> None:
    """The adult who answers for a minor says yes, from the link of her own mail."""
    with atto(componente.domanda, "acconsenti", da=da, dati={"componente": componente.codice}):
        _risponde_il_tutore(componente)
        if componente.tutore_il is not None:
            raise TransizioneNonAmmessa(_("Hai già risposto."))
        componente.tutore_il, componente.tutore_no_il = adesso(), None
        componente.save(update_fields=["tutore_il", "tutore_no_il"])


def nega(componente: Componente, *, da: Attore) -> None:
    """No: while she is in it the application does not leave. Until it has been sent the answer may change."""
    with atto(componente.domanda, "nega", da=da, dati={"componente": componente.codice}):
        _risponde_il_tutore(componente)
        if componente.tutore_no_il is not None:
            raise TransizioneNonAmmessa(_("Hai già risposto."))
        if componente.domanda.stato in PRESENTATE:
            raise TransizioneNonAmmessa(
                _("La domanda è già inviata, con il tuo sì. Per toglierlo, scrivi all'ufficio che segue il bando.")
            )
        componente.tutore_il, componente.tutore_no_il = None, adesso()
        componente.save(update_fields=["tutore_il", "tutore_no_il"])


def _risponde_il_tutore(componente: Componente) -> None:
    componente.refresh_from_db()
    if not componente.attivo:
        raise TransizioneNonAmmessa(_("Non fa più parte di questo gruppo: non devi fare niente."))


def perde_il_si_del_tutore(persona_id: int) -> None:
    """Nobody answers for her any more: what has not been sent waits for another yes."""
    suoi = Componente.objects.filter(persona=persona_id, tutore_il__isnull=False)
    suoi.exclude(domanda__stato__in=PRESENTATE).update(tutore_il=None)


def tutti_hanno_confermato(domanda: Domanda) -> bool:
    altri = domanda.componenti.exclude(ruolo=RuoloComponente.REFERENTE)
    return not altri.filter(stato__in=(StatoComponente.INVITATO, StatoComponente.DENTRO)).exists()
