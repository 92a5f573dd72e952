"use strict";
// What the pages do beyond links and forms: the time zone, the live table, the plots.

function rememberZone(zone) {
  document.cookie = "zone=" + encodeURIComponent(zone) + ";path=/;max-age=31536000;samesite=lax";
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

// One line above the page; an empty text removes it.
function showNotice(text, link, name) {
  document.getElementById("notice")?.remove();
  if (!text) return;
  const notice = document.createElement("div");
  notice.id = "notice";
  notice.className = "outage";
  notice.setAttribute("role", "alert");
  const line = notice.appendChild(document.createElement("p"));
  line.append(text + " ");
  if (link) line.append(Object.assign(document.createElement("a"), { href: link, textContent: name, target: "_blank", rel: "noopener" }));
  document.getElementById("main").before(notice);
}

// Whether this page is still its person's; the forms get the token of the session that is there now.
let question;

function checkSession() {
  question ??= askSession().finally(() => { question = undefined; });
  return question;
}

// With a form that begins a session, the answer brings the cookie of one. Another question must not: its answer may be
// late, and would replace the session of a login of meanwhile in another tab.
async function askSession(beginning = "") {
  const answer = await fetch("/session" + beginning, { signal: AbortSignal.timeout(5000) });
  if (!answer.ok) throw new Error("status " + answer.status);
  const session = await answer.json();
  document.body.dataset.csrf = session.csrf;
  for (const field of document.querySelectorAll("input[name=_csrf]")) field.value = session.csrf;
  const own = session.name === document.body.dataset.person;
  const had = document.getElementById("notice");
  showLiveState({ lostAt: "", ended: !own });
  if (own) showNotice("");
  else if (session.name) showNotice("You are logged in as " + session.name + " now. Load this page again to go on with it.");
  else showNotice("Your session has ended. This page keeps what it shows and what you have entered.", "/login", "Log in in another tab, then go on here");
  if (own && had && document.querySelector(STREAMS)) location.reload();
  return own;
}

function watchSession() {
  const check = () => checkSession().catch(() => {}); // the console is away: the next event asks again
  document.addEventListener("visibilitychange", () => { if (!document.hidden) check(); });
  // a closed stream does not tell that the person has logged in again in another tab
  setInterval(() => { if (document.querySelector("#notice a[href='/login']")) check(); }, 5000);
  document.body.addEventListener("htmx:responseError", event => { if (event.detail.xhr.status === 401) check(); });
  document.body.addEventListener("htmx:sendError", askConsole);
  document.body.addEventListener("htmx:afterOnLoad", () => { if (live.lostAt) askConsole(); });
}

// A form is sent when its session is there. Otherwise it stays as it was filled in.
async function sendForm(event) {
  const form = event.target;
  if (form.method !== "post" || form.dataset.checked) return;
  event.preventDefault();
  const beginning = ["/login", "/logout"].includes(form.getAttribute("action"));
  try {
    if (!await (beginning ? askSession("?form") : checkSession()) && !beginning) return;
  } catch {
    showNotice("The console does not answer. Nothing was sent, and this page keeps what you have entered. Try again.");
    return;
  }
  form.dataset.checked = "yes";
  form.requestSubmit(event.submitter);
  delete form.dataset.checked;
}

// The parts of a page that the console sends by itself.
const STREAMS = "[sse-connect], [data-stream]";

// What is wrong with them: the console does not answer, it says what is away, or the session has ended.
const live = { lostAt: "", outage: "", ended: false };

function showLiveState(change) {
  Object.assign(live, change);
  const notice = document.getElementById("live-outage");
  if (!notice) return;
  const text = live.lostAt ? "The console has not answered since " + live.lostAt + "." : live.outage;
  if (notice.querySelector("span").textContent !== text) notice.querySelector("span").textContent = text;
  notice.hidden = !text;
  const main = document.getElementById("main");
  const lost = live.lostAt !== "" || (live.ended && document.querySelector(STREAMS) !== null);
  main.classList.toggle("lost", lost);
  main.classList.toggle("away", lost || text !== "");
  document.dispatchEvent(new Event("live-state"));
}

function clockTime(date) {
  const zone = document.querySelector("select[name=zone]")?.dataset.zone || "UTC";
  const digits = { hour: "2-digit", minute: "2-digit", second: "2-digit" }; // 09:05:00, as on the server
  return date.toLocaleTimeString("en-GB", { ...digits, timeZone: zone, timeZoneName: "short" });
}

// A stream may end because the session has, or because the console is away; only the console can say.
function askConsole() {
  checkSession().catch(() => showLiveState({ lostAt: live.lostAt || clockTime(new Date()) }));
}

// The console says at least every 15 s whether the data are current. A network that is gone ends no stream.
const MOST_SILENCE_MS = 40000;

// An EventSource that is open while its page is shown. A browser has six connections for all tabs of a console: with
// those of hidden tabs, the seventh would wait for ever.
class Stream extends EventTarget {
  types = new Set(["open", "error", "read"]); // "read" says how far the server has read
  ended = false;

  constructor(url) {
    super();
    this.url = new URL(url, location.href);
    this.watch = setInterval(() => this.check(), 5000);
    this.follow = () => (document.hidden ? this.source?.close() : this.open());
    document.addEventListener("visibilitychange", this.follow);
    this.addEventListener("outage", event => {
      showLiveState({ lostAt: "", outage: JSON.parse(event.data).text });
      if (live.ended) askConsole(); // the person has logged in again in another tab
    });
    this.addEventListener("error", askConsole);
    this.follow();
  }

  get readyState() {
    return this.ended ? EventSource.CLOSED : EventSource.OPEN;
  }

  open() {
    this.source?.close();
    this.source = new EventSource(this.url);
    this.heard = Date.now();
    for (const type of this.types) this.source.addEventListener(type, this.forward);
  }

  addEventListener(type, listener) {
    super.addEventListener(type, listener);
    if (!this.types.has(type)) this.source?.addEventListener(type, this.forward);
    this.types.add(type);
  }

  // htmx sets onopen and onerror
  forward = event => {
    if (event.type === "outage") this.heard = Date.now();
    if (event.lastEventId) this.url.searchParams.set("after", event.lastEventId); // where the next source goes on
    if (this.source.readyState === EventSource.CLOSED) this.close();
    const { data, lastEventId } = event;
    const copy = new MessageEvent(event.type, { data, lastEventId });
    this["on" + event.type]?.(copy);
    this.dispatchEvent(copy);
  };

  check() {
    if (document.hidden) return;
    if (this.source.readyState !== EventSource.OPEN) {
      askConsole(); // its next attempt may wait without an event
    } else if (Date.now() - this.heard >= MOST_SILENCE_MS) {
      this.source.close();
      this.forward(new Event("error"));
    }
  }

  close() {
    this.ended = true;
    this.source?.close();
    clearInterval(this.watch);
    document.removeEventListener("visibilitychange", this.follow);
  }
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
  let connection = "Connecting";
  let missing = 0;
  // after a lost connection some records come again
  const trim = () => {
    const shown = new Set();
    for (const row of [...body.rows]) {
      const address = row.querySelector("a").getAttribute("href");
      if (shown.size === most || shown.has(address)) row.remove();
      else shown.add(address);
    }
  };
  const show = () => {
    const away = document.getElementById("main").classList.contains("away");
    state.textContent = paused ? (waiting ? "Paused, " + waiting + " updates waiting" : "Paused")
      : away ? "Not current" : connection + (missing ? ", " + COUNT.format(missing) + " records missing" : "");
  };
  document.addEventListener("live-state", show);
  document.body.addEventListener("htmx:sseBeforeMessage", event => {
    if (!paused) return;
    event.preventDefault();
    held.push(event.detail.data);
    waiting += 1;
    if (held.length > 50) held.shift();
    show();
  });
  document.body.addEventListener("htmx:sseMessage", () => {
    document.getElementById("empty")?.remove();
    trim();
  });
  document.body.addEventListener("htmx:sseError", () => { connection = "Connection lost, reconnecting"; show(); });
  const miss = event => { missing += Number(event.data); show(); };
  document.body.addEventListener("htmx:sseOpen", event => {
    event.detail.source.addEventListener("skipped", miss);
    connection = "Live";
    show();
  });
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
    show();
  });
}

