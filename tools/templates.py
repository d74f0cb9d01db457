"""Refuses templates that a strict Content-Security-Policy would break: style and script written inside the page."""

import re
from collections.abc import Iterator
from pathlib import Path

from report import close

# A page for paper and a letter are not served under the policy: their style has to travel with them.
OUTSIDE = {"pdf", "email", "emails"}
COMMENT = re.compile(r"{#.*?#}|{% comment .*?{% endcomment %}|<!--.*?-->", re.DOTALL)
RULES = (
    (re.compile(r"<style\b", re.IGNORECASE), "uno stile dentro la pagina: va in static/scss/"),
    (re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE), "un attributo style: usa una classe"),
    (re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE), "uno script dentro la pagina: va in static/js/"),
    (re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE), "un attributo on…: ascolta l'evento in static/js/"),
    (re.compile(r"=\s*[\"']?\s*javascript:", re.IGNORECASE), "un indirizzo javascript:"),
    (re.compile(r"\|\s*safe\b|{%\s*autoescape off"), "testo messo in pagina senza difesa"),
)


def templates() -> list[Path]:
    found = [
        *Path("templates").rglob("*.html"),
        *Path().glob("*/*/templates/**/*.html"),
        *Path().glob("*/templates/**/*.html"),
    ]
    return sorted(path for path in found if "node_modules" not in path.parts and ".venv" not in path.parts)


def faults(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    text = COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    for rule, reason in RULES:
        if "style" in rule.pattern and not OUTSIDE.isdisjoint(path.parts):
            continue
        for found in rule.finditer(text):
            yield f"{path}:{text.count(chr(10), 0, found.start()) + 1}: {reason}"


if __name__ == "__main__":
    close(fault for path in templates() for fault in faults(path))
