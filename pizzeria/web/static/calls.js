// The call log: a picture that keeps itself true. Its rows open and close; which are open stands in the address,
// so that a reload, or whoever is sent the link, sees the same.

import { live } from "./live.js";
import { remember } from "./swap.js";

const log = document.getElementById("log");
remember(log);
const line = live(log);

// Words are news only of calls whose rows are open; all else that is heard changes the log.
line.isOurs = (data) => !("item_id" in data || "tool_call_id" in data) || opened(log.dataset.live).includes(data.call_id);

log.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-row]");
  if (!row || event.target.closest("a") || String(getSelection())) return;
  toggle(row.dataset.row);
  row.querySelector("button").focus();
});

function toggle(call) {
  const open = opened(log.dataset.live);
  const now = open.includes(call) ? open.filter((other) => other !== call) : [...open, call];
  log.dataset.live = withOpen(log.dataset.live, now);
  history.replaceState(null, "", withOpen(location.href, now));
  line.want();
}

function opened(address) {
  return new URL(address, location.href).searchParams.getAll("open");
}

function withOpen(address, calls) {
  const url = new URL(address, location.href);
  url.searchParams.delete("open");
  for (const call of calls) url.searchParams.append("open", call);
  return url.pathname + url.search;
}
