# SPDX-License-Identifier: Apache-2.0
"""An officer on a phone of 360 px in Khmer sees which returns came, opens a number to its returns, and reminds a firm that is late."""
from test_arrangement import PHONE, fits


def test_an_officer_reminds_a_firm_that_is_late(somebody):
    officer = somebody("officer.misti", language="km", **PHONE)
    page = officer.page
    officer.go("/returns")
    officer.tap("a[href='/returns/completeness']")
    fits(officer)
    door = page.locator("tfoot a[href*='show=overdue']")
    late = int("".join(c for c in door.inner_text() if c.isdigit()))
    assert late > 0
    door.click()
    page.wait_for_load_state()
    fits(officer)
    assert page.locator("tbody tr").count() == min(late, 50), "The number opens to so many returns."
    officer.go("/returns/late")
    fits(officer)
    page.locator("form#remind button").last.click()
    page.wait_for_load_state()
    assert page.locator(".problem-summary").count() == 1, "Nothing was ticked: said, and nobody is reminded."
    pick = page.locator("input[name=pick]").first
    key = pick.get_attribute("value")
    pick.locator("xpath=ancestor::label").click()
    page.locator("form#remind button").last.click()
    page.wait_for_load_state()
    fits(officer)
    assert page.locator(".problem-summary").count() == 0
    row = page.locator(f"tr:has(input[value='{key}'])")
    assert "–" not in row.inner_text(), "The day of the reminder stands in its row."
    # A second time on the day is refused with its reason.
    page.locator(f"input[value='{key}']").locator("xpath=ancestor::label").click()
    page.locator("form#remind button").last.click()
    page.wait_for_load_state()
    assert page.locator(".problem-summary").count() == 1
