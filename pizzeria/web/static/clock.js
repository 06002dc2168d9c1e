// What only time changes: the clock, how long a call lasts, how long until an order is due, how old a ticket is.
//
// <html data-house-time="…"> or isNow() say what time it is in the house; a screen whose own clock is wrong goes by that.

const MINUTE = 60_000;
const hours = {}; // by zone
let ahead = 0; // so many milliseconds is the house ahead of this screen

export function isNow(time) {
  if (time) ahead = Date.parse(time) - Date.now();
}

export function tick() {
  const now = Date.now() + ahead;
  for (const clock of document.querySelectorAll("[data-now]")) write(clock, hourIn(clock.dataset.now, now));
  for (const call of document.querySelectorAll("[data-since]")) write(call, lasted(now - Date.parse(call.dataset.since)));
  const bounds = document.querySelector("[data-soon]")?.dataset ?? {};
  for (const order of document.querySelectorAll("[data-left]")) age(order, Date.parse(order.dataset.left) - now, bounds);
}

// Fresh, soon due or late, against what was promised; in words too, for colour is never the only sign.
function age(element, left, { soon = 5, late = 0 }) {
  const state = left < -late * MINUTE ? "late" : left < soon * MINUTE ? "soon" : "fresh";
  const minutes = Math.trunc(left / MINUTE);
  write(element, left < 0 ? (minutes ? `${-minutes} min late` : "due now") : minutes ? `in ${minutes} min` : "due now");
  const ticket = element.closest(".ticket");
  if (ticket && ticket.dataset.age !== state) ticket.dataset.age = state;
}

function hourIn(zone, now) {
  hours[zone] ??= new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "short" }); // dear to make
  return hours[zone].format(now);
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function lasted(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

isNow(document.documentElement.dataset.houseTime);
tick();
setInterval(tick, 1000);
document.addEventListener("swapped", tick);