// Lists that are replaced as a whole: a pause keeps what is shown.
function setUpPauses() {
  for (const button of document.querySelectorAll("button[data-pause]")) {
    const list = button.closest("section");
    let paused = false;
    button.addEventListener("click", () => {
      paused = !paused;
      button.textContent = paused ? "Resume" : "Pause";
      button.setAttribute("aria-pressed", String(paused));
    });
    list.addEventListener("htmx:sseBeforeMessage", event => { if (paused) event.preventDefault(); });
  }
}

// The callers at each node of the menu that is drawn.
function showCallers() {
  const callers = document.getElementById("callers");
  const drawing = document.querySelector(".drawing[data-definition]");
  if (!callers || !drawing) return;
  const counts = JSON.parse(callers.dataset.byNode)[drawing.dataset.definition] || {};
  for (const text of drawing.querySelectorAll("[data-node]")) {
    const count = counts[text.dataset.node] || 0;
    text.textContent = count === 0 ? "" : count === 1 ? "1 caller now" : count + " callers now";
  }
}

// Arrow keys walk the rows of a table, from the table's region on; Enter follows a row's link.
function walkRows(event) {
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  const at = document.activeElement;
  if (!(event.key in steps) || event.altKey || event.ctrlKey || event.metaKey || at.matches("input, select, textarea")) return;
  const row = at.closest("tbody tr");
  const region = at.closest("[role=region][tabindex]");
  if (!row && !region) return;
  const rows = [...(row ? row.parentNode : region).querySelectorAll("tr")].filter(each => each.closest("tbody"));
  const next = rows[row ? rows.indexOf(row) + steps[event.key] : 0];
  if (!next) return;
  event.preventDefault();
  const target = next.querySelector("a, button") || next;
  if (target === next) next.tabIndex = -1;
  target.focus();
}

