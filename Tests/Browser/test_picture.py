# SPDX-License-Identifier: Apache-2.0
"""The nation at one look: three figures that stay apart, down to entries, files that agree with the page, and a signed note that moves it."""
import csv
import io
import re
import zipfile
from datetime import date

import pytest

PHONE = {"width": 360, "height": 740}


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def number(text):
    """A figure of an English page."""
    return float(re.sub(r"[^0-9.\-]", "", plain(text)))


def three(page):
    rows = page.locator("section.panel tbody tr")
    assert rows.count() == 3
    return [rows.nth(i) for i in range(3)]


def month(back):
    today = date.today()
    place = today.year * 12 + today.month - 1 - back
    return f"{place // 12}-{place % 12 + 1:02}"


def fetched(who, address):
    """A file as the signed-in browser gets it."""
    answer = who.context.request.get(address)
    assert answer.status == 200, address
    return answer


@pytest.mark.parametrize("name", ["officer.misti", "donor"])
def test_three_figures_stand_apart(somebody, name):
    who = somebody(name)
    who.go("/nation/picture")
    declared, weighed, expected = three(who.page)
    masses = [number(row.locator("td.number, td").first.inner_text()) for row in (declared, weighed, expected)]
    assert masses[0] > masses[1] > 0, "More is declared than came through a gate: loads under way, and what left without a note."
    found = re.search(r"between ([\d.,]+) and ([\d.,]+) t.*these sites declared ([\d.,]+) t", plain(expected.inner_text()))
    low, high, own = map(number, found.groups())
    assert low < masses[2] < high and own > 0
    assert own < masses[0], "Only sites that reported are in it."
    assert "of" in who.page.locator("a[href^='/returns/completeness']").inner_text(), "How much of the country stands behind it."
    who.page.locator("tr", has_text="Expected by model").locator("a").click()
    who.page.wait_for_load_state()
    rows = who.page.locator("table tbody tr")
    assert rows.count() >= 2 and "–" in rows.last.inner_text(), "Month by month, each with its interval."


def test_from_the_nation_to_an_entry(somebody):
    officer = somebody("officer.misti")
    officer.go("/nation/picture")
    page = officer.page
    page.locator("tr", has_text="Declared by senders").locator("a").first.click()
    for step in ["/nation/sites", "/nation/entries"]:
        page.wait_for_load_state()
        page.locator(f"table a[href^='{step}']").first.click()
    page.wait_for_load_state()
    assert "/nation/entries" in page.url and page.locator("table tbody tr").count() >= 1
    # What was treated opens to its loads, each with its note or lot, and they add up.
    officer.go("/nation/cells?fate=treated")
    page.locator("table a[href^='/nation/loads']").first.click()
    page.wait_for_load_state()
    assert page.locator(".notice.tone-good").count() == 1 and page.locator("table a[href^='/book/accounts/']").count() >= 1
    page.locator("table a[href^='/book/lots/']").first.click()
    page.wait_for_load_state()
    assert "/book/lots/" in page.url
    # What sites of a size generated opens to these sites.
    officer.go("/nation/groups?by=size")
    page.locator("table a[href^='/nation/cells']").first.click()
    page.wait_for_load_state()
    page.locator("table a[href^='/nation/sites'][href*='size=']").first.click()
    page.wait_for_load_state()
    assert page.locator("table a[href^='/nation/entries']").count() >= 1
    # A province's reports and outlets.
    officer.go(f"/nation/groups?by=province&from={month(1)}&to={month(1)}")
    page.locator("table a[href^='/nation/reports']").first.click()
    page.wait_for_load_state()
    assert page.locator("table a[href^='/returns/'], .empty").count() >= 1
    officer.go(f"/nation/outlets?province=18&month={month(1)}")
    assert page.locator("main h1").count() == 1


@pytest.mark.parametrize("by", ["sector", "size", "park", "month"])
def test_what_is_told_of_a_group_opens_to_its_sites(somebody, by):
    officer = somebody("officer.misti")
    page = officer.page
    officer.go(f"/nation/groups?by={by}&from={month(6)}&to={month(1)}")
    row = page.locator("table").last.locator("tbody tr", has=page.locator("a[href^='/nation/reports']")).last
    shown = number(row.locator("a[href^='/nation/reports']").first.inner_text())
    row.locator("a[href^='/nation/reports']").first.click()
    page.wait_for_load_state()
    assert number(page.locator("table tfoot td").first.inner_text()) == shown
    if page.locator("a[rel=next]").count() == 0:
        assert "Both sums agree" in page.inner_text("main")
    # One site's months add up to the site.
    officer.go(f"/nation/reports?from={month(6)}&to={month(1)}")
    site = page.locator("tbody tr", has=page.locator("a[href*='site=']")).first
    door = site.locator("td a[href*='site=']").first
    mass = number(door.inner_text())
    door.click()
    page.wait_for_load_state()
    assert number(page.locator("table tfoot td").first.inner_text().split("\n")[0]) == mass
    page.locator("td a[href^='/ghg/sites/']").first.click()
    page.wait_for_load_state()
    assert page.locator("main h1").count() == 1


