// What changes its place is seen to go there. The new picture is painted at once; only then does a ticket glide from
// where it was. Its neighbours make room without a glide: a wall of tickets in motion tells nobody anything.

// A screen that takes long to paint does not glide: its hands are full.

const SLOW_MS = 34; // from the change to its pixels: two frames
const FORGOTTEN = 0.9; // of how slow it was, with each picture that is quicker
const GLIDE = { duration: 200, easing: "cubic-bezier(.2, .8, .2, 1)" };

let took = 0; // milliseconds that pictures lately needed to be painted

export function places(part) {
  if (isStill()) return new Map();
  return new Map([...part.querySelectorAll(".pile > [data-key]")].map((element) => [element, { pile: element.parentElement, at: element.getBoundingClientRect() }]));
}

export function settle(before, born) {
  const still = isStill();
  const began = performance.now();
  requestAnimationFrame(() => setTimeout(() => (took = Math.max(performance.now() - began, FORGOTTEN * took))));
  if (still) return;
  for (const [element, was] of before) {
    if (element.isConnected && element.parentElement !== was.pile) glide(element, was.at, element.getBoundingClientRect());
  }
  for (const element of born) element.animate([{ opacity: 0 }, {}], GLIDE);
}

// Its pile would cut off what comes from the next lane, so the pile is open meanwhile, unless it is scrolled.
function glide(element, was, is) {
  const pile = element.parentElement;
  const from = `translate(${was.x - is.x}px, ${was.y - is.y}px)`;
  const flight = element.animate([{ transform: from }, { transform: "none" }], GLIDE);
  if (pile.scrollHeight > pile.clientHeight + 1) return;
  element.style.zIndex = 5;
  pile.style.overflow = "visible";
  pile.style.contain = "layout";
  flight.onfinish = flight.oncancel = () => (element.style.zIndex = pile.style.overflow = pile.style.contain = "");
}

function isStill() {
  return document.hidden || took > SLOW_MS || matchMedia("(prefers-reduced-motion: reduce)").matches;
}
