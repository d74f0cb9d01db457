"""What has become of an application beside what it says: sendings, what was asked and answered, decisions, checks.

As far as its group has been told: what may still be taken back, and an answer that is only being written, are not in
it. Read for a block of applications at once, in questions that do not grow with it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from talenti.luoghi.models import Comune
from thinktown import comunicazioni, fatti
from thinktown.models import Controllo, Domanda, Invio, Protocollazione, Provvedimento, VoceRichiesta


@dataclass
class Storia:
    """Of one application. ``invii``: the last one first, without what they said. ``voci``: by key of the request.

    ``nomi``: what the comuni are called that its rules and its people name, by ISTAT code.
    """

    invii: list[Invio] = field(default_factory=list)
    dette: list[Provvedimento] = field(default_factory=list)
    voci: dict[int, list[VoceRichiesta]] = field(default_factory=dict)
    controlli: list[Controllo] = field(default_factory=list)
    protocolli: list[Protocollazione] = field(default_factory=list)
    nomi: dict[str, str] = field(default_factory=dict)

    @property
    def risposte(self) -> list[VoceRichiesta]:
        """What was answered, request by request: only what was sent."""
        return [voce for una in self.dette if una.risposto_il for voce in self.voci.get(una.pk, ())]


def storie_di(invii: Iterable[Invio]) -> dict[int, Storia]:
    """Key of the application → what has become of it.

    Lists beside the rows: hung on them they would refer back to them, and stay until somebody sweeps.
    """
    per_chiave = {invio.domanda_id: invio for invio in invii}
    domande = [invio.domanda for invio in per_chiave.values()]
    dette, voci = comunicazioni.comunicate(domande), _voci(domande)
    per_domanda = _gruppi(Invio.objects.select_related("da").defer("contenuto").order_by("-n"), domande)
    numeri = _gruppi(Protocollazione.objects.valide().select_related("documento").order_by("pk"), domande)
    controlli, nomi = _controlli(per_chiave), _nomi(per_chiave.values())
    return {
        chiave: Storia(
            invii=per_domanda.get(chiave, []),
            dette=dette[chiave],
            voci={una.pk: voci.get(una.pk, []) for una in dette[chiave]},
            controlli=controlli.get(chiave, []),
            protocolli=numeri.get(chiave, []),
            nomi=nomi,
        )
        for chiave in per_chiave
    }


def _gruppi(righe: Any, domande: Iterable[Domanda]) -> dict[int, list[Any]]:
    return _per(righe.filter(domanda__in=domande), attrgetter("domanda_id"))


def _per(righe: Iterable[Any], chiave: Callable[[Any], int]) -> dict[int, list[Any]]:
    gruppi: dict[int, list[Any]] = {}
    for una in righe:
        gruppi.setdefault(chiave(una), []).append(una)
    return gruppi


def _voci(domande: Iterable[Domanda]) -> dict[int, list[VoceRichiesta]]:
    righe = VoceRichiesta.objects.filter(
        provvedimento__in=Provvedimento.objects.comunicati().filter(domanda__in=domande)
    )
    return _per(righe.select_related("file").order_by("n"), lambda una: una.provvedimento_id)


def _controlli(invii: dict[int, Invio]) -> dict[int, list[Controllo]]:
    """Of the last sending, which is the one that is checked."""
    di_chi = {invio.pk: chiave for chiave, invio in invii.items()}
    righe = Controllo.objects.filter(invio__in=list(di_chi)).select_related("da").order_by("pk")
    return _per(righe, lambda uno: di_chi[uno.invio_id])


def _nomi(invii: Iterable[Invio]) -> dict[str, str]:
    codici = {codice for invio in invii for codice in fatti.codici_di(invio)}
    return dict(Comune.objects.filter(istat__in=codici).values_list("istat", "nome"))
