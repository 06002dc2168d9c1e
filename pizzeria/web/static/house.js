// Asks the house to do something. What it refuses, and a house that does not answer, are thrown as words for people.

export async function ask(path, body, seconds = 10) {
  let answer;
  try {
    answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(seconds * 1_000),
    });
  } catch {
    throw new Error("The house does not answer. Nothing was changed.");
  }
  if (answer.status === 401) location.reload(); // the session is over
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(told.error?.message ?? "The house could not do that.");
  return told;
}
