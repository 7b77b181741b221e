# SPDX-License-Identifier: Apache-2.0
"""What a return booked, on a phone of 360 px in Khmer: each figure, an entry's account and back; then one waste counted in the store, with a photo."""
import datetime

from test_arrangement import PHONE, fits, plain

JPEG = bytes([0xFF, 0xD8, 0xFF, 0xE0]) + b"a photo of the store"


def test_entries_open_their_accounts_and_a_counted_waste_is_in_the_book(somebody):
    factory = somebody("factory", language="km", **PHONE)
    page = factory.page
    factory.go("/returns")
    returns = [a.get_attribute("href") for a in page.locator("main a[href^='/returns/']").all()]
    booked = None
    for address in returns:
        if address.split("/")[-1].isdigit():
            factory.go(address)
            if page.locator("#booked").count():
                booked = address
                break
    assert booked, returns
    fits(factory)
    accounts = page.locator("main a[href^='/book/accounts/']")
    assert accounts.count() >= 8, "Each entry has two sides."
    factory.go(accounts.first.get_attribute("href"))
    fits(factory)
    assert page.locator(f"a[href='{booked}']").count() >= 1, "The account leads back to the return."

    factory.go("/book")
    factory.go(page.locator("h2 a[href^='/book/sites/']").first.get_attribute("href"))
    fits(factory)
    page.locator("a[href$='/stock-take']").click()
    page.wait_for_load_state()
    fits(factory)
    page.locator("form#stock-take button.primary").click()
    page.wait_for_load_state()
    assert page.locator(".problem-summary").count() == 1, "Nothing was typed."
    page.fill("input[name=waste]", "15 01 01")
    page.fill("input[name=amount]", "12")
    page.fill("input[name=day]", datetime.date.today().replace(day=1).isoformat())
    page.set_input_files("input[name=photo]", files=[{"name": "store.jpg", "mimeType": "image/jpeg", "buffer": JPEG}])
    page.locator("form#stock-take button.primary").click()
    page.wait_for_load_state()
    fits(factory)
    assert "/stock-take" not in page.url, plain(factory)
