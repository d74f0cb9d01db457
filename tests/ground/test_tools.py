"""The tools of bin/check, each on a small tree that breaks its rule and on one that keeps it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from _prepara import checks

ROOT = Path(__file__).resolve().parents[2]


def tool(name, tree, *arguments):
    """Exit code and findings of a tool run at the root of an invented tree."""
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / f"{name}.py", *arguments],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


@pytest.fixture
def tree(tmp_path):
    """Write files by path: tree({"talenti/a.py": "…"})."""

    def write(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return tmp_path

    return write


def test_sizes_names_what_is_too_long_and_counts_to_the_line(tree):
    long_function = "def lunga():\n" + "    a = 1\n" * 50
    at = tree(
        {
            "talenti/lungo.py": "a = 1\n" * 401,
            "talenti/giusto.py": "a = 1\n" * 400,
            "talenti/funzioni.py": long_function + "\n\ndef giusta():\n" + "    a = 1\n" * 49,
            "talenti/migrations/0001.py": "a = 1\n" * 900,
            "templates/lungo.html": "<p>\n" * 121,
            "templates/giusto.html": "<p>\n" * 120,
        }
    )

    assert tool("sizes", at) == (
        1,
        [
            "talenti/funzioni.py:1 lunga: 51 righe, il massimo è 50",
            "talenti/lungo.py: 401 righe, il massimo è 400",
            "templates/lungo.html: 121 righe, il massimo è 120",
        ],
    )


def test_permissions_are_asked_through_one_door(tree):
    at = tree(
        {
            "talenti/base/permissions.py": "def f(u): return u.has_perm('x')\n",
            "talenti/rete/views.py": "\ndef f(u): return u.has_perm('x')\n",
            "talenti/rete/admin.py": "class A:\n    def has_module_perms(self): return True\n",
        }
    )

    assert tool("permissions", at) == (
        1,
        ["talenti/rete/views.py:2: has_perm() si chiama solo in talenti/base/permissions.py"],
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("<style>p {}</style>", "uno stile dentro la pagina: va in static/scss/"),
        ('<p style="color: red">', "un attributo style: usa una classe"),
        ("<script>alert(1)</script>", "uno script dentro la pagina: va in static/js/"),
        ('<a onclick="vai()">', "un attributo on…: ascolta l'evento in static/js/"),
        ('<a href="javascript:vai()">', "un indirizzo javascript:"),
        ("{{ testo|safe }}", "testo messo in pagina senza difesa"),
    ],
)
def test_templates_refuse_what_the_policy_would_block(tree, line, reason):
    at = tree({"templates/pagina.html": f"<p>\n{line}\n"})

    assert tool("templates", at) == (1, [f"templates/pagina.html:2: {reason}"])


def test_templates_accept_files_of_their_own_comments_and_styles_for_paper(tree):
    at = tree(
        {
            "templates/pagina.html": '{# <style> #}\n<script src="a.js" defer></script>\n<p data-onda="1">\n',
            "templates/pdf/lettera.html": "<style>p {}</style>\n",
            "templates/emails/lettera.html": '<p style="color: #000">\n',
        }
    )

    assert tool("templates", at) == (0, [])


def test_addresses_are_refused_in_locks_and_everywhere(tree):
    home = "/".join(["", "home", "qualcuno", "x"])
    at = tree(
        {
            "requirements/base.txt": "--index-url https://pacchetti.example.org/simple\ndjango==5.2\n",
            "package-lock.json": '{"resolved": "x"}\n',
            "README.md": f"Apri {home}\n",
            "docs/a.md": "https://example.org/home/pagina e «/home» e ~/home/x\n",
        }
    )
    subprocess.run(["git", "init", "-q"], cwd=at, check=True)

    assert tool("addresses", at) == (
        1,
        [
            "README.md:1: un percorso di una macchina: " + home[:7],
            'package-lock.json:1: un indirizzo di pacchetti npm: "resolved":',
            "requirements/base.txt:1: un indirizzo di pacchetti in un lucchetto: --index-url",
            "requirements/base.txt:1: un indirizzo di pacchetti in un lucchetto: https://",
        ],
    )


MODEL = """
from django.db import models


class {name}(models.Model):
    altro = models.ForeignKey("{other}", models.CASCADE, null=True)
