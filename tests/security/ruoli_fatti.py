"""Who may open the page on which one says something of oneself: rows of the table in ruoli.py. Hers, for herself."""

from tests.security.riga import r

FATTI = [r("thinktown:fatti", "302 200 404 404 404 404 404 404 404 404 404", codice="@domanda")]
