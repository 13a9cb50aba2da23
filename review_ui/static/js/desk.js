// Labelling by keyboard: play, move, choose a cause, quote words, save. The plain form does the same without it.

import { Correction, written } from "./correcting.js";
import { Draft } from "./drafting.js";
import { stayHere } from "./presence.js";
import { Line, Outbox, post } from "./sending.js";

const form = document.querySelector("[data-desk]");
const player = form.player;
const words = [...form.querySelectorAll(".transcript .w")];
const turns = [...form.querySelectorAll(".turn")];
const line = new Line(document.querySelector("[data-line]"));
const draft = new Draft(form, line);
const outbox = new Outbox(form.dataset.person, line);
const keys = document.querySelector("dialog[data-keys]");
const PLACE = `place:${form.dataset.call}`;

const one = (selector) => form.querySelector(selector);

function chosenCause() { return one("[name=cause_id]:checked"); }

// A quote is a stretch of words by one speaker: it ends where the turn ends.
function quoteWords(first, last) {
  const turn = first.closest(".turn");
  const inside = words.slice(words.indexOf(first), words.indexOf(last) + 1).filter((word) => word.closest(".turn") === turn);
  if (!inside.length) return;
  for (const word of words) word.classList.toggle("is-chosen", inside.includes(word));
  form.quote_start_ms.value = inside[0].dataset.s;
  form.quote_end_ms.value = inside.at(-1).dataset.e;
  one("[data-quote]").textContent = `“${inside.map(written).join(" ")}”`;
  for (const radio of form.querySelectorAll("[name=quote_turn]")) radio.checked = false;
  one(".quote-field").classList.remove("is-wrong");
}

function quoteSelection() {
  const selection = document.getSelection();
  if (selection.isCollapsed || keys.open) return;
  const range = selection.getRangeAt(0);
  const touched = words.filter((word) => range.intersectsNode(word));
  if (touched.length) { quoteWords(touched[0], touched.at(-1)); draft.keep(); }
}

// By keyboard: A and D go word by word, I and O say where the quote begins and ends.
let at = null;

function wordNow() {
  if (at) return at;
  if (!player) return turnNow()?.querySelector(".w");
  return words.findLast((word) => Number(word.dataset.s) <= player.ms + 1) ?? words[0];
}

function toWord(step) {
  const index = Math.max(0, Math.min(words.indexOf(wordNow()) + step, words.length - 1));
  at?.classList.remove("is-at");
  at = words[index];
  at?.classList.add("is-at");
  if (player?.audio.paused) player.seek(Number(at.dataset.s) + 1);
  at?.scrollIntoView({ block: "nearest" });
  here = at?.closest(".turn") ?? here;
  showTurn();
}

let begins = null;

function quoteFrom() { begins = wordNow(); if (begins) { quoteWords(begins, begins); draft.keep(); } }

function quoteTo() {
  const ends = wordNow();
  const first = begins ?? ends?.closest(".turn").querySelector(".w");
  if (!ends) return;
  if (words.indexOf(first) <= words.indexOf(ends) && first.closest(".turn") === ends.closest(".turn")) quoteWords(first, ends);
  else quoteWords(ends.closest(".turn").querySelector(".w"), ends);
  begins = null;
  draft.keep();
}

// Where the sound is; without sound, where the arrows went.
let here = turns[0];

function turnNow() {
  if (player && !at) here = turns.findLast((turn) => Number(turn.dataset.start) <= player.ms) ?? turns[0];
  return here;
}

function quoteTurn(turn) {
  const inside = turn ? [...turn.querySelectorAll(".w")] : [];
  if (inside.length) { quoteWords(inside[0], inside.at(-1)); draft.keep(); }
}

function toTurn(step) {
  leaveWord();
  const index = Math.max(0, Math.min(turns.indexOf(turnNow()) + step, turns.length - 1));
  here = turns[index];
  player?.seek(Number(here?.dataset.start) + 1);
  here?.scrollIntoView({ block: "nearest" });
  showTurn();
}