// A part of a page that cannot be read says so in its place.
function showFailure(event) {
  const answer = event.detail.xhr && event.detail.xhr.responseText;
  const page = answer ? new DOMParser().parseFromString(answer, "text/html") : null;
  const reason = page && page.querySelector("main p");
  const busy = event.detail.elt.querySelector("[aria-busy]");
  if (!busy) return;
  busy.removeAttribute("aria-busy");
  busy.className = "problem";
  busy.textContent = reason ? reason.textContent : "The console does not answer. Load the page again.";
}

// While a server is away, a part is shown as it was last made; its page says how old that is.
function showLastAnswer(event) {
  if (!event.detail.xhr.getResponseHeader("X-Last-Answer")) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
}

// Colours that can be told apart in light and dark, by their contrast to the background.
const COLOURS = ["#2f7fc1", "#c2571a", "#2a9d5c", "#a04ab5", "#b88a00", "#d1345b", "#5a6b7b", "#0f9aa8"];

// 10,000 would not fit beside a plot: 10K
const COUNT = new Intl.NumberFormat("en-GB", { notation: "compact" });

// The last interval may not be over: its lower counts are no fall. The solid line ends before it.
const solidPart = (u, series, from, to) => uPlot.paths.linear()(u, series, from, Math.max(from, Math.min(to, u.data[0].length - 2)));

function drawIncomplete(u, number) {
  const series = u.series[number];
  const to = u.data[0].length - 1;
  if (number === 0 || !series.show || series.paths !== solidPart || to < 1) return;
  const [x, y] = [at => u.valToPos(u.data[0][at], "x", true), at => u.valToPos(u.data[number][at], "y", true)];
  u.ctx.save();
  u.ctx.strokeStyle = series.stroke(u, number);
  u.ctx.lineWidth = series.width * devicePixelRatio;
  u.ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
  u.ctx.beginPath();
  u.ctx.moveTo(x(to - 1), y(to - 1));
  u.ctx.lineTo(x(to), y(to));
  u.ctx.stroke();
  u.ctx.restore();
}

