"use strict";
// What the pages do beyond links and forms: the time zone, the live table, the plots.

function rememberZone(zone) {
  document.cookie = "zone=" + encodeURIComponent(zone) + ";path=/;max-age=31536000;samesite=strict";
}

function setUpZone() {
  const select = document.querySelector("select[name=zone]");
  if (!select) return;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  if (!document.cookie.includes("zone=")) {
    rememberZone(own);
    if (own !== select.dataset.zone) location.reload();
  }
  const zones = ["UTC", own].concat(Intl.supportedValuesOf ? Intl.supportedValuesOf("timeZone") : []);
  for (const zone of new Set(zones)) {
    if (zone !== select.dataset.zone) select.add(new Option(zone, zone));
  }
  select.addEventListener("change", () => { rememberZone(select.value); location.reload(); });
}

// The live table: a bounded number of rows; while it is paused, new rows wait.
function setUpLiveTable() {
  const body = document.getElementById("records");
  const button = document.getElementById("pause");
  if (!body || !button) return;
  const state = document.getElementById("live-state");
  const most = Number(body.dataset.maxRows);
  let paused = false;
  let waiting = 0;
  const held = [];
  const trim = () => { while (body.rows.length > most) body.deleteRow(-1); };
  const show = text => { state.textContent = text; };
  document.body.addEventListener("htmx:sseBeforeMessage", event => {
    if (!paused) return;
    event.preventDefault();
    held.push(event.detail.data);
    waiting += 1;
    if (held.length > 50) held.shift();
    show("Paused, " + waiting + " updates waiting");
  });
  document.body.addEventListener("htmx:sseMessage", () => {
    document.getElementById("empty")?.remove();
    trim();
  });
  document.body.addEventListener("htmx:sseError", () => show("Connection lost, reconnecting"));
  document.body.addEventListener("htmx:sseOpen", () => show(paused ? "Paused" : "Live"));
  button.addEventListener("click", () => {
    paused = !paused;
    button.textContent = paused ? "Resume" : "Pause";
    button.setAttribute("aria-pressed", String(paused));
    if (!paused) {
      for (const html of held.splice(0)) {
        const part = document.createElement("tbody");
        part.innerHTML = html;
        body.prepend(...part.rows);
      }
      waiting = 0;
      trim();
    }
    show(paused ? "Paused" : "Live");
  });
}

document.addEventListener("DOMContentLoaded", () => {
  document.body.addEventListener("htmx:configRequest", event => {
    event.detail.headers["X-CSRF-Token"] = document.body.dataset.csrf;
  });
  setUpZone();
  setUpLiveTable();
});
