// What only time changes: the clock, how long a call lasts, which order is late.

function tick() {
  const now = Date.now();
  for (const clock of document.querySelectorAll("[data-now]")) write(clock, hourIn(clock.dataset.now, now));
  for (const call of document.querySelectorAll("[data-since]")) write(call, lasted(now - Date.parse(call.dataset.since)));
  for (const order of document.querySelectorAll("[data-due]")) {
    order.classList.toggle("late", Date.parse(order.dataset.due) < now);
  }
}

function hourIn(zone, now) {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "short" }).format(now);
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function lasted(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

tick();
setInterval(tick, 1000);
new MutationObserver(tick).observe(document.body, { childList: true, subtree: true });
