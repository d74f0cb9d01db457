"""The pages of the registers of the office: protocol, requests of access, grants. Joined by the admin of calls."""

from typing import Any

from thinktown.ufficio.accessi import AccessoView, AttoAccessoView, NuovoAccessoView
from thinktown.ufficio.contributi import (
    AttoContributoView,
    ContributiView,
    ContributoView,
    NuovoContributoView,
    PubblicaContributiView,
)
from thinktown.ufficio.protocollo import AnnullaProtocolloView, ProtocollaView, ProtocolliView

# (address after the call's, view, name after thinktown_bando_)
PAGINE: tuple[tuple[str, type[Any], str], ...] = (
    ("protocollo/", ProtocolliView, "protocollo"),
    ("domande/<slug:codice>/protocollo/", ProtocollaView, "protocolla"),
    ("domande/<slug:codice>/protocollo/<int:riga>/annulla/", AnnullaProtocolloView, "annulla_protocollo"),
    ("accessi/nuova/", NuovoAccessoView, "nuovo_accesso"),
    ("accessi/<slug:codice>/", AccessoView, "accesso"),
    ("accessi/<slug:codice>/<slug:verbo>/", AttoAccessoView, "atto_accesso"),
    ("contributi/", ContributiView, "contributi"),
    ("contributi/nuovo/", NuovoContributoView, "nuovo_contributo"),
    ("contributi/pubblica/", PubblicaContributiView, "pubblica_contributi"),
    ("contributi/<slug:codice>/", ContributoView, "contributo"),
    ("contributi/<slug:codice>/<slug:verbo>/", AttoContributoView, "atto_contributo"),
)
