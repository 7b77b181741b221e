# SPDX-License-Identifier: Apache-2.0
"""The main job, end to end, as people do it: a factory issues, a driver signs without account, the gate accepts part, the plant treats,
the ministry sees it, a correction is agreed, and the book is verified."""
import re
import subprocess

from conftest import BINARY


def note_path(page):
    return re.search(r"/notes/\d+", page.url).group(0)


def choose_firm(person, field, words):
    """Ticks a firm in a party picker, searching for it where it is not in view."""
    choice = person.page.locator(f"input[name={field}]").and_(person.page.locator(f"label:has-text('{words}') input"))
    if choice.count() == 0:
        person.page.fill(f"input[name='{field}-search']", words)
        person.page.locator(f"button[name=search][value='{field}']").first.click()
        person.page.wait_for_load_state()
    person.page.locator(f"label:has-text('{words}') input[name={field}]").first.check()


def issue(factory, weight, method="weighed"):
    """Issues a load of fabric offcuts to Bassac Recycling by Samaki Haulage; gives its path."""
    page = factory.page
    factory.go("/notes/new")
    page.fill("input[name='line0.waste-search']", "fabric")
    page.wait_for_selector("input[name='line0.waste'][value='040222']")
    page.check("input[name='line0.waste'][value='040222']")
    page.fill("input[name='line0.mass']", weight)
    page.select_option("select[name='line0.method']", method) if page.locator("select[name='line0.method']").count() else page.check(f"input[name='line0.method'][value={method}]")
    choose_firm(factory, "receiver", "Bassac Recycling")
    choose_firm(factory, "carrier", "Samaki Haulage")
    page.select_option("select[name=intended]", "R3")
    return page


def test_a_load_from_factory_to_fate(somebody, server):
    factory = somebody("factory", language="en", width=1280)
    page = issue(factory, "1000")
    factory.picture("compose", height=1300)
    page.click("button[name=act][value=issue]:not(.unseen)")
    page.wait_for_url(re.compile(r"/notes/\d+"))
    path = note_path(page)
    assert "In transit" not in factory.text() and "Issued" in page.inner_text("body")
    number = re.search(r"BT-\d\d-\w{4}-\w{3}", page.inner_text("body")).group(0)

    # The factory shows the code; nothing has left the store yet.
    factory.go(path + "/code")
    factory.picture("code")
    address = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", page.inner_text("main")).group(0)

    # The driver, on a phone of 360 px, signed in nowhere: opens the code, taps once; a second tap is harmless.
    driver = somebody(language="km", width=360, height=740)
    driver.go("/s/" + address.replace("-", ""))
    driver.picture("driver")
    driver.tap("button.primary")
    assert number in driver.page.inner_text("body")
    driver.picture("driver-signed")
    assert driver.taps <= 2
    driver.go("/s/" + address.replace("-", ""))
    assert number in driver.page.inner_text("body") and driver.page.locator("button.primary").count() == 0

    factory.go(path)
    assert "In transit" in page.inner_text("body")
    factory.picture("note")

    # The gate weighs 980 kg and accepts 80 per cent of it.
    gate = somebody("gate", language="en", width=1280)
    gate.go("/gate")
    gate.picture("gate")
    gate.go(path.replace("/notes/", "/gate/"))
    gate.page.fill("input[name=weight]", "980")
    gate.page.click(".primary-action button")
    gate.page.wait_for_selector("input[name=decision]")
    gate.page.check("input[name=decision][value=part]")
    gate.page.fill("input[name=accepted0]", "784")
    # Without a reason the refusal is sent back, and nothing typed is lost.
    gate.page.click(".primary-action button")
    assert gate.page.input_value("input[name=accepted0]") == "784"
    assert gate.page.locator(".problem-summary, [role=alert]").count() >= 1
    gate.picture("decide")
    gate.page.select_option("select[name=refusal]", "contaminated")
    gate.page.click(".primary-action button")
    gate.page.wait_for_url(re.compile(r"/(notes|gate)/?\d*"))
    gate.go(path)
    assert "784" in gate.text() and "196" in gate.text()

    # The refused 196 kg travel back under a note of their own.
    child = gate.page.locator("a[href^='/notes/']").evaluate_all(
        "(links, own) => links.map(a => a.getAttribute('href')).filter(h => /^\\/notes\\/\\d+$/.test(h) && h !== own)", path)
    assert child, "the refused part has a note of its own"
    gate.go(child[0])
    assert "196" in gate.text() and "In transit" in gate.page.inner_text("body")

    # The plant treats what it took.
    gate.go(path + "/treat")
    gate.page.select_option("select[name=code]", "R3")
    gate.picture("treat")
    gate.page.click(".primary-action button")
    gate.page.wait_for_url(re.compile(r"/notes/\d+$"))
    assert "Treated" in gate.page.inner_text("body")

    # The ministry sees it, down to the entries.
    officer = somebody("officer.misti", language="en", width=1280)
    officer.go("/nation")
    officer.picture("nation", height=1560)
    assert officer.page.locator("svg").count() >= 1
    officer.go(path)
    assert "784" in officer.text()
    officer.go("/today?lang=km")
    officer.picture("today-officer")

    # The plant finds that it accepted 780 kg; the others agree, and the note shows old and new.
    gate.go(path + "/correct")
    choices = gate.page.locator("input[name=field]")
    if choices.count() > 1 or choices.first.get_attribute("type") == "radio":
        gate.page.check("input[name=field][value=accepted0]")
    gate.page.fill("input[name=mass]", "780")
    gate.page.fill("textarea[name=reason]", "The pallet was weighed with it.")
    gate.page.click(".primary-action button")
    gate.page.wait_for_url(re.compile(r"/notes/\d+$"))
    for name in ("factory", "haulier"):
        party = factory if name == "factory" else somebody("haulier", language="en")
        party.go(path + "/correct/answer")
        party.picture("correction") if name == "factory" else None
        party.page.click("button[name=answer][value=yes]")
        party.page.wait_for_load_state()
    factory.go(path)
    text = factory.text()
    assert "784" in text and "780" in text

    verified = subprocess.run([BINARY, "verify", "--database", str(server.database)], capture_output=True, text=True)
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_a_repeated_note_takes_three_taps_and_a_weight(somebody):
    factory = somebody("factory", language="km", width=360, height=740)
    factory.go("/today")
    factory.picture("today")
    factory.tap("a[href^='/notes/new?copy=']")
    factory.page.fill("input[name='line0.mass']", "640")
    factory.tap("button[name=act][value=issue]:not(.unseen)")
    factory.page.wait_for_url(re.compile(r"/notes/\d+"))
    factory.tap("a[href$='/code']")
    assert re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", factory.page.inner_text("main"))
    assert factory.taps <= 3


