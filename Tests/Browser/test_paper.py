# SPDX-License-Identifier: Apache-2.0
"""Loads without a note, on a phone of 360 px: the gate records one with a photo, the factory confirms, another it disputes; blank paper notes are
printed, used once and voided; an outage stands on every page."""
import base64
import re
import subprocess

from conftest import BINARY

PHONE = {"width": 360, "height": 740}
PICTURE = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


def fits(person):
    assert person.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, person.page.url


def record(gate, kilograms, paper=""):
    """The gate fills in the form of a load of the factory; gives the note's path."""
    page = gate.page
    gate.go("/gate")
    page.click("a[href='/gate/unannounced']")
    page.check(f"input[name=origin][value={'paper' if paper else 'unannounced'}]")
    if paper:
        page.fill("input[name=paper]", paper)
    page.set_input_files("input[name=photo]", {"name": "paper.png", "mimeType": "image/png", "buffer": PICTURE})
    page.fill("input[name='line0.waste-search']", "fabric")
    page.wait_for_selector("input[name='line0.waste'][value='040222']")
    page.check("input[name='line0.waste'][value='040222']")
    page.fill("input[name='line0.mass']", kilograms)
    sender = page.locator("label:has-text('Mekong Angkor Garment') input[name=sender]")
    if sender.count() == 0:
        page.fill("input[name='sender-search']", "mekong angkor")
        page.click("button[name=search][value=sender]")
        page.wait_for_load_state()
        page.set_input_files("input[name=photo]", {"name": "paper.png", "mimeType": "image/png", "buffer": PICTURE})
    page.locator("label:has-text('Mekong Angkor Garment') input[name=sender]").first.check()
    page.locator("label:has-text('Samaki Haulage') input[name=carrier]").first.check()
    page.select_option("select[name=intended]", "R3")
    fits(gate)
    gate.tap(".primary-action button")
    page.wait_for_url(re.compile(r"/notes/\d+"))
    fits(gate)
    return re.search(r"/notes/\d+", page.url).group(0)


def test_a_load_without_a_note_is_received_and_its_sender_answers(somebody, server):
    gate = somebody("gate", language="en", **PHONE)
    first = record(gate, "811")
    assert "late, not confirmed by the sender" in gate.text() and "The carrier has not signed" in gate.text()
    # The photo is kept and opens.
    photo = gate.page.locator("a[href*='/photo/']").first.get_attribute("href")
    assert gate.page.request.get(server.url + photo).body() == PICTURE

    factory = somebody("factory", language="en", **PHONE)
    factory.go("/today")
    factory.tap(f".tasks a.button[href='{first}']")
    factory.page.locator(f"a[href='{first}/confirm']").first.click()
    fits(factory)
    factory.page.check("input[name=answer][value=confirm]")
    factory.tap("#step button.primary")
    assert "confirmed by the sender" in factory.text()
    fits(factory)

    # Another one is not the factory's: it says why, and an officer voids it.
    second = record(gate, "422")
    factory.go(second + "/confirm")
    factory.page.check("input[name=answer][value=dispute]")
    factory.tap("#step button.primary")
    assert factory.page.locator("#field-reason-error, [name=reason][aria-invalid=true], .error").count() > 0
    factory.page.fill("textarea[name=reason]", "No truck left us that day.")
    factory.tap("#step button.primary")
    assert "disputed by the sender" in factory.text()
    officer = somebody("officer.moe", language="en", **PHONE)
    officer.go("/today")
    officer.go(second + "/dispute")
    assert "No truck left us that day." in officer.text()
    fits(officer)
    officer.page.check("input[name=outcome][value=voided]")
    officer.tap("#step button.primary")
    assert "voided by an officer" in officer.text()
    gate.go("/notes?late=1")
    assert gate.page.locator(f"a[href='{first}'], a[href='{second}']").count() == 0
    audit = subprocess.run([BINARY, "verify", "--database", server.database], capture_output=True, text=True)
    assert audit.returncode == 0, audit.stdout + audit.stderr


