// Follows a job: a page that names its events in data-events is kept up to date, and loaded anew when the job has ended.
(() => {
  const place = document.querySelector("[data-events]");
  if (!place || !window.EventSource) return;
  const bar = place.querySelector("progress");
  const events = new EventSource(place.dataset.events);
  events.onmessage = (message) => {
    const said = JSON.parse(message.data);
    place.querySelector("[data-step]").textContent = said.step;
    place.querySelector("[data-count]").textContent = said.count;
    place.querySelector("[data-state]").textContent = said.state;
    if (said.total) { bar.max = said.total; bar.value = said.steps; } else if (!said.done) bar.removeAttribute("value");
    if (said.done) { events.close(); location.reload(); }
  };
})();
