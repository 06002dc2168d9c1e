// An order's steps: one tap takes it on, a toast takes it back while it lasts. What fails is said, and nothing has moved.

import { ask } from "./house.js";
import { complain, tell } from "./toast.js";

const DID = { placed: "is back among the placed", baking: "is in the oven", ready: "is ready", collected: "was collected", delivered: "was delivered", cancelled: "is cancelled" };

export class Steps {
  constructor(board, line) {
    this.board = board;
    this.line = line;
    this.undone = undefined; // how the newest step is undone
  }

  async take(number, from, to) {
    if (!(await this.move(number, to)) || to === "cancelled") return;
    this.offer(number, from, to);
  }

  undo() {
    if (!this.undone?.toast.isOpen) return;
    this.undone.toast.close();
    this.undone.go();
  }

  offer(number, from, to) {
    const go = () => this.move(number, from);
    const toast = tell(`${number} ${DID[to]}`, { undo: go, seconds: Number(this.board.dataset.undo) });
    this.undone = { toast, go };
  }

  move(number, to) {
    return this.act(number, `/api/orders/${number}/status`, { status: to });
  }

  // What happened to it has been seen: by one, for all screens.
  acknowledge(number) {
    return this.act(number, `/api/orders/${number}/acknowledge`, {});
  }

  // Seen to go at once; put back when it did not.
  async act(number, path, body) {
    const tickets = this.board.querySelectorAll(`[data-order="${number}"]`);
    for (const ticket of tickets) ticket.setAttribute("aria-busy", "true");
    try {
      await ask(path, body);
      return true;
    } catch (error) {
      complain(error.message);
      return false;
    } finally {
      for (const ticket of tickets) ticket.removeAttribute("aria-busy");
      this.line.want();
    }
  }
}