"""


def two_rooms(base_knows, rete_knows):
    """A project of two rooms, each with one model that refers to another."""
    return {
        "pyproject.toml": (ROOT / "pyproject.toml").read_text(),
        "talenti/__init__.py": "",
        "talenti/settings.py": "INSTALLED_APPS = ['talenti.base', 'talenti.rete']\nUSE_TZ = True\n",
        "talenti/base/__init__.py": "",
        "talenti/base/models.py": MODEL.format(name="Sotto", other=base_knows),
        "talenti/rete/__init__.py": "",
        "talenti/rete/models.py": MODEL.format(name="Sopra", other=rete_knows),
    }


def test_relations_may_only_look_down(tree):
    assert tool("relations", tree(two_rooms("base.Sotto", "base.Sotto"))) == (0, [])


def test_relations_name_a_foreign_key_that_looks_up(tree):
    assert tool("relations", tree(two_rooms("rete.Sopra", "base.Sotto"))) == (
        1,
        ["base.Sotto.altro guarda in su, verso rete"],
    )


def test_relations_name_an_app_outside_the_layers(tree):
    files = {**two_rooms("base.Sotto", "base.Sotto"), "nuova/__init__.py": "", "nuova/models.py": ""}
    files["talenti/settings.py"] = "INSTALLED_APPS = ['talenti.base', 'nuova']\nUSE_TZ = True\n"

    assert tool("relations", tree(files)) == (
        1,
        [
            "nuova: non sta in nessuno strato di pyproject.toml",
            "nuova: manca tra i root_packages di import-linter in pyproject.toml",
        ],
    )


MARKED = {
    "talenti/rete/actions.py": """
from x import _, ngettext
_("Ammesso il %(giorno)s")
ngettext("una", "%(n)s cose", n)
""",
    "templates/pagina.html": """<div>
    {% translate "Menu" %}
  {% blocktranslate with n=3 %}Sono {{ n }}{% endblocktranslate %}
