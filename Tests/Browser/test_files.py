# SPDX-License-Identifier: Apache-2.0
"""Files on a phone of 360 px in Khmer: a workbook with faults comes back marked, is answered and fills drafts; a laboratory's file is taken in."""
import datetime
import io
import re
import subprocess
import zipfile

from conftest import BINARY
from test_arrangement import PHONE, fits


def month(before):
    day = datetime.date.today().replace(day=1)
    for _ in range(before):
        day = (day - datetime.timedelta(days=1)).replace(day=1)
    return day.strftime("%Y-%m")


def answer(page, name, value):
    """Answers a question by the text of its field."""
    field = page.locator(".field").filter(has_text=name)
    radio = field.locator(f"input[value='{value}']")
    if radio.count():
        return radio.first.check()
    return field.locator("select").first.select_option(value)


def run(what):
    return subprocess.run([BINARY, *what], capture_output=True, text=True)


def test_a_workbook_with_faults_comes_back_marked(somebody):
    factory = somebody("factory", language="km", **PHONE)
    page = factory.page
    factory.go("/returns")
    fits(factory)
    page.click("a[href^='/returns/import']")
    page.wait_for_load_state()
    fits(factory)
    assert page.locator("a[href*='/returns/sets/factoryMonthly/template']:not([href*='filled'])").count() == 2
    sheet = f"Month,Working days,Diesel (L),Fuelwood ton,Boiler house\n{month(1)},24,\"2.480\",11.8,7\n{month(40)},25,90,3,1\n"
    page.set_input_files("input[name=file]", {"name": "figures.csv", "mimeType": "text/csv", "buffer": sheet.encode()})
    factory.tap("form#import button.primary")
    assert re.search(r"/returns/files/\d+", page.url)
    fits(factory)
    with page.expect_download() as waiting:
        page.click("a[href$='/marked']")
    copy = zipfile.ZipFile(io.BytesIO(open(waiting.value.path(), "rb").read()))
    comments = copy.read("xl/comments1.xml").decode()
    # The month that nobody owes, the unit, the column and the separator: each cell bears its sentence in Khmer.
    for cell in ["A3", "C2", "D1", "E1"]:
        assert f'ref="{cell}"' in comments, comments
    assert "ក្រឡា" in comments
    answer(page, "Boiler house", "-")
    page.locator("select[name^=unit]").first.select_option("t")
    answer(page, "2.480", "groups")
    factory.tap("form#answers button.primary")
    fits(factory)
    # One row is good, the other month is not owed: the good one fills a draft.
    page.click("form[action$='/take'] button")
    page.wait_for_load_state()
    fits(factory)
    page.locator("tbody a[href^='/returns/']").first.click()
    page.wait_for_load_state()
    page.click(".primary-action a[href$='/edit']")
    page.wait_for_load_state()
    assert page.input_value("input[name=diesel]") == "2480"
    assert page.input_value("input[name=workingDays]") == "24"
    # Sent again next month, nothing of it is asked any more.
    factory.go("/returns/import")
    page.set_input_files("input[name=file]", {"name": "again.csv", "mimeType": "text/csv", "buffer": sheet.encode()})
    factory.tap("form#import button.primary")
    assert page.locator("input[type=radio]").count() == 0


def test_a_laboratory_file_is_asked_about_and_taken(somebody):
    factory = somebody("factory", language="km", **PHONE)
    page = factory.page
    factory.go("/discharge/import")
    fits(factory)
    day = datetime.date.today() - datetime.timedelta(days=40)
    rows = [f"OUT-1;{day:%d/%m/%Y};Journey Laboratory;Zinc;0,182;mg/L", f"OUT-1;{day:%d/%m/%Y};Journey Laboratory;Kryptonite;1;mg/L"]
    text = "outlet;sampled_on;laboratory;parameter;value;unit\n" + "\n".join(rows) + "\n"
    page.set_input_files("input[name=file]", {"name": "lab.csv", "mimeType": "text/csv", "buffer": text.encode()})
    factory.tap("form#import button.primary")
    fits(factory)
    for name, value in [("separator", "decimals"), ("dayOrder", "day")]:
        if page.locator(f"input[name={name}]").count():
            page.locator(f"input[name={name}][value={value}]").check()
    factory.tap("form#answers button.primary")
    fits(factory)
    with page.expect_download() as waiting:
        page.click("a[href$='/marked']")
    assert zipfile.ZipFile(waiting.value.path()).testzip() is None
    page.click("form[action$='/take'] button")
    page.wait_for_load_state()
    fits(factory)
    assert page.url.split("?")[0].endswith("/discharge/results")
    assert "0,182" in page.inner_text("main") or "0.182" in page.inner_text("main")


def test_an_estimate_without_its_ends_is_asked_about_accepted_and_given_out_again(somebody, server, tmp_path):
    factory = somebody("factory", language="km", **PHONE)
    page = factory.page
    factory.go("/returns/import")
    heads = "ខែ,ទឹកម៉ាស៊ីន (m3),ទឹកកខ្វក់ទៅលូ ឬស្ថានីយនៃតំបន់ (m3),របៀបដឹងបរិមាណទឹកកខ្វក់"
    sheet = f"{heads}\n{month(0)},1000,800,តុល្យភាពទឹក៖ វិក្កយបត្រ\n"
    page.set_input_files("input[name=file]", {"name": "sewer.csv", "mimeType": "text/csv", "buffer": sheet.encode()})
    factory.tap("form#import button.primary")
    fits(factory)
    page.check("input[value='accept waterBalance']")
    factory.tap("form#answers button.primary")
    fits(factory)
    # Nothing is open any more, so that the drafts are filled by the one button at the foot.
    factory.tap("form[action$='/take'] button")
    page.locator("tbody a[href^='/returns/']").first.click()
    page.wait_for_load_state()
    fits(factory)
    for said in ["700", "950", "តុល្យភាពទឹក", "វិក្កយបត្រ"]:
        assert said in page.inner_text("main"), said
    factory.go("/returns/import")
    fits(factory)
    with page.expect_download() as waiting:
        page.click("a[href*='/returns/sets/factoryMonthly/template'][href*='filled'][href*='csv']")
    filled = tmp_path / "filled.csv"
    waiting.value.save_as(filled)
    assert ",800,700,950," in filled.read_text("utf-8-sig")
    # The same file, sent in again at the command line, has nothing to change; a figure more is asked about with what it could be.
    number = filled.read_text("utf-8-sig").splitlines()[1].split(",")[0]
    ours = ["--database", server.database, "--organisation", number, "--language", "en"]
    again = run(["import", "return", filled, "--set", "factoryMonthly", "--dry-run", *ours])
    assert again.returncode == 0 and " 0 would fill a draft" in again.stdout, again.stdout + again.stderr
    other = tmp_path / "other.csv"
    other.write_text(sheet.replace(",1000,800,", ",2000,1500,"))
    asked = run(["import", "return", other, "--set", "factoryMonthly", "--dry-run", *ours])
    assert asked.returncode != 0 and "1400 to 1900" in asked.stdout, asked.stdout + asked.stderr
    for says in ["accept waterBalance", "1300 to 1900"]:
        sure = run(["import", "return", other, "--set", "factoryMonthly", "--dry-run", "--cell", f"1!D2={says}", *ours])
        assert sure.returncode == 0, sure.stdout + sure.stderr
    figures = run(["export", "returns", "--from", month(0), "--to", month(0), *ours]).stdout
    assert ",800,m3,estimated,800000000,mL,typed,700,950,700000000,950000000,waterBalance,វិក្កយបត្រ" in figures, figures
