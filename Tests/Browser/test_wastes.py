# SPDX-License-Identifier: Apache-2.0
"""Wastes for everybody: a small firm with a telephone finds its battery by questions, reads what to do, and writes a note for it."""
import re

from conftest import PASSWORD
from playwright.sync_api import expect
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


def test_an_unsure_firm_asks_and_the_ruling_is_published_without_its_name(somebody, server):
    firm = somebody("factory", language="km", **PHONE)
    firm.go("/find?path=chemical.oldchem")
    firm.tap("a[href='/questions/new?path=chemical.oldchem']")
    fits(firm)
    firm.tap("form#ask .primary-action button")
    assert firm.page.locator(".problem-summary li").count() == 2
    firm.page.fill("textarea[name=process]", "លាងធុងលាយពណ៌")
    firm.page.fill("textarea[name=product]", "ទឹកពណ៌ខៀវ មានក្លិនអាម៉ូញាក់")
    firm.tap("form#ask .primary-action button")
    fits(firm)
    path = firm.page.url.split(server.url)[1].split("?")[0]
    officer = somebody("officer.moe", language="km", **PHONE)
    officer.go("/questions")
    fits(officer)
    officer.tap(f"a[href='{path}']")
    fits(officer)
    officer.page.fill("input[name=waste]", "16 05 08")
    officer.page.check("input[name=hazardous][value=no]")
    officer.page.fill("textarea[name=subject]", "ទឹកលាងធុងលាយពណ៌ មានអាម៉ូញាក់")
    officer.page.fill("textarea[name=reason]", "pH 12")
    officer.page.fill("textarea[name=source]", "SDS")
    officer.tap("form#rule .primary-action button")
    # The list says that the code is hazardous: what was typed stays.
    assert officer.page.input_value("textarea[name=reason]") == "pH 12"
    officer.page.check("input[name=hazardous][value=yes]")
    officer.tap("form#rule .primary-action button")
    stranger = somebody(None, language="km", **PHONE)
    stranger.go("/rulings")
    fits(stranger)
    stranger.tap("a:has-text('ទឹកលាងធុងលាយពណ៌')")
    fits(stranger)
    said = plain(stranger)
    assert "16 05 08" in said and "pH 12" in said and "ទឹកពណ៌ខៀវ" not in said

def test_a_stranger_finds_the_batterys_code_signs_in_and_it_stands_in_the_months_return(somebody, server):
    person = somebody(None, language="km", **PHONE)
    page = person.page
    person.go("/find")
    before = person.taps
    for path in ["device", "device.battery", "device.battery.160601"]:
        person.tap(f"a[href='/find?path={path}']")
    assert person.taps - before <= 5 and "16 06 01*" in plain(person)
    person.tap("a[href='/returns/waste/160601']")
    assert "/sign-in" in page.url
    page.fill("input[name=name]", "factory")
    page.fill("input[name=password]", PASSWORD)
    page.click("form[action='/sign-in'] button.primary")
    page.wait_for_url(lambda url: "/returns/waste/160601" in url)
    fits(person)
    assert page.locator("form#into input[type=radio]").count() >= 1
    person.picture("waste-into-return-km")
    person.tap("form#into .primary-action button")
    assert "/edit?waste=160601" in page.url
    fits(person)
    chosen = page.evaluate("document.activeElement.name")
    assert chosen.startswith("destination"), chosen
    number = chosen.removeprefix("destination")
    assert page.locator(f"input[name=waste{number}][value='160601']").is_checked()
    page.select_option(f"select[name={chosen}]", "buyer")
    page.fill(f"input[name=mass{number}]", "36")
    expect(page.locator("[data-state]")).to_contain_text(re.compile("បានរក្សាទុកនៅម៉ោង|Saved at|Đã lưu lúc"), timeout=15_000)
    # The same waste again: its line is shown, and no second one is made.
    address = page.url
    person.go("/waste/160601")
    person.tap("a[href='/returns/waste/160601']")
    page.locator(f"form#into input[type=radio]").first.check()
    person.tap("form#into .primary-action button")
    assert page.url == address
    focused = page.evaluate("document.activeElement.name")
    assert focused.startswith("mass") and page.input_value(f"input[name={focused}]") == "36", focused
    assert page.locator("input[type=hidden][value='160601']").count() == 1
