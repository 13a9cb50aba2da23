// Shows of a form what fits the choices made in it, and gives a remark the second that is playing.
// Without this module everything is there and the server takes what belongs to the choice.

function showHalf(form) {
  const chosen = form.querySelector("[name=is_ours]:checked")?.value;
  for (const half of form.querySelectorAll("[data-when]")) half.hidden = half.dataset.when !== chosen;
  form.querySelector(".submit-line").hidden = !chosen;
}

const answer = document.querySelector("[data-answer]");
if (answer) {
  showHalf(answer);
  answer.addEventListener("input", () => showHalf(answer));
}

// "Another day" and "another number" are asked for only when they are chosen.
function followChoice(part, name, value) {
  const form = part.closest("form");
  if (!form.querySelector(`[name=${name}]`)) return;
  const show = () => { part.hidden = form.querySelector(`[name=${name}]:checked`)?.value !== value; };
  show();
  form.addEventListener("input", show);
}

for (const part of document.querySelectorAll("[data-other-day]")) {
  if (!part.closest(".is-wrong")) followChoice(part, "by_when", "date");
}
for (const part of document.querySelectorAll("[data-other-drop]")) {
  if (!part.closest(".is-wrong")) followChoice(part, "drop_choice", "other");
}

// A remark belongs to the second that is playing while somebody begins to type it.
const at = document.querySelector("[data-at]");
at?.form.querySelector("textarea").addEventListener("focus", () => {
  const player = document.querySelector("[data-player]")?.player;
  if (!player || at.value || player.ms === 0) return;
  const seconds = Math.floor(player.ms / 1000);
  at.value = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
});

// A form that came back: begin where the problems are told.
document.querySelector(".notice.is-wrong[role=alert], details[open] .is-wrong")?.scrollIntoView({ block: "center" });
