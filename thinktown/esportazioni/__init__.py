"""What the office takes away of the applications sent to a call: sheets, an archive, paper.

Everything comes from the snapshot of the last sending (``raccolta``): what was changed since is not in it. Sheets are
``colonne`` and ``libro``, the archive ``archivio``, paper ``fascicolo``; ``pagina`` is what the last two print.
"""
