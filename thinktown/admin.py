"""The back office of calls: each of its parts stands in ``thinktown/ufficio/`` and registers itself."""

from thinktown.ufficio import bandi, messaggi, tardive

__all__ = ["bandi", "messaggi", "tardive"]
