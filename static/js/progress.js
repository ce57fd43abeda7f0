// While the worker is at it, the page looks again by itself; without this there is a link that does.
const EVERY = 2000;

async function refresh() {
  const shown = document.querySelector("[data-progress=running]");
  if (!shown) return;
  const response = await fetch(location.href).catch(() => null);
  if (response?.ok) {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById(shown.id);
    if (fresh && !shown.contains(document.activeElement)) shown.replaceWith(fresh);
  }
  setTimeout(refresh, EVERY);
}

setTimeout(refresh, EVERY);
