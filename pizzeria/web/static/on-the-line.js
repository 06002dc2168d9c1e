// A live call's buttons: staff take the call, or end it; each asks once whether it is meant.

import { ask } from "./house.js";
import { sure } from "./panels.js";
import { complain } from "./toast.js";

export function keepLine(board) {
  board.addEventListener("click", async (event) => {
    const tapped = event.target.closest("[data-line-does]");
    if (!tapped) return;
    const { lineDoes, of } = tapped.dataset;
    if (!(await sure(lineDoes, {}))) return;
    try {
      await ask(`/api/calls/${encodeURIComponent(of)}/${lineDoes}`, {});
    } catch (error) {
      complain(error.message);
    }
  });
}
