// What changes its place is seen to go there. The new picture is painted at once; only then does a ticket glide from
// where it was. Its neighbours make room without a glide: a wall of tickets in motion tells nobody anything.

const GLIDE = { duration: 200, easing: "cubic-bezier(.2, .8, .2, 1)" };

export function places(part) {
  if (isStill()) return new Map();
  return new Map([...part.querySelectorAll(".pile > [data-key]")].map((element) => [element, { pile: element.parentElement, at: element.getBoundingClientRect() }]));
}

export function settle(before, born) {
  if (isStill()) return;
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
  return document.hidden || matchMedia("(prefers-reduced-motion: reduce)").matches;
}
