# SPDX-License-Identifier: Apache-2.0
"""A return's form saves itself at the server while somebody types, keeps what the network does not take, and shows what somebody else saved meanwhile."""
from playwright.sync_api import expect
from test_arrangement import PHONE, fits


def open_form(person):
    """The form of the month that runs, begun where it was not."""
    person.go("/returns")
    for href in reversed([link.get_attribute("href") for link in person.page.locator(".tasks li a.button").all()]):
        person.go(href)
        if "/returns/new" in person.page.url:
            person.tap(".primary-action button")
        if person.page.locator("input[name=workingDays]").count():
            return person.page.url.split("/edit")[0] + "/edit"
    raise AssertionError("no monthly return")


def state(person):
    return person.page.locator("[data-state]").inner_text()


def wait_for(person, word):
    expect(person.page.locator("[data-state]")).to_contain_text(word, timeout=15_000)


def test_what_is_typed_is_saved_by_itself_and_outlives_a_lost_network_and_a_closed_page(somebody):
    factory = somebody("factory", language="km", **PHONE)
    address = open_form(factory)
    page = factory.page
    page.fill("input[name=workingDays]", "21")
    wait_for(factory, "បានរក្សាទុកនៅម៉ោង")
    fits(factory)
    factory.picture("return-autosave-km")
    other = somebody("factory", language="km", **PHONE)
    other.go(address)
    assert other.page.input_value("input[name=workingDays]") == "21", "It stands at the server, without any button."
    # The network is lost: it says so, and keeps it; once it is back, it is saved.
    factory.context.set_offline(True)
    page.fill("input[name=workingDays]", "22")
    wait_for(factory, "គ្មានបណ្តាញ")
    fits(factory)
    factory.context.set_offline(False)
    wait_for(factory, "បានរក្សាទុកនៅម៉ោង")
    other.go(address)
    assert other.page.input_value("input[name=workingDays]") == "22"
    # Typed without network, and the page is closed: it is there when the page is opened again, and is saved then.
    factory.context.set_offline(True)
    page.fill("input[name=workingDays]", "23")
    page.wait_for_timeout(300)
    page.close()
    factory.context.set_offline(False)
    factory.page = page = factory.context.new_page()
    page.goto(address)
    assert page.input_value("input[name=workingDays]") == "23" and page.locator(".restored").is_visible()
    wait_for(factory, "បានរក្សាទុកនៅម៉ោង")
    other.go(address)
    assert other.page.input_value("input[name=workingDays]") == "23"
    # Nothing was sent to officers.
    factory.go(address.replace("/edit", ""))
    assert page.locator(f"a[href$='/edit']").count() >= 1


def test_what_cannot_be_read_yet_waits_and_the_rest_is_saved(somebody):
    factory = somebody("factory.preparer", language="en", **PHONE)
    address = open_form(factory)
    page = factory.page
    page.fill("input[name=electricityGrid]", "1.240")
    page.fill("input[name=workingDays]", "19")
    wait_for(factory, "Saved at")
    assert "but for this" in state(factory)
    other = somebody("factory.preparer", language="en", **PHONE)
    other.go(address)
    assert other.page.input_value("input[name=workingDays]") == "19" and other.page.input_value("input[name=electricityGrid]") != "1.240"
    # The button at once after typing meets no version of its own.
    page.fill("input[name=electricityGrid]", "1240")
    page.wait_for_timeout(2990)
    page.locator("button[name=then][value=stay]").last.click()
    expect(page.locator(".toast")).to_be_visible()
    assert page.locator(".problem-summary").count() == 0
    assert page.input_value("input[name=electricityGrid]") == "1240"


def test_what_somebody_else_saved_is_shown_and_nothing_is_lost(somebody):
    first = somebody("factory", language="en", **PHONE)
    address = open_form(first)
    second = somebody("factory.preparer", language="vi", **PHONE)
    second.go(address)
    first.page.fill("input[name=workingDays]", "17")
    wait_for(first, "Saved at")
    second.page.fill("input[name=workersMen]", "44")
    wait_for(second, "người khác đã lưu")
    fits(second)
    second.tap("[data-again] a")
    assert second.page.input_value("input[name=workingDays]") == "17", "What the other saved is there,"
    assert second.page.input_value("input[name=workersMen]") == "44", "and so is what was typed."
    assert "Có người đã lưu" in state(second)
    second.page.fill("input[name=workersMen]", "45")
    wait_for(second, "Đã lưu lúc")
    first.go(address)
    assert first.page.input_value("input[name=workersMen]") == "45" and first.page.input_value("input[name=workingDays]") == "17"


def test_the_form_saves_without_script_as_before(browser, somebody, server):
    factory = somebody("factory", language="en")
    address = open_form(factory)
    context = browser.new_context(java_script_enabled=False, base_url=server.url, storage_state=factory.context.storage_state())
    page = context.new_page()
    page.goto(address)
    page.fill("input[name=workingDays]", "16")
    page.locator("button[name=then][value=stay]").last.click()
    assert page.input_value("input[name=workingDays]") == "16"
    context.close()
