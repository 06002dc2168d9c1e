// Microphone, loudspeaker and the handset between them, for one call. To be opened by the press of a button.

const WISHES = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };
const BLOCK = 256; // samples at a time where sound has no thread of its own

const WHY = {
  NotAllowedError: "The browser may not use the microphone. Allow it beside the page's address and call again.",
  NotFoundError: "There is no microphone. Plug one in and call again.",
  NotReadableError: "Another program holds the microphone. Close it and call again.",
};
const INSECURE = "A browser lends its microphone only to pages on https, or on the very machine that serves them (http://localhost).";

export class Apparatus {
  // `rate` is that of the house's own format, so that mostly nothing has to be converted; `hear` is told what the handset tells.
  constructor(rate, hear) {
    this.hear = hear;
    this.context = new AudioContext({ sampleRate: rate });
    this.context.resume();
    this.trouble = ""; // why there is no microphone
  }

  async open() {
    this.stream = await this.microphone();
    await this.connect();
  }

  get isMuted() {
    return !this.track?.enabled;
  }

  set isMuted(muted) {
    this.track.enabled = !muted;
  }

  get track() {
    return this.stream?.getAudioTracks()[0];
  }

  tell(order) {
    this.node.tell(order);
  }

  // How long sound takes from the handset to the ear is only known, and only changes, while there is some.
  measure() {
    this.tell({ late: this.context.outputLatency || 0 });
  }

  // A WAV file, into the call as if the caller spoke it.
  async say(file) {
    const sound = await this.context.decodeAudioData(file); // at our own rate
    this.tell({ say: sound.getChannelData(0) });
  }

  close() {
    this.node?.tell({ over: true });
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    if (this.context.state !== "closed") this.context.close();
  }

  async microphone() {
    if (!navigator.mediaDevices) return this.without(INSECURE);
    try {
      return await navigator.mediaDevices.getUserMedia({ audio: WISHES });
    } catch (error) {
      return this.without(WHY[error.name] ?? `There is no microphone: ${error.message}.`);
    }
  }

  without(trouble) {
    this.trouble = trouble;
    return null;
  }

  async connect() {
    this.node = await handset(this.context, this.hear);
    try {
      if (this.stream) this.context.createMediaStreamSource(this.stream).connect(this.node.input);
    } catch {
      // Some browsers take a microphone only at the rate it has: the handset converts.
      this.context.close();
      this.context = new AudioContext();
      this.node = await handset(this.context, this.hear);
      this.context.createMediaStreamSource(this.stream).connect(this.node.input);
    }
  }
}

async function handset(context, hear) {
  const made = context.audioWorklet ? await onItsOwnThread(context, hear) : await onThisThread(context, hear);
  made.input.connect(context.destination);
  return made;
}

async function onItsOwnThread(context, hear) {
  await context.audioWorklet.addModule("/static/telephone/worklet.js");
  const input = new AudioWorkletNode(context, "handset", { channelCount: 1, channelCountMode: "explicit", outputChannelCount: [1] });
  input.port.onmessage = ({ data }) => hear(data);
  return { input, tell: (order) => input.port.postMessage(order) };
}

// Without https there is no such thread; then the old way, which browsers still have.
async function onThisThread(context, hear) {
  const { Handset } = await import("./handset.js");
  const handset = new Handset(context.sampleRate, hear);
  const input = context.createScriptProcessor(BLOCK, 1, 1);
  input.onaudioprocess = ({ inputBuffer, outputBuffer }) => handset.process(inputBuffer.getChannelData(0), outputBuffer.getChannelData(0));
  return { input, tell: (order) => (order.over ? input.disconnect() : handset.told(order)) };
}
