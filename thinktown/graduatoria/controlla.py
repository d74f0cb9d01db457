"""What a ranking cannot be made of, refused before anything is computed: a wrong input gives no result at all."""

from collections import Counter
from decimal import Decimal

from django.utils.translation import gettext as _

from talenti.base.exceptions import DatoNonAccettato
from thinktown.enums_graduatoria import Insieme
from thinktown.graduatoria.dati import Concorrente, Ingressi, Quota, Regole, Sezione
from thinktown.graduatoria.numeri import centesimi


def controlla(ingressi: Ingressi) -> None:
    """Raises ``DatoNonAccettato``, whose ``codice`` says what and whose sentence names the application."""
    regole = ingressi.regole
    if not _stanno_insieme(regole):
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


def _stanno_insieme(regole: Regole) -> bool:
    """``mancanze`` has looked at them before the call was published; here nothing is taken on trust."""
    tutte: list[Sezione | Quota] = [*regole.sezioni, *(quota for una in regole.sezioni for quota in una.quote)]
    nomi: list[list[str]] = [
        [uno.chiave for uno in regole.criteri],
        [una.chiave for una in regole.sezioni],
        *([quota.chiave for quota in una.quote] for una in regole.sezioni),
    ]
    punti = [dato for uno in regole.criteri for dato in (uno.massimo, uno.peso, uno.soglia)]
    posti = [una.posti for una in tutte]
    soldi = [regole.fondi, *(una.fondi for una in tutte)]
    soldi += [una.importo_massimo for una in regole.sezioni]
    return (
        all(len(chiavi) == len(set(chiavi)) for chiavi in nomi)
        and all(dato is None or (dato.is_finite() and dato >= 0) for dato in (*punti, regole.soglia))
        and all(n is None or n >= 0 for n in (*posti, regole.tagliate, regole.decimali))
        and all(euro is None or _in_centesimi(euro) for euro in soldi)
        and 0 <= regole.parte_minima <= 100
    )


def _in_centesimi(euro: Decimal) -> bool:
    try:
        centesimi(euro)
    except ValueError:
        return False
    return True


def _somma_chiesta(uno: Concorrente) -> None:
    if not _in_centesimi(uno.richiesto):
        raise _rifiuto("richiesto", _("La somma chiesta dalla domanda %(codice)s non è in centesimi."), uno)


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
