// The board without a finger: a keyboard's keys, which are a bump bar's too.
//
// 1–9 and 0 pick the first ten tickets, arrows go to the next, Enter takes the picked one on, Backspace or U undoes,
// R recalls the last finished, Esc lets go, ? shows the keys. Picked is what has the focus.

const ROWS = { ArrowUp: -1, ArrowDown: 1 };
const COLUMNS = { ArrowLeft: -1, ArrowRight: 1 };

export function listenToKeys(board, { undo, recall, help }) {
  const keys = new Keys(board);
  const own = { Backspace: undo, u: undo, r: recall, "?": help, Escape: () => document.activeElement.blur() };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isBusy(event.target)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const act = own[key] ?? keys.actOf(key, event.target);
    if (!act) return;
    event.preventDefault();
    keys.use(true);
    act();
  });
  document.addEventListener("pointerdown", () => keys.use(false));
  board.addEventListener("focusin", () => keys.note());
  board.addEventListener("swapped", () => keys.follow());
}

class Keys {
  constructor(board) {
    this.board = board;
    this.isUsed = false;
    this.spot = undefined; // where the picked ticket was: {ticket, lane, at}
  }

  actOf(key, target) {
    if (/^\d$/.test(key)) return () => this.pick(this.orders()[(Number(key) + 9) % 10]);
    if (ROWS[key]) return () => this.pick(this.neighbour(ROWS[key]) ?? this.picked ?? this.orders()[0]);
    if (COLUMNS[key]) return () => this.pick(this.beside(COLUMNS[key]) ?? this.picked ?? this.orders()[0]);
    if (key === "Enter" && target === this.picked) return () => this.picked.querySelector("[data-bump]")?.click();
    return undefined;
  }

  get picked() {
    return document.activeElement.closest(".ticket");
  }

  pick(ticket) {
    ticket?.focus();
    ticket?.scrollIntoView({ block: "nearest" });
  }

  neighbour(by) {
    const pile = this.picked && tickets(this.picked.closest(".lane"));
    return pile?.[pile.indexOf(this.picked) + by];
  }

  beside(by) {
    if (!this.picked) return undefined;
    const lanes = [...this.board.querySelectorAll(".lane")];
    const at = tickets(this.picked.closest(".lane")).indexOf(this.picked);
    for (let i = lanes.indexOf(this.picked.closest(".lane")) + by; lanes[i]; i += by) {
      const there = tickets(lanes[i]);
      if (there.length) return there[Math.min(at, there.length - 1)];
    }
    return undefined;
  }

  note() {
    const ticket = this.picked;
    if (ticket && ticket === this.spot?.ticket) return; // carried to another lane, it has the focus still
    const lane = ticket?.closest(".lane");
    this.spot = lane && { ticket, lane: lane.id, at: tickets(lane).indexOf(ticket) };
  }

  // The picked ticket went on: its place is picked, as on a bump bar, so that Enter, Enter, Enter works through a column.
  follow() {
    this.number();
    if (!this.spot) return;
    const { ticket, lane, at } = this.spot;
    if (ticket.isConnected && ticket.closest(".lane")?.id === lane) {
      this.spot.at = tickets(ticket.closest(".lane")).indexOf(ticket);
      return;
    }
    const pile = tickets(document.getElementById(lane));
    ticket.blur();
    this.spot = undefined;
    this.pick(pile[Math.min(at, pile.length - 1)]);
  }

  // Seen by whom uses keys: a finger needs no numbers.
  number() {
    if (this.isUsed) this.orders().forEach((ticket, i) => {
      const nth = i < 10 ? String((i + 1) % 10) : undefined;
      if (ticket.dataset.nth === nth) return;
      if (nth) ticket.dataset.nth = nth;
      else delete ticket.dataset.nth;
    });
  }

  orders() {
    return [...this.board.querySelectorAll(".lane .ticket[data-order]")];
  }

  use(used) {
    this.isUsed = used;
    document.body.classList.toggle("keyed", used);
    this.number();
  }
}

function tickets(lane) {
  return [...lane.querySelectorAll(".ticket")];
}

function isBusy(target) {
  return Boolean(target.closest("input, textarea, select, dialog"));
}
