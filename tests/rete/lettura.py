"""How the tests read what an act left behind."""

from talenti.avvisi.models import Avviso
from talenti.registro.models import Transizione


def ultima(oggetto):
    """The last transition of an object as (verb, from, to, actor)."""
    t = Transizione.objects.di(oggetto).last()
    return (t.verbo, t.da_stato, t.a_stato, t.attore)


def dati(oggetto):
    return Transizione.objects.di(oggetto).select_related("dettaglio").last().dettaglio.dati


def avvisi(oggetto, verbo=None):
    """Who was told what by the last act (of that verb): (address, subject, where the button leads)."""
    righe = Transizione.objects.di(oggetto)
    t = (righe.filter(verbo=verbo) if verbo else righe).last()
    return sorted(
        (avviso.persona.email if avviso.persona else avviso.email, avviso.oggetto, avviso.azione_url)
        for avviso in Avviso.objects.filter(transizione=t).select_related("persona")
    )
