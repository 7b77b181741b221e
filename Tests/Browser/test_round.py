# SPDX-License-Identifier: Apache-2.0
"""A collection round on phones of 360 px: planned at the office, made on the driver's phone, weighed once at the gate, found by a sender."""
import re

import pytest
from test_arrangement import PHONE, choose_firm, fits, plain
from test_every_page import CHECK


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


@pytest.mark.parametrize("language", ["km", "vi", "en"])
def test_pages_of_rounds_fit_a_phone_in_every_language(somebody, language):
    haulier = somebody("haulier", language=language, **PHONE)
    haulier.go("/rounds")
    found = haulier.page.evaluate("[...new Set([...document.querySelectorAll(\"a[href^='/rounds/']\")].map(a => a.getAttribute('href')))]")
    rounds = [href for href in found if re.fullmatch(r"/rounds/\d+", href)]
    faults, codes = [], []
    for path in ["/today", "/rounds", "/rounds/new"] + rounds[:3] + [rounds[0] + "/cancel"]:
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
    for path in [f"/r/{code}", f"/r/{code}/find?q=tailor", "/r"] + stops + made:
        driver.go(path)
        faults += [f"{path}: {fault}" for fault in driver.page.evaluate(CHECK, [language, True])]
    assert stops and made, links
    assert not faults, "\n".join(faults)
