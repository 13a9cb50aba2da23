// A begun label outlives a reload, a broken line and a change of screen: here at once, on the server a moment later.

import { post } from "./sending.js";

const SOON_MS = 700;
const NOT_KEPT = new Set(["form_token", "submission_id", "why"]);

export class Draft {
  constructor(form, line) {
    this.form = form;
    this.line = line;
    this.key = `draft:${form.dataset.person}:${form.dataset.call}`;
    this.url = `/assignments/${form.dataset.assignment}/draft`;
    addEventListener("pagehide", () => this.leave());
  }

  fields() {
    return Object.fromEntries([...new FormData(this.form)].filter(([name]) => !NOT_KEPT.has(name)));
  }

  keep() {
    localStorage.setItem(this.key, JSON.stringify({ fields: this.fields(), isKept: false }));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), SOON_MS);
  }

  async save() {
    clearTimeout(this.timer);
    this.timer = null;
    const fields = this.fields();
    const answer = await post(this.url, fields);
    if (!answer) { this.line.lost(); this.timer = setTimeout(() => this.save(), 4 * SOON_MS); return; }
    this.line.back();
    if (!answer.ok || this.timer || !localStorage.getItem(this.key)) return;
    localStorage.setItem(this.key, JSON.stringify({ fields, isKept: true }));
    this.form.querySelector("[data-kept]").textContent = `Kept ${new Date().toTimeString().slice(0, 5)}`;
  }

  // The page goes: what the timer still waited for is sent on the way out.
  leave() {
    if (!this.timer || !localStorage.getItem(this.key)) return;
    const body = new URLSearchParams({ ...this.fields(), form_token: this.form.querySelector("[name=form_token]").value });
    navigator.sendBeacon(this.url, body);
  }

  // What the server has not seen is newer than what it put into the form.
  take() {
    const kept = JSON.parse(localStorage.getItem(this.key) ?? "null");
    if (!kept || kept.isKept) return;
    for (const field of this.form.elements) {
      if (!field.name || NOT_KEPT.has(field.name)) continue;
      const value = kept.fields[field.name];
      if (field.type === "radio" || field.type === "checkbox") field.checked = field.value === value;
      else field.value = value ?? "";
    }
    this.keep();
  }

  drop() {
    clearTimeout(this.timer);
    this.timer = null;
    localStorage.removeItem(this.key);
  }
}
