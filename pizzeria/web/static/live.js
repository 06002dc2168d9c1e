// Keeps one part of a page true: hears what happened, asks the server for the part again, swaps it in.
//
// <main data-live="/board" data-after="12" data-hears="order.placed …" [data-call-id="c1"]>
// `after` is the journal's id that the picture holds, so nothing is missed between the first paint and the stream.
// A house that names its pictures (header Picture, data-have) sends only what is different from the one we have.
// Where the part has a data-stream, that comes by itself behind each event, and is asked for only when it did not fit.
// When the line is lost, the banner says at once how old the picture is; a line that is silent too long is lost too.
// What is heard is told on as an event "heard" of the part, {name, data}; after a swap comes "swapped".

import { isNow } from "./clock.js";
import { swap } from "./swap.js";

const SILENT_MS = 12_000; // the server beats every 5 s
const AGAIN_MS = 1_000;
const LATE_MS = 40; // so long before there is a picture: the house is busy, and no screen of its own is to glide as well
const ANYWAY_MS = 60_000; // a picture is asked for, whatever was heard

export function live(part) {
  const line = new Line(part);
  line.listen();
  setInterval(() => line.watch(), 1_000);
  setInterval(() => line.want(), ANYWAY_MS);
  document.addEventListener("visibilitychange", () => line.watch());
  addEventListener("offline", () => line.cut());
  addEventListener("online", () => line.watch());
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
    const { stream = "/api/events", have = "" } = this.part.dataset;
    const source = (this.source = new EventSource(`${stream}?after=${this.after}&have=${have}&beat=1`));
    source.onopen = () => this.opened();
    source.onerror = () => this.lost(source);
    source.addEventListener("beat", () => this.heard());
    source.addEventListener("picture", (event) => this.sent(JSON.parse(event.data)));
    for (const name of this.part.dataset.hears.split(" ")) {
      source.addEventListener(name, (event) => this.hear(name, JSON.parse(event.data)));
    }
  }

  hear(name, data) {
    this.heard();
    if (!this.isOurs(data)) return;
    this.part.dispatchEvent(new CustomEvent("heard", { detail: { name, data } }));
    if (!this.part.dataset.stream) this.want();
  }

  // A difference fits on every picture of the same house that is not older than its base.
  sent(news) {
    const [house, id] = (this.part.dataset.have ?? "").split(".");
    const fits = news.base < 0 || (news.picture.startsWith(`${house}.`) && news.base <= Number(id));
    const isOld = news.picture.startsWith(`${house}.`) && news.journal_id < Number(id);
    if (isOld) return;
    if (this.held || this.asking || !fits) return this.want();
    this.show(news, Date.parse(news.house_time) - Date.parse(news.happened_at) > LATE_MS);
    this.tell();
  }

  isOurs(data) {
    const call = this.part.dataset.callId;
    return call === undefined || data.call_id === call;
  }

  opened() {
    const wasLost = !this.streamUp;
    this.heard();
    if (wasLost) this.want(); // it may be a house that was started anew
  }

  heard() {
    this.heardAt = Date.now();
    if (this.pictureUp && !this.wanted) this.trueAt = this.heardAt;
    this.streamUp = true;
    this.tell();
  }

  lost(source) {
    if (source !== this.source) return;
    this.streamUp = false;
    this.tell();
    if (source.readyState === EventSource.CLOSED) this.begin();
  }

  // Lost, though the socket does not know it yet.
  cut() {
    this.source.close();
    this.lost(this.source);
  }

  watch() {
    this.tell();
    if (!document.hidden && this.wanted) this.perhaps();
    if (Date.now() - this.heardAt > SILENT_MS && this.source.readyState === EventSource.OPEN) this.cut();
  }

  // The browser gave up, or we did: a new picture first, then the stream from where that picture is.
  async begin() {
    await this.ask();
    if (this.pictureUp) this.listen();
    else setTimeout(() => this.begin(), AGAIN_MS);
  }

  want() {
    this.wanted = true;
    this.perhaps();
  }

  hold(held) {
    this.held = held;
    if (!held && this.wanted) setTimeout(() => this.perhaps()); // after the click
  }

  async perhaps() {
    if (!this.wanted || this.asking || this.held || document.hidden) return;
    await this.ask();
    if (!this.pictureUp) setTimeout(() => this.want(), AGAIN_MS);
    else if (this.wanted) this.perhaps();
  }

  async ask() {
    this.wanted = false;
    this.asking = true;
    const askedAt = Date.now();
    try {
      const answer = await fetch(this.address(), { signal: AbortSignal.timeout(10_000) });
      if (answer.redirected || answer.status === 401) return location.reload(); // the session is over
      if (!answer.ok) throw new Error(answer.statusText);
      const html = await answer.text();
      this.pictureUp = true;
      if (this.held) this.wanted = true;
      else this.show(told(html, answer.headers), Date.now() - askedAt > LATE_MS, askedAt);
    } catch {
      this.pictureUp = false;
    } finally {
      this.asking = false;
      this.tell();
    }
  }

  address() {
    const { live, have } = this.part.dataset;
    return have ? `${live}?have=${have}` : live;
  }

  show({ html, picture, journal_id, house_time }, isLate, trueAt = Date.now()) {
    isNow(house_time);
    this.after = this.part.dataset.after = journal_id;
    this.trueAt = trueAt;
    const isWhole = swap(this.part, html, isLate);
    if (picture && isWhole) this.part.dataset.have = picture;
    else delete this.part.dataset.have;
    if (!isWhole) this.want();
  }

  tell() {
    const banner = document.getElementById("stale");
    const fine = this.streamUp && this.pictureUp;
    if (!fine) {
      const at = new Date(this.trueAt).toLocaleTimeString([], { hour12: false, timeZone: document.querySelector("[data-now]")?.dataset.now });
      write(banner.querySelector("[data-old]"), `${ago(Date.now() - this.trueAt)} old, from ${at}`);
    }
    if (banner.hidden !== fine) banner.hidden = fine;
    document.body.classList.toggle("is-stale", !fine);
  }
}

function told(html, headers) {
  return { html, picture: headers.get("Picture"), journal_id: headers.get("Journal-Id"), house_time: headers.get("House-Time") };
}

function ago(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
