// One excerpt's listening: tells the server which seconds were played, remembers the place, plays by keyboard.
// Without this module the person says by a button that they heard it.

const EVERY_MS = 5000;
const EDGE_S = 3;
const SLACK_S = 0.5;

const root = document.querySelector("[data-player]");
const player = root?.player;
const form = root?.querySelector("[data-listens]");

// What was played, as [start, end] in seconds. Browsers keep a list of their own, but it counts what was jumped over
// when somebody jumps before the sound is loaded.
const played = [];
let running = null;
let lastLook = 0;

// Called a few times a second while it plays: time that runs as fast as the clock was heard, a jump was not.
function follow() {
  const { currentTime, seeking, playbackRate } = player.audio;
  const look = performance.now();
  const most = ((look - lastLook) / 1000) * playbackRate + SLACK_S;
  lastLook = look;
  if (seeking) { running = null; return; }
  const runsOn = running && currentTime >= running[1] && currentTime - running[1] <= most;
  if (runsOn) running[1] = currentTime;
  else if (!player.audio.paused) played.push(running = [currentTime, currentTime]);
}

function stop() { follow(); running = null; }

let sent = "";
async function report() {
  const stretches = played.map((stretch) => stretch.map((second) => Math.round(second * 1000)));
  const text = stretches.filter(([start, end]) => end > start).map((stretch) => stretch.join("-")).join(",");
  if (!form || !text || text === sent) return;
  const body = new FormData();
  body.set("form_token", form.elements.form_token.value);
  body.set("played", text);
  try {
    const answer = await fetch(form.action, { method: "POST", body, keepalive: true });
    if (!answer.ok) return; // the next report tells the same seconds again
    sent = text;
    if ((await answer.json()).is_heard) heard();
  } catch (offline) {
    // the next report tells the same seconds again
  }
}

function heard() {
  const words = form.querySelector("[data-heard-words]");
  if (!words) return;
  words.textContent = "You heard it.";
  words.removeAttribute("data-heard-words");
  form.querySelector("button")?.parentElement.remove();
  root.dispatchEvent(new CustomEvent("heard", { bubbles: true }));
}

function placeKey() { return `place:${form?.action ?? location.pathname}`; }

function keepPlace() {
  const { currentTime, ended } = player.audio;
  if (ended || currentTime < EDGE_S) localStorage.removeItem(placeKey());
  else localStorage.setItem(placeKey(), currentTime.toFixed(1));
}

function takePlace() {
  const place = Number(localStorage.getItem(placeKey()) ?? 0);
  if (place > EDGE_S && place * 1000 < player.lengthMs - EDGE_S * 1000) player.seek(place * 1000);
}

const KEYS = {
  " ": () => player.toggle(),
  ArrowLeft: () => player.skip(-5),
  ArrowRight: () => player.skip(5),
};

function onKey(event) {
  const act = KEYS[event.key];
  const other = event.target.closest("input, textarea, select, summary, a, [contenteditable]");
  const pressed = event.key === " " && event.target.closest("button");
  if (!act || other || pressed || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  event.preventDefault();
  act();
}

if (player) {
  const { audio } = player;
  takePlace();
  document.addEventListener("keydown", onKey);
  root.querySelector("[data-keys]").hidden = false;
  const plain = form?.querySelector("[data-plain] button");
  if (plain) plain.textContent = "I read it instead"; // the player tells what was heard, but not everybody hears
  for (const name of ["play", "playing", "seeked", "timeupdate"]) audio.addEventListener(name, follow);
  audio.addEventListener("seeking", () => { running = null; });
  for (const name of ["pause", "ended", "error"]) audio.addEventListener(name, stop);
  setInterval(() => { if (!audio.paused) { report(); keepPlace(); } }, EVERY_MS);
  for (const name of ["pause", "ended", "seeked"]) audio.addEventListener(name, () => { report(); keepPlace(); });
  addEventListener("pagehide", () => { report(); keepPlace(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) { report(); keepPlace(); } });
}
