// SPDX-License-Identifier: Apache-2.0
// A form that saves itself at the server: some seconds after typing ends, and when the network is back. The server's answer words what came
// of it. What is not saved yet stays in the browser, and only that: what somebody else saved meanwhile is never typed over unseen.
export function savesItself(form, first, { drafts, values, fill }) {
  const key = form.dataset.autosave, { version } = form.elements, line = form.querySelector(".restored");
  const state = form.querySelector("[data-state]"), again = form.querySelector("[data-again]");
  let known = { ...first }, running = null, isStopped = false, timer;
  for (const name of (form.dataset.fresh ?? "").split(" ")) delete known[name];
  const changes = () => Object.fromEntries(Object.entries(values(form)).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(known[name])));
  const isChanged = () => Object.keys(changes()).length > 0;
  const keep = () => { if (isChanged()) drafts.write(key, { ...changes(), "@version": version.value }); else drafts.remove(key); };
  const later = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };
  async function send() {
    const sent = values(form), body = new FormData(form);
    for (const field of form.elements) if (field.type === "file") body.delete(field.name);
    body.set("then", "auto");
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      const told = answer.headers.get("content-type")?.includes("json") ? await answer.json() : {};
      state.textContent = told.said ?? state.dataset.held;
      isStopped = told.state === "conflict";
      again.hidden = !isStopped;
      if (told.state !== "saved") return;
      version.value = told.version;
      for (const name in sent) if (!told.left.some((start) => name.startsWith(start))) known[name] = sent[name];
      if (line) line.hidden = true;
      if (JSON.stringify(values(form)) !== JSON.stringify(sent)) later(3000);
    } catch { state.textContent = state.dataset.offline; later(20000); }
  }
  async function save() {
    clearTimeout(timer);
    if (running || isStopped || !isChanged()) return;
    if (!navigator.onLine) { state.textContent = state.dataset.offline; return; }
    running = send();
    await running;
    running = null;
    keep();
  }
  const draft = drafts.read(key);
  if (draft && !form.querySelector(".problem-summary")) {
    fill(form, draft);
    if (isChanged()) {
      line.hidden = false;
      line.querySelector("[data-discard]").addEventListener("click", () => { fill(form, first); drafts.remove(key); line.hidden = true; });
      if (draft["@version"] === version.value) later(1000); else state.textContent = state.dataset.back;
    } else drafts.remove(key);
  }
  // What was typed before this module came.
  if (!draft && JSON.stringify(values(form)) !== JSON.stringify(first)) { keep(); later(3000); }
  form.addEventListener("input", () => { keep(); later(3000); });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    keep();
    try { sessionStorage.setItem("sent", key); } catch { /* forbidden */ }
    if (!running) return;
    // What is under way has its own version to bring back first.
    event.preventDefault();
    event.stopPropagation();
    running.then(() => setTimeout(() => form.requestSubmit(event.submitter)));
  });
  addEventListener("online", save);
  addEventListener("offline", () => { if (isChanged()) state.textContent = state.dataset.offline; });
  addEventListener("pagehide", keep);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
