# SPDX-License-Identifier: Apache-2.0
"""A standing arrangement on phones of 360 px: proposed by the factory, agreed by haulier and plant, drawn from in two taps a load, down to zero."""
import datetime
import re
import subprocess

from conftest import BINARY

PHONE = {"width": 360, "height": 740}


def fits(person):
    """Nothing on the page is wider than the phone."""
    assert person.page.evaluate("document.documentElement.scrollWidth") <= 360, person.page.url


def plain(person):
    """What the page says, with ordinary blanks between figures and units."""
    return person.text().replace("\u00a0", " ")


def choose_firm(person, field, words):
    """Ticks a firm in a party picker, searching for it where it is not in view."""
    found = person.page.locator(f"label:has-text('{words}') input[name={field}]")
    if found.count() == 0:
        person.page.fill(f"input[name='{field}-search']", words)
        person.page.locator(f"button[name=search][value='{field}']").first.click()
        person.page.wait_for_load_state()
    person.page.locator(f"label:has-text('{words}') input[name={field}]").first.check()


def fill_in(person, tonnes):
    """An arrangement of the factory with Samaki Haulage and Bassac Recycling, not sent yet."""
    page = person.page
    person.go("/arrangements/new")
    fits(person)
    choose_firm(person, "carrier", "Samaki Haulage")
    choose_firm(person, "receiver", "Bassac Recycling")
    page.fill("input[name='waste0-search']", "150102")
    page.wait_for_selector("input[name=waste0][value='150102']")
    page.check("input[name=waste0][value='150102']")
    page.select_option("select[name=treatment]", "R3")
    page.fill("input[name=amount]", tonnes)
    page.fill("input[name=validUntil]", (datetime.date.today() + datetime.timedelta(days=400)).isoformat())


def load(person, weight):
    """From wherever "New load" stands: one tap, the weight, one tap. Gives the taps."""
    before = person.taps
    person.tap(".primary-action a[href*='/notes/new?arrangement=']")
    fits(person)
    person.page.fill("input[name='line0.mass']", weight)
    person.tap("button[name=act][value=issue]:not(.unseen)")
    return person.taps - before


def test_an_arrangement_is_agreed_by_three_and_drawn_down_to_zero(somebody, server):
    factory = somebody("factory", language="en", **PHONE)
    fill_in(factory, "much")
    factory.tap("form#arrangement .primary-action button")
    # What cannot be read comes back with all that was typed.
    page = factory.page
    assert page.input_value("input[name=amount]") == "much" and page.is_checked("input[name=waste0][value='150102']")
    assert page.locator("#field-amount-error").is_visible()
    page.fill("input[name=amount]", "3")
    factory.tap("form#arrangement .primary-action button")
    path = re.search(r"/arrangements/\d+", page.url).group(0)
    fits(factory)
    assert "Proposed" in factory.text() and "Samaki Haulage" in factory.text()
    assert page.locator(f"form[action='{path}/agree']").count() == 0

    # Haulier and plant find it on their page of the day, read it and agree: two taps each.
    for name in ["haulier", "plant.admin"]:
        other = somebody(name, language="en", **PHONE)
        other.tap(f".tasks a.button[href='{path}']")
        fits(other)
        assert "of 3,000 kg" in plain(other)
        other.tap(f"form[action='{path}/agree'] button")
        assert other.taps == 2
        assert other.page.locator(f"form[action='{path}/agree']").count() == 0

    factory.go(path)
    factory.picture("arrangement")
    assert "In force" in factory.text() and "3,000" in page.inner_text(".figure-card")

    # Two loads, two taps each, use it up; the bar's door leads to both.
    assert load(factory, "1800") == 2
    assert "Issued" in factory.text()
    first = re.search(r"/notes/\d+", page.url).group(0)
    factory.go(path)
    assert "1,200" in page.inner_text(".figure-card")
    assert load(factory, "1200") == 2
    second = re.search(r"/notes/\d+", page.url).group(0)
    factory.go(path)
    assert re.match(r"0\b", page.inner_text(".figure-card .figure").strip())
    factory.tap(".figure-card .figure a")
    fits(factory)
    for note in [first, second]:
        assert page.locator(f"a[href='{note}']").first.is_visible()

    # One gram more is asked a reason, with nothing lost; nothing is issued without it.
    factory.go(path)
    load(factory, "0.001")
    assert page.locator("[name=gateReason]").is_visible() and page.input_value("input[name='line0.mass']") == "0.001"
    fits(factory)
    # The plant sees what was drawn, and nothing to press that is not its own.
    plant = somebody("plant.admin", language="en", **PHONE)
    plant.go(path)
    assert plant.page.locator("a[href*='/notes/new?arrangement=']").count() == 0 and "1,800" in plant.text()

    # Cancelled, a load gives back; on the page of the day the arrangement is a quick start again.
    factory.go(second)
    factory.page.click(f"a[href='{second}/cancel']")
    factory.page.click("form .button.primary.danger")
    page.wait_for_load_state()
    factory.go("/today")
    fits(factory)
    assert page.locator(f".tasks a.button[href*='arrangement={path.split('/')[-1]}']").is_visible()

    # The plant ends it with a reason, which the factory reads.
    plant.page.click(f"a[href='{path}/end']")
    plant.page.fill("[name=reason]", "The line closes for repair.")
    plant.page.click("form .button.primary.danger")
    plant.page.wait_for_load_state()
    factory.go(path)
    assert "Ended" in factory.text() and "The line closes for repair." in factory.text()
    assert page.locator("a[href*='/notes/new?arrangement=']").count() == 0
    stranger = somebody("collector", language="en", **PHONE)
    assert stranger.page.goto(path).status == 404

    audit = subprocess.run([BINARY, "verify", "--database", server.database], capture_output=True, text=True)
    assert audit.returncode == 0, audit.stdout + audit.stderr


def test_the_list_and_the_form_fit_a_phone_in_khmer(somebody):
    for name in ["factory", "plant.admin", "officer.moe"]:
        person = somebody(name, language="km", **PHONE)
        person.go("/arrangements")
        fits(person)
        assert person.page.locator("a[href^='/arrangements/']").count() > 0
    person = somebody("factory", language="km", **PHONE)
    person.go("/arrangements/new")
    fits(person)
    # The menu leads there.
    person.go("/more")
    assert person.page.locator("a[href='/arrangements']").count() > 0
