# SPDX-License-Identifier: Apache-2.0
"""A collection round on phones of 360 px: planned at the office, made on the driver's phone, weighed once at the gate, found by a sender."""
import re

import pytest
from test_arrangement import PHONE, choose_firm, fits, plain
from test_every_page import CHECK

# A firm of no register, as its sign has it.
NEW = "កន្ទេលចាន់ធូ"


def plan(haulier, senders):
    """A round of Samaki Haulage to Bassac Recycling past two known senders; gives the address of its page."""
    page = haulier.page
    haulier.go("/rounds/new")
    fits(haulier)
    choose_firm(haulier, "receiver", "Bassac Recycling")
    # Other firms' names end alike.
    page.locator("label:has(b:text-is('Bassac Recycling')) input[name=receiver]").check()
    page.fill("input[name=plate]", "2AB-1234")
    page.fill("input[name=driver]", "Sok Dara")
    page.fill("input[name='waste0-search']", "150102")
    page.wait_for_selector("input[name=waste0][value='150102']")
    page.check("input[name=waste0][value='150102']")
    page.select_option("select[name=treatment]", "R3")
    for name in senders:
        found = page.locator(f"label:has-text('{name}') input[name=stops]")
        if found.count() == 0:
            page.fill("input[name='stops-search']", name)
            page.locator("button[name=search][value=stops]").first.click()
            page.wait_for_load_state()
        page.locator(f"label:has-text('{name}') input[name=stops]").first.check()
    haulier.tap("form#round .primary-action button")
    assert re.search(r"/rounds/\d+", page.url), plain(haulier)
    fits(haulier)
    return page.url.split("?")[0]


def stop(driver, name, **typed):
    """One stop, from the round's page to its confirmation; gives the taps it took."""
    before = driver.taps
    driver.tap(f".tasks li:has-text('{name}') a.button")
    fits(driver)
    if "containers" in typed:
        driver.page.click("details.numbers summary >> nth=0")
    for field, value in typed.items():
        driver.page.fill(f"input[name={field}]", value)
    driver.tap("form#stop .primary-action button")
    fits(driver)
    return driver.taps - before


def test_a_round_from_the_office_to_the_gate(somebody):
    haulier = somebody("haulier", language="en", **PHONE)
    address = plan(haulier, ["Mekong Angkor Garment"])
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", plain(haulier)).group(0)

    driver = somebody(language="en", **PHONE)
    driver.go("/r")
    driver.page.fill("input[name=code]", code.lower())
    driver.tap("form[action='/r'] .primary-action button")
    fits(driver)
    assert stop(driver, "Mekong Angkor Garment", amount="120", signer="Sok Bopha") == 2
    assert "120 kg from Mekong Angkor Garment" in plain(driver)
    number = re.search(r"BT-[0-9A-Z-]+", plain(driver)).group(0)
    driver.tap(".primary-action a")
    # A stop that nobody planned: found by name.
    driver.tap(".primary-action a[href$='/find']")
    driver.page.fill("input[name=q]", "tuol champei")
    driver.tap("form[action$='/find'] .primary-action button")
    fits(driver)
    assert stop(driver, "Tuol Champei", containers="4", each="15", signer="Chhuon Sophea") == 2
    assert "60 kg from Tuol Champei" in plain(driver)

    gate = somebody("gate", language="en", **PHONE)
    gate.go("/gate")
    fits(gate)
    path = "/rounds/" + address.rsplit("/", 1)[1] + "/gate"
    listed = gate.page.evaluate("[...document.querySelectorAll(\"a[href^='/rounds/']\")].map(a => a.getAttribute('href'))")
    assert path in listed, (path, listed, plain(gate)[:400])
    gate.go(path)
    gate.page.fill("input[name=weight]", "177")
    fits(gate)
    gate.tap(".page-heading .primary-action button, .primary-action button[form=weigh]")
    fits(gate)
    gate.tap(".primary-action button[form=decide]")
    text = plain(gate)
    assert "118" in text and "59" in text, text
    fits(gate)

    factory = somebody("factory", language="en", **PHONE)
    factory.go(f"/search?q={number}")
    factory.go(factory.page.locator(f"a:has-text('{number}')").first.get_attribute("href")) if "/notes/" not in factory.page.url else None
    said = plain(factory)
    assert "Stop 1 of the round of" in said and "share of one weight for the whole round" in said
    fits(factory)


