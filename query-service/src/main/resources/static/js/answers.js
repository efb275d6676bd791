const PATIENCE_MS = 60_000;
const NEXT = /<([^>]*)>;\s*rel="next"/;

/** An answer other than the one that was asked for, in words; `field` names the parameter that makes no sense, or is null. */
export class Refused extends Error {
  constructor(message, field = null, because = {}) {
    super(message, because);
    this.field = field;
  }
}

/** What the service answers to a path, as JSON; where it doesn't, an error that says so in words. */
export async function asked(path) {
  return (await page(path)).body;
}

/** One page of an answer: its `body`, and `next`, the parameters of the next page; null if there is none. */
export async function page(path) {
  const answer = await answered(path, "application/json");
  const body = await answer.json().catch(() => null);
  if (body === null) {
    throw new Refused(unexpected(answer));
  }
  return { body, next: next(answer) };
}

/** The same of an answer that is text. */
export async function textPage(path) {
  const answer = await answered(path, "*/*");
  return { body: await answer.text(), next: next(answer) };
}

async function answered(path, accept) {
  let answer;
  try {
    answer = await fetch(path, { headers: { accept }, signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (unreachable) {
    throw new Refused("The service can't be reached.", null, { cause: unreachable });
  }
  if (!answer.ok) {
    const problem = await answer.json().catch(() => null);
    throw new Refused(problem?.detail ?? unexpected(answer), problem?.field ?? null);
  }
  return answer;
}

function unexpected(answer) {
  return `The service answered ${answer.status}, and not what was asked.`;
}

function next(answer) {
  const link = NEXT.exec(answer.headers.get("link") ?? "");
  return link === null ? null : new URL(link[1], location.href).searchParams;
}
