// The formats that sound crosses the phone's wire in: base64 of raw samples, to and from floats between -1 and 1.
// https://46elks.com/docs/realtime-voice-audio-formats

const PCM = { encode: pcm, decode: (bytes) => Float32Array.from(new Int16Array(bytes.buffer, 0, bytes.length >> 1), (level) => level / 32768) };

export const FORMATS = {
  pcm_8000: { rate: 8000, ...PCM },
  pcm_16000: { rate: 16000, ...PCM },
  pcm_24000: { rate: 24000, ...PCM },
  ulaw: { rate: 8000, ...g711(ulaw) },
  alaw: { rate: 8000, ...g711(alaw) },
};

export function encode(samples, format) {
  return btoa(String.fromCharCode(...format.encode(samples)));
}

export function decode(data, format) {
  return format.decode(Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)));
}

// Little-endian, as every machine is that has a browser.
function pcm(samples) {
  const levels = Int16Array.from(samples, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32767));
  return new Uint8Array(levels.buffer);
}

// ITU-T G.711: the level that each code stands for; a level is sent as the code that comes nearest to it.
function g711(level) {
  const levels = Float32Array.from({ length: 256 }, (_, code) => level(code) / 32768);
  const sorted = [...levels.keys()].sort((a, b) => levels[a] - levels[b]);
  const nearest = (sample) => {
    let [low, high] = [0, 255];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((levels[sorted[middle]] + levels[sorted[middle + 1]]) / 2 < sample) low = middle + 1;
      else high = middle;
    }
    return sorted[low];
  };
  return {
    encode: (samples) => Uint8Array.from(samples, nearest),
    decode: (bytes) => Float32Array.from(bytes, (code) => levels[code]),
  };
}

function ulaw(code) {
  const bits = ~code & 0xff;
  const level = ((((bits & 0x0f) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
  return bits & 0x80 ? -level : level;
}

function alaw(code) {
  const bits = code ^ 0x55;
  const [power, rest] = [(bits >> 4) & 7, (bits & 0x0f) << 4];
  const level = power ? (rest + 0x108) << (power - 1) : rest + 8;
  return bits & 0x80 ? level : -level;
}
