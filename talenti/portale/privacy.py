"""What the privacy notice lists: the purposes, under the law that allows each."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from talenti.base.exceptions import Frase


@dataclass(frozen=True)
class Base:
    """A legal ground, and what is done on it."""

    nome: Frase
    norma: Frase
    scopi: tuple[Frase, ...]


BASI: tuple[Base, ...] = (
    Base(
        _("Perché è un compito di interesse pubblico"),
        _("Articolo 6, paragrafo 1, lettera e, del regolamento; articolo 2-ter del decreto legislativo 196/2003."),
        (
            _("Farti usare il portale: account, messaggi, ruoli."),
            _("Esaminare le proposte e seguire le attività della rete."),
            _("Proteggere il portale e tenere il registro degli atti."),
            _("Contare i risultati, senza i nomi."),
        ),
    ),
    Base(
        _("Perché la legge ci obbliga"),
        _("Articolo 6, paragrafo 1, lettera c, del regolamento."),
        (_("Dare contributi, fare controlli, conservare gli atti."),),
    ),
    Base(
        _("Perché ci dai il consenso"),
        _("Articolo 6, paragrafo 1, lettera a, del regolamento. Lo ritiri quando vuoi."),
        (_("Pubblicare foto e video in cui ti si riconosce."),),
    ),
)
