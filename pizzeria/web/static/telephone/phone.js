// /phone: the buttons of the telephone, and what stands on its display. The call itself is line.js and apparatus.js;
// what is said and ordered comes from the house, as on every other page (live.js).

import { live } from "../live.js";
import { Apparatus } from "./apparatus.js";
import { Line } from "./line.js";
import { gone, ringing } from "./tones.js";

const NUMBERS = Array.from({ length: 95 }, (_, last) => `+46701740${605 + last}`); // Sweden keeps them for fiction
const SHOWN_EVERY = 10; // frames
const OVER = {
  done: "The call is over.",
  hangup: "You hung up.",
  lost: "The line broke: the house is gone, or closing.",
  unanswered: "Nobody answers: the house is gone, or closing.",
};

const page = document.getElementById("telephone");
const heard = document.getElementById("heard");
const at = (name) => page.querySelector(`[data-at="${name}"]`);
const picture = live(heard);

class Telephone {
  constructor() {
    this.state = "idle";
    this.stopRinging = () => {};
    this.number = at("number");
    this.number.value = localStorage.getItem("caller") ?? NUMBERS[Math.floor(Math.random() * NUMBERS.length)];
  }

  get isBusy() {
    return ["asking", "ringing", "talking"].includes(this.state);
  }

  async call() {
    if (this.isBusy) return;
    localStorage.setItem("caller", this.number.value.trim());
    this.frames = 0;
    this.news = undefined;
    this.show("asking", "May the browser use the microphone?");
    const apparatus = (this.apparatus = new Apparatus(Number(page.dataset.rate), (news) => this.hears(news)));
    await apparatus.open();
    if (this.apparatus !== apparatus) return apparatus.close(); // hung up while it was asked for
    at("trouble").textContent = apparatus.trouble && `${apparatus.trouble} ${page.dataset.without}`;
    this.show("ringing", "Ringing …");
    this.stopRinging = ringing(apparatus.context); // until the first sound of the house's
    this.dial(apparatus);
  }

  async dial(apparatus) {
    const callid = `c${crypto.getRandomValues(new Uint8Array(16)).reduce((hex, byte) => hex + byte.toString(16).padStart(2, "0"), "")}`;
    heard.dataset.live = `/fragments/phone/${callid}`;
    heard.dataset.callId = callid;
    picture.want();
    const pass = await askForPass();
    if (this.apparatus !== apparatus) return;
    if (!pass) return this.told({ over: "unanswered" });
    const address = `${location.origin.replace("http", "ws")}/voice-stream?pass=${pass}`;
    const hello = { callid, from: this.number.value.trim(), to: page.dataset.to };
    this.line = new Line(address, hello, apparatus, (news) => this.told(news));
  }

  hangUp() {
    if (this.line) this.line.hangUp();
    else this.told({ over: "hangup" });
  }

  // By the handset.
  hears(news) {
    if (news.reached) return this.line?.reached();
    if (!this.isBusy) return;
    this.line?.speak(news.frame, news.rate);
    if (news.played > 0) this.stopRinging();
    at("said").style.setProperty("--level", news.said);
    at("loud").style.setProperty("--level", news.heard);
    this.news = news;
    if (this.state === "talking" && this.frames++ % SHOWN_EVERY === 0) this.tellFacts();
  }

  tellFacts() {
    this.apparatus.measure();
    const seconds = this.frames * 0.02;
    at("sent").textContent = seconds.toFixed(1);
    at("played").textContent = (this.news?.played ?? 0).toFixed(2);
    at("waiting").textContent = (this.news?.waiting ?? 0).toFixed(2);
    at("time").textContent = clock(seconds);
  }

  // By the line.
  told({ answered, over, words }) {
    if (answered) {
      at("format").textContent = answered;
      this.show("talking", "Connected");
    }
    if (over) this.end(over === "lost" && this.state === "ringing" ? "unanswered" : over, words);
  }

  async end(why, words) {
    this.show("over", OVER[why] ?? `The call ended: ${words}.`);
    for (const meter of ["said", "loud"]) at(meter).style.setProperty("--level", 0);
    if (this.line) this.tellFacts();
    this.stopRinging();
    const { apparatus } = this;
    this.line = this.apparatus = undefined;
    if (why !== "hangup" && apparatus) await gone(apparatus.context);
    apparatus?.close();
  }

  async say(text) {
    const { apparatus } = this;
    const answer = await fetch("/phone/speech", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ text }) });
    if (!answer.ok) throw new Error((await answer.json()).error.message);
    if (this.apparatus === apparatus) await apparatus.say(await answer.arrayBuffer());
  }

  mute() {
    this.apparatus.isMuted = !this.apparatus.isMuted;
    at("mute").setAttribute("aria-pressed", this.apparatus.isMuted);
  }

  show(state, words) {
    const hadFocus = at("dial").contains(document.activeElement) || document.activeElement === at("hang-up");
    this.state = page.dataset.state = state;
    at("words").textContent = words;
    at("green").hidden = this.isBusy;
    at("hang-up").hidden = !this.isBusy;
    this.number.disabled = this.isBusy;
    at("mute").hidden = state !== "talking" || !this.apparatus.track;
    at("mute").setAttribute("aria-pressed", Boolean(this.apparatus?.isMuted));
    if (at("text").dataset.can) at("text").disabled = at("speak").disabled = state !== "talking";
    if (state === "asking") at("time").textContent = at("trouble").textContent = "";
    if (hadFocus) (this.isBusy ? at("hang-up") : at("green")).focus();
  }
}

async function askForPass() {
  try {
    const answer = await fetch("/phone/pass", { method: "POST" });
    if (answer.status === 401) location.reload(); // the session is over
    return answer.ok ? (await answer.json()).pass : "";
  } catch {
    return "";
  }
}

function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

const telephone = new Telephone();
let shown = 0; // so much of what was said
at("dial").addEventListener("submit", (event) => {
  event.preventDefault();
  telephone.call();
});
at("hang-up").addEventListener("click", () => telephone.hangUp());
at("mute").addEventListener("click", () => telephone.mute());
at("say").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = at("text").value.trim();
  if (!text) return;
  at("text").value = "";
  try {
    await telephone.say(text);
    at("trouble").textContent = "";
  } catch (error) {
    at("text").value = text;
    at("trouble").textContent = `That was not said: ${error.message}`;
  }
});
addEventListener("keydown", (event) => event.key === "Escape" && telephone.isBusy && telephone.hangUp());
addEventListener("pagehide", () => telephone.isBusy && telephone.hangUp());
heard.addEventListener("swapped", () => {
  const said = [...heard.querySelectorAll(".said")];
  if (telephone.isBusy && said.length > shown) said.at(-1).scrollIntoView({ block: "nearest" });
  shown = said.length;
});
