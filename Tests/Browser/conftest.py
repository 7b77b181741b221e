# SPDX-License-Identifier: Apache-2.0
"""Real pages in a real browser: Debian's chromium, driven by playwright, against a server on loopback with the demonstration country."""
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

import pytest
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
BINARY = pathlib.Path(os.environ.get("BAITONG_BINARY", ROOT / ".build" / "debug" / "baitong"))
PASSWORD = "baitong-demo-2026"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    def __init__(self, folder):
        self.database = folder / "demo.db"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = open(folder / "server.log", "w+")
        self.process = subprocess.Popen(
            [BINARY, "serve", "--demo", "--database", self.database, "--port", str(self.port)], stdout=self.log, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                urllib.request.urlopen(self.url + "/healthz", timeout=2).read()
                return
            except OSError:
                time.sleep(0.2)
        self.log.seek(0)
        raise RuntimeError("the demonstration did not start:\n" + self.log.read()[-4000:])

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()


@pytest.fixture(scope="session")
def server():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="baitong-browser-"))
    running = Server(folder)
    yield running
    running.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


class Somebody:
    """One person at one device, signed in or not."""

    def __init__(self, browser, server, name=None, language="en", width=1280, height=900):
        self.server = server
        # Fields of dates are drawn by the browser: in English day before month, as people of the region write it.
        locale = {"en": "en-GB"}.get(language, language)
        self.context = browser.new_context(viewport={"width": width, "height": height}, locale=locale, base_url=server.url)
        self.page = self.context.new_page()
        self.taps = 0
        if name:
            self.sign_in(name, language)
        else:
            self.page.goto(f"/?lang={language}")

    def sign_in(self, name, language):
        self.page.goto(f"/sign-in?lang={language}")
        self.page.fill("input[name=name]", name)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("form[action='/sign-in'] button.primary")
        self.page.wait_for_url(lambda url: "/sign-in" not in url)
        self.page.goto(f"/today?lang={language}")

    def go(self, path):
        self.page.goto(path)
        return self

    def tap(self, selector):
        """A tap of the person, counted."""
        self.taps += 1
        self.page.click(selector)
        self.page.wait_for_load_state()

    def text(self):
        return self.page.inner_text("main")

    def picture(self, name, height=None):
        """A picture for the documents, from the top of the page down; `height` where the page's point lies below the window."""
        if not os.environ.get("BAITONG_SCREENSHOTS"):
            return
        IMAGES.mkdir(parents=True, exist_ok=True)
        window = self.page.viewport_size
        if height:
            self.page.set_viewport_size({"width": window["width"], "height": height})
        self.page.evaluate("window.scrollTo(0, 0)")
        self.page.screenshot(path=IMAGES / f"{name}.png", full_page=False)
        self.page.set_viewport_size(window)

    def close(self):
        self.context.close()


@pytest.fixture
def somebody(browser, server):
    people = []

    def make(name=None, **options):
        person = Somebody(browser, server, name, **options)
        people.append(person)
        return person

    yield make
    for person in people:
        person.close()


def latest_note_address(page):
    match = re.search(r"/notes/(\d+)", page.url)
    return match.group(0) if match else None
