// Where one is stands in the address: #records?q=lamp&scenario=gold&r=ID.

const state = {};
let place = { view: "", query: {} };
let hits = [];
let chosen = -1;
let turn = 0;

function link(view, query) {
  const given = Object.entries(query).filter(([, value]) => value !== "" && value !== undefined && value !== null);
  return `#${view}${given.length ? `?${new URLSearchParams(given)}` : ""}`;
}

function readPlace() {
  const [view, query = ""] = location.hash.slice(1).split(/\?(.*)/s);
  return { view: ["overview", "records", "left"].includes(view) ? view : "overview", query: Object.fromEntries(new URLSearchParams(query)) };
}

function go(view, query) {
  location.hash = link(view, query);
}

const main = document.getElementById("main");

async function show() {
  if (location.hash === "#main") return main.focus();
  const before = place;
  place = readPlace();
  document.querySelectorAll("nav a").forEach((each) =>
    each.dataset.view === place.view ? each.setAttribute("aria-current", "page") : each.removeAttribute("aria-current"));
  document.body.dataset.view = place.view;
  if (place.view === "overview") {
    main.replaceChildren(overview(state));
    return scrollTo(0, 0);
  }
  const { r: _, raw: __, page: ___, ...filters } = place.query;
  const key = JSON.stringify([place.view, filters]);
  if (before.key !== key || before.view !== place.view) await browse(filters);
  place.key = key;
  await choose();
}

async function browse(filters) {
  const { view } = place;
  const mine = ++turn;
  const rows = state[view];
  const held = document.getElementById("search") === document.activeElement && document.body.dataset.listed === view;
  document.body.dataset.listed = view;
  const change = (changed) => go(view, { ...readPlace().query, ...changed, r: "", page: "" });
  const list = el("div", { class: "listed" });
  const status = el("p", { class: "hits", role: "status" }, "Searching …");
  if (held) {
    main.querySelector(".hits").replaceWith(status);
    main.querySelector(".listed").replaceWith(list);
  } else {
    main.replaceChildren(el("div", { class: "browse" },
      el("section", { class: "side", "aria-label": "List" }, el("h1", { class: "unseen" }, view === "left" ? "Left out" : "Records"),
         controls(view, rows, place.query, change), status, list),
      el("section", { class: "detail", id: "detail", tabindex: "-1", "aria-label": "What is chosen" })));
  }
  hits = [];
  await new Promise((done) => {
    search(state, view, filters, (known, isAll) => {
      hits = known;
      status.textContent = `${number(hits.length)} of ${number(rows.length)}${isAll ? "" : ", searching …"}`;
      if (isAll || hits.length >= PAGE) done();
    }, () => mine === turn).then(done);
  });
}

async function choose() {
  const { view, query } = place;
  const rows = state[view];
  const detail = document.getElementById("detail");
  const wanted = query.r ? rows.findIndex((each) => each.id === query.r) : -1;
  chosen = wanted >= 0 || query.r ? wanted : (hits[0] ?? -1);
  const at = Math.max(0, hits.indexOf(chosen));
  const page = query.page !== undefined && query.page !== "" ? Number(query.page) : Math.floor(at / PAGE);
  drawList(page);
  if (chosen < 0 && query.r) return detail.replaceChildren(missing(view, query.r));
  if (chosen < 0) return detail.replaceChildren(el("p", { class: "wait" }, rows.length ? "Nothing is like that." : view === "left" ? "Nothing was left out." : "There are no records."));
  const raw = query.raw === "1";
  const body = await KINDS[view].view(state, chosen, raw);
  if (query.r !== place.query.r || view !== place.view) return;
  const label = KINDS[view].label(rows[chosen]);
  const beside = (n) => (hits[n] === undefined ? null : link(view, { ...query, r: rows[hits[n]].id, page: "" }));
  detail.replaceChildren(
    el("header", { class: "chosen" }, el("h2", {}, label),
       el("div", { class: "tools" },
          view === "records" ? el("button", { type: "button", id: "raw", "aria-pressed": String(raw), onclick: toggleRaw }, "As trained ", el("kbd", {}, "t")) : null,
          beside(at - 1) ? el("a", { class: "button", href: beside(at - 1), rel: "prev" }, "Previous ", el("kbd", {}, "k")) : null,
          beside(at + 1) ? el("a", { class: "button", href: beside(at + 1), rel: "next" }, "Next ", el("kbd", {}, "j")) : null,
          el("a", { class: "button", href: link(view, { r: rows[chosen].id, raw: query.raw }) }, "Link"))),
    ...body.filter(Boolean));
  detail.scrollTop = 0;
}

