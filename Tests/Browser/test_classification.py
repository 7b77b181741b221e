# SPDX-License-Identifier: Apache-2.0
"""A site that was written into the wrong province is corrected by an officer, and the nation's figures are told as they were known before."""
import datetime
import sqlite3
import subprocess

from conftest import BINARY
from test_arrangement import PHONE, fits, plain
from test_every_page import CHECK


def looks_well(who, language):
    faults = who.page.evaluate(CHECK, [language, True])
    assert not faults, f"{who.page.url}: " + "\n".join(faults)


def test_an_officer_corrects_a_province_and_reads_what_was_known(somebody, server):
    with sqlite3.connect(server.database) as db:
        site, firm, province = db.execute(
            "SELECT s.id, s.organisation, s.province FROM membership m JOIN person_profile p ON p.person = m.person JOIN site s ON s.organisation = m.organisation"
            " WHERE p.sign_in_name = 'factory' LIMIT 1").fetchone()
    other = "12" if province != "12" else "08"
    officer = somebody("officer.misti", language="en", **PHONE)
    page = officer.page
    officer.go(f"/registry/organisations/{firm}")
    officer.tap(f"a[href='/registry/sites/{site}/classification']")
    fits(officer)
    page.locator("input[name=what]").nth(1).check()
    page.select_option("select[name=province]", other)
    # Without a reason nothing is shown, and nothing that was chosen is lost.
    officer.tap("form#classification .primary-action button")
    assert "Say why" in plain(officer) and page.input_value("select[name=province]") == other
    page.fill("textarea[name=reason]", "Licence 12/2026 names this province")
    officer.tap("form#classification .primary-action button")
    fits(officer)
    said = plain(officer)
    assert "Generated" in said and "Sums of the nation stay as they are" in said
    officer.picture("classification-preview")
    officer.tap("section.confirm button.primary")
    assert "Licence 12/2026 names this province" in plain(officer)
    fits(officer)

    factory = somebody("factory", language="km", **PHONE)
    factory.go(f"/registry/sites/{site}/classification")
    assert "Licence 12/2026 names this province" in factory.text() and factory.page.locator("form#classification").count() == 0
    looks_well(factory, "km")

    ended = (datetime.date.today().replace(day=1) - datetime.timedelta(days=1)).strftime("%Y-%m")
    for language, words in [("en", "Came later"), ("vi", "Đến sau"), ("km", "មកក្រោយ")]:
        for address in [f"/nation?known={ended}", f"/nation/provinces?known={ended}", f"/nation/cells?known={ended}&later=yes&fate=generated"]:
            officer.go(f"{address}&lang={language}")
            fits(officer)
            looks_well(officer, language)
            if "cells" not in address:
                assert words in officer.text()
    officer.picture("known-km", height=900)
    # From what came later down to its parts.
    officer.go(f"/nation?known={ended}&lang=en")
    officer.page.locator("a[href*='later=yes']").first.click()
    assert "recorded after the end of" in plain(officer)
    for language in ["en", "vi", "km"]:
        factory.go(f"/book/sites/{site}/known?lang={language}")
        fits(factory)
        looks_well(factory, language)
    verified = subprocess.run([BINARY, "verify", "--database", server.database], capture_output=True, text=True)
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_numbers_of_entries_that_came_later_open_down_to_them(somebody, server):
    with sqlite3.connect(server.database) as db:
        occurred, = db.execute("SELECT max(occurred) FROM late_entry WHERE compartment = 3 AND entries > 0").fetchone()
    month = f"{occurred // 12}-{occurred % 12 + 1:02}"
    officer = somebody("officer.misti", language="km", **PHONE)
    page = officer.page

    def opens(selector):
        return page.locator(selector).evaluate_all("links => links.map(link => link.getAttribute('href'))")

    for tab in ["/nation", "/nation/provinces"]:
        officer.go(f"{tab}?known={month}&from={month}&to={month}&lang=km")
        fits(officer)
        looks_well(officer, "km")
        assert "ចំនួនកំណត់ត្រាមកក្រោយ" in officer.text()
    officer.go(f"/nation?known={month}&from={month}&to={month}&lang=en")
    door = page.locator("a[href*='/nation/sites'][href*='later=yes']").first
    told = int(door.text_content())
    officer.go(door.get_attribute("href"))
    entries = 0
    for province in opens("a[href*='/nation/sites'][href*='province=']"):
        officer.go(province)
        for site in opens("a[href*='/nation/entries']"):
            officer.go(site)
            fits(officer)
            entries += page.locator(".table tbody tr").count()
    assert told == entries > 0


def test_a_copy_is_the_same_and_refuses_what_is_not_empty(server, tmp_path):
    source, target = tmp_path / "source.db", tmp_path / "copy.db"
    with sqlite3.connect(server.database) as db, sqlite3.connect(source) as copy:
        db.backup(copy)
    command = [BINARY, "copy", "--from", source, "--to", target]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "The copy is sound" in done.stdout and "The source is sound" in done.stdout
    with sqlite3.connect(source) as one, sqlite3.connect(target) as two:
        tables = [row[0] for row in one.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('schema_migration', 'node_lease', 'seal_lease')")]
        for table in tables:
            assert sorted(one.execute(f"SELECT * FROM {table}"), key=repr) == sorted(two.execute(f"SELECT * FROM {table}"), key=repr), table
    again = subprocess.run(command, capture_output=True, text=True)
    assert again.returncode == 1 and "holds rows already" in again.stderr
    itself = subprocess.run([BINARY, "copy", "--from", source, "--to", source], capture_output=True, text=True)
    assert itself.returncode == 1 and "onto itself" in itself.stderr
    missing = subprocess.run([BINARY, "copy", "--from", tmp_path / "none.db", "--to", target], capture_output=True, text=True)
    assert missing.returncode == 1 and "no database" in missing.stderr
    gone = subprocess.run([BINARY, "copy", "--from", source, "--to", "postgres://nobody@127.0.0.1:1/none"], capture_output=True, text=True)
    assert gone.returncode == 1 and gone.stderr.strip()
    assert subprocess.run([BINARY, "copy", "--from", source], capture_output=True, text=True).returncode == 2
