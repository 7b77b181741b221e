# SPDX-License-Identifier: Apache-2.0
"""A factory on a phone types a laboratory's sheet; what exceeds opens a case, which the ministry of environment closes."""
import datetime
import re

import pytest

DAY = (datetime.date.today() - datetime.timedelta(days=3)).isoformat()


def sheet(who, value):
    """Fills the sheet of the first outlet in: one COD."""
    who.page.fill("input[name=sampledOn]", DAY)
    who.page.fill("input[name=laboratory]", "Tonle Water Laboratory")
    who.page.fill("input[name=sample]", "phone")
    # The usual rows stand in their order; COD is the fourth.
    who.page.fill("input[name=value3]", value)


@pytest.mark.parametrize("language", ["km"])
def test_exceedance_opened_and_closed(somebody, language):
    factory = somebody("factory", language=language, width=360, height=740)
    factory.go("/discharge")
    factory.page.click("tbody a[href^='/discharge/outlets/']")
    outlet = factory.page.url.split("?")[0]
    factory.tap(".primary-action a")
    # A number that reads in two ways is asked about, and all that was typed stays.
    sheet(factory, "1.840")
    factory.tap(".primary-action button")
    assert factory.page.locator(".field.invalid").count() == 1
    assert factory.page.input_value("input[name=laboratory]") == "Tonle Water Laboratory"
    factory.page.fill("input[name=value3]", "184")
    factory.tap(".primary-action button")
    assert factory.page.url.split("?")[0] == outlet
    assert factory.page.evaluate("document.documentElement.scrollWidth") <= 360
    factory.page.click("ul a[href^='/discharge/cases/']")
    case = re.search(r"/discharge/cases/\d+", factory.page.url).group(0)
    factory.go(case + "?step=plan")
    factory.page.fill("textarea[name=words]", "ជួសជុលម៉ាស៊ីនបញ្ចូលខ្យល់")
    factory.page.fill("input[name=owner]", "ប្រធានផ្នែកបច្ចេកទេស")
    factory.page.fill("input[name=due]", (datetime.date.today() + datetime.timedelta(days=30)).isoformat())
    factory.tap("#step .primary-action button")
    factory.go(case + "?step=done")
    factory.page.fill("textarea[name=words]", "បានជួសជុលរួច")
    factory.tap("#step .primary-action button")
    # Whoever does not answer for the environment finds no way to close it.
    industry = somebody("officer.misti", language=language, width=360, height=740)
    industry.go(case)
    assert industry.page.locator("a[href*='step=comment']").count() == 1
    assert industry.page.locator("a[href*='step=close']").count() == 0
    officer = somebody("officer.moe", language=language, width=360, height=740)
    officer.go("/discharge/cases")
    officer.page.click(f"a[href='{case}']")
    officer.tap("a[href*='step=close']")
    officer.page.fill("textarea[name=words]", "បានពិនិត្យដល់ទីតាំង")
    officer.tap("#step .primary-action button")
    assert officer.page.locator("a[href*='step=reopen']").count() == 1
    assert officer.page.evaluate("document.documentElement.scrollWidth") <= 360
    officer.go("/discharge/cases?show=closed")
    assert officer.page.locator(f"a[href='{case}']").count() == 1


def test_trend_draws_and_lists(somebody):
    factory = somebody("factory", width=360, height=740)
    factory.go("/discharge")
    factory.page.click("tbody a[href^='/discharge/outlets/']")
    factory.page.click("a[href$='/trend']")
    assert factory.page.locator("svg.narrow path.line").count() == 1
    assert "kg" in factory.text()
    assert factory.page.evaluate("document.documentElement.scrollWidth") <= 360
