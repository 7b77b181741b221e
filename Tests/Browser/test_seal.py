# SPDX-License-Identifier: Apache-2.0
"""The seal on a telephone: a firm downloads the proof of a note, anybody sees the head of the day, and the proof is checked without a server."""
import json
import subprocess

from conftest import BINARY


def test_a_firm_proves_its_note_without_the_server(somebody, server, tmp_path):
    import sqlite3

    with sqlite3.connect(server.database) as db:
        note = db.execute(
            """SELECT p.note FROM note_party p JOIN membership m ON m.organisation = p.organisation JOIN person_profile f ON f.person = m.person
               WHERE f.sign_in_name = 'factory' AND p.state = 9 ORDER BY p.note DESC LIMIT 1""").fetchone()[0]
    who = somebody("factory", language="en", width=360, height=740)
    who.go(f"/notes/{note}")
    with who.page.expect_download() as waiting:
        who.page.click("a[href$='/receipt']")
    path = tmp_path / "receipt.json"
    waiting.value.save_as(path)
    receipt = json.loads(path.read_text())
    assert receipt["note"] == str(note) and len(receipt["lines"]) >= 4

    stranger = somebody(language="km", width=360, height=740)
    stranger.go("/")
    stranger.page.click("a[href='/seal']")
    stranger.page.wait_for_url("**/seal")
    assert stranger.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert stranger.page.locator("#days tbody tr").count() > 10
    shown = stranger.page.locator("#keys code").evaluate_all("codes => codes.map(code => code.textContent)")
    key = next(text for text in shown if len(text) == 64)
    assert receipt["keys"][0]["publicKey"] == key

    def check(*more):
        return subprocess.run([BINARY, "verify-receipt", path, *more], capture_output=True, text=True)

    sound = check("--key", key)
    assert sound.returncode == 0 and "Everything fits" in sound.stdout, sound.stdout + sound.stderr
    assert check("--key", "0" * 64).returncode == 1
    text = path.read_text()
    path.write_text(text.replace('"kind" : "note.', '"kind" : "nota.', 1))
    refused = check("--key", key)
    assert refused.returncode == 1 and "Line 1 (" in refused.stdout, refused.stdout


def test_a_signer_keeps_the_promise_and_sees_it_kept(somebody, server, tmp_path):
    who = somebody("factory.signer", language="km", width=360, height=740)
    who.go(drafted(who))
    who.tap("form[action$='/issue'] button")
    assert who.page.locator(".toast").count() == 1
    panel = who.page.locator("#promise")
    panel.locator("summary").click()
    leaf = next(text for text in panel.locator("code").evaluate_all("codes => codes.map(code => code.textContent)") if len(text) == 64)
    assert who.page.evaluate("document.documentElement.scrollWidth") <= 360

    def kept(link, name):
        with who.page.expect_download() as waiting:
            who.page.click(link)
        path = tmp_path / name
        waiting.value.save_as(path)
        return path

    def check(*files):
        return subprocess.run([BINARY, "verify-receipt", *files], capture_output=True, text=True)

    promise = kept("#promise a.button", "promise.json")
    assert json.loads(promise.read_text())["leaf"] == leaf
    alone = check(promise)
    assert alone.returncode == 0 and "not yet that it was sealed" in alone.stdout, alone.stdout + alone.stderr
    for _ in range(20):
        who.page.reload()
        if who.page.locator("#promise .notice").count():
            break
        who.page.wait_for_timeout(500)
    receipt = kept("a[href$='/receipt']", "receipt.json")
    both = check(promise, receipt)
    assert both.returncode == 0 and "The promise was kept" in both.stdout, both.stdout + both.stderr
    text = promise.read_text()
    promise.write_text(text.replace(leaf, "0" * 64))
    refused = check(promise, receipt)
    assert refused.returncode == 1 and "another fingerprint" in refused.stdout, refused.stdout


def drafted(who):
    """A note that this person may sign now: other journeys leave drafts that still lack something."""
    who.go("/notes?state=draft")
    links = who.page.locator("a[href^='/notes/']").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    for link in dict.fromkeys(link for link in links if link.split("/")[-1].isdigit()):
        who.go(link)
        if who.page.locator("form[action$='/issue'] button").count():
            return link
    raise AssertionError("no draft waits for this person's signature")
