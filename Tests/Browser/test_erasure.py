# SPDX-License-Identifier: Apache-2.0
"""A photo is erased on request: found by the note's number, erased with a reason, told on the note by whom and when, gone from its address."""
import re
import subprocess

import test_paper
from conftest import BINARY
from test_arrangement import plain
from test_paper import PHONE, fits, record


def test_a_photo_on_a_note_is_erased_on_request(somebody, server, monkeypatch):
    # A picture of its own: one that was erased is not kept again, for other journeys either.
    picture = test_paper.PICTURE + b"a number plate"
    monkeypatch.setattr(test_paper, "PICTURE", picture)
    gate = somebody("gate", language="en", **PHONE)
    note = record(gate, "322")
    photo = gate.page.locator("a[href*='/photo/']").first.get_attribute("href")
    assert gate.page.request.get(server.url + photo).body() == picture
    number = re.search(r"BT-\d\d-[0-9A-Z]{4}-[0-9A-Z]{3}", gate.text()).group(0)

    officer = somebody("officer.misti", language="km", **PHONE)
    page = officer.page
    officer.go("/erasures")
    page.fill("form.sentence-filter input[name=q]", number)
    page.locator("form.sentence-filter button").click()
    page.wait_for_load_state()
    fits(officer)
    officer.tap("a[href*='photo%3A'], a[href*='photo:']")
    fits(officer)
    # Without a reason nothing goes.
    officer.tap("section.confirm button.primary")
    assert gate.page.request.get(server.url + photo).status == 200
    page.check("input[name=reason][value=asked]")
    officer.picture("erase-photo-km")
    officer.tap("section.confirm button.primary")
    page.wait_for_url(re.compile("/erasures$"))
    fits(officer)

    assert gate.page.request.get(server.url + photo).status in (404, 410)
    for language in ["en", "vi", "km"]:
        gate.go(f"{note}?lang={language}")
        fits(gate)
        assert gate.page.locator(f"a[href='{photo}']").count() == 0
    gate.go(f"{note}?lang=en")
    assert "rased" in plain(gate)
    verified = subprocess.run([BINARY, "verify", "--database", server.database], capture_output=True, text=True)
    assert verified.returncode == 0, verified.stdout + verified.stderr
