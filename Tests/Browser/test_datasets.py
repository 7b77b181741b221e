# SPDX-License-Identifier: Apache-2.0
"""An officer loads a newer data set with one figure more; the factory's return of that month asks for it, the one of the month before does not."""
import datetime
import pathlib
import shutil
import subprocess
import tempfile

import pytest
from conftest import BINARY, Server, Somebody
from test_arrangement import PHONE, fits, plain


@pytest.fixture(scope="module")
def own_server():
    """What is asked of everybody changes here: a server for this file alone."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="baitong-datasets-"))
    running = Server(folder)
    yield running
    running.stop()
    shutil.rmtree(folder, ignore_errors=True)


def exported(server, kind):
    command = [BINARY, "export", "datasets", kind, "--database", server.database]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.lstrip("\ufeff").splitlines()


def files(server, first_day, field="compostMade"):
    """Version 2 of the factory's month with one figure more, from a day on."""
    head, *rows = exported(server, "fields")
    own = [row.replace("factoryMonthly,1,", "factoryMonthly,2,", 1) for row in rows if row.startswith("factoryMonthly,1,")]
    more = f"factoryMonthly,2,{field},waste,mass,kg;t,,1,,typed,weighed,9000,Compost made,ជីកំប៉ុស្តិ៍ដែលបានផលិត,Phân ủ đã làm"
    fields = "\n".join([head] + own + [more]) + "\n"
    sets = exported(server, "sets")[0] + f"\nfactoryMonthly,2,{first_day},,month,factory,sent,0,assumed,A sub-decree to come,low,,,\n"
    return sets, fields


def given(name, text):
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


def test_an_officer_loads_a_newer_data_set_and_the_months_return_asks_by_it(browser, own_server):
    first_day = datetime.date.today().replace(day=1).isoformat()
    sets, fields = files(own_server, first_day)
    factory = Somebody(browser, own_server, "factory", language="km", **PHONE)
    # The month before is begun by what is asked then.
    factory.go("/returns")
    links = [link.get_attribute("href") for link in factory.page.locator(".tasks li a.button").all()]
    monthly = [href for href in links if "factoryMonthly" in href or "/edit" in href]
    factory.go(monthly[0])
    if "/returns/new" in factory.page.url:
        factory.tap(".primary-action button")
    before = factory.page.url

    officer = Somebody(browser, own_server, "officer.moe", language="km", **PHONE)
    officer.go("/returns/sets")
    fits(officer)
    officer.page.locator("summary").last.click()
    form = officer.page.locator("form#datasets")
    form.locator("input[name='data_sets.csv']").set_input_files(given("sets.csv", sets.replace(first_day, "tomorrow")))
    form.locator("input[name='data_fields.csv']").set_input_files(given("fields.csv", fields))
    form.locator("button[value=check]").click()
    officer.page.wait_for_load_state()
    fits(officer)
    assert "tomorrow" in officer.page.locator(".problem-summary").inner_text(), "The fault is named with its line."
    officer.page.locator("input[name='data_sets.csv']").set_input_files(given("sets.csv", sets))
    officer.page.locator("input[name='data_fields.csv']").set_input_files(given("fields.csv", fields))
    officer.page.locator("form#datasets button[value=check]").click()
    officer.page.wait_for_load_state()
    fits(officer)
    assert "ជីកំប៉ុស្តិ៍ដែលបានផលិត" in plain(officer), "It says what would be asked newly."
    officer.picture("data-sets-change-km")
    officer.tap("form#load .primary-action button")
    fits(officer)
    said = plain(officer)
    assert "data_sets.csv" in said and "datasets-1" in said
    officer.picture("data-sets-km", height=2400)
    wide = Somebody(browser, own_server, "officer.moe", language="en")
    wide.go("/returns/sets")
    assert wide.page.evaluate("document.documentElement.scrollWidth") <= 1280
    wide.picture("data-sets", height=1600)

    factory.go(before)
    assert factory.page.locator("input[name=compostMade]").count() == 0, "What was begun keeps its version."
    factory.go("/returns")
    for href in [link.get_attribute("href") for link in factory.page.locator(".tasks li a.button").all()]:
        if "factoryMonthly" in href and first_day[:7] in href:
            factory.go(href)
    if "/returns/new" in factory.page.url:
        factory.tap(".primary-action button")
    fits(factory)
    box = factory.page.locator("input[name=compostMade]")
    assert box.count() == 1 and "ជីកំប៉ុស្តិ៍ដែលបានផលិត" in plain(factory)
    box.fill("12,5")
    factory.page.locator("button[name=then][value=stay]").last.click()
    factory.page.wait_for_load_state()
    assert factory.page.input_value("input[name=compostMade]").replace(".", ",") == "12,5"
    for person in [factory, officer, wide]:
        person.close()


def test_the_command_line_tries_loads_and_refuses(own_server, tmp_path):
    sets, fields = files(own_server, "2030-01-01", "peatMade")
    sets = sets.replace("factoryMonthly,2,", "factoryMonthly,3,")
    fields = fields.replace("factoryMonthly,2,", "factoryMonthly,3,").replace("Compost made", "Peat made")
    (tmp_path / "sets.csv").write_text(sets)
    (tmp_path / "fields.csv").write_text(fields)
    command = [BINARY, "import", "datasets", "--sets", tmp_path / "sets.csv", "--fields", tmp_path / "fields.csv", "--database", own_server.database]
    tried = subprocess.run(command + ["--dry-run"], capture_output=True, text=True)
    assert tried.returncode == 0 and "Peat made" in tried.stdout and "dry run" in tried.stdout, tried
    assert not any("peatMade" in row for row in exported(own_server, "fields"))
    assert subprocess.run(command, capture_output=True, text=True).returncode == 0
    assert any("peatMade" in row for row in exported(own_server, "fields"))
    (tmp_path / "sets.csv").write_text(sets.replace("2030-01-01", "2031-01-01"))
    refused = subprocess.run(command, capture_output=True, text=True)
    assert refused.returncode == 1 and "data_sets.csv" in refused.stderr and "2031-01-01" in refused.stderr, refused
