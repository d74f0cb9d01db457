"""The two processes of the demo: watched, started again, and gone with the command."""

import os
import signal
import subprocess
import sys
import time

import pytest
from _prepara.serve import Child

# A process with a child of its own, as the worker has its clock.
WITH_CHILD = "import subprocess, time; print(subprocess.Popen(['sleep', '600']).pid, flush=True); time.sleep(600)"


def until(condition, timeout=60):
    deadline = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < deadline, "non è successo in tempo"
        time.sleep(0.02)


def alive(pid):
    stat = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(stat.strip()) and not stat.startswith("Z")


@pytest.fixture
def child(tmp_path):
    child = Child("prova", [sys.executable, "-c", WITH_CHILD], os.environ, tmp_path / "prova.log")
    child.start()
    until(lambda: child.log.read_text().strip())
    yield child
    child.process.kill()
    child.stop(time.monotonic() + 1)


def grandchild(child):
    return int(child.log.read_text().split()[-1])


def test_stop_leaves_nothing_of_the_group_behind(child):
    pids = [child.process.pid, grandchild(child)]

    child.process.terminate()
    child.stop(time.monotonic() + 2)

    until(lambda: not any(alive(pid) for pid in pids))
    assert child.ended()


def test_stop_does_not_wait_for_a_process_that_ignores_it(tmp_path):
    deaf = Child(
        "sordo",
        [sys.executable, "-c", "import signal, time; signal.signal(15, 1); print('su', flush=True); time.sleep(600)"],
        os.environ,
        tmp_path / "sordo.log",
    )
    deaf.start()
    until(lambda: deaf.log.read_text().strip())
    start = time.monotonic()

    deaf.process.terminate()
    deaf.stop(start + 0.5)

    assert deaf.ended()
    assert time.monotonic() - start < 5


def test_a_killed_process_starts_again_after_a_pause_and_its_child_does_not_stay(child):
    first, orphan = child.process.pid, grandchild(child)
    os.kill(first, signal.SIGKILL)
    until(child.ended)

    assert child.restart_if_dead() is True
    assert child.restart_if_dead() is False
    assert child.pause == 2.0
    until(lambda: not alive(orphan))

    child.again_at = time.monotonic()
    assert child.restart_if_dead() is False
    assert child.process.pid != first
    assert not child.ended()


def test_the_pause_grows_to_half_a_minute_and_no_further(tmp_path):
    hopeless = Child("inutile", [sys.executable, "-c", "raise SystemExit(1)"], os.environ, tmp_path / "inutile.log")
    pauses = []
    for _ in range(6):
        hopeless.again_at = 0.0
        hopeless.start()
        until(hopeless.ended)
        assert hopeless.restart_if_dead() is True
        pauses.append(hopeless.pause)

    assert pauses == [2.0, 4.0, 8.0, 16.0, 30.0, 30.0]


def test_a_command_killed_outright_takes_its_processes_with_it(tmp_path):
    log = tmp_path / "figlio.log"
    code = (
        "import os, sys, time; sys.path.insert(0, 'bin'); from pathlib import Path; from _prepara.serve import Child; "
        f"c = Child('x', ['sleep', '600'], os.environ, Path({str(log)!r})); c.start(); "
        "print(c.process.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as command:
        pid = int(command.stdout.readline())
        assert alive(pid)

        command.kill()
        command.wait()

    if sys.platform == "linux":
        until(lambda: not alive(pid))
    else:  # nobody to ask there: the next demo on the same folder finds the port busy and says so
        os.kill(pid, signal.SIGKILL)