function leaveWord() {
  at?.classList.remove("is-at");
  at = null;
}

function showTurn() {
  const now = turnNow();
  for (const turn of turns) turn.classList.toggle("is-here", turn === now);
}

// The words follow the sound, unless somebody just looked elsewhere.
let lookedAway = 0;

function follow() {
  if (!player.audio.paused) leaveWord();
  showTurn();
  const said = player.said?.element;
  if (said && !player.audio.paused && Date.now() - lookedAway > 5000) said.scrollIntoView({ block: "nearest" });
}

function showKeptQuote() {
  const start = Number(form.quote_start_ms.value);
  const end = Number(form.quote_end_ms.value);
  const ticked = one("[name=quote_turn]:checked");
  if (!form.quote_end_ms.value) { if (ticked) quoteTurn(turns[Number(ticked.value)]); return; }
  const inside = words.filter((word) => Number(word.dataset.s) >= start && Number(word.dataset.e) <= end);
  if (inside.length) quoteWords(inside[0], inside.at(-1));
}

function openSkip() {
  one("[data-skip-box]").open = true;
  one("[name=why]").focus();
}

// Out of a text field, or the guide, and back to the keys.
function leaveField(event) {
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  if (one("[data-guide]").open) one("[data-guide]").open = false;
  if (form.contains(event.target)) event.target.blur();
}

function speed() {
  one("[data-speed]")?.click();
  if (player) localStorage.setItem("speed", player.audio.playbackRate);
}

// The pace somebody chose stays with them from call to call.
function takeSpeed() {
  const wanted = Number(localStorage.getItem("speed") ?? 1);
  for (let tries = 0; player && tries < 4 && player.audio.playbackRate !== wanted; tries += 1) one("[data-speed]").click();
}

// Executives label, but correct nothing.
const box = document.querySelector("dialog[data-correction]");
const correction = box && new Correction(box, async () => {
  if (player) sessionStorage.setItem(PLACE, player.ms);
  if (draft.timer) await draft.save();
});

const KEYS = {
  " ": () => player?.toggle(),
  ArrowLeft: () => { leaveWord(); player?.skip(-3); },
  ArrowRight: () => { leaveWord(); player?.skip(3); },
  ArrowUp: () => toTurn(-1),
  ArrowDown: () => toTurn(1),
  q: () => quoteTurn(turnNow()),
  a: () => toWord(-1),
  d: () => toWord(1),
  i: quoteFrom,
  o: quoteTo,
  s: speed,
  c: () => correction?.open(turnNow()),
  k: () => one("[name=agent_lacked_knowledge]").click(),
  e: () => one("[name=secondary_cause_id]").focus(),
  r: () => one("[name=reason]").focus(),
  x: openSkip,
  g: () => { one("[data-guide]").open = !one("[data-guide]").open; },
  u: () => document.querySelector("[data-undo]")?.click(),
  "?": () => keys.showModal(),
  Enter: () => form.requestSubmit(),
};

function choose(cause) {
  cause.checked = true;
  cause.focus({ preventScroll: true });
  draft.keep();
}

