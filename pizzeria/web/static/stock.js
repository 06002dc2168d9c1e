// The sold-out panel: everything on the menu, found by its name, and a tap says whether it can be had.

import { ask } from "./house.js";
import { show } from "./panels.js";
import { complain } from "./toast.js";

export function keepStock(panel) {
  const search = panel.querySelector("input");
  panel.addEventListener("opened", () => {
    search.value = "";
    search.focus();
  });
  for (const [from, name] of [[search, "input"], [panel, "shown"]]) from.addEventListener(name, () => sift(panel, search.value));
  panel.addEventListener("click", async (event) => {
    const thing = event.target.closest("[data-thing]");
    if (!thing) return;
    await toggle(thing);
    show(panel, panel.dataset.shows);
  });
}

async function toggle(thing) {
  const available = thing.getAttribute("aria-checked") !== "true";
  thing.setAttribute("aria-checked", String(available)); // at once; put back when the house says no
  try {
    await ask(thing.dataset.thing, { available });
  } catch (error) {
    thing.setAttribute("aria-checked", String(!available));
    complain(error.message);
  }
}

function sift(panel, wanted) {
  const part = plain(wanted);
  for (const shelf of panel.querySelectorAll("[data-shelf]")) {
    const things = [...shelf.querySelectorAll("[data-thing]")];
    for (const thing of things) thing.parentElement.hidden = !plain(thing.textContent).includes(part);
    shelf.hidden = things.every((thing) => thing.parentElement.hidden);
  }
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
