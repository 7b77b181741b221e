// SPDX-License-Identifier: Apache-2.0
// Comfort only: every page works without this file. It says nothing by itself; its words stand in the page.

// Drafts: what is typed into a form marked data-autosave is kept in this browser until it was sent.
const prefix = "draft:";
const drafts = {
  read(key) { try { return JSON.parse(localStorage.getItem(prefix + key)); } catch { return null; } },
  write(key, value) { try { localStorage.setItem(prefix + key, JSON.stringify(value)); } catch { /* full or forbidden: go on without */ } },
  remove(key) { try { localStorage.removeItem(prefix + key); } catch { /* as above */ } },
};
const kept = (field) => field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type);
const ticks = (field) => field.type === "radio" || field.type === "checkbox";

function values(form) {
  const result = {};
  for (const field of form.elements) {
    if (!kept(field)) continue;
    if (ticks(field)) { result[field.name] ??= []; if (field.checked) result[field.name].push(field.value); }
    else result[field.name] = [field.value];
  }
  return result;
}
function fill(form, draft) {
  for (const field of form.elements) {
    const saved = kept(field) && draft[field.name];
    if (!saved) continue;
    if (ticks(field)) field.checked = saved.includes(field.value);
    else if (saved.length) field.value = saved[0];
  }
}

// A draft that was sent goes away once a page arrives that says so: another page, or the same with a toast.
let sent = null;
try { sent = sessionStorage.getItem("sent"); sessionStorage.removeItem("sent"); } catch { /* forbidden */ }
if (sent) {
  const again = [...document.forms].some((form) => form.dataset.autosave === sent);
  if (!again || document.querySelector(".toast")) drafts.remove(sent);
}

function keepsDraft(form) {
  const key = form.dataset.autosave;
  const before = values(form);
  const draft = drafts.read(key);
  const line = form.querySelector(".restored");
  // After a refusal the page itself brings back what was typed.
  if (draft && !form.querySelector(".problem-summary") && JSON.stringify(draft) !== JSON.stringify(before)) {
    fill(form, draft);
    if (line) {
      line.hidden = false;
      line.querySelector("[data-discard]")?.addEventListener("click", () => { drafts.remove(key); fill(form, before); line.hidden = true; });
    }
  }
  let timer;
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => drafts.write(key, values(form)), 300); });
  form.addEventListener("submit", () => { clearTimeout(timer); drafts.write(key, values(form)); try { sessionStorage.setItem("sent", key); } catch { /* forbidden */ } });
}

// A form with data-save also saves itself at the server, by a module of its own; where that does not come, the draft in the browser is kept alone.
for (const form of document.querySelectorAll("form[data-autosave]")) {
  const first = values(form);
  if (!form.dataset.save) keepsDraft(form);
  else import(form.dataset.save).then((saving) => saving.savesItself(form, first, { drafts, values, fill }), () => keepsDraft(form));
}

// A form is sent once, however often the button is pressed; coming back opens it again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-disabled", "true");
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
});

// Code picker: the list follows what is typed; the server writes it.
for (const box of document.querySelectorAll("input[data-search-url]")) {
  const list = document.getElementById(box.getAttribute("aria-controls"));
  let timer, turn = 0;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const mine = ++turn;
      const address = new URL(box.dataset.searchUrl, location.origin);
      address.searchParams.set("q", box.value);
      const chosen = list.querySelector("input:checked");
      if (chosen) address.searchParams.set("selected", chosen.value);
      try {
        const answer = await fetch(address, { headers: { Accept: "text/html" } });
        if (!answer.ok || mine !== turn) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        list.replaceChildren(...page.body.childNodes);
      } catch { /* no network: the search button still works */ }
    }, 250);
  });
  // Enter searches; it does not send the form half filled.
  box.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); box.dispatchEvent(new Event("input")); } });
}

// Leaving a form that keeps no draft asks first.
for (const form of document.querySelectorAll("form[data-confirm-leaving]")) {
  let isChanged = false;
  form.addEventListener("input", () => { isChanged = true; });
  form.addEventListener("submit", () => { isChanged = false; });
  addEventListener("beforeunload", (event) => { if (isChanged) event.preventDefault(); });
}

for (const button of document.querySelectorAll("[data-print]")) { button.hidden = false; button.addEventListener("click", () => print()); }
for (const menu of document.querySelectorAll("details.menu")) {
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape") { menu.open = false; menu.querySelector("summary").focus(); } });
}
document.querySelector(".problem-summary")?.focus();
