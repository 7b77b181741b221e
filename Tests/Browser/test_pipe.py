# SPDX-License-Identifier: Apache-2.0
"""Wastewater by pipe on a phone of 360 px in Khmer: the works sees that both meters differ, corrects its own, and both sides agree on the month."""
from test_arrangement import PHONE, fits, plain


def waiting(person):
    person.go("/today")
    fits(person)
    return person.page.locator("main a[href*='/discharge/pipes/'][href*='/months/']").first.get_attribute("href")


def press(person, form):
    person.page.locator(f"form#{form} button.primary").click()
    person.page.wait_for_load_state()
    fits(person)


def test_two_sides_agree_on_a_month(somebody):
    works = somebody("works", language="km", **PHONE)
    month = waiting(works)
    works.go(month)
    fits(works)
    press(works, "pipe-agree")
    assert works.page.locator(".problem-summary").count() == 1, "Beyond the tolerance nobody agrees without a word."
    works.go(month + "?step=state")
    fits(works)
    works.page.fill("form#pipe-state input[name=volume]", "657")
    press(works, "pipe-state")
    press(works, "pipe-agree")
    assert works.page.locator("form#pipe-agree").count() == 0, plain(works)
    works.picture("pipe-month")

    factory = somebody("factory", language="km", **PHONE)
    assert waiting(factory) == month
    factory.go(month)
    fits(factory)
    press(factory, "pipe-agree")
    accounts = factory.page.locator("main a[href^='/book/accounts/']")
    assert accounts.count() >= 1, plain(factory)
    factory.go(accounts.first.get_attribute("href"))
    fits(factory)
    assert factory.page.locator(f"a[href='{month}']").count() >= 1, "The account leads back to the month."
    factory.go("/discharge/pipes")
    fits(factory)
    factory.go(month.split("/months/")[0])
    fits(factory)
