# SPDX-License-Identifier: Apache-2.0
"""Several returns sent with one word, on a phone of 360 px in Khmer and at the command line: from a file of three months to the one that must be explained."""
import re
import sqlite3
import subprocess

from conftest import BINARY
from test_arrangement import PHONE, fits
from test_files import month

HEAD = "Month,Vehicles in use (pcs),Trips made (pcs),Waste carried (t),Distance driven (km),Spills and accidents (pcs),Diesel (L),Waste in store on the last day (kg)\n"


def months(*, first=4):
    """Three months of a haulier; in the last the diesel is a thousandth of what it was."""
    rows = [("2000", 41), ("2050", 40), ("2.05", 42)]
    return "".join(f"{month(first - place)},6,{trips},90,5200,0,{diesel},0\n" for place, (diesel, trips) in enumerate(rows))


def test_two_of_three_months_are_sent_at_once_and_the_third_is_explained(somebody):
    haulier = somebody("haulier", language="km", **PHONE)
    page = haulier.page
    haulier.go("/returns/import")
    page.set_input_files("input[name=file]", {"name": "months.csv", "mimeType": "text/csv", "buffer": (HEAD + months()).encode()})
    haulier.tap("form#import button.primary")
    assert page.locator("form#answers .field").count() == 0 or page.locator("form[action$='/take']").count() == 1, page.inner_text("main")
    page.click("form[action$='/take'] button")
    page.wait_for_load_state()
    fits(haulier)
    page.click("a[href='/returns/send']")
    page.wait_for_load_state()
    fits(haulier)
    assert page.locator("input[name=pick]").count() == 3, page.inner_text("main")
    # Not without the word that they are right; the ticks stay.
    page.locator("input[name=all]").check()
    haulier.tap("form#send button.primary")
    fits(haulier)
    assert page.locator("input[name=all]").is_checked() and page.locator(".problem-summary").count() == 1
    page.locator("input[name=confirm]").check()
    haulier.tap("form#send button.primary")
    fits(haulier)
    # Two went; the third, held against them, asks for a reason and says so by name.
    assert page.locator(".notice.tone-good").count() == 1, page.inner_text("main")
    doors = page.locator("#not-sent ~ ul a")
    assert doors.count() == 1
    assert page.locator("input[name=pick]").count() == 0
    doors.first.click()
    page.wait_for_load_state()
    page.locator("form#send textarea").first.fill("ឡានបានជួសជុលពេញមួយខែ")
    if page.locator("input[name=confirm]").count():
        page.locator("input[name=confirm]").check()
    page.locator("form#send button.primary").click()
    page.wait_for_load_state()
    assert re.search(r"/returns/\d+(\?|$)", page.url), page.url
    haulier.go("/returns/send")
    fits(haulier)
    assert page.locator("tbody tr").count() == 0, page.inner_text("main")


def test_the_command_line_sends_what_is_ready_and_names_the_rest(server, tmp_path):
    with sqlite3.connect(f"file:{server.database}?mode=ro", uri=True) as db:
        firms = db.execute(
            "SELECT o.registration_number FROM organisation o JOIN site s ON s.organisation = o.id JOIN return_owed w ON w.site = s.id WHERE w.data_set = 'haulier'"
            " AND w.is_owed = 1 AND w.sent_day = 0 AND w.state = 0 GROUP BY o.id HAVING count(*) > 4 ORDER BY o.id LIMIT 1").fetchone()
    file = tmp_path / "months.csv"
    file.write_text(HEAD + months())

    def run(*arguments):
        return subprocess.run(
            [BINARY, "import", "return", str(file), "--organisation", firms[0], "--database", str(server.database), *arguments], capture_output=True, text=True)

    assert run("--send", "--dry-run").returncode == 2
    unsaid = run("--send")
    assert unsaid.returncode == 1 and "0 returns were sent, 3 were not" in unsaid.stdout, unsaid.stdout + unsaid.stderr
    sent = run("--send", "--confirm")
    assert sent.returncode == 1 and "2 returns were sent, 1 were not" in sent.stdout, sent.stdout + sent.stderr
    assert f"{month(2)}: not sent." in sent.stdout
    verified = subprocess.run([BINARY, "verify", "--database", str(server.database)], capture_output=True, text=True)
    assert verified.returncode == 0, verified.stdout
