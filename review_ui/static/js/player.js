// Plays an excerpt and keeps the words, the waveform and the clock in step with it.
// Without this module the browser's own controls play the same sound.

import { Connection } from "./connection.js";

const SPEEDS = [1, 1.25, 1.5, 0.75];

export function clock(ms) {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

// The last word that began before `ms`, by halving: transcripts of long calls have thousands.
export function wordAt(words, ms) {
  let low = 0;
  let high = words.length - 1;
  let found = -1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (words[middle].start <= ms) { found = middle; low = middle + 1; } else { high = middle - 1; }
  }
  return found >= 0 && ms < words[found].end + 400 ? words[found] : null;
}

export class Player {
  constructor(root) {
    this.root = root;
    this.audio = root.querySelector("audio");
    this.card = root.querySelector(".player");
    this.lengthMs = Number(root.dataset.duration) * 1000;
    this.words = [...root.querySelectorAll(".w")]
      .map((element) => ({ element, start: Number(element.dataset.s), end: Number(element.dataset.e) }))
      .sort((a, b) => a.start - b.start);
    this.head = root.querySelector(".waveform-playhead");
    this.wave = root.querySelector(".waveform");
    this.said = null;
    this.begin();
    this.connection = new Connection(this);
  }

  begin() {
    const { audio, card, root } = this;
    audio.controls = false;
    card.classList.add("is-live");
    root.querySelector(".transcript")?.classList.add("is-live-text");
    root.querySelector("[data-bar]").hidden = false;
    this.play = root.querySelector("[data-play]");
    this.play.addEventListener("click", () => this.toggle());
    for (const button of root.querySelectorAll("[data-skip]")) {
      button.addEventListener("click", () => this.skip(Number(button.dataset.skip)));
    }
    for (const button of root.querySelectorAll("[data-jump], [data-seek]")) {
      button.addEventListener("click", () => this.playFrom(Number(button.dataset.jump ?? button.dataset.seek)));
    }
    root.querySelector("[data-speed]")?.addEventListener("click", (event) => this.nextSpeed(event.currentTarget));
    root.querySelector(".transcript")?.addEventListener("click", (event) => this.onWord(event));
    for (const name of ["play", "pause", "ended"]) audio.addEventListener(name, () => this.show());
    for (const name of ["timeupdate", "seeked"]) audio.addEventListener(name, () => this.follow());
    this.followPointer();
  }

  get ms() { return this.audio.currentTime * 1000; }

  toggle() { return this.audio.paused ? this.start() : this.audio.pause(); }

  // What the connection did to the sound is told and mended there; a browser that forbids playing shows its own controls.
  start() {
    return this.audio.play().catch((refused) => { if (refused.name === "NotAllowedError") this.broken(); });
  }

  skip(seconds) { this.seek(this.ms + seconds * 1000); }

  seek(ms) {
    this.audio.currentTime = Math.max(0, Math.min(ms, this.lengthMs - 50)) / 1000;
    this.follow();
  }

  playFrom(ms) { this.seek(ms); this.start(); }

  nextSpeed(button) {
    const next = SPEEDS[(SPEEDS.indexOf(this.audio.playbackRate) + 1) % SPEEDS.length];
    this.audio.playbackRate = next;
    button.textContent = `${next}×`;
    button.setAttribute("aria-label", `Speed: ${next}`);
  }

  onWord(event) {
    const word = event.target.closest(".w");
    if (word && document.getSelection().isCollapsed) this.playFrom(Number(word.dataset.s));
  }

  show() {
    const playing = !this.audio.paused && !this.audio.ended;
    this.card.classList.toggle("is-playing", playing);
    this.play.setAttribute("aria-label", playing ? "Pause" : "Play");
    if (playing) this.run();
  }

  // Smoother than timeupdate's four times a second, and only while it plays.
  run() {
    this.follow();
    if (!this.audio.paused) requestAnimationFrame(() => this.run());
  }

  follow() {
    this.root.querySelector("[data-now]").textContent = clock(this.ms);
    this.moveHead();
    const word = this.audio.paused && this.ms === 0 ? null : wordAt(this.words, this.ms);
    if (word === this.said) return;
    this.said?.element.classList.remove("is-said");
    word?.element.classList.add("is-said");
    this.said = word;
  }

  moveHead() {
    if (!this.head) return;
    const x = (this.ms / this.lengthMs) * this.wave.viewBox.baseVal.width;
    this.head.setAttribute("x1", x);
    this.head.setAttribute("x2", x);
  }

  followPointer() {
    this.wave?.addEventListener("click", (event) => {
      const box = this.wave.getBoundingClientRect();
      this.playFrom(((event.clientX - box.left) / box.width) * this.lengthMs);
    });
  }

  // Where ours do not help, the browser's own controls do.
  broken() {
    this.card.classList.remove("is-live", "is-playing");
    this.audio.controls = true;
  }
}

for (const root of document.querySelectorAll("[data-player]")) {
  if (root.querySelector("audio")) root.player = new Player(root);
}
