# SPDX-License-Identifier: Apache-2.0
"""Wastes for everybody: a small firm with a telephone finds its battery by questions, reads what to do, and writes a note for it."""
from test_arrangement import PHONE, fits, plain


def test_the_finder_takes_a_battery_to_its_code_and_to_a_draft_note(somebody, server):
    firm = somebody("factory", language="km", **PHONE)
    page = firm.page
    firm.go("/find")
    fits(firm)
    before = firm.taps
    for path in ["device", "device.battery", "device.battery.160601"]:
        firm.tap(f"a[href='/find?path={path}']")
        fits(firm)
    assert firm.taps - before <= 5 and "16 06 01*" in plain(firm)
    # One step back, and forth again, without losing the rest.
    firm.tap("main a[href='/find?path=device.battery']")
    firm.tap("a[href='/find?path=device.battery.160601']")
    firm.tap("a[href='/waste/160601']")
    fits(firm)
    said = plain(firm)
    assert "H8" in said and "សន្មត" in said and "ហាម" in said
    firm.picture("waste-criteria-km", height=1400)
    page.go_back()
    firm.tap("a[href='/notes/new?waste=160601']")
    fits(firm)
    assert page.is_checked("input[name='line0.waste'][value='160601']")
    page.fill("input[name='line0.mass']", "120")
    page.locator("input[name=carrier]").first.check()
    page.locator("input[name=receiver]").first.check()
    page.select_option("select[name=intended]", "R4")
    firm.tap("button[name=act][value=draft]")
    assert "/notes/" in page.url and "16 06 01" in plain(firm)


def test_a_stranger_walks_by_process_without_script_and_prints_a_label(browser, server):
    context = browser.new_context(viewport={"width": 360, "height": 780}, java_script_enabled=False, base_url=server.url, locale="vi")
    page = context.new_page()
    page.goto("/find?lang=vi")
    for path in ["other", "other.13", "other.13.1302", "other.13.1302.130205"]:
        page.click(f"a[href='/find?path={path}']")
    assert "13 02 05*" in page.inner_text("main")
    page.click("a[href='/waste/130205']")
    page.click("a[href='/waste/130205/label']")
    assert page.locator("svg.qr").count() == 1 and "CHẤT THẢI NGUY HẠI" in page.inner_text("body")
    context.close()
