"""The English catalogue against the texts marked in code and templates, without gettext: Babel reads, Django prepares.

python tools/translations.py            says what is missing, fuzzy or wrong; exit 1 if anything is
python tools/translations.py --update   writes the new texts into the catalogue, to be translated, and drops the old
"""

import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize
from report import close
from sizes import FOLDERS

CATALOGUE = Path("locale/en/LC_MESSAGES/django.po")
HEADER = "# English catalogue of Talenti Diffusi. The source language is Italian.\n# Licence: AGPL-3.0-or-later."
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!%)%[sd]|\{(\w*)\}")


def sources() -> Iterator[tuple[Path, str]]:
    """Every file that marks texts, as Python that Babel can read."""
    for folder in FOLDERS:
        for path in sorted(Path(folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, path.read_text(encoding="utf-8")
    settings.configure() if not settings.configured else None
    for path in sorted(Path("templates").rglob("*")):
        if path.suffix in (".html", ".txt"):
            # The brackets keep the tokenizer from reading the page's indentation as Python's.
            yield path, f"({templatize(path.read_text(encoding='utf-8'), origin=str(path))}\n)"


def template() -> Catalog:
    """What the code marks today."""
    catalogue = Catalog()
    for path, text in sources():
        options = {"encoding": "utf-8"}
        for _, texts, _, context in extract("python", io.BytesIO(text.encode()), KEYWORDS, options=options):
            catalogue.add(texts, locations=[(str(path), 0)], context=context)
    return catalogue


def faults(marked: Catalog, english: Catalog) -> Iterator[str]:
    for message in marked:
        if not message.id:
            continue
        known = english.get(_key(message), message.context)
        where = message.locations[0][0]
        if known is None or not all(_forms(known.string)):
            yield f"{where}: manca l'inglese di {_key(message)!r}"
        elif known.fuzzy:
            yield f"{where}: l'inglese di {_key(message)!r} è da rivedere (fuzzy)"
        elif not _same_placeholders(message, known):
            yield f"{where}: l'inglese di {_key(message)!r} non ha gli stessi segnaposto"


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(texts: str | Iterable[str]) -> list[str]:
    return [texts] if isinstance(texts, str) else list(texts)


def _same_placeholders(message: Message, known: Message) -> bool:
    """Each English form has the placeholders of an Italian form: a singular may do without the number."""
    allowed = [sorted(found.group() for found in PLACEHOLDER.finditer(form)) for form in _forms(message.id)]
    return all(sorted(f.group() for f in PLACEHOLDER.finditer(form)) in allowed for form in _forms(known.string))


def read() -> Catalog:
    if not CATALOGUE.exists():
        return Catalog(locale="en", header_comment=HEADER, fuzzy=False)
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en", ignore_obsolete=True)


def update(marked: Catalog) -> None:
    english = read()
    english.update(marked, no_fuzzy_matching=True)
    english.obsolete.clear()
    english.header_comment, english.fuzzy = HEADER, False
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, english, width=110, sort_by_file=True, include_lineno=False, omit_header=False)


if __name__ == "__main__":
    texts = template()
    if "--update" in sys.argv:
        update(texts)
    close(faults(texts, read()))
