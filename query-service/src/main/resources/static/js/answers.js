const PATIENCE_MS = 60_000;

/** What the service answers to a path, as JSON; where it doesn't, an error that says so in words. */
export async function asked(path) {
  let answer;
  try {
    answer = await fetch(path, { headers: { accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (unreachable) {
    throw new Error("The service can't be reached.", { cause: unreachable });
  }
  const body = await answer.json().catch(() => null);
  if (!answer.ok || body === null) {
    throw new Error(body?.detail ?? `The service answered ${answer.status}, and not what was asked.`);
  }
  return body;
}
