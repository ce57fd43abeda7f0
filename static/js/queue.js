// The keys of the needs queue, as its dialog lists them. All they do can be done by links and forms too.
const OFF = "queue-keys-off";
const dialog = document.getElementById("queue-keys");
const open = document.getElementById("queue-keys-open");
const use = document.getElementById("queue-keys-on");
let last = -1;

const rows = () => [...document.querySelectorAll("#listing-results tbody tr")];
const position = () => rows().indexOf(document.activeElement.closest("#listing-results tbody tr"));
const boxIn = (row) => row?.querySelector("[name=need]");
const isTyping = (element) => element.closest("textarea, select, [contenteditable], input:not([type=checkbox])");

const moveBy = (step) => {
  const found = rows();
  const from = position() < 0 ? last : position();
  last = Math.min(Math.max(from + step, 0), found.length - 1);
  found[last]?.querySelector(".title a")?.focus();
};

const take = () => {
  const box = boxIn(rows()[position()]);
  const form = document.getElementById("queue-take");
  if (!box || !form) return;
  form.elements.need.value = box.value;
  form.submit();
};

const merge = () => {
  const form = document.getElementById("bulk");
  const box = boxIn(rows()[position()]);
  if (!form) return;
  if (box && !document.querySelector("[name=need]:checked")) box.checked = true;
  if (!document.querySelector("[name=need]:checked")) return;
  form.elements.action.value = "merge";
  form.submit();
};

const KEYS = { j: () => moveBy(1), k: () => moveBy(-1), a: take, m: merge, "?": () => dialog.showModal() };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (!use.checked || document.querySelector("dialog[open]") || isTyping(event.target)) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

use.checked = !localStorage.getItem(OFF);
use.addEventListener("change", () => (use.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));
open.hidden = false;
open.addEventListener("click", () => dialog.showModal());
