# SPDX-License-Identifier: Apache-2.0
"""A month's return on a phone of 360 px in Khmer: begun with what is known, eight figures typed, sent, sent back, mended, approved."""
import re

from test_arrangement import PHONE, fits, plain

# What the factory reads from its bills and meters; everything else is filled in.
TYPED = {
    "workingDays": "25", "fabricIn": "38000", "waterPublic": "1150", "electricityGrid": "76.5", "diesel": "2900", "garmentsMade": "142000",
    "wastewaterSewer": "900", "wasteStock": "1600",
}


def begin(factory):
    """From the page of the day, or the list where more pressing things fill that, to the form of the first return that is owed."""
    factory.go("/returns")
    fits(factory)
    factory.tap(".task-group:first-of-type .tasks li a.button")
    fits(factory)
    if "/returns/new" in factory.page.url:
        factory.tap(".primary-action button")
    assert "/edit" in factory.page.url, factory.page.url
    fits(factory)


def test_a_month_is_finished_with_eight_figures(somebody):
    factory = somebody("factory", language="km", **PHONE)
    begin(factory)
    page = factory.page
    assert page.input_value("input[name=workersWomen]"), "Workers are as last month."
    assert page.locator("input[name^=mass]").count() >= 1, "Waste stands in it from the notes."
    empty = [box.get_attribute("name") for box in page.locator("form#return input.number[required]").all() if not box.input_value()]
    empty = [name for name in empty if page.input_value(f"select[name='{name}-kind']") == "figure"]
    assert len(empty) <= 8, empty
    # Half of it is saved, and what was typed and not sent survives a reload, as when the network is lost.
    for name in ["workingDays", "fabricIn"]:
        page.fill(f"input[name={name}]", TYPED[name])
    page.locator("button[name=then][value=stay]").last.click()
    page.wait_for_load_state()
    page.fill("input[name=waterPublic]", TYPED["waterPublic"])
    page.wait_for_timeout(600)
    page.reload()
    assert page.input_value("input[name=waterPublic]") == TYPED["waterPublic"]
    for name in empty:
        page.fill(f"input[name={name}]", TYPED[name])
    page.select_option("select[name='electricityGrid-unit']", "MWh")
    page.locator("button[name=then][value=review]").click()
    page.wait_for_load_state()
    fits(factory)
    assert "76.500" in plain(factory), "The conversion is shown."
    page.locator("input[name=confirm]").check()
    # What checks find unusual beside the months before is explained.
    for box in page.locator("form#send textarea").all():
        box.fill("ការបញ្ជាទិញពាក់កណ្ដាល")
    page.locator("form#send button.primary").click()
    page.wait_for_load_state()
    fits(factory)
    address = re.search(r"/returns/\d+", page.url).group()

    # An officer of the whole nation: another journey corrects the province of the factory's site.
    officer = somebody("officer.misti", language="km", **PHONE)
    officer.go("/returns")
    fits(officer)
    officer.page.locator(f"a[href='{address}']").first.click()
    officer.page.wait_for_load_state()
    fits(officer)
    officer.go(address + "/send-back")
    officer.page.fill("textarea[name=reason]", "សូមពិនិត្យអគ្គិសនីម្ដងទៀត")
    officer.page.locator("form button.primary").click()
    officer.page.wait_for_load_state()

    factory.go("/today")
    factory.tap(f".tasks a.button[href='{address}/edit']")
    assert "សូមពិនិត្យអគ្គិសនីម្ដងទៀត" in plain(factory)
    page.fill("input[name=electricityGrid]", "79.8")
    page.locator("button[name=then][value=review]").click()
    page.wait_for_load_state()
    page.locator("form#send button.primary").click()
    page.wait_for_load_state()

    officer.go(address)
    assert "79,8" in plain(officer) and "76,5" in plain(officer), "What changed since stands beside what was sent before."
    fits(officer)
    # Where many wait they are ticked in the list, with the number of answers that changed since they were sent before.
    officer.go("/returns")
    row = officer.page.locator(f"tr:has(a[href='{address}'])")
    # Before it stands how many findings there are.
    assert "1" in row.locator("td.number").last.inner_text()
    row.locator("input[name=pick]").check()
    officer.tap(".primary-action button")
    fits(officer)
    officer.go(address)
    assert officer.page.locator(".chip.good").count() >= 1


def test_a_figure_that_reads_two_ways_is_asked_back_with_all_that_was_typed(somebody):
    factory = somebody("factory.preparer", language="en", **PHONE)
    factory.go("/returns")
    row = factory.page.locator(".tasks li a.button").last
    row.click()
    factory.page.wait_for_load_state()
    if "/returns/new" in factory.page.url:
        factory.tap(".primary-action button")
    page = factory.page
    page.fill("input[name=electricityGrid]", "1.240")
    page.fill("input[name=waterPublic]", "much")
    page.fill("input[name=diesel]", "77")
    page.locator("button[name=then][value=review]").click()
    page.wait_for_load_state()
    fits(factory)
    assert page.locator(".problem-summary li").count() == 2
    assert page.input_value("input[name=diesel]") == "77" and page.input_value("input[name=waterPublic]") == "much"


def test_a_paper_sheet_is_typed_in_by_an_officer(somebody):
    officer = somebody("officer.phnompenh", language="en", **PHONE)
    officer.go("/returns/typing?q=bakery")
    fits(officer)
    officer.go("/returns/sets")
    fits(officer)
    assert "assumed until an authority says otherwise" in plain(officer)
    sheet = somebody("officer.phnompenh", language="km")
    sheet.go("/returns/sets/simple/sheet")
    assert sheet.page.locator(".print-sheet tbody tr").count() >= 10
