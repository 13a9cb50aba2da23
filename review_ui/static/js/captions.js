// The words that are being said, under the waveform: for loud trains, and for those who do not hear.
// Without this module the whole transcript stands below.

const KEY = "captions";

function wire(root) {
  const line = root.querySelector("[data-caption]");
  const button = root.querySelector("[data-captions]");
  const track = root.querySelector("audio track")?.track;
  if (!line || !button || !track) return;

  function show() {
    const cues = [...(track.activeCues ?? [])];
    line.replaceChildren(...cues.flatMap((cue) => [spoken(cue)]));
  }

  function spoken(cue) {
    const shown = document.createElement("span");
    const voice = cue.getCueAsHTML().querySelector("span[title]")?.title;
    shown.textContent = (voice ? `${voice}: ` : "") + cue.getCueAsHTML().textContent;
    return shown;
  }

  function choose(on) {
    track.mode = on ? "hidden" : "disabled"; // hidden: loaded and told of, shown by us
    line.hidden = !on;
    button.setAttribute("aria-pressed", String(on));
    if (on) show();
  }

  track.addEventListener("cuechange", show);
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    localStorage.setItem(KEY, on ? "on" : "off");
    choose(on);
  });
  choose(localStorage.getItem(KEY) === "on");
}

for (const root of document.querySelectorAll("[data-player]")) wire(root);
