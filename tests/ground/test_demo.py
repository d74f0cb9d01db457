"""bin/demo whole, on an empty data folder: it serves, keeps its worker alive, and leaves nothing behind."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECOND_START_S = 5

pytestmark = pytest.mark.lungo


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def processes(data):
    """Process number → command line of whatever was started for this data folder."""
    listed = subprocess.run(["ps", "eww", "-eo", "pid,args"], capture_output=True, text=True, check=True).stdout
    rows = [row.strip().split(None, 1) for row in listed.splitlines() if f"TALENTI_DATI={data}" in row]
    return {int(pid): line for pid, line in rows}


def worker(data, port):
    found = [pid for pid, line in processes(data).items() if " -m celery " in line]
    return min(found, default=None)


class Demo:
    def __init__(self, data, port):
        argv = [sys.executable, "bin/demo", "--porta", str(port), "--dati", str(data)]
        env = {name: value for name, value in os.environ.items() if not name.startswith("TALENTI_")}
        start = time.monotonic()
        self.process = subprocess.Popen(argv, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
        self.said = []
        for line in self.process.stdout:
            self.said.append(line)
            if "è pronto" in line:
                break
        self.seconds = time.monotonic() - start

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(30)
        self.process.stdout.close()
        return code


def until(condition, timeout=60):
    deadline = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < deadline, "non è successo in tempo"
        time.sleep(0.1)


def status(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    code = connection.getresponse().status
    connection.close()
    return code


def test_demo_serves_keeps_its_worker_and_leaves_nothing_behind(tmp_path):
    port = free_port()
    first = Demo(tmp_path, port)

    assert [status(port, path) for path in ("/", "/salute/", "/demo/posta/")] == [200, 200, 200]
    assert f"Talenti Diffusi è pronto: http://localhost:{port}\n" in first.said
    until(lambda: worker(tmp_path, port))
    killed = worker(tmp_path, port)
    os.kill(killed, signal.SIGKILL)
    until(lambda: worker(tmp_path, port) not in (None, killed))
    assert first.end() == 0
    assert processes(tmp_path) == {}

    second = Demo(tmp_path, port)

    assert status(port, "/") == 200
    assert second.end() == 0
    assert second.seconds < SECOND_START_S
    assert processes(tmp_path) == {}
