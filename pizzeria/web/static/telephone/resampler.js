// A stream of samples at one rate, as samples at another: each is the average of those around it, the nearer the more.
// Where fewer samples are wanted it reaches farther, so that high tones fade and do not fold over into low ones.

export class Resampler {
  constructor(from, to) {
    this.step = from / to;
    this.reach = Math.max(1, this.step);
    this.kept = new Float32Array(0); // not used up yet
    this.at = 0; // where in `kept` the next sample is
  }

  push(samples) {
    if (this.step === 1) return samples;
    this.kept = joined(this.kept, samples);
    const made = [];
    for (; this.at + this.reach < this.kept.length; this.at += this.step) made.push(this.sample());
    const done = Math.max(0, Math.floor(this.at - this.reach));
    this.kept = this.kept.slice(done);
    this.at -= done;
    return Float32Array.from(made);
  }

  sample() {
    let sum = 0;
    let weights = 0;
    for (let k = Math.max(0, Math.ceil(this.at - this.reach)); k <= this.at + this.reach; k++) {
      const weight = 1 - Math.abs(k - this.at) / this.reach;
      sum += weight * this.kept[k];
      weights += weight;
    }
    return sum / weights;
  }
}

function joined(first, second) {
  const both = new Float32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
