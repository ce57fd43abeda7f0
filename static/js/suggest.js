// While somebody types a search, titles that begin so stand below the field, as a list of links. Without this the form
// just searches. A combobox as the ARIA Authoring Practices describe it, with the focus staying in the field.
const PAUSE = 150; // milliseconds without a key
const LEAST = 2; // letters

function suggest(form) {
  const field = form.elements.q;
  const list = document.createElement("div");
  const said = document.createElement("p");
  Object.assign(list, { id: `${field.id}-suggestions`, className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.suggestionsLabel);
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  form.append(list, said);
  field.autocomplete = "off";
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id]]) {
    field.setAttribute(name, value);
  }
  let options = [], chosen = -1, timer, asked;

  function choose(place) {
    options[chosen]?.removeAttribute("aria-selected");
    chosen = place;
    const option = options[chosen];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  }

  function open(isOpen) {
    list.hidden = !isOpen;
    field.setAttribute("aria-expanded", String(isOpen));
    choose(-1);
  }

  function close() {
    clearTimeout(timer);
    asked?.abort();
    said.textContent = "";
    open(false);
  }

  async function look() {
    const typed = field.value.trim();
    asked?.abort();
    if (typed.length < LEAST) return close();
    asked = new AbortController();
    try {
      const body = new URLSearchParams({ q: typed }); // addresses end up in logs
      const answer = await fetch(form.dataset.suggestions, { method: "POST", body, signal: asked.signal });
      if (!answer.ok) return close();
      list.innerHTML = await answer.text();
      const number = list.querySelector("[data-said]");
      number?.remove();
      options = [...list.querySelectorAll("[role=option]")];
      options.forEach((option, place) => Object.assign(option, { id: `${list.id}-${place}` }));
      said.textContent = number?.textContent.trim() ?? "";
      open(options.length > 0);
    } catch {
      // Another key was pressed meanwhile, or there is no network: the form still searches.
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !event.altKey) {
      event.preventDefault();
      if (list.hidden) look();
      // One place more than there are options: the field itself.
      else choose(((chosen + 1 + step + options.length + 1) % (options.length + 1)) - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      options[chosen].click();
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation(); // the menu around it stays open
      close();
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // or the list is gone before the click
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
  form.addEventListener("submit", close);
  open(false);
}

document.querySelectorAll("form[data-suggestions]").forEach(suggest);
