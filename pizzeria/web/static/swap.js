// Puts new HTML in the place of old and touches only what differs: what did not change stays the very same element.
//
// <i data-same data-key="…"> stands for an element that stayed as it was, and is not sent again.
// data-key names an element wherever it goes, so a ticket that changes lanes is carried there; data-line names one among
// its siblings. The grey ticket of a call (key "call-…") becomes the paper one of its order, for both bear data-call.

import { places, settle } from "./motion.js";

const OURS = new Set(["open", "style", "data-age", "data-fit", "data-more", "data-nth"]); // set by scripts here, not by the house
const printed = new WeakMap(); // element -> the HTML it came as

// Whether nothing was missing: if something was, the whole must be asked for. What comes late does not glide as well.
export function swap(part, html, isLate = false) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const focused = document.activeElement;
  const before = isLate ? new Map() : places(part);
  const graft = new Graft(part, template.content);
  graft.children(part, template.content);
  if (focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true });
  part.dispatchEvent(new Event("swapped", { bubbles: true }));
  settle(before, isLate ? [] : graft.born);
  return !graft.isIncomplete;
}

export function remember(part) {
  for (const element of keyed(part)) printed.set(element, element.outerHTML);
}

class Graft {
  constructor(part, content) {
    this.old = new Map([...keyed(part)].map((element) => [element.dataset.key, element]));
    this.coming = new Set([...keyed(content)].map((element) => element.dataset.key));
    this.born = [];
    this.isIncomplete = false;
    remember(content);
  }

  children(old, fresh) {
    const staying = new Set([...fresh.children].map(nameOf));
    const going = [];
    let at = old.firstChild;
    for (const next of [...fresh.childNodes]) {
      for (; isNamed(at) && !staying.has(nameOf(at)); at = at.nextSibling) going.push(at); // who stays is not carried around who goes
      const same = this.known(next, old) ?? alike(next, at);
      if (!same) this.bear(old, next, at);
      else {
        if (same === at) at = at.nextSibling;
        else carry(old, same, at);
        this.update(same, next);
      }
    }
    for (; at; at = at.nextSibling) going.push(at);
    for (const gone of going) if (!this.coming.has(gone.dataset?.key)) gone.remove(); // or it is carried from here
  }

  known(next, parent) {
    const { key, line, call } = next.dataset ?? {};
    if (line) return [...parent.children].find((child) => child.dataset.line === line);
    if (!key) return undefined;
    const grey = `call-${call}`;
    const found = this.old.get(key) ?? (call && !this.coming.has(grey) ? this.take(grey) : undefined);
    this.old.delete(key);
    return found;
  }

  take(key) {
    const found = this.old.get(key);
    this.old.delete(key);
    return found;
  }

  bear(parent, element, at) {
    if (isSame(element)) return (this.isIncomplete = true);
    parent.insertBefore(element, at);
    if (element.dataset?.key || element.dataset?.line) this.born.push(element);
  }

  update(old, fresh) {
    if (isSame(fresh)) return;
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.data !== fresh.data) old.data = fresh.data;
      return;
    }
    const print = printed.get(fresh);
    if (print !== undefined && print === printed.get(old)) return;
    printed.set(old, print);
    if (print === undefined && old.isEqualNode(fresh)) return; // the browser compares sooner than we do
    attributes(old, fresh);
    this.children(old, fresh);
  }
}

function alike(next, at) {
  if (isNamed(next)) return undefined;
  while (at && (isNamed(at) || at.nodeName !== next.nodeName)) at = at.nextSibling;
  return at;
}

function isSame(node) {
  return node.dataset?.same !== undefined;
}

function nameOf(node) {
  return node?.dataset?.key ?? node?.dataset?.line;
}

function isNamed(node) {
  return nameOf(node) !== undefined;
}

// moveBefore keeps what runs inside an element running; older browsers begin it anew.
function carry(parent, element, at) {
  if (parent.moveBefore && element.isConnected) parent.moveBefore(element, at);
  else parent.insertBefore(element, at);
}

function attributes(old, fresh) {
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !OURS.has(name)) old.removeAttribute(name);
}

function keyed(part) {
  return part.querySelectorAll("[data-key]");
}
