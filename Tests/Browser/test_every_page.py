# SPDX-License-Identifier: Apache-2.0
"""Opens every address in three languages at two widths and fails on sideways scroll, foreign words, or targets too small to tap."""
import datetime
import json
import subprocess

import pytest
from conftest import BINARY
from playwright.sync_api import Error as PlaywrightError

# What looks at a page as a person's eyes and fingers would. `lang="en"` marks words that have no name in the page's language yet;
# codes, numbers, addresses and names of firms are not words of a language.
CHECK = r"""
([language, narrow]) => {
  const faults = [];
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) faults.push(`scrolls sideways by ${wide} px`);
  const shown = (element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return box.width > 1 && box.height > 1 && style.visibility !== 'hidden' && style.display !== 'none' && box.bottom > -500;
  };
  for (const hole of new Set(document.body.innerText.match(/[{][a-z][A-Za-z]*[}]/g) || [])) faults.push(`nothing fills ${hole}`);
  for (const table of document.querySelectorAll('.table.list')) {
    const over = table.scrollWidth - table.parentElement.clientWidth;
    if (over > 0) faults.push(`a list is ${over} px wider than its place`);
  }
  if (narrow) {
    for (const element of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
      if (!shown(element) || element.closest('svg') || element.matches('.skip, .unseen, [tabindex="-1"]')) continue;
      // A checkbox or radio is tapped by its label; a link inside running text is exempt (WCAG 2.5.8).
      const target = ['checkbox', 'radio', 'file'].includes(element.type) ? element.closest('label') || element : element;
      if (element.tagName === 'A' && getComputedStyle(element).display === 'inline' && element.closest('p, li, td, dd, h1, h2, figcaption, .lead')) continue;
      const box = target.getBoundingClientRect();
      if (Math.round(box.height) < 48) faults.push(`${element.tagName} "${(element.innerText || element.name || element.value || '').trim().slice(0, 30)}" is ${Math.round(box.height)} px high`);
    }
  }
  // What is folded away is nowhere yet.
  const [tabs, button] = ['.tabs', '.primary-action'].map((name) => [...document.querySelectorAll(name)]
    .find((element) => getComputedStyle(element).position === 'fixed' && element.checkVisibility())?.getBoundingClientRect());
  if (narrow && tabs && button && button.bottom > tabs.top + 2) faults.push(`the tabs lie ${Math.round(button.bottom - tabs.top)} px over the button of the page`);
  // A book scrolls inside its own frame; what its rows are called stays, and leaves room for figures.
  for (const frame of narrow ? document.querySelectorAll('.table-frame') : []) {
    const first = frame.querySelector('tbody th');
    if (first && first.getBoundingClientRect().width > frame.clientWidth * 0.6) faults.push('a book shows no figure beside the names of its rows');
  }
  for (const left of document.body.innerText.match(/\{[a-zA-Z]+\}/g) || []) faults.push(`a sentence lacks its fact: ${left}`);
  if (language === 'km') {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const parent = node.parentElement;
      if (!parent || ['SCRIPT', 'STYLE', 'CODE'].includes(parent.tagName) || parent.closest('[lang=en], [lang=vi], [translate=no]') || !shown(parent)) continue;
      const words = node.textContent.match(/[A-Za-z]{3,}(?:[ '][A-Za-z]{2,})+/g) || [];
      for (const word of words) faults.push(`English left: "${word}"`);
    }
  }
  return [...new Set(faults)];
}
"""

# By what they sign in; a stranger does not.
PEOPLE = {"factory": "factory", "gate": "gate", "officer": "officer.misti", "stranger": None}

# What somebody without account types and follows: found, not found, and refused.
TYPED_BY_STRANGERS = [
    "/licences?q=samaki", "/licences?q=2024-520", "/licences?q=nobody", "/waste?q=fabric", "/waste?q=20", "/waste?q=y48", "/waste?q=nothing-like-it",
    "/s/0000-0000", "/claim?code=0000-0000-0001", "/claim/000000000000", "/confirm?code=0000-0001", "/confirm/00000000", "/n/BT-26-0000-000",
    "/r/0000-0000", "/p/BP-26-0000-000", "/p/nonsense", "/no-such-page", "/sign-in?next=%2Fnotes", "/sign-in/code?code=0000-0000",
]


