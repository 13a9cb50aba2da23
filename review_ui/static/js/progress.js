// While something runs, the steps are read again every few seconds; nobody who types or reads a detail is disturbed.
const steps = () => document.querySelector("[data-refresh]");

async function refresh() {
  const shown = steps();
  if (!shown) return;
  const busy = shown.contains(document.activeElement) || document.hidden;
  if (!busy) {
    try {
      const answer = await fetch(location.pathname + location.search);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".first-steps");
      if (answer.ok && fresh) shown.replaceWith(fresh);
    } catch {
      // the next try may find the server again
    }
  }
  setTimeout(refresh, Number(steps()?.dataset.refresh ?? 0) * 1000 || 5000);
}

if (steps()) setTimeout(refresh, Number(steps().dataset.refresh) * 1000);
