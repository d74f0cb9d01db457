"""The text of an article: pure functions from text to text. No model, no database, no clock.

A text is kept as HTML of an allow-list and handled as a flat row of ``Blocco``s: ``lettore`` reads any HTML into them
(``etichette`` finds the tags, ``incollato`` knows what Word and Google Docs paste), ``blocchi`` puts them in the one
form they have and writes them. On these stand ``pulizia`` (sanitise on save), ``markdown`` (the field without
JavaScript), ``misure`` (reading ease), ``confronto`` and ``unione`` (two revisions; two writers at once), ``brani``
(the passage that a note quotes) and ``estratti`` (summaries, links, images).
"""