def test_a_donor_sees_no_single_site(somebody):
    donor = somebody("donor")
    assert donor.page.goto(f"/nation/reports?province=12&month={month(1)}").status in (403, 404)
    assert donor.page.goto(f"/nation/outlets?province=12&month={month(1)}").status in (403, 404)
    donor.go("/nation/groups?by=province")
    assert donor.page.locator("table a[href^='/nation/reports']").count() == 0


def test_files_say_what_the_page_says(somebody):
    officer = somebody("officer.misti")
    span = f"from={month(6)}&to={month(1)}"
    officer.go(f"/nation/groups?by=month&{span}")
    page = officer.page
    shown = [number(page.locator("table tbody tr").nth(i).locator("td").first.inner_text()) for i in range(6)]
    text = fetched(officer, f"/nation/groups?by=month&{span}&format=csv").body().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["key"] for row in rows] == [month(6 - i) for i in range(6)]
    for row, figure in zip(rows, shown):
        assert abs(int(row["generated_g"]) / 1e6 - figure) <= 0.006 * figure + 0.05
    book = zipfile.ZipFile(io.BytesIO(fetched(officer, f"/nation/groups?by=month&{span}&format=xlsx").body()))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == 7 and rows[0]["generated_g"] in sheet
    drawing = fetched(officer, f"/nation/groups?by=province&{span}&format=svg").text()
    assert drawing.startswith("<svg") and drawing.count("<rect") > 5
    officer.page.set_content(drawing)
    assert officer.page.locator("svg text").count() > 5, "It opens by itself."
    for address in [f"/expected-waste?{span}", f"/nation/cells?fate=generated&{span}"]:
        assert len(list(csv.DictReader(io.StringIO(fetched(officer, address + "&format=csv").body().decode("utf-8-sig"))))) > 1


def test_a_signed_note_moves_the_figure_on_the_next_load(somebody):
    officer = somebody("officer.misti")

    def declared():
        text = fetched(officer, "/nation/groups?by=month&format=csv").body().decode("utf-8-sig")
        return sum(int(row["generated_g"]) for row in csv.DictReader(io.StringIO(text)))

    before = declared()
    haulier = somebody("haulier")
    page = haulier.page
    haulier.go("/today")
    doors = page.locator("a[href^='/notes/']").evaluate_all("all => [...new Set(all.map(a => a.getAttribute('href')))]")
    for door in filter(lambda address: re.fullmatch(r"/notes/\d+", address), doors):
        page.goto(door)
        if page.locator(f"a[href='{door}/take-over']").count():
            break
    else:
        pytest.fail("No load waits for this haulier.")
    page.click(f"a[href='{door}/take-over']")
    page.wait_for_load_state()
    plate = page.locator("main form input[name=plate]")
    if plate.count() and not plate.input_value():
        plate.fill("2A-1234")
    page.click("main form button.primary")
    page.wait_for_load_state()
    assert "In transit" in page.inner_text("main"), page.inner_text("main")[:500]
    assert declared() > before


def test_khmer_on_a_phone(somebody):
    officer = somebody("officer.misti", language="km", **PHONE)
    for address in ["/nation/picture", "/nation/groups?by=sector", "/nation/groups?by=month", "/expected-waste?from=" + month(4) + "&to=" + month(1),
                    "/nation/reports", "/nation/outlets", "/expected-waste/sites?month=" + month(1), "/returns/completeness?from=" + month(4) + "&to=" + month(1) + "&province=12",
                    "/returns/owed?show=owed&from=" + month(4) + "&to=" + month(1)]:
        officer.go(address)
        assert officer.page.evaluate("document.documentElement.scrollWidth") <= 360, address
        assert len(officer.page.content()) < 60_000, address
        assert not re.search(r"\b(Declared|Weighed|Expected|Wastewater|landfill)\b", officer.text()), address
