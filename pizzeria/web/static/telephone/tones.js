// What a Swedish telephone sounds like while it rings at the other end, and when the other end is gone: 425 Hz.

const HERTZ = 425;
const LOUD = 0.08;
const RINGS = Array.from({ length: 12 }, (_, ring) => [ring * 6, 1]); // one second in six
const GONE = [[0, 0.25], [0.5, 0.25], [1, 0.25]];

// Returns what stops it.
function tone(context, beats) {
  const source = new OscillatorNode(context, { frequency: HERTZ });
  const volume = new GainNode(context, { gain: 0 });
  const now = context.currentTime + 0.05;
  for (const [start, length] of beats) {
    volume.gain.setTargetAtTime(LOUD, now + start, 0.01);
    volume.gain.setTargetAtTime(0, now + start + length, 0.01);
  }
  source.connect(volume).connect(context.destination);
  source.start();
  return () => source.stop();
}

export const ringing = (context) => tone(context, RINGS);

// Returns when it is over.
export function gone(context) {
  const stop = tone(context, GONE);
  return new Promise((done) => setTimeout(() => done(stop()), 1_500));
}
