# SPDX-License-Identifier: Apache-2.0
"""On a phone in Khmer: a factory opens its greenhouse gases, a month of them, and from a line the report it was made of."""
import re


def test_from_a_months_figure_to_the_report(somebody):
    factory = somebody("factory", language="km", width=360, height=740)
    factory.go("/ghg")
    factory.page.click("table a[href^='/ghg/sites/']")
    assert factory.page.locator(".figure-card").count() == 4
    factory.page.locator("tbody td a[href*='scope=energy'][href*='month=']").first.click()
    assert factory.page.evaluate("document.documentElement.scrollWidth") <= 360
    door = factory.page.locator("tbody th a").first
    assert re.search(r"^/returns/\d+", door.get_attribute("href"))
    # The factor is named with its source on the same line.
    assert "grid.KH" in factory.page.locator("tbody tr").first.inner_text().replace("\n", "")
    door.click()
    assert re.search(r"/returns/\d+", factory.page.url)
