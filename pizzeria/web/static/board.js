// The order board: the picture keeps itself true; what is tapped, typed or heard is handed to the one who knows it.

import { Chime } from "./chime.js";
import { keepCalling } from "./calling.js";
import { keepFitting } from "./fit.js";
import { ask } from "./house.js";
import { listenToKeys } from "./keys.js";
import { keepLetters } from "./letters.js";
import { live } from "./live.js";
import { keepLine } from "./on-the-line.js";
import { open, openPanels, sure } from "./panels.js";
import { Steps } from "./steps.js";
import { keepStock } from "./stock.js";
import { remember } from "./swap.js";
import { complain } from "./toast.js";

const BLIND_MS = 700;
const board = document.getElementById("board");
remember(board);
keepFitting(board);
openPanels(board);
keepLine(board);
keepCalling();
keepLetters(document.getElementById("order"));
const line = live(board);
const steps = new Steps(board, line);
const alarms = new Map(); // number of a cancelled order -> when it was heard of
const chime = new Chime(document.getElementById("sound"));
keepStock(document.getElementById("stock"));
listenToKeys(board, { undo: () => steps.undo(), recall, help: () => open("keys") });

board.addEventListener("click", async (event) => {
  const tapped = event.target.closest("[data-to], [data-acknowledge], [data-moment], [data-pace], [data-order-panel]");
  if (!tapped) return;
  const { number, from, to, acknowledge, moment, pace, orderPanel } = tapped.dataset;
  if (orderPanel) return open("order", orderPanel);
  if (moment) return open("moment", moment);
  if (acknowledge) return steps.acknowledge(acknowledge);
  if (pace) return setPace(tapped, pace);
  if (to === "cancelled" && !(await sure("cancel", { number }))) return;
  tapped.closest("dialog")?.close();
  steps.take(number, from, to);
});

// A finger on its way to another button has seen nothing yet: what was just cancelled cannot be acknowledged at once.
board.addEventListener("swapped", () => {
  for (const seen of board.querySelectorAll("[data-acknowledge]")) {
    const left = (alarms.get(seen.dataset.acknowledge) ?? -Infinity) + BLIND_MS - performance.now();
    if (left <= 0 || seen.disabled) continue;
    seen.disabled = true;
    setTimeout(() => (seen.disabled = false), left);
  }
});

board.addEventListener("heard", ({ detail: { name, data } }) => {
  const number = data.order?.number;
  if (name === "order.placed") [chime.new(), say(`New order ${number}`)];
  if (name === "order.cancelled") [alarms.set(String(number), performance.now()), chime.change(), say(`Order ${number} was cancelled`)];
  if (name === "message.received" && data.order_number) [chime.change(), say(`The customer of order ${data.order_number} wrote`)];
});

async function setPace(button, pace) {
  const wanted = pace === "stop" ? { taking_orders: false } : { taking_orders: true, behind_minutes: Number(pace) };
  try {
    await ask("/api/kitchen", wanted);
    button.closest("dialog").close();
  } catch (error) {
    complain(error.message);
  }
}

// The last one finished, back to where it was.
function recall() {
  board.querySelector("#recall button[data-to]")?.click();
}

// For whom hears the board: screen readers.
function say(words) {
  document.getElementById("news").textContent = words;
}
