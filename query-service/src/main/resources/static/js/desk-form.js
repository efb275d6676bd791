import { el } from "./dom.js";
import { EVENT_TYPES } from "./event-types.js";
import { typeName } from "./desk-words.js";

/**
 * The form of the search. What it says is the parameters of the search, the empty ones left out; what the service finds
 * to make no sense is said at its field.
 */
export class DeskForm {
  #form = document.getElementById("search-form");
  #further = document.getElementById("further");
  #count = document.getElementById("further-count");

  /** `onSearch` is told the parameters. */
  constructor(onSearch) {
    this.#form.elements.type.append(...EVENT_TYPES.map(type => el("option", { value: type }, typeName(type))));
    this.#form.addEventListener("submit", event => {
      event.preventDefault();
      onSearch(this.#parameters());
    });
    this.#form.addEventListener("input", ({ target }) => this.#forgive(target));
    document.getElementById("search-clear").addEventListener("click", () => {
      this.show(new URLSearchParams());
      onSearch({});
    });
  }

  /** Shows the parameters of a search. */
  show(query) {
    const fields = [...this.#form.elements].filter(({ name }) => name !== "");
    fields.forEach(field => {
      const value = query.get(field.name) ?? "";
      if (value !== "") {
        this.#offer(field, value);
      }
      field.value = value === "" ? field.dataset.fallback ?? "" : value;
      this.#forgive(field);
    });
    const set = fields.filter(field => this.#further.contains(field) && field.value !== (field.dataset.fallback ?? "")).length;
    this.#count.textContent = set === 0 ? "" : ` (${set} set)`;
    if (set > 0) {
      this.#further.open = true;
    }
  }

  /** Says at a field why it makes no sense, and goes there; false if there is no such field. */
  refuse(name, reason) {
    const field = this.#form.elements.namedItem(name);
    if (field === null) {
      return false;
    }
    const id = `wrong-${name}`;
    this.#forgive(field);
    field.closest("label").append(wrong(id, reason));
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", id);
    this.#further.open ||= this.#further.contains(field);
    field.focus();
    return true;
  }

  #forgive(field) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
    field.closest("label")?.querySelector(".wrong")?.remove();
  }

  /** What an address asks for and no choice has, such as two types at once, becomes a choice. */
  #offer(field, value) {
    if (field.tagName === "SELECT" && ![...field.options].some(option => option.value === value)) {
      field.append(el("option", { value }, value));
    }
  }

  #parameters() {
    return Object.fromEntries([...new FormData(this.#form)].map(([name, value]) => [name, value.trim()])
      .filter(([name, value]) => value !== "" && value !== this.#form.elements.namedItem(name).dataset.fallback));
  }
}

/** Why a field makes no sense: seen in its label, but no part of its name. */
export function wrong(id, reason) {
  return el("span", { class: "wrong", id, "aria-hidden": "true" }, reason);
}
