"""The back office of calls: each of its parts stands in ``thinktown/ufficio/`` and registers itself."""

from thinktown.ufficio import bandi, chiarimenti, messaggi, tardive

__all__ = ["bandi", "chiarimenti", "messaggi", "tardive"]