def test_a_paper_entered_at_the_gate_is_disputed_by_its_sender(somebody, server):
    office = somebody("factory.admin", language="en", **PHONE)
    office.go("/paper")
    office.page.fill("#print input[name=count]", "1")
    office.tap("#print button.primary")
    paper = re.search(r"BP-\d\d-\w{4}-\w{3}", office.page.inner_text("body")).group(0)
    gate = somebody("gate", language="en", **PHONE)
    note = record(gate, "365", paper=paper)
    assert paper in gate.text() and "late, not confirmed by the sender" in gate.text()

    factory = somebody("factory", language="en", **PHONE)
    factory.go("/today")
    factory.tap(f".tasks a.button[href='{note}']")
    factory.page.locator(f"a[href='{note}/confirm']").first.click()
    fits(factory)
    assert paper in factory.text()
    factory.page.check("input[name=answer][value=dispute]")
    factory.page.fill("textarea[name=reason]", "That sheet lies in our drawer.")
    factory.tap("#step button.primary")
    assert "disputed by the sender" in factory.text() and "That sheet lies in our drawer." in factory.text()
    fits(factory)

    # The officer of the province lets it stand; both say so, and the sheet stays used.
    officer = somebody("officer.phnompenh", language="en", **PHONE)
    officer.go(note + "/dispute")
    assert "That sheet lies in our drawer." in officer.text() and paper in officer.text()
    officer.page.check("input[name=outcome][value=upheld]")
    officer.tap("#step button.primary")
    assert "an officer let it stand" in officer.text()
    factory.go(note)
    assert "an officer let it stand" in factory.text() and factory.page.locator(f"a[href='{note}/confirm']").count() == 0
    office.go("/paper?state=used")
    assert office.page.locator(f"a[href='{note}']").count() == 1
    fits(office)
    audit = subprocess.run([BINARY, "verify", "--database", server.database], capture_output=True, text=True)
    assert audit.returncode == 0, audit.stdout + audit.stderr


def test_an_office_declares_an_outage_of_its_province(somebody):
    office = somebody("officer.phnompenh", language="en", **PHONE)
    office.go("/outages")
    fits(office)
    page = office.page
    page.locator("summary", has_text="Declare an outage").click()
    options = page.locator("select[name=province] option").all_inner_texts()
    assert options == ["Phnom Penh"]
    today = page.evaluate("new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10)")
    tomorrow = page.evaluate("new Date(Date.now() + 31 * 3600e3).toISOString().slice(0, 10)")
    page.fill("input[name=from]", today)
    page.fill("input[name=fromTime]", "00:00")
    page.fill("input[name=until]", tomorrow)
    page.fill("input[name=untilTime]", "23:59")
    page.fill("textarea[name=reason]", "The line is down.")
    office.tap("#declare button.primary")
    fits(office)
    stranger = somebody(language="km", **PHONE)
    stranger.go("/")
    assert "ភ្នំពេញ" in stranger.text() and "The line is down." in stranger.text()
    fits(stranger)
    # It moves the end of its own outages, and of no others.
    rows = page.locator("tbody tr")
    assert all(("/outages/" in rows.nth(i).inner_html()) == ("Phnom Penh" in rows.nth(i).inner_text()) for i in range(rows.count()))
    page.locator("tbody tr a[href^='/outages/']").first.click()
    page.fill("input[name=until]", today)
    page.fill("input[name=untilTime]", "00:01")
    office.tap("#end button.primary")
    stranger.go("/")
    assert "The line is down." not in stranger.text()


def test_a_list_of_papers_is_narrowed_on_a_phone(somebody):
    for name, language in [("factory.admin", "km"), ("officer.moe", "vi"), ("officer.phnompenh", "km")]:
        person = somebody(name, language=language, **PHONE)
        person.go("/paper")
        fits(person)
        if name == "officer.phnompenh":
            person.page.fill("#print input[name=count]", "2")
            person.tap("#print button.primary")
            person.go("/paper")
        batch = person.page.locator("select[name=batch] option").nth(1).get_attribute("value")
        person.page.select_option("select[name=batch]", batch)
        person.page.locator("form.sentence-filter button").click()
        person.page.wait_for_load_state()
        fits(person)
        assert person.page.locator("tbody tr").count() > 0 and f"batch={batch}" in person.page.url


