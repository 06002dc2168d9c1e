// Keeps one part of a page true: hears what happened, asks the server for the part again, swaps it in.
//
// <main data-live="/board" data-after="12" data-hears="order.placed …" [data-call-id="c1"]>
// `after` is the journal's id that the picture holds, so nothing is missed between the first paint and the stream.
// When the line is lost, the banner says since when the picture is old; a line that is silent too long is lost too.

import { swap } from "./swap.js";

const SILENT_MS = 40_000; // the server beats every 15 s
const AGAIN_MS = 2_000;
const ANYWAY_MS = 60_000; // what only time changes

export function live(part) {
  const line = new Line(part);
  line.listen();
  setInterval(() => line.watch(), 5_000);
  setInterval(() => line.want(), ANYWAY_MS);
  document.addEventListener("visibilitychange", () => line.watch());
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => line.hold(false));
  document.addEventListener("pointerdown", () => line.hold(true)); // a button must not go from under a finger
  return line;
}

class Line {
  constructor(part) {
    this.part = part;
    this.after = part.dataset.after;
    this.trueAt = Date.now(); // when the picture was last known to be right
    this.streamUp = this.pictureUp = true;
    this.wanted = this.asking = this.held = false;
  }

  listen() {
    this.heardAt = Date.now();
    const source = (this.source = new EventSource(`/api/events?after=${this.after}&beat=1`));
    source.onopen = () => this.heard();
    source.onerror = () => this.lost(source);
    source.addEventListener("beat", () => this.heard());
    for (const name of this.part.dataset.hears.split(" ")) {
      source.addEventListener(name, (event) => {
        this.heard();
        if (this.isOurs(JSON.parse(event.data))) this.want();
      });
    }
  }

  isOurs(data) {
    const call = this.part.dataset.callId;
    return call === undefined || data.call_id === call;
  }

  heard() {
    this.heardAt = this.trueAt = Date.now();
    this.streamUp = true;
    this.tell();
  }

  lost(source) {
    this.streamUp = false;
    this.tell();
    if (source === this.source && source.readyState === EventSource.CLOSED) this.begin();
  }

  watch() {
    if (Date.now() - this.heardAt < SILENT_MS || this.source.readyState === EventSource.CLOSED) return;
    this.source.close();
    this.lost(this.source);
  }

  // The browser gave up, or we did: a new picture first, then the stream from where that picture is.
  async begin() {
    await this.ask();
    if (this.pictureUp) this.listen();
    else setTimeout(() => this.begin(), AGAIN_MS);
  }

  want() {
    this.wanted = true;
    requestAnimationFrame(() => this.perhaps());
  }

  hold(held) {
    this.held = held;
    if (!held && this.wanted) setTimeout(() => this.perhaps()); // after the click
  }

  async perhaps() {
    if (!this.wanted || this.asking || this.held) return;
    await this.ask();
    if (!this.pictureUp) setTimeout(() => this.want(), AGAIN_MS);
    else if (this.wanted) this.want();
  }

  async ask() {
    this.wanted = false;
    this.asking = true;
    try {
      const answer = await fetch(this.part.dataset.live, { signal: AbortSignal.timeout(10_000) });
      if (answer.redirected || answer.status === 401) return location.reload(); // the session is over
      if (!answer.ok) throw new Error(answer.statusText);
      const html = await answer.text();
      this.after = answer.headers.get("Journal-Id");
      if (this.held) this.wanted = true;
      else swap(this.part, html);
      this.pictureUp = true;
      this.trueAt = Date.now();
    } catch {
      this.pictureUp = false;
    } finally {
      this.asking = false;
      this.tell();
    }
  }

  tell() {
    const banner = document.getElementById("stale");
    const fine = this.streamUp && this.pictureUp;
    const since = new Date(this.trueAt).toLocaleTimeString([], { hour12: false });
    if (!fine) banner.textContent = `No contact with the house. What you see is from ${since}.`;
    banner.hidden = fine;
    document.body.classList.toggle("is-stale", !fine);
  }
}
