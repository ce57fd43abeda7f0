// While somebody types what they need, what is there already is shown below it. Without this it is shown before sending.
const PAUSE = 600; // milliseconds without a key
const form = document.querySelector("form[data-alike]");
const found = document.querySelector("[data-alike-found]");
let timer, asked, last;

const typed = () => ["kind", "title", "body"].map((name) => form.elements[name].value.trim()).join("\n");

async function look() {
  if (typed() === last) return;
  last = typed();
  asked?.abort();
  asked = new AbortController();
  try {
    const answer = await fetch(form.dataset.alike, { method: "POST", body: new FormData(form), signal: asked.signal });
    if (!answer.ok || answer.redirected) return;
    found.innerHTML = await answer.text();
    found.hidden = !found.firstElementChild;
    document.querySelector("[data-alike-said]").textContent = found.querySelector("h2")?.textContent.trim() ?? "";
  } catch {
    // Whoever sends it is shown them then.
  }
}

if (form) {
  last = typed();
  form.addEventListener("input", (event) => {
    if (!["kind", "title", "body"].includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}