// A link to what this page no longer has, as after a run with other settings.
function missing(view, id) {
  const other = view === "records" ? "left" : "records";
  const there = state[other].some((each) => each.id === id);
  return el("p", { class: "wait" }, `${visible(id)} is not here. `,
            there ? el("a", { href: link(other, { r: id }) }, view === "records" ? "It was left out." : "It is a record.") : "");
}

function drawList(page) {
  const { view, query } = place;
  const rows = state[view];
  const pages = Math.ceil(hits.length / PAGE);
  const to = (n, label) => el("a", { class: "button", href: link(view, { ...query, r: query.r, page: n }) }, label);
  const listed = main.querySelector(".listed");
  listed.replaceChildren(
    listOf(view, rows, hits, page, chosen, (n) => link(view, { ...query, r: rows[n].id, page: "" })),
    pages > 1 ? el("nav", { class: "pages", "aria-label": "Pages of the list" }, page > 0 ? to(page - 1, "Earlier") : "",
                   el("span", {}, `${number(page + 1)} of ${number(pages)}`), page + 1 < pages ? to(page + 1, "Later") : "") : "");
  const current = listed.querySelector("[aria-current]");
  const side = main.querySelector(".side");
  if (current && side) side.scrollTop = Math.max(0, Math.min(side.scrollTop, current.offsetTop - 120), current.offsetTop - side.clientHeight + 120);
}

function toggleRaw() {
  go(place.view, { ...place.query, raw: place.query.raw === "1" ? "" : "1" });
}

function step(by) {
  const next = hits[hits.indexOf(chosen) + by];
  if (next === undefined) return say(by > 0 ? "This is the last one." : "This is the first one.");
  go(place.view, { ...place.query, r: state[place.view][next].id, page: "" });
}

function chance() {
  const n = Math.floor(Math.random() * state.records.length);
  if (state.records.length) go("records", { r: state.records[n].id });
}

const KEYS = {
  1: () => go("overview", {}), 2: () => go("records", {}), 3: () => go("left", {}),
  j: () => step(1), k: () => step(-1), t: () => place.view === "records" && toggleRaw(), r: chance,
  "/": () => document.getElementById("search")?.focus(), "?": () => document.getElementById("help").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (!KEYS[event.key] || (/[jk]/.test(event.key) && place.view === "overview")) return;
  event.preventDefault();
  KEYS[event.key]();
});

document.getElementById("keys").addEventListener("click", KEYS["?"]);
document.getElementById("theme").addEventListener("click", () => {
  const dark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "light" : "dark";
});

async function start() {
  if (!("DecompressionStream" in window && Map.groupBy)) {
    main.replaceChildren(el("p", { class: "wait" }, "This page needs a browser of 2024 or later."));
    return;
  }
  for (const name of ["about", "records", "left", "coverage", "headings"]) state[name] = await unpack(name);
  document.getElementById("name").textContent = visible(state.about.name);
  document.title = `${visible(state.about.name)}: openbook report`;
  document.getElementById("count-records").textContent = number(state.records.length);
  document.getElementById("count-left").textContent = number(state.left.length);
  addEventListener("hashchange", show);
  await show();
}

start();
