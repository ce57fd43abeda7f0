// Whoever signs in again in another tab gets a new token there. What was opened before takes it along, so that it is
// sent at the first go: forms, Wagtail's own requests, and those of the translation editor.
const current = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];

function refresh() {
  const token = current();
  if (!token) return;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = token;
}

window.addEventListener("focus", refresh);
document.addEventListener("submit", refresh, true);

const send = window.fetch;
window.fetch = (address, options) => {
  const headers = options?.headers;
  if (headers?.["X-CSRFToken"]) headers["X-CSRFToken"] = current() ?? headers["X-CSRFToken"];
  return send(address, options);
};
