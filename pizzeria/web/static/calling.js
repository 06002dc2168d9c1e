// Forms that have the agent call a customer, on the board and on a call's page: what is refused is said in a toast.

import { ask } from "./house.js";
import { sure } from "./panels.js";
import { complain, note } from "./toast.js";

const SECONDS = 60; // 46elks takes its time, and a call that was asked for must not be called undone

export function keepCalling() {
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-calls]");
    if (!form) return;
    event.preventDefault();
    const button = event.submitter;
    const { order, call_id } = Object.fromEntries(new FormData(form));
    if (form.dataset.asks && !(await sure(form.dataset.asks, {}))) return;
    button.disabled = true;
    try {
      await ask("/api/calls", { purpose: button.value, ...(order ? { order: Number(order) } : { call_id }) }, SECONDS);
      note("The customer's telephone rings.");
    } catch (error) {
      complain(error.message);
    } finally {
      button.disabled = false;
    }
  });
}
