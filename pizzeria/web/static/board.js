// The order board: the picture keeps itself true; a button takes an order one step on.

import { live } from "./live.js";
import { remember } from "./swap.js";

const board = document.getElementById("board");
remember(board);
const line = live(board);

board.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-order]");
  if (!button || button.disabled) return;
  if (button.classList.contains("cancel") && !confirm(`Cancel order ${button.dataset.order}?`)) return;
  button.disabled = true;
  try {
    const answer = await step(button.dataset.order, button.dataset.status);
    if (!answer.ok) alert((await answer.json()).error.message);
  } catch {
    alert("The house does not answer. Nothing was changed.");
  }
  button.disabled = false;
  line.want();
});

function step(order, status) {
  return fetch(`/api/orders/${order}/status`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ status }),
  });
}