def addresses():
    """Every GET address of the program, parameters filled with things of the demonstration."""
    out = subprocess.run([BINARY, "routes"], capture_output=True, text=True, check=True).stdout
    return [row["pattern"] for row in json.loads(out) if row["method"] == "GET"]


def filled(pattern, things):
    for name, value in things.items():
        pattern = pattern.replace(f":{name}", value)
    return None if ":" in pattern or "*" in pattern else pattern


@pytest.fixture(scope="session")
def things(server):
    """One of each thing that an address may name, per person who may see it."""
    import sqlite3

    with sqlite3.connect(server.database) as db:
        def one(query, *values):
            row = db.execute(query, values).fetchone()
            return str(row[0]) if row else "0"

        def organisation(name):
            return int(one("SELECT m.organisation FROM membership m JOIN person_profile p ON p.person = m.person WHERE p.sign_in_name = ? LIMIT 1", name))

        act = one("SELECT id FROM behalf_act LIMIT 1")
        claim = one("SELECT id FROM claim WHERE state = 'waiting' LIMIT 1")
        pair = db.execute("SELECT first, second FROM duplicate_pair LIMIT 1").fetchone() or (0, 0)
        result = {}
        for person, name in PEOPLE.items():
            seen = organisation("factory" if person in ("officer", "stranger") else name)
            note = one("SELECT note FROM note_party WHERE organisation = ? AND state = 9 ORDER BY note DESC LIMIT 1", seen)
            site = one("SELECT id FROM site WHERE organisation = ? LIMIT 1", seen)
            result[person] = {
                "note": note, "site": site, "organisation": str(seen),
                "account": one("SELECT id FROM account WHERE site = ? ORDER BY posted DESC LIMIT 1", site),
                "lot": one("SELECT lot FROM note_lot WHERE note = ? LIMIT 1", note),
                "arrangement": one("SELECT arrangement FROM arrangement_party WHERE organisation = ? ORDER BY state, arrangement DESC LIMIT 1", seen),
                "return": one("SELECT id FROM site_return WHERE site = ? ORDER BY state DESC, first_day DESC LIMIT 1", site),
                "claim": claim, "act": act, "first": str(pair[0]), "second": str(pair[1]),
                "round": one("SELECT id FROM round WHERE carrier = ? OR receiver = ? ORDER BY state LIMIT 1", seen, seen),
                "number": one("SELECT number FROM note WHERE id = ?", note),
                "outlet": one("SELECT o.id FROM outlet o JOIN site s ON s.id = o.site WHERE s.organisation = ? ORDER BY o.id LIMIT 1", seen),
                "result": one("SELECT r.id FROM lab_result r JOIN site s ON s.id = r.site WHERE s.organisation = ? ORDER BY r.id DESC LIMIT 1", seen),
                "file": one("SELECT id FROM sent_file WHERE organisation = ? AND kind = 'results' ORDER BY id LIMIT 1", seen),
                "sent": one("SELECT id FROM sent_file WHERE organisation = ? AND kind = 'returns' ORDER BY id LIMIT 1", seen),
                "case": one("SELECT c.id FROM discharge_case c JOIN site s ON s.id = c.site WHERE s.organisation = ? ORDER BY c.id LIMIT 1", seen),
                "pipe": one("SELECT p.id FROM pipe p JOIN site s ON s.id = p.site WHERE s.organisation = ? AND p.works > 0 ORDER BY p.id LIMIT 1", seen),
                "waiting": one("SELECT note FROM late_note WHERE sender = ? AND standing = 'waiting' ORDER BY note DESC LIMIT 1", seen),
                "disputed": one("SELECT note FROM late_note WHERE standing = 'disputed' LIMIT 1"),
                "batch": one("SELECT id FROM paper_batch ORDER BY id LIMIT 1"), "paper": one("SELECT number FROM paper_number ORDER BY place LIMIT 1"),
                "question": one("SELECT id FROM waste_inquiry ORDER BY ruled_at LIMIT 1"),
                "ruling": one("SELECT id FROM waste_inquiry WHERE ruled_at > 0 LIMIT 1"),
                "outage": one("SELECT id FROM outage LIMIT 1"), "line": one("SELECT id FROM journal WHERE document = ? ORDER BY id DESC LIMIT 1", note),
            }
        return result