def test_five_stops_with_one_firm_of_no_register(somebody):
    haulier = somebody("haulier", language="en", **PHONE)
    haulier.go("/rounds/new")
    known = haulier.page.evaluate("[...document.querySelectorAll('label.choice:has(input[name=stops]) > span')].map(s => s.childNodes[0].textContent.trim())")
    # A name that holds another one's would choose both.
    known = [name for name in known if re.fullmatch(r"[A-Za-z0-9 ]+", name) and sum(name in other for other in known) == 1][:3]
    assert len(known) == 3, known
    address = plan(haulier, known)
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", plain(haulier)).group(0).replace("-", "")

    driver = somebody(language="en", **PHONE)
    driver.go(f"/r/{code}")
    for number, name in enumerate(known):
        stop(driver, name, amount=str(40 + 10 * number), signer="Chea Sophal")
        driver.tap(".primary-action a")
    # Registered, and new to this round.
    driver.tap(".primary-action a[href$='/find']")
    driver.page.fill("input[name=q]", "tuol champei")
    driver.tap("form[action$='/find'] .primary-action button")
    stop(driver, "Tuol Champei", amount="20", signer="Chhuon Sophea")
    driver.tap(".primary-action a")

    # In no register. A minute is enough for typing three short answers and four taps.
    before, typed = driver.taps, 0
    driver.tap(".primary-action a[href$='/find']")
    driver.page.fill("input[name=q]", NEW)
    typed += 1
    driver.tap("form[action$='/find'] .primary-action button")
    fits(driver)
    driver.tap("a[href*='/new?name=']")
    fits(driver)
    assert driver.page.input_value("input[name=name]") == NEW
    assert driver.page.input_value("select[name=province]") != ""
    for field, value in {"amount": "10", "signer": "Chan Thou"}.items():
        driver.page.fill(f"input[name={field}]", value)
        typed += 1
    driver.tap("form#stop .primary-action button")
    fits(driver)
    assert "10 kg from " + NEW in plain(driver)
    assert typed <= 4 and driver.taps - before <= 5, (typed, driver.taps - before)
    driver.tap(".primary-action a")
    assert "waits for registration" in plain(driver)

    gate = somebody("gate", language="en", **PHONE)
    gate.go("/rounds/" + address.rsplit("/", 1)[1] + "/gate")
    gate.page.fill("input[name=weight]", "171")
    gate.tap(".page-heading .primary-action button, .primary-action button[form=weigh]")
    gate.tap(".primary-action button[form=decide]")
    # 40, 50, 60, 20 and 10 kg were declared; each has its part of the one weight.
    rows = gate.page.evaluate("[...document.querySelectorAll('table tbody tr')].map(tr => tr.innerText.replace(/\\s+/g, ' '))")
    assert len(rows) == 5, rows
    for row, share in zip(rows, ["38", "47.5", "57", "19", "9.5"]):
        assert f" {share} " in row + " ", (row, share)
    assert "waits for registration" in rows[4]
    fits(gate)

    officer = somebody("officer.misti", language="en", **PHONE)
    officer.go("/registry?status=pendingApproval&words=" + NEW)
    officer.go(officer.page.locator(f"a[href*='/registry/organisations/']:has-text('{NEW}')").first.get_attribute("href"))
    fits(officer)
    officer.page.fill("input[name=registration_number]", "KH 88001")
    officer.tap("form#approve .primary-action button")
    fits(officer)
    assert "KH 88001" in plain(officer)
    gate.go("/rounds/" + address.rsplit("/", 1)[1])
    assert "waits for registration" not in plain(gate)


@pytest.mark.parametrize("language", ["km", "vi", "en"])
def test_pages_of_rounds_fit_a_phone_in_every_language(somebody, language):
    haulier = somebody("haulier", language=language, **PHONE)
    haulier.go("/rounds")
    found = haulier.page.evaluate("[...new Set([...document.querySelectorAll(\"a[href^='/rounds/']\")].map(a => a.getAttribute('href')))]")
    rounds = [href for href in found if re.fullmatch(r"/rounds/\d+", href)]
    faults, codes = [], []
    for path in ["/today", "/rounds", "/rounds/new"] + rounds[:5] + [rounds[0] + end for end in ("/cancel", "/renew")]:
        haulier.go(path)
        faults += [f"{path}: {fault}" for fault in haulier.page.evaluate(CHECK, [language, True])]
        if haulier.page.locator(".qr-block .code-text").count():
            codes.append(haulier.page.inner_text(".qr-block .code-text").replace("-", ""))
    driver = somebody(language=language, **PHONE)
    stops, made = [], []
    for code in codes:
        driver.go(f"/r/{code}")
        links = driver.page.evaluate("[...new Set([...document.querySelectorAll(\"main a[href^='/r/']\")].map(a => a.getAttribute('href')))]")
        stops += [href for href in links if "/stop/" in href][:1]
        made += [href for href in links if "/made/" in href][:1]
    for path in [f"/r/{code}", f"/r/{code}/find?q=tailor", f"/r/{code}/new", f"/r/{code}/new?name=Tailor", "/r"] + stops + made:
        driver.go(path)
        faults += [f"{path}: {fault}" for fault in driver.page.evaluate(CHECK, [language, True])]
    assert stops and made, links
    assert not faults, "\n".join(faults)
