// Messages to a customer, in the order's panel: one that may not have come is sent again when somebody says so.

import { ask } from "./house.js";
import { complain } from "./toast.js";

export function keepLetters(panel) {
  panel.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-again-letter]");
    if (!button) return;
    button.disabled = true; // what comes of it is heard, and the panel shown anew
    try {
      await ask(`/api/messages/${button.dataset.againLetter}/again`, {});
    } catch (error) {
      complain(error.message);
      button.disabled = false;
    }
  });
}
