"""What the proxy serves when the portal does not answer: the page, where it stands, and that it needs nothing else."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PAGINA = (ROOT / "proxy" / "503.html").read_text(encoding="utf-8")
CADDYFILE = (ROOT / "Caddyfile").read_text(encoding="utf-8")


@pytest.fixture
def errori():
    """The directives for the errors of the proxy's own, one a line."""
    [dentro] = re.findall(r"^\thandle_errors 502 503 504 \{\n(.*?)^\t\}$", CADDYFILE, re.DOTALL | re.MULTILINE)
    return [riga.strip() for riga in dentro.splitlines()]


def test_the_proxy_answers_with_the_page_that_its_container_holds(errori):
    proxy = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["proxy"]

    assert [riga for riga in errori if riga.startswith(("root", "rewrite", "file_server"))] == [
        "root * /srv/proxy",
        "rewrite * /503.html",
        "file_server",
    ]
    assert "./proxy:/srv/proxy:ro" in proxy["volumes"]
    assert "Cache-Control no-store" in errori
    assert not re.search(r"^proxy", (ROOT / ".dockerignore").read_text(), re.MULTILINE)


def test_the_page_needs_nothing_that_the_portal_would_serve():
    assert re.findall(r"\b(?:src|srcset|action|data)\s*=", PAGINA) == []
    assert re.findall(r'\bhref="([^"]*)"', PAGINA) == ["data:,", "/"]
    assert re.findall(r"url\(|@import|<script|\sstyle=|\son\w+=", PAGINA) == []
    assert "{%" not in PAGINA


def test_the_policy_of_the_page_allows_its_own_style_and_nothing_else(errori):
    [stile] = re.findall(r"<style>(.*?)</style>", PAGINA, re.DOTALL)
    impronta = base64.b64encode(hashlib.sha256(stile.encode()).digest()).decode()
    [politica] = [riga for riga in errori if riga.startswith("Content-Security-Policy ")]

    assert "default-src 'none'" in politica
    assert re.findall(r"style-src ([^;]+);", politica) == [f"'sha256-{impronta}'"]


def test_the_page_says_it_in_both_languages():
    assert re.findall(r"<h1>(.*?)</h1>", PAGINA) == ["Torniamo tra poco"]
    assert '<html lang="it">' in PAGINA
    assert len(re.findall(r'<p lang="en">', PAGINA)) == 1
