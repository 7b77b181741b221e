# SPDX-License-Identifier: Apache-2.0
"""Checks on a phone of 360 px in Khmer: what cannot be is refused at its field; an officer finds the factory that hides waste, and reads its reason."""
import re

from test_arrangement import PHONE, fits, plain


def test_what_cannot_be_stands_at_its_field(somebody):
    factory = somebody("factory", language="km", **PHONE)
    factory.go("/returns")
    factory.tap(".task-group:first-of-type .tasks li a.button")
    if "/returns/new" in factory.page.url:
        factory.tap(".primary-action button")
    page = factory.page
    page.fill("input[name=workingDays]", "40")
    page.locator("button[name=then][value=review]").click()
    page.wait_for_load_state()
    fits(factory)
    assert page.locator(".problem-summary a[href*='workingDays']").count() == 1
    assert "40" in plain(factory) and "31" in plain(factory), "The figure, and what was expected."
    assert page.locator("form#send").count() == 0
    page.locator(".problem-summary a[href*='workingDays']").click()
    page.wait_for_load_state()
    fits(factory)
    assert page.locator("#field-workingDays-error").is_visible()
    page.fill("input[name=workingDays]", "25")
    page.locator("button[name=then][value=stay]").last.click()
    page.wait_for_load_state()
    assert page.locator("#field-workingDays-error").count() == 0


def test_an_officer_finds_the_factory_that_hides_waste(somebody):
    officer = somebody("officer.misti", language="km", **PHONE)
    officer.go("/returns")
    fits(officer)
    officer.go("/findings?rule=far")
    fits(officer)
    page = officer.page
    doors = page.locator("table a[href^='/returns/']")
    assert 1 <= doors.count() <= 6, "One factory, and few beside it."
    doors.first.click()
    page.wait_for_load_state()
    fits(officer)
    assert "kg" in plain(officer) and page.locator("section.panel [translate=no]").count() >= 1, "The finding with its reason."
    site = re.search(r"/returns/\d+", page.url).group()
    assert site
    officer.go("/expected-waste")
    fits(officer)
    assert page.locator(".figure-card").count() == 2, "Declared, and expected with its interval."


def test_a_factory_sees_itself_beside_its_peers(somebody):
    factory = somebody("factory", language="km", **PHONE)
    factory.go("/returns")
    page = factory.page
    page.locator("table a[href^='/returns/']").first.click()
    page.wait_for_load_state()
    page.locator("a[href$='/benchmarks']").first.click()
    page.wait_for_load_state()
    fits(factory)
    assert page.locator("figure.chart-frame").count() == 4
    page.locator("figure.chart-frame details").first.evaluate("e => e.open = true")
    assert page.locator("figure.chart-frame a[href^='/returns/']").count() >= 3, "Each month leads to its return."
    assert page.locator("figure.chart-frame .band").count() >= 1, "The middle half of the peers."
    page.locator("a[href*='per=worker']").click()
    page.wait_for_load_state()
    fits(factory)
