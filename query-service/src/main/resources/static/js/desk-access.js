import { textPage } from "./answers.js";
import { wrong } from "./desk-form.js";
import { instant } from "./desk-words.js";
import { el } from "./dom.js";
import { quantity } from "./format.js";
import { canHash, digest } from "./merkle.js";
import { place } from "./place.js";
import { Stage } from "./stage.js";
import { Table } from "./table.js";

const PAGE = 100;
const NONE_BEFORE = "0".repeat(64);

const COLUMNS = [
  { title: "Line", cell: ({ number }) => quantity(number) },
  { title: "When", cell: ({ at }) => el("span", { class: "date" }, at === undefined ? "" : instant(at)) },
  { title: "Who", cell: ({ actor, from }) => el("span", {}, actor ?? "", from === undefined ? null : el("small", {}, `from ${from}`)) },
  { title: "Looked at", cell: ({ path, query, broken }) => el("span", { class: "asked" }, broken ?? path,
    query === null || query === undefined ? null : el("small", {}, readable(query))) },
];

/** Who looked at what in the log, in the order in which they did. */
export class DeskAccess {
  #stage = new Stage(document.getElementById("access"));
  #form = document.getElementById("access-form");
  #count = document.getElementById("access-count");
  #chain = document.getElementById("access-chain");
  #pages = document.getElementById("access-pages");
  #table = new Table(document.getElementById("access-rows"), "access-title", COLUMNS);
  #turn = 0;

  /** `onLine` is told from which line on somebody wants to read. */
  constructor(onLine) {
    this.#form.addEventListener("submit", event => {
      event.preventDefault();
      onLine(this.#form.elements.line.value.trim() || "0");
    });
    this.#form.addEventListener("input", () => this.#forgive());
  }

  /** Shows a page from a line on. The line before it is read too, which the first one names. */
  async show(line) {
    const turn = ++this.#turn;
    this.#forgive();
    this.#form.elements.line.value = line;
    this.#count.textContent = "";
    if (!/^\d{1,15}$/.test(line)) {
      this.#refuse("a line is named by its number, from 0 on");
      return;
    }
    const from = Number(line);
    const before = Math.min(1, from);
    this.#stage.loading();
    let answer;
    try {
      answer = await textPage(`/api/ledger/access?${new URLSearchParams({ from: from - before, limit: PAGE + before })}`);
    } catch (failed) {
      if (turn === this.#turn) {
        this.#stage.failed(failed.message, () => this.show(line));
      }
      return;
    }
    if (turn === this.#turn) {
      this.#take(from, before, answer);
      this.#chain.textContent = "";
      const [good, sentence] = await verdict(answer.body, from - before);
      if (turn === this.#turn) {
        this.#chain.className = `verdict ${good ? "good" : "bad"}`;
        this.#chain.textContent = sentence;
      }
    }
  }

  #take(from, before, { body, next }) {
    const lines = linesOf(body).slice(before);
    this.#count.textContent = lines.length === 0 ? "No such line"
      : `Lines ${quantity(from)} to ${quantity(from + lines.length - 1)}${next === null ? ", the last" : "; there are more"}`;
    if (lines.length === 0) {
      this.#stage.nothing("There is no such line yet.");
      return;
    }
    this.#table.show(lines.map((text, at) => ({ key: String(from + at), number: from + at, ...parsed(text) })));
    this.#pages.replaceChildren(...[
      from === 0 ? null : link("Lines before", Math.max(0, from - PAGE)),
      next === null ? null : link("Lines after", from + lines.length),
    ].filter(each => each !== null));
    this.#pages.hidden = this.#pages.childElementCount === 0;
    this.#stage.ready();
  }

  #refuse(reason) {
    const field = this.#form.elements.line;
    field.closest("label").append(wrong("wrong-line", reason));
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", "wrong-line");
    this.#stage.nothing("No line was read.");
    field.focus();
  }

  #forgive() {
    const field = this.#form.elements.line;
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
    field.closest("label").querySelector(".wrong")?.remove();
  }
}

/** Whether each line names the one before it. */
async function verdict(body, first) {
  if (!canHash()) {
    return [true, ""];
  }
  const lines = linesOf(body);
  let before = first === 0 ? NONE_BEFORE : null;
  for (const [at, text] of lines.entries()) {
    const { prev, broken } = parsed(text);
    if (broken === undefined && before !== null && prev !== before) {
      return [false, `Line ${quantity(first + at)} does not name the line before it: one of them was changed, or lines between them were left out.`];
    }
    before = await digest(text);
  }
  return [true, "Each of these lines names the one before it, as this browser hashed them."];
}

function linesOf(body) {
  return body.split("\n").filter(line => line !== "");
}

/** A line, or as it stands where a crash cut it off. */
function parsed(text) {
  try {
    const { at, actor, from, path, query, prev } = JSON.parse(text);
    return { at, actor, from, path, query, prev };
  } catch (cut) {
    return { broken: `${text} (cut off: ${cut.name})` };
  }
}

/** A query as people read it; as it stands where it can't be decoded. */
function readable(query) {
  return [...new URLSearchParams(query)].map(([name, value]) => `${name} = ${value}`).join(", ");
}

function link(name, line) {
  return el("a", { class: "button", href: place({ see: "access", line }) }, name);
}
