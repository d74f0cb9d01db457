"""The back office of calls: each of its parts stands in ``thinktown/ufficio/`` and registers itself."""

from thinktown.ufficio import accessi_elenco, bandi, chiarimenti, messaggi, tardive

__all__ = ["accessi_elenco", "bandi", "chiarimenti", "messaggi", "tardive"]