def last_month():
    first = datetime.date.today().replace(day=1)
    return (first - datetime.timedelta(days=1)).strftime("%Y-%m")


def address_of(pattern, named):
    if pattern == "/notes/:id/confirm":
        named = {**named, "id": named["waiting"]}
    elif pattern == "/notes/:id/dispute":
        named = {**named, "id": named["disputed"]}
    elif pattern.startswith("/notes/") or pattern.startswith("/gate/"):
        named = {**named, "id": named["note"]}
    elif pattern.startswith("/registry/sites/") or pattern.startswith("/book/sites/") or pattern.startswith("/ghg/sites/"):
        named = {**named, "id": named["site"]}
    elif pattern.startswith("/registry/organisations/"):
        named = {**named, "id": named["organisation"]}
    elif pattern.startswith("/book/accounts/"):
        named = {**named, "id": named["account"]}
    elif pattern.startswith("/paper/"):
        named = {**named, "id": named["batch"]}
    elif pattern.startswith("/p/"):
        named = {**named, "number": named["paper"]}
    elif pattern.startswith("/outages/"):
        named = {**named, "id": named["outage"]}
    elif pattern.startswith("/discharge/outlets/"):
        named = {**named, "id": named["outlet"]}
    elif pattern.startswith("/discharge/results/"):
        named = {**named, "id": named["result"]}
    elif pattern.startswith("/discharge/pipes/"):
        named = {**named, "id": named["pipe"], "month": last_month()}
    elif pattern.startswith("/discharge/cases/"):
        named = {**named, "id": named["case"]}
    elif pattern.startswith("/discharge/files/"):
        named = {**named, "id": named["file"]}
    elif pattern.startswith("/discharge/sites/"):
        named = {**named, "id": named["site"]}
    elif pattern.startswith("/returns/files/"):
        named = {**named, "id": named["sent"]}
    elif pattern.startswith("/returns/sets"):
        named = {**named, "set": "simple"}
    elif pattern.startswith("/returns/"):
        named = {**named, "id": named["return"]}
    elif pattern.startswith("/arrangements/"):
        named = {**named, "id": named["arrangement"]}
    elif pattern.startswith("/claims/"):
        named = {**named, "id": named["claim"]}
    elif pattern.startswith("/behalf/"):
        named = {**named, "id": named["act"]}
    elif pattern.startswith("/duplicates/"):
        named = {**named, "id": named["first"], "other": named["second"]}
    elif pattern.startswith("/rounds/"):
        named = {**named, "id": named["round"]}
    elif pattern.startswith("/questions/") or pattern.startswith("/rulings/"):
        named = {**named, "id": named["question" if pattern.startswith("/questions/") else "ruling"]}
    elif pattern.startswith("/book/lots/"):
        named = {**named, "id": named["lot"]}
    if pattern.startswith(("/waste/:code", "/returns/waste/:code")):
        named = {**named, "code": "150202"}
    if pattern.startswith("/policies/:key"):
        named = {**named, "key": "weightTolerance"}
    if pattern.startswith("/registers/:kind"):
        named = {**named, "kind": "outgoing"}
    if pattern.startswith(("/s/:code", "/r/:code")) or pattern.startswith("/notes/codes") or pattern.endswith(("/photo/:hash", "/files/:hash", "/bills/:hash")):
        return None
    return filled(pattern, named)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["km", "vi", "en"])