function plotOptions(element, plot, names) {
  const style = getComputedStyle(document.documentElement);
  const ink = style.getPropertyValue("--pico-muted-color") || "#666";
  const grid = { stroke: style.getPropertyValue("--pico-muted-border-color") || "#ddd", width: 1 };
  const axis = { stroke: ink, grid: grid, ticks: grid };
  const short = plot.times.length > 1 && plot.times.at(-1) - plot.times[0] < 600;
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: short ? "2-digit" : undefined, timeZone: element.dataset.zone || "UTC" });
  const day = new Intl.DateTimeFormat("en-GB", { day: "2-digit", month: "short", timeZone: element.dataset.zone || "UTC" });
  const long = plot.times.length > 1 && plot.times.at(-1) - plot.times[0] > 2 * 86400;
  const timeAxis = { ...axis, values: (u, ticks) => ticks.map(tick => (long ? day : clock).format(tick * 1000)) };
  return {
    width: element.clientWidth,
    height: 220,
    padding: [null, 28, null, null], // the last time below the axis is not cut
    tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), element.dataset.zone || "UTC"),
    scales: { y: { range: (u, low, high) => [0, Math.max(1, high * 1.1)] } },
    axes: [timeAxis, { ...axis, values: (u, ticks) => ticks.map(tick => COUNT.format(tick)) }],
    hooks: { drawSeries: [drawIncomplete] },
    series: [{ label: "", value: (u, at, series, i) => (at == null ? "" : clock.format(at * 1000) + (plot.incomplete && i === plot.times.length - 1 ? " (not complete)" : "")) }].concat(names.map((name, i) => ({
      label: name, width: 2, points: { show: false }, value: (u, count) => (count == null ? "" : count),
      stroke: name === "limit" ? style.getPropertyValue("--bad") : COLOURS[i % COLOURS.length],
      dash: name === "limit" ? [6, 4] : undefined,
      paths: plot.incomplete && name !== "limit" ? solidPart : undefined,
    }))),
  };
}

function setUpPlots(root) {
  for (const element of root.querySelectorAll(".plot[data-plot]")) {
    if (element.firstChild) continue;
    const plot = JSON.parse(element.dataset.plot);
    const names = Object.keys(plot.series);
    const data = [plot.times].concat(names.map(name => plot.series[name]));
    const drawn = new uPlot(plotOptions(element, plot, names), data, element);
    if (element.dataset.stream) followRates(element, plot, names, drawn);
    new ResizeObserver(() => drawn.setSize({ width: element.clientWidth, height: 220 })).observe(element);
  }
}

// One event a second; the oldest seconds leave on the left.
function followRates(element, plot, names, drawn) {
  const source = new Stream(element.dataset.stream);
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(() => followRates(element, plot, names, drawn), 3000);
  });
  source.addEventListener("rates", event => {
    const more = JSON.parse(event.data);
    // the first event repeats seconds that the page has
    const from = more.times.findIndex(time => time > plot.times.at(-1));
    if (from < 0) return;
    if (more.times[from] - plot.times.at(-1) > 5) { // away for longer than the console keeps: the plot has a gap
      plot.times.push(more.times[from] - 1);
      for (const name of names) plot.series[name].push(null);
    }
    plot.times.push(...more.times.slice(from));
    for (const name of names) plot.series[name].push(...(more.series[name] || more.times.map(() => 0)).slice(from));
    while (plot.times.length > 180) {
      plot.times.shift();
      for (const name of names) plot.series[name].shift();
    }
    drawn.setData([plot.times].concat(names.map(name => plot.series[name])));
  });
}

htmx.createEventSource = url => new Stream(url);

// At once: htmx sends its first requests before the other listeners are there.
document.addEventListener("htmx:configRequest", event => {
  event.detail.headers["X-CSRF-Token"] = document.body.dataset.csrf;
});

document.addEventListener("DOMContentLoaded", () => {
  setUpZone();
  watchSession();
  document.addEventListener("submit", sendForm);
  setUpLiveTable();
  setUpPauses();
  setUpPlots(document);
  showCallers();
  document.addEventListener("keydown", walkRows);
  document.body.addEventListener("htmx:afterSettle", event => setUpPlots(event.target));
  document.addEventListener("htmx:sseMessage", showCallers);
  document.body.addEventListener("htmx:beforeSwap", showLastAnswer);
  document.body.addEventListener("htmx:responseError", showFailure);
  document.body.addEventListener("htmx:sendError", showFailure);
});
