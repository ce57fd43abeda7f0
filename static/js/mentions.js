// In a note: a list of the members who can be mentioned, and a button that writes the chosen name where the cursor is.
for (const field of document.querySelectorAll("textarea[data-mentions]")) {
  const list = document.createElement("select");
  list.setAttribute("aria-label", field.dataset.mentionsLabel);
  list.append(...JSON.parse(field.dataset.mentions).map((name) => new Option(name)));
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small button-secondary";
  button.textContent = field.dataset.mentionsButton;
  button.addEventListener("click", () => {
    const before = field.value.slice(0, field.selectionStart);
    const gap = /\S$/.test(before) ? " " : "";
    field.setRangeText(`${gap}@${list.value} `, field.selectionStart, field.selectionEnd, "end");
    field.focus();
  });
  const row = document.createElement("div");
  row.className = "need__mentions";
  row.append(list, button);
  if (list.options.length) field.after(row);
}
