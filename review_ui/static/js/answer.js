// Shows the half of the answer that fits the choice, and keeps what is typed until it was sent.
// Without this module both halves are there and the server takes what belongs to the choice.

const form = document.querySelector("[data-answer]");

function showHalf() {
  const chosen = form.querySelector("[name=is_ours]:checked")?.value;
  for (const half of form.querySelectorAll("[data-when]")) half.hidden = half.dataset.when !== chosen;
  form.querySelector(".submit-line").hidden = !chosen;
}

function draftKey() { return `draft:${form.action}`; }

function keepDraft() {
  const typed = Object.fromEntries(new FormData(form));
  delete typed.form_token;
  sessionStorage.setItem(draftKey(), JSON.stringify(typed));
}

function takeDraft() {
  const typed = JSON.parse(sessionStorage.getItem(draftKey()) ?? "{}");
  if (form.querySelector(".is-wrong")) return;
  for (const [name, value] of Object.entries(typed)) {
    for (const field of form.querySelectorAll(`[name="${name}"]`)) {
      if (field.type === "radio") field.checked = field.value === value;
      else if (!field.value) field.value = value;
    }
  }
}

if (form) {
  takeDraft();
  showHalf();
  form.addEventListener("input", () => { keepDraft(); showHalf(); });
  form.addEventListener("submit", () => sessionStorage.removeItem(draftKey()));
}

// A remark belongs to the second that is playing while somebody begins to type it.
const remark = document.querySelector("[data-at]");
remark?.form.querySelector("textarea").addEventListener("focus", () => {
  const player = document.querySelector("[data-player]").player;
  if (!player || remark.value || player.ms === 0) return;
  remark.value = Math.round(player.ms);
  const seconds = Math.floor(player.ms / 1000);
  document.querySelector("[data-at-words]").textContent =
    `at ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
});

// A form that came back: begin where the problems are told.
document.querySelector(".notice.is-wrong[role=alert]")?.scrollIntoView({ block: "start" });
