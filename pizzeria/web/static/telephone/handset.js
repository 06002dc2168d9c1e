// Mouthpiece and earpiece: what the microphone hears goes out in frames of 20 ms, what the house sends is played in order.
//
// Told: {listen: rate} {send: rate} {play: samples} {cut} {mark} {say: samples} {late: seconds}; samples are floats, and what
// is said is at our own rate. Tells every 20 ms {frame, said, heard, played, waiting}: the frame at the rate of `listen`, the
// peaks of both sides, seconds played in all, seconds queued; and {reached} for each mark, when the ear has come to it.
// Runs on the sound's own thread, or on the page's where there is none: see telephone.js.

import { Resampler } from "./resampler.js";

const FRAME_SECONDS = 0.02;
const BESIDE = 0.5; // how loud the tester hears what is typed

export class Handset {
  constructor(rate, tell) {
    this.rate = rate;
    this.tell = tell;
    this.ear = new Queue();
    this.mouth = new Queue();
    this.frame = new Queue();
    this.marks = []; // {at: samples, due: when the loudspeaker has it}
    this.time = this.pushed = this.played = this.late = 0; // in samples
    this.said = this.heard = 0;
    this.listen(rate);
    this.send(rate);
  }

  told(order) {
    if ("listen" in order) this.listen(order.listen);
    if ("send" in order) this.send(order.send);
    if ("play" in order) this.play(order.play);
    if ("mark" in order) this.marks.push({ at: this.pushed });
    if ("cut" in order) this.cut();
    if ("say" in order) this.mouth.push(order.say);
    if ("late" in order) this.late = order.late * this.rate;
  }

  listen(rate) {
    this.outgoing = new Resampler(this.rate, rate);
    this.frameRate = rate;
    this.frameLength = Math.round(rate * FRAME_SECONDS);
    this.frame.clear();
  }

  send(rate) {
    if (this.sendRate !== rate) this.incoming = new Resampler(rate, this.rate);
    this.sendRate = rate;
  }

  play(samples) {
    const sound = this.incoming.push(samples);
    this.pushed += sound.length;
    this.ear.push(sound);
  }

  cut() {
    this.pushed -= this.ear.length;
    this.ear.clear();
    for (const mark of this.marks) mark.at = Math.min(mark.at, this.pushed); // nobody waits for what is never heard
  }

  // `input`: what the microphone heard, or nothing; `output`: to be filled for the loudspeaker.
  process(input, output) {
    output.fill(0);
    this.played += this.ear.take(output);
    this.heard = Math.max(this.heard, peak(output));
    const voice = new Float32Array(output.length);
    const typed = this.mouth.take(voice);
    if (typed) for (let k = 0; k < typed; k++) output[k] += BESIDE * voice[k];
    else if (input) voice.set(input);
    this.said = Math.max(this.said, peak(voice));
    this.frame.push(this.outgoing.push(voice));
    this.time += output.length;
    this.reach();
    while (this.frame.length >= this.frameLength) this.report();
  }

  reach() {
    while (this.marks.length && this.played >= this.marks[0].at) {
      this.marks[0].due ??= this.time + this.late;
      if (this.time < this.marks[0].due) return;
      this.marks.shift();
      this.tell({ reached: true });
    }
  }

  report() {
    const frame = new Float32Array(this.frameLength);
    this.frame.take(frame);
    const { said, heard } = this;
    this.tell({ frame, rate: this.frameRate, said, heard, played: this.played / this.rate, waiting: this.ear.length / this.rate });
    this.said = this.heard = 0;
  }
}

class Queue {
  constructor() {
    this.pieces = [];
    this.length = 0;
  }

  push(samples) {
    if (samples.length) this.pieces.push(samples);
    this.length += samples.length;
  }

  // Fills `into` from its beginning and says how far it came.
  take(into) {
    let filled = 0;
    while (filled < into.length && this.pieces.length) {
      const piece = this.pieces[0];
      const part = piece.subarray(0, into.length - filled);
      into.set(part, filled);
      filled += part.length;
      if (part.length === piece.length) this.pieces.shift();
      else this.pieces[0] = piece.subarray(part.length);
    }
    this.length -= filled;
    return filled;
  }

  clear() {
    this.pieces = [];
    this.length = 0;
  }
}

function peak(samples) {
  let highest = 0;
  for (const sample of samples) highest = Math.max(highest, Math.abs(sample));
  return highest;
}
