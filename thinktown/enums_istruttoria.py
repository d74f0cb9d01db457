"""What the office decides on an application that was sent, and how its checks end."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

# A decision is told so long after it was taken: until then it is taken back, one or many together.
SI_RIPENSA = timedelta(minutes=5)
# To comment before a refusal (L. 241/1990 art. 10-bis).
PREAVVISO_GIORNI = 10
# A suspension of the procedure lasts no longer (L. 241/1990 art. 2 c. 7).
SOSPENSIONE_MASSIMA = 30
# The term of a procedure whose call names none (L. 241/1990 art. 2 c. 2).
TERMINE_GIORNI = 30


class TipoProvvedimento(models.TextChoices):
    AMMISSIONE = "ammissione", _("Ammessa alla valutazione")
    ESCLUSIONE = "esclusione", _("Esclusa")
    INTEGRAZIONE = "integrazione", _("Da completare")
    PREAVVISO = "preavviso", _("Preavviso di esclusione")


# Those that ask the group for something, and wait.
RICHIESTE = (TipoProvvedimento.INTEGRAZIONE, TipoProvvedimento.PREAVVISO)
# Those that say why: nobody is left to guess.
COL_PERCHE = (TipoProvvedimento.ESCLUSIONE, TipoProvvedimento.PREAVVISO)
# The verb by which each is told.
VERBO = {
    TipoProvvedimento.AMMISSIONE: "ammetti",
    TipoProvvedimento.ESCLUSIONE: "escludi",
    TipoProvvedimento.INTEGRAZIONE: "chiedi_integrazione",
    TipoProvvedimento.PREAVVISO: "preavvisa",
}


class EsitoControllo(models.TextChoices):
    VA_BENE = "va_bene", _("Va bene")
    NON_VA = "non_va", _("Non va bene")
    DUBBIO = "dubbio", _("Da chiarire")


class EsitoVerifica(models.TextChoices):
    """What became of a statement that was drawn to be verified (DPR 445/2000 artt. 71, 75, 76)."""

    CONFERMATA = "confermata", _("Confermata")
    FALSA = "falsa", _("Non è vera")
    NON_SI_SA = "non_si_sa", _("Non si è potuta verificare")
