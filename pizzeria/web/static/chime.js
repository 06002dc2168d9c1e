// Two sounds made on the spot: three notes up for a new ticket, two notes down, twice, for a change or a cancellation.
//
// Browsers let nobody make a sound before the first tap: until then a button asks for it. Muted stays muted.

const NEW = [[659, 0], [784, 0.14], [1047, 0.28]];
const CHANGE = [[740, 0], [494, 0.18], [740, 0.45], [494, 0.63]];
const KEY = "chime";

export class Chime {
  constructor(button) {
    this.button = button;
    this.muted = button.hidden || localStorage.getItem(KEY) === "off"; // hidden: the house wants no chimes
    this.context = undefined;
    button.addEventListener("click", () => this.turn());
    for (const first of ["pointerup", "keydown"]) document.addEventListener(first, (event) => button.contains(event.target) || this.wake());
    this.show();
  }

  new() {
    this.play(NEW, "triangle");
  }

  change() {
    this.play(CHANGE, "square");
  }

  get isAwake() {
    return this.context?.state === "running";
  }

  async wake() {
    if (this.isAwake) return;
    this.context ??= new AudioContext();
    this.context.onstatechange = () => this.show();
    await this.context.resume();
    this.show();
  }

  turn() {
    if (this.button.dataset.sound !== "asleep") this.muted = !this.muted;
    else this.muted = false;
    localStorage.setItem(KEY, this.muted ? "off" : "on");
    this.show();
    if (!this.muted) this.wake().then(() => this.new());
  }

  show() {
    const state = this.muted ? "off" : this.isAwake ? "on" : "asleep";
    this.button.dataset.sound = state;
    this.button.setAttribute("aria-pressed", String(state === "on"));
    this.button.querySelector("span").textContent = { off: "Sound off", on: "Sound on", asleep: "Tap for sound" }[state];
  }

  play(notes, shape) {
    if (this.muted || !this.isAwake) return;
    const start = this.context.currentTime;
    for (const [pitch, after] of notes) this.note(pitch, start + after, shape);
  }

  note(pitch, at, type) {
    const tone = new OscillatorNode(this.context, { frequency: pitch, type });
    const loud = new GainNode(this.context, { gain: 0 });
    loud.gain.setValueAtTime(0, at);
    loud.gain.linearRampToValueAtTime(type === "square" ? 0.18 : 0.4, at + 0.015);
    loud.gain.exponentialRampToValueAtTime(0.001, at + 0.4);
    tone.connect(loud).connect(this.context.destination);
    tone.start(at);
    tone.stop(at + 0.42);
  }
}
