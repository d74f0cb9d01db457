"""bin/demo, bin/test and bin/bench seen from outside: what stops them, and in which words."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from _prepara import lanes, project, serve, system, version
from _prepara.steps import Failure

ROOT = Path(__file__).resolve().parents[2]


def command(*argv, **env):
    return subprocess.run(
        [sys.executable, *argv], cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, check=False
    )


@pytest.fixture
def busy_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def test_demo_says_at_once_that_the_port_is_busy_and_names_a_free_one(busy_port, tmp_path):
    done = command("bin/demo", "--porta", str(busy_port), "--dati", str(tmp_path))

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.strip().startswith(f"La porta {busy_port} è occupata: chiudi il programma che la usa, oppure")
    assert "«bin/demo --porta " in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("porta", ["0", "-1", "99999", "8OOO", "²"])
def test_demo_says_what_a_port_is(porta, tmp_path):
    done = command("bin/demo", f"--porta={porta}", "--dati", str(tmp_path))

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip() == (f"«{porta}» non è il numero di una porta: scrivine uno da 1024 a 65535 con --porta.")
    assert list(tmp_path.iterdir()) == []


def test_demo_refuses_a_data_folder_it_cannot_write(tmp_path):
    (tmp_path / "file").write_text("")

    done = command("bin/demo", "--prepara", "--dati", str(tmp_path / "file"))

    assert done.returncode == 1
    assert done.stderr.strip().startswith(f"Non posso scrivere i dati in {tmp_path / 'file'} (")
    assert done.stderr.strip().endswith("scegli un'altra cartella con --dati.")


def test_demo_refuses_a_folder_that_another_demo_is_using(tmp_path):
    with serve.lock_folder(tmp_path), pytest.raises(Failure) as failure:
        serve.lock_folder(tmp_path)

    assert str(failure.value) == (
        f"Un'altra demo usa già {tmp_path}: fermala con Ctrl-C, oppure scegli un'altra cartella con --dati."
    )


def test_demo_takes_a_folder_that_a_dead_demo_was_using(tmp_path):
    serve.lock_folder(tmp_path).close()

    serve.lock_folder(tmp_path).close()


def test_children_never_see_the_servers_of_another_project(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://altri@server/base")
    monkeypatch.setenv("REDIS_URL", "redis://server")

    env = project.environ("demo", tmp_path)

    assert (env.get("DATABASE_URL"), env.get("REDIS_URL")) == (None, None)
    assert (env["TALENTI_MODO"], env["TALENTI_DATI"]) == ("demo", str(tmp_path))


def test_an_old_python_hands_over_to_a_newer_one_or_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(SystemExit) as stop:
        version.require()

    assert str(stop.value).startswith("Serve Python 3.11 o più recente (questo è 3.9): installalo, ")


def test_a_newer_python_that_does_not_start_is_passed_over(monkeypatch, tmp_path):
    """A manager of Pythons leaves a name on the PATH for one that is not installed."""
    for name, body in {"python3.13": "exit 127", "python3.12": "exit 0"}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "execv", lambda path, argv: sys.exit(f"{path} {argv[1:] == sys.argv}"))

    with pytest.raises(SystemExit) as stop:
        version.require()

    assert str(stop.value) == f"{tmp_path / 'python3.12'} True"


def test_a_browser_named_by_the_person_must_be_there(monkeypatch, tmp_path):
    monkeypatch.setenv("TALENTI_CHROMIUM", str(tmp_path / "chromium"))

    with pytest.raises(Failure) as failure:
        system.find_browser()

    assert str(failure.value) == f"TALENTI_CHROMIUM indica {tmp_path / 'chromium'}, che non c'è: correggila o toglila."


def test_the_browser_of_playwright_is_found_where_the_system_has_none(monkeypatch, tmp_path):
    browser = tmp_path / "chromium-1200" / "chrome-linux" / "chrome"
    browser.parent.mkdir(parents=True)
    browser.write_text("")
    monkeypatch.delenv("TALENTI_CHROMIUM", raising=False)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setenv("PATH", "")

    assert system.find_browser() == browser


@pytest.fixture
def _no_servers(monkeypatch):
    for name in project.SERVERS:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("_no_servers")
def test_without_servers_there_is_one_lane_and_it_takes_the_long_tests():
    (lane,) = lanes.lanes(["--lungo", "tests/rete"], "/un/browser")

    assert lane.title == "SQLite"
    assert lane.arguments == ["-n", "2", "-m", "lungo or not lungo", "tests/rete"]
    assert (lane.env["TALENTI_MODO"], lane.env["TALENTI_CHROMIUM"]) == ("prova", "/un/browser")
    assert "DATABASE_URL" not in lane.env


@pytest.mark.usefixtures("_no_servers")
def test_with_servers_the_long_tests_run_on_postgresql_alone(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://postgres@127.0.0.1/x")
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1/13")

    sqlite, postgresql = lanes.lanes(["--lungo"], "")

    assert sqlite.arguments == ["-n", "2", "-m", "not lungo and not largo"]
    assert "DATABASE_URL" not in sqlite.env
    chosen = "(lungo or not lungo) and not browser"
    assert postgresql.arguments == ["-n", "2", "-m", chosen]
    assert postgresql.env["DATABASE_URL"] == "postgres://postgres@127.0.0.1/x"


@pytest.mark.usefixtures("_no_servers")
def test_one_server_without_the_other_is_refused_with_a_sentence(monkeypatch):
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1/13")

    with pytest.raises(Failure) as failure:
        lanes.lanes([], "")

    assert str(failure.value) == "C'è REDIS_URL ma manca DATABASE_URL: scrivili tutti e due, oppure togli il primo."


@pytest.mark.usefixtures("_no_servers")
@pytest.mark.parametrize("by_hand", ["-n0", "-s", "--pdb", "--collect-only"])
def test_whoever_drives_the_tests_by_hand_gets_one_process(by_hand):
    (lane,) = lanes.lanes([by_hand], "")

    assert lane.arguments == ["-m", "not lungo", by_hand]


def test_bench_names_the_questions_it_knows_when_asked_another():
    done = command("-m", "bench", "quanto-manca")

    assert done.returncode == 2
    assert "non conosco la domanda quanto-manca: scegli tra " in done.stderr


def test_every_command_is_executable_and_starts_with_the_check_of_the_version():
    for name in ("demo", "test", "check", "bench"):
        path = ROOT / "bin" / name
        lines = [line for line in path.read_text().splitlines() if line.startswith(("from", "import"))]
        assert os.access(path, os.X_OK)
        assert lines[0] == "from _prepara import version"


def test_the_run_of_ci_is_a_script_that_bash_understands():
    bash = shutil.which("bash")
    assert bash
    assert subprocess.run([bash, "-n", ROOT / ".ci" / "run"], check=False).returncode == 0
