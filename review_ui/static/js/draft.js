// Keeps what is typed into a form in this browser until it was sent and taken, so that a reload loses nothing.
// A draft belongs to a person and a form (data-draft), is forgotten after three days, and never overwrites what the
// server gave back.

const LIVES_MS = 3 * 24 * 3600 * 1000;
const SENT = "draft sent";

const nameOf = (form) => `draft ${form.dataset.draft}`;

function read(name) {
  try { return JSON.parse(localStorage.getItem(name) ?? "null"); } catch { return null; }
}

function write(name, value) {
  try { localStorage.setItem(name, JSON.stringify(value)); return true; } catch { return false; }
}

function forgetOld() {
  for (const name of Object.keys(localStorage).filter((one) => one.startsWith("draft "))) {
    const kept = read(name);
    if (name !== SENT && !(kept?.at > Date.now() - LIVES_MS)) localStorage.removeItem(name);
  }
}

// A form that was sent and did not come back with problems was taken: its draft is done.
function forgetTaken() {
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  const arrived = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  if (sent && arrived && !document.querySelector("form .is-wrong")) localStorage.removeItem(sent);
}

function typedIn(form) {
  const typed = Object.fromEntries(new FormData(form));
  for (const name of ["form_token", "reply_id", "cause_id", "parent_id"]) delete typed[name];
  return typed;
}

function fill(form, typed) {
  for (const [name, value] of Object.entries(typed)) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "radio") field.checked = field.value === value;
      else if (!field.value) field.value = value;
    }
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function take(form) {
  const kept = read(nameOf(form));
  if (!kept || form.querySelector(".is-wrong")) return;
  fill(form, kept.typed);
  for (let around = form.parentElement; around; around = around.parentElement) {
    if (around instanceof HTMLDetailsElement && Object.values(kept.typed).some(Boolean)) around.open = true;
  }
}

forgetTaken();
forgetOld();
for (const form of document.querySelectorAll("form[data-draft]")) {
  take(form);
  form.addEventListener("input", (event) => {
    if (!event.isTrusted || !write(nameOf(form), { at: Date.now(), typed: typedIn(form) })) return;
    const words = form.querySelector("[data-draft-kept]");
    if (words) words.textContent = "What you type is kept on this device until you send it.";
  });
  form.addEventListener("submit", () => sessionStorage.setItem(SENT, nameOf(form)));
}

// Whoever signs out leaves no words behind.
document.querySelector('form[action="/sign-out"]')?.addEventListener("submit", () => {
  for (const name of Object.keys(localStorage)) if (name.startsWith("draft ")) localStorage.removeItem(name);
});
