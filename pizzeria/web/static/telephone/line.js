// One call over the house's socket, in 46elks' own words: https://46elks.com/docs/realtime-voice-messages
//
// `handset.tell` takes what is to be played; `tell` hears {answered}, {faulty: format} and {over: why, words}, once.
// What crosses this line is what 46elks would say and hear; of the model behind it nothing is known here.

import { FORMATS, decode, encode } from "./formats.js";

export class Line {
  constructor(address, hello, handset, tell) {
    this.handset = handset;
    this.tell = tell;
    this.waiting = []; // what is to be done when the ear comes to each mark
    this.socket = new WebSocket(address);
    this.socket.onopen = () => this.say({ t: "hello", ...hello });
    this.socket.onmessage = ({ data }) => this.hear(JSON.parse(data));
    this.socket.onclose = () => this.end("lost");
  }

  // A frame of the caller's, which nobody wants before the house has named a format.
  // A frame that the handset made before it was told the house's rate is none of the call's.
  speak(samples, rate) {
    if (this.listening?.rate === rate) this.say({ t: "audio", data: encode(samples, this.listening) });
  }

  hangUp() {
    this.finish("hangup", "the caller hung up");
  }

  reached() {
    this.waiting.shift()?.();
  }

  hear(message) {
    switch (message.t) {
      case "listening": return this.listens(message.format);
      case "sending": return this.sends(message.format);
      case "audio": return this.plays(message.data);
      case "interrupt": return this.interrupt();
      case "sync": return this.mark(() => this.say({ t: "sync" }));
      case "bye": return this.mark(() => this.finish("done", "the call is over"));
    }
  }

  listens(name) {
    if (!(this.listening = this.known(name))) return;
    this.handset.tell({ listen: this.listening.rate });
    this.tell({ answered: name });
  }

  sends(name) {
    if ((this.sending = this.known(name))) this.handset.tell({ send: this.sending.rate });
  }

  // Sound before `sending`, and between an interrupt and the next one, is not for the ear.
  plays(data) {
    if (this.sending) this.handset.tell({ play: decode(data, this.sending) });
  }

  interrupt() {
    this.sending = null;
    this.handset.tell({ cut: true });
  }

  mark(then) {
    this.waiting.push(then);
    this.handset.tell({ mark: true });
  }

  known(name) {
    if (name in FORMATS) return FORMATS[name];
    this.finish("error", `this telephone cannot do ${name}`);
    return undefined;
  }

  finish(reason, message) {
    this.say({ t: "bye", reason, message });
    this.socket.close(1000);
    this.end(reason, message);
  }

  end(reason, message = "") {
    if (this.isOver) return;
    this.isOver = true;
    this.tell({ over: reason, words: message });
  }

  say(message) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }
}
