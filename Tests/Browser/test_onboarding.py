# SPDX-License-Identifier: Apache-2.0
"""A small firm comes in: the officer prints its letter, the owner claims it on a telephone, the officer approves, the owner works."""
import re

PASSWORD = "bright lotus 27 pond"


def letter_for_a_small_firm(officer):
    """Prints one letter on the officer's page; gives the firm's name and the code."""
    officer.go("/invitations")
    choice = officer.page.locator("label.choice", has_text="no letter yet").first
    name = choice.locator("span").first.inner_text().splitlines()[0]
    choice.click()
    officer.page.click("form#letters button.primary")
    officer.page.wait_for_load_state()
    sheets = officer.page.locator("article.print-sheet")
    assert sheets.count() == 1
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", sheets.first.inner_text()).group(0)
    assert officer.page.locator("article.print-sheet svg.qr").count() == 1
    paper = officer.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) == 1, "a letter fits one sheet of A4, and nothing else is printed"
    return name, code


def first_note(owner):
    """Issues the first load of a firm that was just claimed, everything typed or chosen by hand; gives how many fields that took."""
    page = owner.page
    touched = set()

    def typed(name, text):
        touched.add(name)
        page.fill(f"input[name='{name}']", text)

    def firm(field, words):
        found = page.locator(f"label:has-text('{words}') input[name={field}]")
        if found.count() == 0:
            typed(field + "-search", words)
            page.locator(f"button[name=search][value={field}]").first.click()
            page.wait_for_load_state()
        touched.add(field)
        page.locator(f"label:has-text('{words}') input[name={field}]").first.check()

    owner.go("/notes/new?lang=en")
    typed("line0.waste-search", "150102")
    page.wait_for_selector("input[name='line0.waste'][value='150102']")
    touched.add("line0.waste")
    page.check("input[name='line0.waste'][value='150102']")
    typed("line0.mass", "35")
    firm("receiver", "Bassac Recycling")
    firm("carrier", "Samaki Haulage")
    if page.input_value("select[name=intended]") == "":
        touched.add("intended")
        page.select_option("select[name=intended]", "R3")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    owner.tap("button[name=act][value=issue]:not(.unseen)")
    page.wait_for_url(re.compile(r"/notes/\d+"))
    assert re.search(r"BT-\d\d-\w{4}-\w{3}", page.inner_text("body"))
    return len(touched)


def test_a_small_firm_is_claimed_from_a_printed_letter(somebody):
    officer = somebody("officer.phnompenh", language="en", width=360, height=740)
    name, code = letter_for_a_small_firm(officer)

    owner = somebody(language="en", width=360, height=740)
    owner.go("/claim")
    owner.page.fill("input[name=code]", code.lower().replace("-", " "))
    owner.tap("form button.primary")
    assert name in owner.text() and "Is this your firm" in owner.text()
    owner.page.fill("input[name=display_name]", "ជា សុផល")
    owner.page.fill("input[name=phone]", "12")
    owner.page.fill("input[name=position]", "owner")
    owner.tap("form#claim button.primary")
    # All that is wrong at once, and nothing typed is lost.
    assert owner.page.locator(".problem-summary li").count() >= 3
    assert owner.page.input_value("input[name=display_name]") == "ជា សុផល"
    owner.page.fill("input[name=phone]", "០១២ ៥៥៥ ៧៧៧")
    owner.page.fill("input[name=password]", PASSWORD)
    owner.page.fill("input[name=again]", PASSWORD)
    owner.page.locator("label.choice").click()
    owner.tap("form#claim button.primary")
    assert "Your claim waits" in owner.text()
    assert owner.page.evaluate("document.documentElement.scrollWidth") <= 360

    def sign_in():
        owner.context.clear_cookies()
        owner.go("/sign-in?lang=en")
        owner.page.fill("input[name=name]", "012555777")
        owner.page.fill("input[name=password]", PASSWORD)
        owner.page.click("form[action='/sign-in'] button.primary")
        owner.page.wait_for_url(re.compile("/today"))

    sign_in()
    assert "You claimed" in owner.text() and name in owner.text()

    officer.go("/today?lang=en")
    assert "Somebody claims a firm" in officer.text()
    officer.go("/claims")
    officer.page.get_by_role("link", name=name).first.click()
    officer.page.wait_for_load_state()
    assert "tel:+85512555777" in officer.page.content()
    officer.page.locator(".primary-action button").first.click()
    officer.page.wait_for_url(re.compile("/claims$"))
    assert name not in officer.page.inner_text("main table, main .empty-state")

    sign_in()
    assert "You claimed" not in owner.text()
    assert first_note(owner) <= 12
    # The letter opens nothing for anybody else.
    stranger = somebody(language="en", width=360, height=740)
    stranger.go("/claim/" + code.replace("-", ""))
    assert "was claimed with this letter" in stranger.text() and stranger.page.locator("input[name=password]").count() == 0


def test_a_centre_enters_for_a_small_firm_which_confirms_by_a_code(somebody):
    centre = somebody("collector", language="en", width=360, height=740)
    centre.go("/behalf")
    assert "not confirmed yet" in centre.text()
    centre.page.get_by_role("link", name="Code for the firm").first.click()
    centre.page.wait_for_load_state()
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", centre.text()).group(0)
    assert centre.page.locator("svg.qr").count() == 1

    owner = somebody(language="en", width=360, height=740)
    owner.go("/confirm")
    owner.page.fill("input[name=code]", code.lower())
    owner.tap("form button.primary")
    assert "Is this right?" in owner.text() and "Tuol Champei" in owner.text()
    owner.tap("form#confirm button[value=dispute]")
    assert owner.page.locator(".problem-summary").count() == 1
    owner.tap("form#confirm button[value=confirm]")
    assert "confirmed by the firm" in owner.text()
    centre.go("/behalf")
    assert "confirmed by the firm" in centre.text()
