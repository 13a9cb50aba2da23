// A connection that breaks while sound plays: the place is kept, it is said what happens, and playing goes on by itself.

const WAITS = [1, 2, 4, 8, 15, 30];
const SLOW_MS = 4000;

function clock(seconds) { return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds) % 60).padStart(2, "0")}`; }

export class Connection {
  constructor(player) {
    this.player = player;
    this.audio = player.audio;
    this.box = player.root.querySelector("[data-trouble]");
    this.tries = 0;
    this.place = 0;
    this.wasPlaying = false;
    this.begin();
  }

  begin() {
    const { audio } = this;
    audio.addEventListener("timeupdate", () => { if (!audio.error) this.place = audio.currentTime; });
    audio.addEventListener("play", () => { this.wasPlaying = true; });
    audio.addEventListener("pause", () => { if (!audio.error) this.wasPlaying = false; });
    audio.addEventListener("playing", () => this.healed());
    audio.addEventListener("error", () => this.lost());
    audio.addEventListener("waiting", () => { this.slow = setTimeout(() => this.isSlow(), SLOW_MS); });
    addEventListener("online", () => { if (audio.error) this.again(); });
    this.box?.querySelector("[data-again]").addEventListener("click", () => { this.tries = 0; this.again(); });
  }

  healed() {
    clearTimeout(this.slow);
    this.tries = 0;
    if (this.box) this.box.hidden = true;
  }

  isSlow() { if (!this.audio.paused && this.audio.readyState < 3) this.say("The connection is slow. It plays on as soon as there is sound."); }

  async lost() {
    clearTimeout(this.slow);
    if (!this.box) { this.player.broken(); return; }
    this.player.show();
    const answer = await this.ask();
    if (answer && !answer.ok) { this.refused(answer); return; }
    const wait = WAITS[this.tries];
    this.tries += 1;
    if (wait === undefined) {
      this.say(`The connection is lost at ${clock(this.place)}. Your place is kept.`, { again: true });
      return;
    }
    this.say(`The connection was lost at ${clock(this.place)}. Your place is kept; trying again.`, { again: true });
    this.timer = setTimeout(() => this.again(), wait * 1000);
  }

  // Whether the server is there and still lets us in; null when it cannot be reached.
  async ask() {
    try {
      return await fetch(this.audio.currentSrc || this.audio.src, { headers: { Range: "bytes=0-1" }, redirect: "error" });
    } catch (broken) {
      return this.isSignedOut();
    }
  }

  // A redirect to the sign-in page also ends in an error above, but the page's own address then still answers.
  async isSignedOut() {
    try {
      const answer = await fetch(location.href, { redirect: "follow" });
      return answer.redirected ? { ok: false, status: 401 } : null;
    } catch (broken) {
      return null;
    }
  }

  refused(answer) {
    const signedOut = answer.status === 401 || answer.status === 403;
    const words = signedOut
      ? `You are signed out. Sign in again and go on at ${clock(this.place)}.`
      : "The sound is not there. Read the words below, and tell your admin.";
    this.say(words, { signIn: signedOut });
  }

  again() {
    clearTimeout(this.timer);
    const { audio, place, wasPlaying } = this;
    audio.load();
    audio.currentTime = place;
    if (wasPlaying) this.player.start();
    else audio.addEventListener("loadedmetadata", () => this.healed(), { once: true });
  }

  say(words, { again = false, signIn = false } = {}) {
    if (!this.box) return;
    this.box.querySelector("[data-trouble-words]").textContent = words;
    this.box.querySelector("[data-again]").hidden = !again;
    this.box.querySelector("[data-sign-in]").hidden = !signIn;
    this.box.hidden = false;
  }
}
