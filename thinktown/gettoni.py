"""What the links of our mails carry: they show one thing to one address, and act only by what is pressed there."""

from datetime import timedelta

from django.urls import reverse
from django.utils.http import urlencode

from talenti.base.links import firma
from talenti.persone.models import Tutela
from thinktown.models import Componente

SCOPO_INVITO = "thinktown.invito"
SCOPO_TUTORE = "thinktown.tutore"
# The call says until when one may answer; the signature only outlives it, so that the page can say so.
VALE = timedelta(days=400)


def link_invito(componente: Componente) -> str:
    """With a signature, which says that who opens it reads that mailbox: saying no asks for no account."""
    indirizzo = reverse("thinktown:invito", args=[componente.codice])
    return f"{indirizzo}?{urlencode({'g': firma(SCOPO_INVITO, {'invito': componente.pk})})}"


def gettone_tutore(componente: Componente, tutela: Tutela) -> str:
    return firma(SCOPO_TUTORE, {"componente": componente.pk, "tutela": tutela.pk})


def link_tutore(componente: Componente, tutela: Tutela) -> str:
    return reverse("thinktown:tutore", args=[gettone_tutore(componente, tutela)])
