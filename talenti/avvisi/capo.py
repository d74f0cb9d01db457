"""The day's head of the log leaves the database: whoever keeps it can tell a rewritten history."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talenti.avvisi.models import Avviso
from talenti.avvisi.scrittore import scrivi
from talenti.base.clock import oggi
from talenti.base.templatetags.italiano import data_breve, data_ora
from talenti.registro.annunci import Messaggio
from talenti.registro.models import Sigillo


def manda_capo_del_giorno() -> Avviso | None:
    """Once a day of Europe/Rome, whoever calls and however often. None when there is nothing (more) to send."""
    sigillo = Sigillo.objects.order_by("n").last()
    if sigillo is None:
        return None
    return scrivi(f"capo-del-giorno:{oggi().isoformat()}", _messaggio(sigillo))


def _messaggio(sigillo: Sigillo) -> Messaggio:
    giorno = data_breve(oggi())
    return Messaggio(
        email=settings.EMAIL_CAPOFILA,
        tipo="registro",
        oggetto=_("Sigillo del registro: n. %(n)s, %(giorno)s") % {"n": sigillo.n, "giorno": giorno},
        testo=(
            _("Non devi fare niente: conserva questo messaggio."),
            f"{sigillo.n}:{sigillo.impronta}",
            ngettext(
                "Il sigillo è di %(quando)s: chiude %(quanti)s atto, e con lui tutti quelli prima.",
                "Il sigillo è di %(quando)s: chiude %(quanti)s atti, e con loro tutti quelli prima.",
                sigillo.quanti,
            )
            % {"quando": data_ora(sigillo.quando), "quanti": sigillo.quanti},
            _("Per controllare, apri la pagina dei sigilli: dice se questa impronta è ancora nella storia del portale.")
            + " "
            + _("Se un giorno non ci fosse più, la storia sarebbe stata riscritta."),
        ),
        azione=(_("Controlla il sigillo"), f"{reverse('registro:sigilli')}?n={sigillo.n}&impronta={sigillo.impronta}"),
        lingua=settings.LANGUAGE_CODE,
    )
