# SPDX-License-Identifier: Apache-2.0
"""A server on loopback with the demonstration country, and tokens made at the command line."""
import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.request

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("BAITONG_BINARY", ROOT / ".build" / "debug" / "baitong"))


class Server:
    def __init__(self, folder):
        self.database = folder / "demo.db"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log_path = folder / "server.log"
        self.log = open(self.log_path, "w")
        self.process = subprocess.Popen(
            [
                # As many requests as the contract's tests can send.
                BINARY, "serve", "--demo", "--database", self.database, "--port", str(self.port), "--api-rate", "1000000", "--api-open-rate", "1000000",
            ], stdout=self.log, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                urllib.request.urlopen(self.url + "/healthz", timeout=2).read()
                return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError("the demonstration did not start:\n" + self.log_path.read_text()[-4000:])

    def token(self, sign_in, label="test"):
        made = subprocess.run(
            [BINARY, "token", "make", "--database", self.database, "--sign-in", sign_in, "--label", label], capture_output=True, text=True, check=True)
        return made.stdout.strip()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()


@pytest.fixture(scope="module")
def api(tmp_path_factory):
    # One for each file: what one does to the country is nothing to the next.
    running = Server(tmp_path_factory.mktemp("api"))
    yield running
    running.stop()
