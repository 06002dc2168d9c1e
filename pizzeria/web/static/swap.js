// Puts new HTML in the place of old: what did not change stays the very same element, what moved is seen to move.

const printed = new WeakMap(); // element -> the HTML it came as

export function swap(part, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  const put = () => replace(part, fresh.content);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (!document.startViewTransition || document.hidden || calm) return put();
  nameAll(part);
  document.startViewTransition(put).ready.catch(() => {}); // skipped: the next one came too soon
}

export function remember(part) {
  for (const element of keyed(part)) printed.set(element, element.outerHTML);
}

function replace(part, content) {
  const focused = document.activeElement?.id;
  const scrolls = [...part.querySelectorAll("[id]")].map((element) => [element.id, element.scrollTop]);
  const opened = new Set([...part.querySelectorAll("details[open]")].map((element) => element.dataset.key));
  const old = new Map([...keyed(part)].map((element) => [element.dataset.key, element]));
  remember(content);
  for (const element of keyed(content)) {
    const same = old.get(element.dataset.key);
    if (same && printed.get(same) === printed.get(element)) element.replaceWith(same);
    else if (opened.has(element.dataset.key)) element.open = true;
  }
  part.replaceChildren(content);
  nameAll(part);
  for (const [id, top] of scrolls) if (top) document.getElementById(id)?.scrollTo(0, top);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

// A call and the order that came of it bear one name, so the grey ticket is seen to become the paper one.
// What its pile cuts off has no name: it would fly over the rest.
function nameAll(part) {
  const taken = new Set();
  for (const element of part.querySelectorAll("[data-call]")) {
    const call = element.dataset.call;
    const name = call && !taken.has(call) ? call : element.dataset.key;
    taken.add(name);
    element.style.viewTransitionName = isWhole(element) ? `t-${name.replace(/[^\w-]/g, "-")}` : "none";
  }
}

function isWhole(element) {
  const [inner, outer] = [element, element.parentElement].map((each) => each.getBoundingClientRect());
  return inner.top >= outer.top && inner.bottom <= outer.bottom && inner.right <= outer.right + 1;
}

function keyed(part) {
  return part.querySelectorAll("[data-key]");
}
