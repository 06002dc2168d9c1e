// Keeps one order's steps true on a bad line: one small question at a time, which the house answers when there is news.
// A line that fails is said, and asked again, more and more slowly; a page that nobody looks at asks nothing.

const ANSWER_MS = 40_000;
const PAUSES_MS = [1_000, 2_000, 5_000, 10_000, 20_000];
const part = document.getElementById("track");
const lost = document.getElementById("lost");
let question = new AbortController();
let wake = () => {};

const until = (target, name) => new Promise((done) => target.addEventListener(name, done, { once: true }));
const sleep = (ms) => new Promise((done) => ((wake = done), setTimeout(done, ms)));
addEventListener("offline", () => question.abort());
addEventListener("online", () => wake());

async function ask() {
  question = new AbortController();
  const late = setTimeout(() => question.abort(), ANSWER_MS);
  const address = `${part.dataset.steps}?seen=${encodeURIComponent(part.dataset.seen)}`;
  const answer = await fetch(address, { cache: "no-store", signal: question.signal });
  if (answer.status === 404) return location.reload();
  if (!answer.ok) throw new Error(answer.status);
  if (answer.status === 200) {
    part.innerHTML = await answer.text();
    part.dataset.seen = answer.headers.get("Seen");
    if (answer.headers.has("Over")) part.dataset.over = "";
  }
  clearTimeout(late);
  await sleep(1_000 * Number(answer.headers.get("Retry-After") ?? 0));
}

let failures = 0;
while (part.dataset.over === undefined) {
  if (document.hidden) await until(document, "visibilitychange");
  try {
    await ask();
    failures = 0;
  } catch {
    failures += 1;
  }
  lost.hidden = failures < 2; // a single one is a tunnel, or a lift
  if (failures) await sleep(PAUSES_MS[Math.min(failures, PAUSES_MS.length) - 1]);
}