@pytest.mark.parametrize("person", list(PEOPLE))
def test_every_page(somebody, things, person, language, width):
    who = somebody(PEOPLE[person], language=language, width=width, height=800)
    faults, opened = [], 0
    wanted = [address_of(pattern, things[person]) for pattern in addresses()] + (TYPED_BY_STRANGERS if person == "stranger" else [])
    for address in filter(None, wanted):
        try:
            answer = who.page.goto(address)
        except PlaywrightError as error:
            # A file to download is no page.
            if "Download is starting" in str(error):
                continue
            raise
        if answer.status >= 500:
            faults.append(f"{address}: {answer.status}")
            continue
        if "text/html" not in (answer.headers.get("content-type") or ""):
            continue
        # Who is sent to sign in sees one and the same page each time.
        if "/sign-in" in who.page.url and "/sign-in" not in address:
            continue
        opened += 1
        size = len(answer.body())
        # The gallery shows every part in every state to those who build pages; nobody works with it.
        if size > 60_000 and address != "/gallery":
            faults.append(f"{address}: {size} bytes")
        faults += [
            f"{address}: {fault}" for fault in who.page.evaluate(CHECK, [language, width < 600])
            if not (address == "/gallery" and "English left" in fault)]
    assert opened > (20 if PEOPLE[person] else 14)
    assert not faults, f"{len(faults)} faults, {person} {language} {width}:\n" + "\n".join(faults[:60])


@pytest.mark.parametrize("language", ["km", "vi", "en"])
def test_pages_of_national_figures_stay_light(somebody, language):
    import datetime

    ended = (datetime.date.today().replace(day=1) - datetime.timedelta(days=1)).strftime("%Y-%m")
    # As many months as are told at once, and all that came later than the first year of them.
    first = (datetime.date.today().replace(day=1) - datetime.timedelta(days=1035)).strftime("%Y-%m")
    span = f"from={first}&to={ended}"
    early = (datetime.date.today().replace(day=1) - datetime.timedelta(days=330)).strftime("%Y-%m")
    more = [f"/nation{tab}?{span}{known}" for tab in ["", "/provinces", "/months", "/evidence"] for known in ["", f"&known={ended}", f"&known={early}"]]
    who = somebody("officer.moe", language=language, width=360, height=800)
    for address in ["/nation", f"/nation?known={ended}", "/nation/provinces", f"/nation/provinces?known={ended}", "/nation/months", "/nation/evidence", f"/nation/reports?{span}", f"/nation/outlets?{span}"] + more:
        size = len(who.page.goto(address).body())
        assert size < 58_000, f"{address} in {language}: {size} bytes"
    stranger = somebody(language=language, width=360, height=800)
    stranger.go("/seal")
    assert stranger.page.evaluate("document.documentElement.scrollHeight") < 4500
    # What is short there unfolds to all of it.
    digits = stranger.page.locator("#days details").first
    digits.locator("summary").click()
    assert len(digits.locator("code").last.text_content()) == 64
    assert stranger.page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("language", ["km", "vi", "en"])
def test_pages_of_those_who_help_small_firms(somebody, things, language):
    who = somebody("collector", language=language, width=360, height=800)
    faults = []
    for address in ["/behalf", "/behalf?words=a", f"/behalf/{things['factory']['act']}", "/in-your-name", "/confirm", "/claim", "/registry", "/today"]:
        assert who.page.goto(address).status == 200, address
        faults += [f"{address}: {fault}" for fault in who.page.evaluate(CHECK, [language, True])]
    assert not faults, "\n".join(faults)


def test_a_phone_shows_figures_of_the_book_without_moving_it(somebody):
    who = somebody("factory", language="km", width=360, height=740)
    who.go("/book")
    right = who.page.evaluate("""() => Math.min(...[...document.querySelectorAll('.table.book tbody tr')].map(row =>
        [...row.querySelectorAll('td')].find(cell => cell.innerText.trim()).getBoundingClientRect().left))""")
    assert right < 300, f"the first figure begins at {right} px of 360"


def test_a_stranger_finds_the_languages_before_signing_in(somebody):
    who = somebody(language="km", width=360, height=740)
    who.go("/sign-in")
    assert who.page.locator("a[hreflang=en], .languages a", has_text="English").first.bounding_box()["y"] < 200


def test_the_look_up_tells_what_a_basel_code_means(somebody):
    who = somebody(language="en", width=360, height=740)
    who.go("/waste?q=y48")
    assert "Plastic waste" in who.text() and "Annex II" in who.text()
    who.go("/waste?q=Y999")
    assert "Annex" not in who.text()