function onKey(event) {
  const typing = event.target.matches("input:not([type=radio], [type=checkbox]), textarea, summary, a, select, [data-bar] button, .when, .as-link, [form]");
  if (typing || document.querySelector("dialog[open]") || event.ctrlKey || event.metaKey || event.altKey) return;
  const cause = one(`[data-cause="${CSS.escape(event.key)}"]`);
  const act = cause ? () => choose(cause) : KEYS[event.key] ?? KEYS[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
}

function tell(problems) {
  const place = one("[data-problems]");
  place.replaceChildren(...problems.map((problem) => Object.assign(document.createElement("p"), { textContent: problem })));
  place.hidden = !problems.length;
}

// What the server would say anyhow, without the way there.
function problemNow() {
  if (!chosenCause()) return ["cause_id", "Choose a cause. Keys 1 to 9 do it too."];
  const isNamed = chosenCause().value !== "unknown";
  if (isNamed && !form.quote_end_ms.value && !one("[name=quote_turn]:checked")) {
    return ["quote", "A named cause needs a quote. Q takes the turn, or select words."];
  }
  if (!isNamed && !form.reason.value.trim()) return ["reason", "Say why no cause can be named. One sentence is enough."];
  return null;
}

async function save() {
  const problem = problemNow();
  if (problem) {
    tell([problem[1]]);
    if (problem[0] === "reason") form.reason.focus();
    one(".quote-field").classList.toggle("is-wrong", problem[0] === "quote");
    return;
  }
  tell([]);
  clearTimeout(draft.timer);
  draft.timer = null;
  const fields = Object.fromEntries(new FormData(form));
  delete fields.form_token;
  one(".desk-side").inert = true;
  await send({ id: fields.submission_id, url: form.action, fields, draft: draft.key });
  one(".desk-side").inert = false;
}

async function send(entry) {
  const answer = await outbox.deliver(entry);
  const said = await answer.json();
  if (answer.ok) {
    localStorage.removeItem(entry.draft);
    location.assign(said.next);
    return;
  }
  tell(said.problems ? Object.values(said.problems) : [said.problem]);
}

// What an earlier visit could not send goes first.
async function sendKept() {
  const kept = outbox.entries;
  if (!kept.length) return;
  one(".desk-side").inert = true;
  line.say("Sending what was kept here.");
  for (const entry of kept) await send(entry);
  one(".desk-side").inert = false;
}

// Undo, skip and stop go at once or not at all: with a broken line the page stays and says so.
async function sendNow(event) {
  event.preventDefault();
  const plain = event.target;
  const answer = await post(plain.action, Object.fromEntries(new FormData(plain)));
  if (!answer) { line.say("Connection lost. This was not sent; try again when it is back.", true); return; }
  if (!answer.ok) { plain.submit(); return; }
  if (plain.id === "skip") draft.drop();
  location.assign(answer.url);
}

form.classList.add("is-keyed");
draft.take();
showKeptQuote();
showTurn();
takeSpeed();
sendKept();
stayHere(document.querySelector("[data-presence]"), line);
if (player && sessionStorage.getItem(PLACE)) { player.seek(Number(sessionStorage.getItem(PLACE))); sessionStorage.removeItem(PLACE); }
document.addEventListener("keydown", onKey);
document.addEventListener("keydown", leaveField);
document.addEventListener("mouseup", quoteSelection);
document.addEventListener("touchend", () => setTimeout(quoteSelection, 50));
document.addEventListener("selectionchange", () => { if (matchMedia("(hover: none)").matches) { clearTimeout(quoteSelection.timer); quoteSelection.timer = setTimeout(quoteSelection, 300); } });
one(".transcript").addEventListener("click", (event) => {
  here = event.target.closest(".turn") ?? here;
  leaveWord();
  for (const turn of turns) turn.classList.toggle("is-here", turn === here);
});
for (const gesture of ["wheel", "touchmove"]) addEventListener(gesture, () => { lookedAway = Date.now(); }, { passive: true });
for (const opener of document.querySelectorAll("[data-open-keys]")) opener.addEventListener("click", () => keys.showModal());
keys.querySelector("[data-close]").addEventListener("click", () => keys.close());
for (const id of ["undo", "skip", "stop"]) document.getElementById(id)?.addEventListener("submit", sendNow);
form.addEventListener("input", (event) => {
  if (event.target.name === "quote_turn") quoteTurn(turns[Number(event.target.value)]);
  draft.keep();
});
for (const name of ["timeupdate", "seeked"]) form.querySelector("audio")?.addEventListener(name, follow);
form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
