"""The chapter of the calls in the demonstration: past, open and to come, with a hundred and twenty applications of
invented groups; then those of measures 2, 3 and 4.

Registered by ThinktownConfig.ready(); nothing below is imported until the demonstration is told.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any


def eventi(nascita: datetime) -> Iterator[Any]:
    from thinktown.demo import (
        bandi,
        commissione,
        dialogo,
        domande,
        gente,
        graduatorie,
        istruttoria,
        messaggi,
        misure,
        registri,
        sedute,
    )

    yield from gente.eventi(nascita)
    yield from bandi.eventi(nascita)
    yield from domande.eventi(nascita)
    yield from dialogo.eventi(nascita)
    yield from messaggi.eventi(nascita)
    yield from istruttoria.eventi(nascita)
    yield from commissione.eventi(nascita)
    yield from graduatorie.eventi(nascita)
    yield from sedute.eventi(nascita)
    yield from misure.eventi(nascita)
    yield from registri.eventi(nascita)
