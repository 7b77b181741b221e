# SPDX-License-Identifier: Apache-2.0
"""Rules as data: an officer fixes a legal figure with its source, and a factory sends canteen waste off without a driver's signature."""
import re
import subprocess

from conftest import BINARY
from test_arrangement import PHONE, choose_firm, fits, plain


def test_an_officer_fixes_a_legal_figure_with_its_source(somebody, server):
    officer = somebody("officer.moe", language="en", **PHONE)
    page = officer.page
    officer.go("/policies")
    fits(officer)
    officer.tap("a[href='/policies/treatWithinDays']")
    fits(officer)
    officer.tap("form#rule .primary-action button")
    # Nothing chosen: every problem is told at once.
    assert page.locator(".problem-summary li").count() == 5
    page.check("input[name=scope][value=hazardous]")
    page.fill("input[name=value]", "forty-five")
    page.check("input[name=standing][value=official]")
    page.fill("input[name=source]", "Prakas on hazardous waste, article 9, 2 May 2026")
    page.fill("input[name=valid_from]", "2026-06-01")
    officer.tap("form#rule .primary-action button")
    assert page.input_value("input[name=value]") == "forty-five" and page.is_checked("input[name=scope][value=hazardous]")
    page.fill("input[name=value]", "45")
    officer.tap("form#rule .primary-action button")
    assert page.url.endswith("/policies")
    fits(officer)
    stranger = somebody(None, language="en", **PHONE)
    stranger.go("/policies")
    said = plain(stranger)
    assert "Prakas on hazardous waste, article 9" in said and "45 days" in said and "official" in said
    verified = subprocess.run([BINARY, "verify", "--database", server.database], capture_output=True, text=True)
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_mixed_waste_leaves_without_a_drivers_signature(somebody, server):
    factory = somebody("factory", language="en", **PHONE)
    page = factory.page
    factory.go("/notes/new")
    page.fill("input[name='line0.waste-search']", "200301")
    page.wait_for_selector("input[name='line0.waste'][value='200301']")
    page.check("input[name='line0.waste'][value='200301']")
    page.fill("input[name='line0.mass']", "85")
    choose_firm(factory, "carrier", "Samaki Haulage")
    choose_firm(factory, "receiver", "Kampong Thnaot Landfill")
    page.select_option("select[name=intended]", "D1")
    factory.tap("button[name=act][value=issue]:not(.unseen)")
    path = re.search(r"/notes/\d+", page.url).group(0)
    fits(factory)
    assert "asks no driver" in plain(factory) or "ask no driver" in plain(factory)
    for language, words in [("vi", "Hàng đã rời đi"), ("km", "បន្ទុកបានចាកចេញ")]:
        factory.go(f"{path}/take-over?lang={language}")
        fits(factory)
        assert words in factory.text()
    factory.picture("load-left-km", height=740)
    factory.tap("form#step .primary-action button")
    factory.go(f"{path}?lang=en")
    assert "In transit" in plain(factory)
    haulier = somebody("haulier", language="en", **PHONE)
    haulier.go(path)
    assert "In transit" in plain(haulier)


def test_rules_go_out_and_come_back_at_the_command_line(tmp_path):
    database = str(tmp_path / "rules.db")

    def run(*words):
        return subprocess.run([BINARY, *words, "--database", database], capture_output=True, text=True)

    assert run("migrate").returncode == 0
    out = run("export", "rules")
    assert out.returncode == 0 and out.stdout.startswith("country,waste_class,key,value,standing,source,valid_from")
    again = tmp_path / "again.csv"
    again.write_text(out.stdout)
    assert run("import", "rules", str(again)).returncode == 1, "nothing is new in it"
    head = out.stdout.splitlines()[0]
    again.write_text(f"{head}\nKH,hazardous,treatWithinDays,45,official,Prakas article 9,2026-06-01\nKH,hazardous,treatWithinDays,much,official,,\n")
    wrong = run("import", "rules", str(again))
    assert wrong.returncode == 1 and "line 3" in wrong.stderr + wrong.stdout and "45" not in run("export", "rules").stdout
    again.write_text(f"{head}\nKH,hazardous,treatWithinDays,45,official,Prakas article 9,2026-06-01\n")
    assert run("import", "rules", str(again)).returncode == 0
    assert "KH,hazardous,treatWithinDays,45,official,Prakas article 9,2026-06-01" in run("export", "rules").stdout