def test_typed_work_survives_an_error(somebody):
    factory = somebody("factory", language="en", width=360, height=740)
    page = issue(factory, "1.240")
    page.fill("textarea[name=remark]", "<script>alert(1)</script> 'quoted'; DROP TABLE note;--")
    page.click("button[name=act][value=issue]:not(.unseen)")
    page.wait_for_load_state()
    assert "can mean" in page.inner_text("main")
    assert page.input_value("input[name='line0.mass']") == "1.240"
    assert page.input_value("textarea[name=remark]").startswith("<script>")
    assert page.is_checked("input[name='line0.waste'][value='040222']")


def test_a_driver_without_phone_signs_at_the_factory(somebody):
    haulier = somebody("haulier", language="en")
    haulier.go("/people/drivers")
    haulier.page.fill("input[name=label]", "Truck 7, Dara")
    haulier.page.click("form[action='/people/drivers'] button")
    haulier.page.wait_for_load_state()
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", haulier.page.inner_text("main")).group(0)
    factory = somebody("factory", language="en")
    page = issue(factory, "350", method="estimated")
    page.click("button[name=act][value=issue]:not(.unseen)")
    page.wait_for_url(re.compile(r"/notes/\d+"))
    path = note_path(page)
    factory.go(path + "/code")
    page.fill("input[name=code]", code[:-1] + ("2" if code[-1] != "2" else "3"))
    page.click("form#driver button")
    page.wait_for_load_state()
    assert page.locator(".problem-summary, [role=alert]").count() >= 1
    page.fill("input[name=code]", code)
    page.click("form#driver button")
    page.wait_for_url(re.compile(r"/notes/\d+$"))
    assert "In transit" in page.inner_text("body")
    assert "Truck 7, Dara" in page.inner_text("main")


def test_pages_work_without_script(browser, server):
    context = browser.new_context(java_script_enabled=False, base_url=server.url, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto("/sign-in?lang=en")
    page.fill("input[name=name]", "factory")
    page.fill("input[name=password]", "baitong-demo-2026")
    page.click("form[action='/sign-in'] button.primary")
    page.goto("/notes/new")
    page.fill("input[name='line0.waste-search']", "cardboard")
    page.click("button[name=search][value='line0.waste']")
    assert page.locator("input[name='line0.waste'][value='150101']").count() == 1
    context.close()
