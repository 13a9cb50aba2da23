// Two people at one call see each other. It tells names and nothing else.

import { post } from "./sending.js";

const EVERY_MS = 15000;

function listed(names) {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

export async function beHere(place, line) {
  const answer = await post(`/calls/${place.dataset.call}/presence`, {});
  if (!answer) { line?.lost(); return; }
  line?.back();
  if (!answer.ok) return;
  const { others, is_held: isHeld } = await answer.json();
  const words = others.length ? `${listed(others)} ${others.length > 1 ? "are" : "is"} at this call too.` : "";
  const isLost = place.dataset.held && !isHeld;
  place.textContent = isLost ? `${words} Your half hour ran out and the call went on. What you save counts all the same; both are kept.`.trim() : words;
  place.hidden = !place.textContent;
}

export function stayHere(place, line) {
  beHere(place, line);
  setInterval(() => { if (!document.hidden) beHere(place, line); }, EVERY_MS);
}

const alone = document.querySelector("[data-presence]:not([data-held])");
if (alone) stayHere(alone);
