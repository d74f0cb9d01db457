"""What a ranking cannot be made of, refused before anything is computed: a wrong input gives no result at all."""

from collections import Counter

from django.utils.translation import gettext as _

from talenti.base.exceptions import DatoNonAccettato
from thinktown.enums_graduatoria import Insieme
from thinktown.graduatoria.dati import Concorrente, Ingressi, Regole
from thinktown.graduatoria.numeri import centesimi


def controlla(ingressi: Ingressi) -> None:
    """Raises ``DatoNonAccettato``, whose ``codice`` says what and whose sentence names the application."""
    regole = ingressi.regole
    if regole.tagliate < 0 or regole.decimali < 0 or not 0 <= regole.parte_minima <= 100:
        raise DatoNonAccettato(_("Le regole della graduatoria non stanno insieme."), codice="regole")
    _senza_doppioni(ingressi)
    sezioni = {una.chiave for una in regole.sezioni}
    for uno in ingressi.concorrenti:
        if uno.sezione not in sezioni:
            raise _rifiuto("sezione", _("La domanda %(codice)s è di una sezione che non c'è."), uno)
        _somma_chiesta(uno)
        if not uno.esclusa:
            _schede(regole, uno)
    _stesse_schede(ingressi)


def _rifiuto(codice: str, frase: str, uno: Concorrente) -> DatoNonAccettato:
    return DatoNonAccettato(frase % {"codice": uno.codice}, codice=codice)


def _senza_doppioni(ingressi: Ingressi) -> None:
    for codice, volte in Counter(uno.codice for uno in ingressi.concorrenti).items():
        if volte > 1:
            raise DatoNonAccettato(_("La domanda %(codice)s c'è due volte.") % {"codice": codice}, codice="doppia")


def _somma_chiesta(uno: Concorrente) -> None:
    try:
        centesimi(uno.richiesto)
    except ValueError:
        raise _rifiuto("richiesto", _("La somma chiesta dalla domanda %(codice)s non è in centesimi."), uno) from None


def _schede(regole: Regole, uno: Concorrente) -> None:
    """Every sheet whole and within the maximum: a point that is missing is not a zero."""
    if len(uno.schede) <= 2 * regole.tagliate:
        raise _rifiuto("schede", _("Le schede della domanda %(codice)s sono troppo poche."), uno)
    if len({scheda.chi for scheda in uno.schede}) < len(uno.schede):
        raise _rifiuto("scheda_doppia", _("Qualcuno ha valutato due volte la domanda %(codice)s."), uno)
    if _fuori(regole, uno):
        raise _rifiuto("punti", _("A una scheda della domanda %(codice)s mancano punti, o ne ha troppi."), uno)


def _fuori(regole: Regole, uno: Concorrente) -> bool:
    """Does a sheet lack points, or have some that there are not to give?"""
    for scheda in uno.schede:
        if len(scheda.punti) != len(regole.criteri):
            return True
        for criterio in regole.criteri:
            punti = scheda.punti.get(criterio.chiave)
            if punti is None or not punti.is_finite() or not 0 <= punti <= criterio.massimo:
                return True
    return False


def _stesse_schede(ingressi: Ingressi) -> None:
    """Sums of different numbers of sheets cannot be compared; means can."""
    if ingressi.regole.insieme != Insieme.SOMMA:
        return
    if len({len(uno.schede) for uno in ingressi.concorrenti if not uno.esclusa}) > 1:
        raise DatoNonAccettato(
            _("Si sommano le schede, ma le domande non ne hanno tutte lo stesso numero."), codice="schede_diverse"
        )
