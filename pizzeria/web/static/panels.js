// Dialogs of the page: a button opens one by its id, a tap beside it or on its cross closes it.
//
// <dialog data-shows="/fragments/stock" data-again="menu.changed">: what is in it is fetched when it opens, and again
// after such an event while it is open. An event "shown" follows.

import { swap } from "./swap.js";
import { complain } from "./toast.js";

export function openPanels(board) {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) return open(opener.dataset.opens);
    const panel = event.target.closest("dialog");
    if (panel && (event.target === panel || event.target.closest("[data-close]"))) panel.close();
  });
  board.addEventListener("heard", ({ detail }) => {
    for (const panel of document.querySelectorAll("dialog[open][data-again]")) {
      if (panel.dataset.again.split(" ").includes(detail.name)) show(panel, panel.address);
    }
  });
}

export function open(id, address) {
  const panel = document.getElementById(id);
  if (!panel.open) panel.showModal();
  panel.dispatchEvent(new Event("opened"));
  const shows = address ?? panel.dataset.shows;
  return shows ? show(panel, shows) : undefined;
}

export async function show(panel, address) {
  const list = panel.querySelector("[data-list]");
  panel.address = address; // what comes late must not cover what was asked for after it
  if (address !== panel.dataset.shows) list.replaceChildren();
  const answer = await fetch(address).catch(() => undefined);
  if (panel.address !== address) return;
  if (!answer?.ok) return fail(panel, answer?.status === 404 ? "There is nothing to show." : "The house does not answer. What you see here may be old.");
  swap(list, await answer.text());
  panel.dispatchEvent(new Event("shown"));
}

// The answer to a question that is asked in a dialog: true when its yes was chosen.
export function sure(id, words) {
  const dialog = document.getElementById(id);
  for (const [name, text] of Object.entries(words)) dialog.querySelector(`[data-word="${name}"]`).textContent = text;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((answer) => dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true }));
}

function fail(panel, words) {
  const list = panel.querySelector("[data-list]");
  if (list.childElementCount) return complain(words);
  const said = document.createElement("p");
  said.className = "empty";
  said.textContent = words;
  list.replaceChildren(said);
}
