// Labelling by keyboard: play, move, choose a cause, quote words, save. The plain form does the same without it.

const form = document.querySelector("[data-desk]");
const player = form.player;
const words = [...form.querySelectorAll(".transcript .w")];
const turns = [...form.querySelectorAll(".turn")];
const draft = `desk:${form.dataset.draft}`;

function chosenCause() { return form.querySelector("[name=cause_id]:checked"); }

// A quote is a stretch of words by one speaker: it ends where the turn ends.
function quoteWords(first, last) {
  const turn = first.closest(".turn");
  const inside = words.slice(words.indexOf(first), words.indexOf(last) + 1).filter((word) => word.closest(".turn") === turn);
  for (const word of words) word.classList.toggle("is-chosen", inside.includes(word));
  form.quote_start_ms.value = inside[0].dataset.s;
  form.quote_end_ms.value = inside.at(-1).dataset.e;
  form.querySelector("[data-quote]").textContent = `“${inside.map((word) => word.textContent).join(" ")}”`;
  for (const radio of form.querySelectorAll("[name=quote_turn]")) radio.checked = false;
  keepDraft();
}

function quoteSelection() {
  const selection = document.getSelection();
  if (selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const touched = words.filter((word) => range.intersectsNode(word));
  if (touched.length) quoteWords(touched[0], touched.at(-1));
}

// Where the sound is; without sound, where the arrows went.
let here = turns[0];

function turnNow() {
  if (player) here = turns.findLast((turn) => Number(turn.querySelector(".w").dataset.s) <= player.ms) ?? turns[0];
  return here;
}

function quoteTurn(turn) {
  if (!turn) return;
  const inside = [...turn.querySelectorAll(".w")];
  if (inside.length) quoteWords(inside[0], inside.at(-1));
}

function toTurn(step) {
  const index = Math.max(0, Math.min(turns.indexOf(turnNow()) + step, turns.length - 1));
  here = turns[index];
  player?.seek(Number(here?.querySelector(".w").dataset.s) + 1);
  here?.scrollIntoView({ block: "nearest" });
  showTurn();
}

function showTurn() {
  const now = turnNow();
  for (const turn of turns) turn.classList.toggle("is-here", turn === now);
}

// Nothing typed is lost by a reload or a broken network: it is kept until the server took it.
function keepDraft() {
  const typed = Object.fromEntries(new FormData(form));
  delete typed.form_token;
  localStorage.setItem(draft, JSON.stringify(typed));
}

function takeDraft() {
  const typed = JSON.parse(localStorage.getItem(draft) ?? "null");
  if (!typed) return;
  for (const [name, value] of Object.entries(typed)) {
    for (const field of form.querySelectorAll(`[name="${name}"]`)) {
      if (field.type === "radio" || field.type === "checkbox") field.checked = field.value === value;
      else if (!field.value) field.value = value;
    }
  }
}

function showKeptQuote() {
  const start = Number(form.quote_start_ms.value);
  const end = Number(form.quote_end_ms.value);
  if (!form.quote_end_ms.value) return;
  const inside = words.filter((word) => Number(word.dataset.s) >= start && Number(word.dataset.e) <= end);
  if (inside.length) quoteWords(inside[0], inside.at(-1));
}

function openBox(box, field) {
  const found = form.querySelector(box);
  found.open = field !== "summary" || !found.open;
  found.querySelector(field).focus();
}

// Out of a text field and back to the keys.
function leaveField(event) {
  if (event.key === "Escape" && form.contains(event.target)) event.target.blur();
}

const KEYS = {
  " ": () => player?.toggle(),
  ArrowLeft: () => player?.skip(-3),
  ArrowRight: () => player?.skip(3),
  ArrowUp: () => toTurn(-1),
  ArrowDown: () => toTurn(1),
  q: () => quoteTurn(turnNow()),
  s: () => form.querySelector("[data-speed]")?.click(),
  k: () => form.querySelector("[name=agent_lacked_knowledge]").click(),
  e: () => form.querySelector("[name=secondary_cause_id]").focus(),
  r: () => form.querySelector("[name=reason]").focus(),
  x: () => openBox("[data-skip-box]", "[name=why]"),
  g: () => openBox("[data-guide]", "summary"),
  u: () => document.querySelector("[data-undo]")?.click(),
  Enter: () => form.requestSubmit(),
};

function onKey(event) {
  const typing = event.target.matches("input:not([type=radio], [type=checkbox]), textarea, summary, a, select, [data-bar] button, .when, .as-link, [form]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const cause = form.querySelector(`[data-cause="${event.key}"]`);
  const act = cause ? () => { cause.checked = true; cause.focus({ preventScroll: true }); keepDraft(); } : KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

form.classList.add("is-keyed");
takeDraft();
showKeptQuote();
showTurn();
document.addEventListener("keydown", onKey);
document.addEventListener("keydown", leaveField);
document.addEventListener("mouseup", quoteSelection);
document.addEventListener("touchend", () => setTimeout(quoteSelection, 50));
form.addEventListener("input", (event) => {
  if (event.target.name === "quote_turn") quoteTurn(turns[Number(event.target.value)]);
  keepDraft();
});
form.querySelector("audio")?.addEventListener("timeupdate", showTurn);
form.querySelector("audio")?.addEventListener("seeked", showTurn);
form.addEventListener("submit", (event) => {
  if (chosenCause()) { localStorage.removeItem(draft); return; }
  event.preventDefault();
  form.querySelector("#cause_id legend").textContent = "Cause: choose one first";
  form.querySelector("[name=cause_id]").focus();
});
