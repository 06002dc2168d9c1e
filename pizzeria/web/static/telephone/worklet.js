// The handset on the sound's own thread.

import { Handset } from "./handset.js";

registerProcessor("handset", class extends AudioWorkletProcessor {
  constructor() {
    super();
    this.handset = new Handset(sampleRate, (news) => this.port.postMessage(news));
    this.port.onmessage = ({ data }) => (this.isOver ||= data.over) || this.handset.told(data);
  }

  process([[input]], [[output]]) {
    this.handset.process(input, output);
    return !this.isOver;
  }
});
