// Makes a column fit: its tickets are set smaller before anything is hidden, and what is still below is counted.
// Larger again they are only in a calm moment, so that nothing moves under the fingers of who taps one after the other.

const TIGHTEST = 2;
const CALM_MS = 2000; // without a change
const ROOMY = 0.62; // of the column's height: below that the next larger size fits

function loosen(board) {
  for (let again = 0; again < TIGHTEST; again++) {
    for (const lane of columns(board).filter((lane) => lane.isRoomy())) lane.loosen();
  }
  tighten(board);
}

function tighten(board) {
  const lanes = columns(board);
  for (let again = 0; again < TIGHTEST; again++) {
    const full = lanes.filter((lane) => lane.isFull()); // all are measured, then all are set: one layout a round
    for (const lane of full) lane.tighten();
    if (!full.length) break;
  }
  count(lanes);
}

// All are counted, then all are written on: each is a layout of its own otherwise.
function count(lanes) {
  const below = lanes.map((lane) => lane.below());
  lanes.forEach((lane, i) => lane.tell(below[i]));
}

export function keepFitting(board) {
  let calm;
  const again = () => {
    tighten(board);
    clearTimeout(calm);
    calm = setTimeout(() => loosen(board), CALM_MS);
  };
  document.addEventListener("swapped", again); // after the clock has written how old they are
  board.addEventListener("scroll", (event) => count([new Column(event.target.closest(".lane"))]), true);
  addEventListener("resize", again);
  document.fonts.ready.then(again);
  again();
}

const columns = (board) => [...board.querySelectorAll(".lane")].map((lane) => new Column(lane));

class Column {
  constructor(lane) {
    this.lane = lane;
    this.pile = lane.querySelector(".pile");
    this.badge = lane.querySelector(".below");
    this.size = Number(lane.dataset.fit ?? 0);
  }

  isFull() {
    return this.size < TIGHTEST && this.pile.scrollHeight > this.pile.clientHeight + 1;
  }

  isRoomy() {
    const last = this.pile.lastElementChild;
    return this.size && !(last && last.offsetTop + last.offsetHeight - this.pile.offsetTop > ROOMY * this.pile.clientHeight);
  }

  loosen() {
    this.set(this.size - 1);
  }

  tighten() {
    this.set(this.size + 1);
  }

  set(size) {
    this.size = size;
    this.lane.dataset.fit = size;
  }

  below() {
    const bottom = this.pile.getBoundingClientRect().bottom;
    return [...this.pile.children].filter((ticket) => ticket.getBoundingClientRect().bottom > bottom + 8).length;
  }

  tell(below) {
    if (!below) delete this.badge.dataset.more;
    else if (this.badge.dataset.more !== String(below)) this.badge.dataset.more = below;
  }
}
