// Menus are <details>: they open without this. This closes them on Escape, on a click elsewhere, and when focus leaves.
const menus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  }
});

for (const kind of ["click", "focusin"]) {
  document.addEventListener(kind, (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  });
}

// A desktop shows the facets though they are folded: say so to screen readers, and unfold them where CSS cannot.
if (window.matchMedia("(min-width: 60rem)").matches) {
  for (const filters of document.querySelectorAll("details[data-filters]")) filters.open = true;
}

// After a failed form the list of problems is read first.
document.querySelector("[data-focus]")?.focus();
