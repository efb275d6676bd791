import { afterChange, afterHeartbeat, fromSnapshot } from "./figures.js";

const DISCONNECTED_AFTER_MS = 3_000;
const SILENT_AFTER_MS = 60_000;
const RETRY_MS = [1_000, 2_000, 5_000, 10_000];

/**
 * One view, kept current by one EventSource. The listener is told `{status, figures, reason}` once for each message
 * and for each change of status:
 *
 *   loading       no snapshot yet                          → live, reconnecting, refused
 *   live          the stream is open                       → reconnecting
 *   reconnecting  the stream broke; the browser retries    → live, disconnected, refused
 *   disconnected  the same for more than three seconds     → live, refused
 *   refused       the service will not answer this question (`reason` says why); ends until the next open
 *
 * Figures stay those last received until newer ones come. The browser resumes a broken stream with `Last-Event-ID`;
 * where it gives up (an answer other than 200), or the stream falls silent, this opens a new one, which starts with a
 * snapshot.
 */
export class LiveView {
  #view;
  #listener;
  #query = "";
  #source = null;
  #figures = null;
  #status = "loading";
  #failures = 0;
  #timers = { grace: null, silence: null, retry: null };

  constructor(view, listener) {
    this.#view = view;
    this.#listener = listener;
  }

  /** Asks anew; parameters that are empty are left out. */
  open(parameters = {}) {
    this.#query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== "")).toString();
    this.#figures = null;
    this.#failures = 0;
    this.#clear("grace");
    this.#become("loading");
    this.#connect();
  }

  /** Lets go of the connection, keeping the figures: a hidden page must not use up the browser's connections. */
  pause() {
    this.#source?.close();
    this.#source = null;
    Object.keys(this.#timers).forEach(timer => this.#clear(timer));
  }

  resume() {
    if (this.#status !== "refused") {
      this.#connect();
    }
  }

  #connect() {
    this.#source?.close();
    this.#clear("retry");
    const source = new EventSource(this.#url("/stream"));
    this.#source = source;
    source.addEventListener("open", () => this.#opened());
    source.addEventListener("error", () => this.#broke(source));
    this.#on(source, "snapshot", fromSnapshot);
    this.#on(source, "change", message => afterChange(this.#figures, message));
    this.#on(source, "heartbeat", message => (this.#figures === null ? null : afterHeartbeat(this.#figures, message)));
    this.#listen();
  }

  #on(source, event, figuresAfter) {
    source.addEventListener(event, ({ data }) => {
      let figures;
      try {
        figures = figuresAfter(JSON.parse(data));
      } catch (broken) {
        console.error(`${this.#view}: a ${event} that cannot be read; starting from a snapshot`, broken);
        source.close();
        this.#broke(source);
        return;
      }
      this.#listen();
      if (figures !== null) {
        this.#figures = figures;
        this.#alive();
      }
    });
  }

  #opened() {
    this.#listen();
    if (this.#figures !== null) {
      this.#alive();
    }
  }

  #alive() {
    this.#failures = 0;
    this.#clear("grace");
    this.#become("live");
  }

  #broke(source) {
    this.#clear("silence");
    this.#timers.grace ??= setTimeout(() => this.#become("disconnected"), DISCONNECTED_AFTER_MS);
    if (this.#status !== "disconnected") {
      this.#become("reconnecting");
    }
    if (source.readyState === EventSource.CLOSED) {
      this.#askWhy(source);
    }
  }

  /** EventSource does not tell why it gave up; the same question without a stream does. */
  async #askWhy(source) {
    let reason = null;
    try {
      const answer = await fetch(this.#url(""), { signal: AbortSignal.timeout(SILENT_AFTER_MS) });
      reason = answer.status === 400 ? (await answer.json()).detail ?? "The service refused this selection." : null;
    } catch (unreachable) {
      console.info(`${this.#view}: not reachable, trying again`, unreachable.name);
    }
    if (source !== this.#source) {
      return;
    }
    if (reason === null) {
      const wait = RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)];
      this.#timers.retry = setTimeout(() => this.#connect(), wait);
    } else {
      this.#clear("grace");
      this.#become("refused", reason);
    }
  }

  #listen() {
    this.#clear("silence");
    this.#timers.silence = setTimeout(() => {
      this.#source.close();
      this.#broke(this.#source);
    }, SILENT_AFTER_MS);
  }

  #clear(timer) {
    clearTimeout(this.#timers[timer]);
    this.#timers[timer] = null;
  }

  #become(status, reason = null) {
    this.#status = status;
    this.#listener({ status, figures: this.#figures, reason });
  }

  #url(part) {
    return `/api/views/${this.#view}${part}${this.#query === "" ? "" : `?${this.#query}`}`;
  }
}