""",
}


def catalogue(*entries):
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    plurals = '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
    return head + plurals + "\n" + "\n\n".join(entries) + "\n"


ENGLISH = (
    'msgid "Ammesso il %(giorno)s"\nmsgstr "Admitted on %(giorno)s"',
    'msgid "una"\nmsgid_plural "%(n)s cose"\nmsgstr[0] "one"\nmsgstr[1] "%(n)s things"',
    'msgid "Menu"\nmsgstr "Menu"',
    'msgid "Sono %(n)s"\nmsgstr "They are %(n)s"',
)


def test_translations_accept_a_complete_catalogue(tree):
    at = tree({**MARKED, "locale/en/LC_MESSAGES/django.po": catalogue(*ENGLISH)})

    assert tool("translations", at) == (0, [])


def test_translations_name_what_is_missing_fuzzy_or_without_its_placeholders(tree):
    english = (
        ENGLISH[0].replace("on %(giorno)s", "today"),
        ENGLISH[1].replace('msgstr[1] "%(n)s things"', 'msgstr[1] ""'),
        "#, fuzzy\n" + ENGLISH[2],
    )
    at = tree({**MARKED, "locale/en/LC_MESSAGES/django.po": catalogue(*english)})

    assert tool("translations", at) == (
        1,
        [
            "talenti/rete/actions.py: l'inglese di 'Ammesso il %(giorno)s' non ha gli stessi segnaposto",
            "talenti/rete/actions.py: manca l'inglese di 'una'",
            "templates/pagina.html: l'inglese di 'Menu' è da rivedere (fuzzy)",
            "templates/pagina.html: manca l'inglese di 'Sono %(n)s'",
        ],
    )


def test_translations_update_keeps_the_english_there_is_and_drops_what_is_gone(tree):
    gone = 'msgid "Tolto"\nmsgstr "Gone"'
    at = tree({**MARKED, "locale/en/LC_MESSAGES/django.po": catalogue(ENGLISH[0], gone)})

    code, findings = tool("translations", at, "--update")

    text = (at / "locale/en/LC_MESSAGES/django.po").read_text()
    assert (code, len(findings)) == (1, 3)
    assert re.findall(r'^msgstr "(\w.*)"$', text, re.MULTILINE) == ["Admitted on %(giorno)s"]
    assert "Tolto" not in text


@pytest.fixture
def publiccode():
    return yaml.safe_load((ROOT / "publiccode.yml").read_text())


def check_publiccode(tree, data):
    return tool("publiccode", tree({"publiccode.yml": yaml.safe_dump(data, allow_unicode=True)}))


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"publiccodeYmlVersion": "0.4"}, "publiccodeYmlVersion: dev'essere 0.7"),
        (
            {"developmentStatus": "pronto"},
            "developmentStatus: 'pronto' non è tra beta, concept, development, obsolete, stable",
        ),
        ({"platforms": []}, "platforms: serve un elenco con almeno una voce"),
        ({"url": "qui"}, "url: non è un indirizzo"),
        ({"it": {"conforme": {}}}, "it: la versione 0.7 non la conosce"),
        ({"legal": {}}, "legal.license: manca"),
        ({"maintenance": {"type": "community"}}, "maintenance.contacts: serve almeno un contatto con il nome"),
        ({"maintenance": {"type": "contract"}}, "maintenance.contractors: servono nome e scadenza (until)"),
        ({"supports": [{"id": "alias:fax"}]}, "supports: l'alias 'fax' non esiste"),
        ({"categories": ["portale"]}, "categories: 'portale' non è nell'elenco dello standard"),
        (
            {"intendedAudience": {"scope": ["giovani"]}},
            "intendedAudience.scope: 'giovani' non è nell'elenco dello standard",
        ),
        ({"developmentStatus": "beta"}, "url: è un nome d'esempio, scrivi dove il codice è pubblicato"),
        ({"logo": "static/img/nessuno.svg"}, "logo: static/img/nessuno.svg non c'è"),
    ],
)
def test_publiccode_refuses_what_the_standard_refuses(tree, publiccode, change, finding):
    assert check_publiccode(tree, {**publiccode, **change}) == (1, [finding])


def test_publiccode_names_what_the_portal_does_today_and_no_action_that_is_not_there(publiccode):
    actions = {"online-booking": "coworking", "event-management": "eventi", "grant-management": "thinktown"}

    assert [c for c in publiccode["categories"] if c in actions and not (ROOT / actions[c]).is_dir()] == []


@pytest.mark.parametrize("key", ["name", "url", "softwareType"])
def test_publiccode_refuses_a_missing_key(tree, publiccode, key):
    del publiccode[key]

    assert check_publiccode(tree, publiccode) == (1, [f"{key}: manca"])


def test_publiccode_measures_the_descriptions(tree, publiccode):
    publiccode["description"] = {"it": {"shortDescription": "x" * 151, "longDescription": "x" * 149, "features": []}}

    assert check_publiccode(tree, publiccode) == (
        1,
        [
            "description.it.shortDescription: da 1 a 150 caratteri",
            "description.it.longDescription: da 150 a 10.000 caratteri",
            "description.it.features: serve almeno una voce",
        ],
    )


@pytest.mark.parametrize("group", ["base", "test", "build"])
def test_locks_hold_a_hash_for_every_package_and_no_address(group):
    text = (ROOT / "requirements" / f"{group}.txt").read_text()
    blocks = [block for block in re.split(r"^(?=[a-z])", text, flags=re.MULTILINE) if block]

    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in text


def test_the_lock_of_the_tests_holds_the_whole_base_lock():
    pins = {
        group: set(re.findall(r"^([\w.-]+==\S+)", (ROOT / "requirements" / f"{group}.txt").read_text(), re.MULTILINE))
        for group in ("base", "test")
    }

    assert pins["base"] - pins["test"] == set()


def start(env):
    code = "import talenti.settings"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr.strip().splitlines()[-1:]


def test_production_starts_with_exactly_what_the_example_lists(tmp_path):
    assert start({**checks.production(), "TALENTI_DATI": str(tmp_path)}) == (0, [])


def test_production_refuses_the_key_that_everybody_can_read_in_the_example(tmp_path):
    [chiave] = re.findall(r"^SECRET_KEY=(.+)$", (ROOT / ".env.example").read_text(), re.MULTILINE)
    codice, [detto] = start({**checks.production(), "TALENTI_DATI": str(tmp_path), "SECRET_KEY": chiave})
    assert codice == 1
    assert detto.endswith("SECRET_KEY è ancora quella dell'esempio, che tutti leggono: scrivine una tua.")


def test_the_database_can_be_named_by_a_file_and_a_wrong_one_gets_a_sentence(tmp_path):
    segreto = tmp_path / "base"
    segreto.write_text("postgres://u:p@server:5432/nome\n")
    env = {**checks.production(), "TALENTI_DATI": str(tmp_path)}
    del env["DATABASE_URL"]
    assert start({**env, "DATABASE_URL_FILE": str(segreto)}) == (0, [])
    segreto.write_text("postgres://u:p@server:porta/nome")
    codice, [detto] = start({**env, "DATABASE_URL_FILE": str(segreto)})
    assert (codice, "DATABASE_URL: l'indirizzo non si capisce" in detto) == (1, True)


def test_a_check_that_refuses_shows_its_words_and_the_others_still_run(tmp_path, capsys):
    log = tmp_path / "controlli.log"
    log.write_text("")
    results = [
        checks.Check(title, [sys.executable, "-c", f"print('ecco'); raise SystemExit({code})"], os.environ).run(log)
        for title, code in (("Primo", 1), ("Secondo", 0))
    ]

    assert results == [False, True]
    assert re.sub(r"[\d.]+ s", "n s", capsys.readouterr().out) == "Primo … NO, n s\n    ecco\n\nSecondo … sì, n s\n"
    assert log.read_text() == "\n── Primo\necco\n\n── Secondo\necco\n"
