// Sends forms over a line that may break: what cannot go is kept in this browser and goes out by itself.
// Everything sent this way carries an id of its own, so what arrives twice counts once.

const AGAIN_MS = 3000;

export class Line {
  constructor(element) {
    this.element = element;
    this.isLost = false;
  }

  lost() {
    this.isLost = true;
    this.say("Connection lost. What you do is kept here and goes out by itself.", true);
  }

  back() {
    if (this.isLost) this.say("Back. Nothing was lost.");
    this.isLost = false;
  }

  say(words, isWrong = false) {
    this.element.textContent = words;
    this.element.hidden = !words;
    this.element.classList.toggle("is-wrong", isWrong);
  }
}

export function token() { return document.querySelector("[name=form_token]").value; }

// The answer, or null where the line is broken or the server is not there.
export async function post(url, fields) {
  const body = new URLSearchParams({ ...fields, form_token: token() });
  try {
    const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
    return answer.status >= 500 || answer.status === 429 ? null : answer;
  } catch {
    return null;
  }
}

export class Outbox {
  constructor(person, line) {
    this.key = `outbox:${person}`;
    this.line = line;
    addEventListener("online", () => this.hurry?.());
  }

  get entries() { return JSON.parse(localStorage.getItem(this.key) ?? "[]"); }

  keep(entries) {
    if (entries.length) localStorage.setItem(this.key, JSON.stringify(entries));
    else localStorage.removeItem(this.key);
  }

  put(entry) { this.keep([...this.entries.filter((one) => one.id !== entry.id), entry]); }

  drop(entry) { this.keep(this.entries.filter((one) => one.id !== entry.id)); }

  // Try until the server has answered; what it refused is out of the box, and the caller shows why.
  async deliver(entry) {
    this.put(entry);
    for (;;) {
      const answer = await post(entry.url, entry.fields);
      if (answer && answer.status !== 401 && answer.status !== 403) {
        this.drop(entry);
        this.line.back();
        return answer;
      }
      if (answer) this.line.say("You are signed out, or this page is too old. Your work is kept here: sign in again in another window.", true);
      else this.line.lost();
      await this.pause();
    }
  }

  pause() {
    return new Promise((resolve) => {
      this.hurry = resolve;
      setTimeout(resolve, AGAIN_MS);
    });
  }
}