def test_blank_paper_notes_are_printed_used_once_and_voided(somebody, server, tmp_path):
    factory = somebody("factory.admin", language="en", **PHONE)
    factory.go("/paper")
    fits(factory)
    factory.page.fill("#print input[name=count]", "3")
    factory.tap("#print button.primary")
    sheets = factory.page.locator("article.print-sheet")
    assert sheets.count() == 3 and factory.page.locator(".print-sheet .qr-block svg").count() == 3
    fits(factory)
    numbers = re.findall(r"BP-\d\d-\w{4}-\w{3}", factory.page.inner_text("body"))
    numbers = list(dict.fromkeys(numbers))
    assert len(numbers) == 3
    # On paper each stands on a page of its own.
    pdf = factory.page.pdf(path=tmp_path / "sheets.pdf", format="A4", print_background=True)
    assert pdf.count(b"/Type /Page") - pdf.count(b"/Type /Pages") == 3

    gate = somebody("gate", language="en", **PHONE)
    note = record(gate, "300", paper=numbers[0])
    assert numbers[0] in gate.text()
    stranger = somebody(language="km", **PHONE)
    stranger.go("/p/" + numbers[0])
    fits(stranger)
    assert "Mekong" not in stranger.text()
    factory.go("/paper")
    factory.page.locator("summary", has_text="Void an unused number").click()
    factory.page.fill("#void input[name=number]", numbers[1])
    factory.page.fill("#void input[name=reason]", "Wet")
    factory.tap("#void p button.button")
    factory.go("/paper?state=voided")
    assert numbers[1] in factory.text() and "Wet" in factory.text()
    factory.go("/paper?state=used")
    assert factory.page.locator(f"a[href='{note}']").count() == 1

    # The same from the command line, as a file that needs no server.
    out = tmp_path / "sheets.html"
    done = subprocess.run(
        [BINARY, "paper", "--database", server.database, "--count", "2", "--province", "12", "--out", out, "--address", server.url], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    stranger.page.goto(out.as_uri())
    assert stranger.page.locator("article.print-sheet").count() == 2
    wrong = subprocess.run([BINARY, "paper", "--database", server.database, "--count", "2", "--out", out], capture_output=True, text=True)
    assert wrong.returncode == 2


def test_a_declared_outage_stands_on_every_page(somebody):
    stranger = somebody(language="km", **PHONE)
    stranger.go("/outages")
    fits(stranger)
    assert stranger.page.locator("tbody tr").count() >= 1
    officer = somebody("officer.moe", language="en", **PHONE)
    officer.go("/more")
    officer.page.locator("main a[href='/outages'], a.place[href='/outages']").first.click()
    page = officer.page
    page.locator("summary", has_text="Declare an outage").click()
    today = page.evaluate("new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10)")
    tomorrow = page.evaluate("new Date(Date.now() + 31 * 3600e3).toISOString().slice(0, 10)")
    page.fill("input[name=from]", today)
    page.fill("input[name=fromTime]", "00:00")
    page.fill("input[name=until]", tomorrow)
    page.fill("input[name=untilTime]", "23:59")
    page.fill("textarea[name=reason]", "No power.")
    officer.tap("#declare button.primary")
    fits(officer)
    for path in ["/", "/sign-in", "/licences"]:
        stranger.go(path)
        assert "No power." in stranger.text()
        fits(stranger)
    # Over since a minute ago, it is said no more.
    officer.go("/outages")
    page.locator("tbody tr a[href^='/outages/']").first.click()
    page.fill("input[name=until]", today)
    page.fill("input[name=untilTime]", "00:01")
    officer.tap("#end button.primary")
    stranger.go("/")
    assert "No power." not in stranger.text()
