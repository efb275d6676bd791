/**
 * The vendor share selection: what the form says, kept in the page's address, so that a selection can be bookmarked
 * and sent to somebody.
 */
export class Selection {
  #form;
  #fallback;

  constructor(form, onChange) {
    this.#form = form;
    this.#fallback = this.parameters();
    this.#fill(new URLSearchParams(location.search));
    let last = JSON.stringify(this.parameters());
    const changed = () => {
      const now = JSON.stringify(this.parameters());
      if (now !== last && form.reportValidity()) {
        last = now;
        this.#remember();
        onChange(this.parameters());
      }
    };
    form.addEventListener("change", changed);
    form.addEventListener("submit", event => {
      event.preventDefault();
      changed();
    });
  }

  parameters() {
    return Object.fromEntries([...new FormData(this.#form)].map(([name, value]) => [name, value.trim()]));
  }

  /** Whether it names a programme or a buyer, so that "nothing" may only mean "nothing of theirs". */
  isNarrow() {
    const { programme, buyer } = this.parameters();
    return programme !== "" || buyer !== "";
  }

  #fill(query) {
    for (const [name, fallback] of Object.entries(this.#fallback)) {
      this.#form.elements[name].value = query.get(name) ?? fallback;
      if (this.#isUnusable(name)) {
        this.#form.elements[name].value = fallback;
      }
    }
  }

  #isUnusable(name) {
    return !(name in this.parameters()) || this.#form.querySelector(`[name="${name}"]:invalid`) !== null;
  }

  #remember() {
    const chosen = Object.entries(this.parameters()).filter(([name, value]) => value !== this.#fallback[name]);
    const query = new URLSearchParams(chosen).toString();
    history.replaceState(null, "", `${location.pathname}${query === "" ? "" : `?${query}`}${location.hash}`);
  }
}
