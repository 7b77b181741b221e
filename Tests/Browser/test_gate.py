# SPDX-License-Identifier: Apache-2.0
"""A load that a plant has no room for: refused at its gate on a phone of 360 px, kept from a plant that may not take it, and sent on to one
that may and has room."""
import re
import subprocess

from conftest import BINARY
from test_arrangement import PHONE, fits, plain
from test_journeys import issue, note_path


def search(gate, words):
    gate.page.fill("input[name='onward-search']", words)
    gate.page.locator("button[name=search][value=onward]").first.click()
    gate.page.wait_for_load_state()


def test_a_load_refused_for_want_of_room_goes_to_the_plant_that_has_room(somebody, server):
    factory = somebody("factory", language="en", **PHONE)
    page = issue(factory, "820")
    page.click("button[name=act][value=issue]:not(.unseen)")
    page.wait_for_url(re.compile(r"/notes/\d+"))
    path = note_path(page)
    factory.go(path + "/code")
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", page.inner_text("main")).group(0)
    driver = somebody(language="km", **PHONE)
    driver.go("/s/" + code.replace("-", ""))
    driver.tap("button.primary")

    gate = somebody("gate", language="en", **PHONE)
    gate.go(path.replace("/notes/", "/gate/"))
    gate.page.fill("input[name=weight]", "820")
    gate.page.click(".primary-action button")
    gate.page.wait_for_selector("input[name=decision]")
    gate.page.check("input[name=decision][value=nothing]")
    gate.page.select_option("select[name=refusal]", "noCapacity")

    # A cement works may burn this waste and not recycle it: its permit is told, and what was chosen stays chosen.
    search(gate, "Cement")
    fits(gate)
    gate.page.locator("label:has-text('Cement') input[name=onward]").first.check()
    gate.page.click(".primary-action button")
    fits(gate)
    assert "but not by treatment R3" in plain(gate)
    assert gate.page.input_value("select[name=refusal]") == "noCapacity" and gate.page.is_checked("input[name=decision][value=nothing]")

    # Another recycler has a permit and room, which the list says beside its name.
    search(gate, "Recycling")
    rows = gate.page.locator("label:has(input[name=onward])")
    texts = [rows.nth(i).inner_text() for i in range(rows.count())]
    chosen = next(i for i, text in enumerate(texts) if "Recycling" in text and "Bassac" not in text and re.search(r"\d", text) and "room" in text.lower())
    rows.nth(chosen).locator("input").check()
    name = texts[chosen].splitlines()[0].strip()
    gate.page.click(".primary-action button")
    gate.page.wait_for_url(re.compile(r"/(notes|gate)/?\d*"))
    gate.go(path)
    said = plain(gate)
    assert "Refused" in said and "No room" in said
    links = gate.page.locator("a[href^='/notes/']").evaluate_all(
        "(links, own) => links.map(a => a.getAttribute('href')).filter(h => /^\\/notes\\/\\d+$/.test(h) && h !== own)", path)
    gate.go(links[0])
    fits(gate)
    onward = plain(gate)
    assert "820" in onward and "In transit" in onward and name in onward
    verified = subprocess.run([BINARY, "verify", "--database", str(server.database)], capture_output=True, text=True)
    assert verified.returncode == 0, verified.stdout + verified.stderr
