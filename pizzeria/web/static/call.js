// One call: a picture that keeps itself true, and its recording, which goes where the timeline is clicked.

import { keepCalling } from "./calling.js";
import { live } from "./live.js";
import { remember } from "./swap.js";

const SOON_MS = 500;

const part = document.getElementById("call");
const box = document.getElementById("recording");
const sound = box.querySelector("audio");
remember(part);
const line = live(part);
keepCalling();

// The player stands outside the picture: what is moved about in a page stops playing.
function offer() {
  const recording = part.querySelector("[data-recording]")?.dataset.recording;
  if (recording && !sound.hasAttribute("src")) {
    sound.src = recording;
    box.querySelector("a").href = recording;
  }
  box.hidden = !recording;
  part.classList.toggle("seekable", Boolean(recording));
  if (part.querySelector("[data-coming]")) setTimeout(() => line.want(), SOON_MS); // it is being put on the shelf
}

part.addEventListener("click", (event) => {
  const mark = event.target.closest("[data-at]");
  if (!mark || box.hidden) return;
  sound.currentTime = Number(mark.dataset.at);
  sound.play();
});

part.addEventListener("swapped", offer);
offer();
