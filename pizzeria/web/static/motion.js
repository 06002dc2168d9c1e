// What moved is seen to move. The new picture is painted at once; only then do its tickets glide from where they were.

const GLIDE = { duration: 320, easing: "cubic-bezier(.2, .8, .2, 1)" };

export function places(part) {
  if (isStill()) return new Map();
  return new Map([...part.querySelectorAll("[data-call]")].map((element) => [element, element.getBoundingClientRect()]));
}

export function settle(part, before, born) {
  if (isStill()) return;
  const moves = [...before].filter(([element]) => element.isConnected).map(([element, was]) => [element, was, element.getBoundingClientRect()]);
  for (const [element, was, is] of moves) {
    if (is.width && was.width && (was.x !== is.x || was.y !== is.y)) glide(element, was.x - is.x, was.y - is.y);
  }
  for (const element of born) element.animate([{ opacity: 0, transform: "translateY(-.5rem)" }, {}], GLIDE);
}

// Its pile would cut off what comes from the next lane, so the pile is open meanwhile, unless it is scrolled.
function glide(element, x, y) {
  const pile = element.closest(".pile");
  const flight = element.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: "none" }], GLIDE);
  if (!pile || Math.abs(x) < 1 || pile.scrollHeight > pile.clientHeight + 1) return;
  element.style.zIndex = 5;
  pile.style.overflow = "visible";
  flight.onfinish = flight.oncancel = () => (element.style.zIndex = pile.style.overflow = "");
}

function isStill() {
  return document.hidden || matchMedia("(prefers-reduced-motion: reduce)").matches;
}
