// Corrects a turn in a box over the page it stands on; without this module the link leads to a page that does the same.

import { post } from "./sending.js";

// A word as the transcript has it: what was cut out stands there as a mark.
export function written(word) {
  const { kind, tail } = word.dataset;
  return kind ? `[${kind}]${tail}` : word.textContent;
}

export class Correction {
  constructor(dialog, beforeReload) {
    this.dialog = dialog;
    this.form = dialog.querySelector("form");
    this.beforeReload = beforeReload;
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.save(); });
    this.form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && event.target.name === "text") { event.preventDefault(); this.save(); }
    });
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    document.addEventListener("click", (event) => {
      const link = event.target.closest("[data-correct]");
      if (!link || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.open(link.closest(".turn"));
    });
  }

  open(turn) {
    if (!turn) return;
    const { speaker, start, end } = turn.dataset;
    const words = [...turn.querySelectorAll(".w")].map(written).join(" ");
    const { form } = this;
    const key = `correction:${form.action}:${start}`;
    Object.assign(this, { key });
    for (const [name, value] of Object.entries({ speaker, start_ms: start, end_ms: end, seen: words })) form.elements[name].value = value;
    form.elements.text.value = sessionStorage.getItem(key) ?? words;
    form.elements.text.oninput = () => sessionStorage.setItem(key, form.elements.text.value);
    this.tell("");
    this.dialog.showModal();
    form.elements.text.focus();
  }

  async save() {
    const fields = Object.fromEntries(new FormData(this.form));
    const answer = await post(this.form.action, fields);
    if (!answer) { this.tell("Connection lost. Your words are kept here; save again when it is back."); return; }
    const said = await answer.json();
    if (answer.ok) {
      sessionStorage.removeItem(this.key);
      await this.beforeReload();
      location.reload();
      return;
    }
    this.tell(said.seen && said.seen !== fields.seen ? `${said.problem} Now it says: “${said.seen}”` : said.problem);
    if (said.seen) this.form.elements.seen.value = said.seen;
  }

  tell(problem) {
    const place = this.dialog.querySelector("[data-problem]");
    place.textContent = problem;
    place.hidden = !problem;
  }
}

const alone = document.querySelector("dialog[data-correction]:not([data-at-desk])");
if (alone) new Correction(alone, async () => {});
