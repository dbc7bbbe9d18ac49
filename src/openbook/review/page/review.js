// Drafts, one after the other: accepted, rejected or written anew. Everything is kept as soon as it is decided.

const LASTS = 4000;
const byId = (id) => document.getElementById(id);
let drafts = [];
let hits = [];
let current = null;
let editing = false;

const WORDS = { accept: "accepted", reject: "rejected", edit: "edited", "": "" };
const SHOWN = {
  all: () => true, open: (each) => !each.mine, disputed: (each) => each.disputed,
  accept: (each) => each.holds === "accept", edit: (each) => each.holds === "edit", reject: (each) => each.holds === "reject",
};

function tell(text) {
  say(text);
  setTimeout(() => byId("said").textContent === text && say(""), LASTS);
}

async function load() {
  const listed = await ask("/list");
  drafts = listed.drafts;
  byId("name").textContent = visible(listed.name);
  byId("who").textContent = `as ${visible(listed.reviewer)}`;
  const mine = drafts.filter((each) => each.mine).length;
  byId("progress").max = Math.max(1, drafts.length);
  byId("progress").value = mine;
  byId("done").textContent = `${number(mine)} of ${number(drafts.length)} decided`;
  byId("agreements").replaceChildren(...(listed.agreements.length ? [el("h2", {}, "Agreement"),
    el("ul", {}, listed.agreements.map((each) => el("li", {}, `${each.reviewers.map(visible).join(" and ")}: ${each.same} of ${each.both}`,
      each.kappa === null ? "" : `, kappa ${each.kappa.toFixed(2)}`)))] : []));
  filter();
}

function filter() {
  const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = SHOWN[byId("shown").value];
  hits = drafts.filter((each) => fits(each) && words.every((word) => `${each.question} ${each.source}`.toLowerCase().includes(word)));
  document.querySelector(".hits").textContent = `${number(hits.length)} of ${number(drafts.length)}`;
  list();
}

function list() {
  const at = Math.max(0, hits.findIndex((each) => each.key === current?.key));
  const start = Math.max(0, at - 60);
  document.querySelector(".listed").replaceChildren(el("ol", { class: "list", start: start + 1 }, hits.slice(start, start + 160).map((each) =>
    el("li", {}, el("a", { href: `#${each.key}`, "aria-current": each.key === current?.key ? "true" : null },
      el("span", { class: `tag ${each.disputed ? "" : each.holds}` }, each.disputed ? "disputed" : WORDS[each.holds] || plain(each.scenario)),
      el("span", { class: "title", dir: "auto" }, visible(each.question)),
      el("span", { class: "sub" }, el("bdi", {}, visible(each.source))))))));
  document.querySelector(".listed [aria-current]")?.scrollIntoView({ block: "nearest" });
}

async function open(key) {
  editing = false;
  if (!key) {
    current = null;
    return byId("detail").replaceChildren(el("p", { class: "wait" }, drafts.length ? "Nothing is like that." : "There are no drafts."));
  }
  current = await ask("/draft", { key });
  draw();
  list();
}

function draw(finding = "") {
  const mine = drafts.find((each) => each.key === current.key)?.mine ?? "";
  const turns = keyed(current.turns.map((turn) => ({ ...turn, trained: true, short: turn.short_answer,
    quotes: turn.citations.map((quote) => ({ rank: quote.rank, text: quote.quote })) })));
  const verdict = (name, label, key, act) => el("button", { type: "button", id: name, "aria-pressed": String(mine === name), onclick: act }, `${label} `, el("kbd", {}, key));
  byId("detail").replaceChildren(
    el("div", { class: "verdicts" },
      verdict("accept", "Accept", "a", () => decide("accept")), verdict("reject", "Reject", "x", () => decide("reject")),
      editing ? el("button", { type: "button", id: "keep", onclick: () => keep(false) }, "Keep ", el("kbd", {}, "Ctrl Enter"))
              : verdict("edit", "Edit", "e", edit),
      mine ? el("button", { type: "button", id: "undo", onclick: () => decide("") }, "Take back ", el("kbd", {}, "u")) : null),
    facts([["Source", el("bdi", {}, visible(current.source))], ["Kind", plain(current.scenario)]]),
    ...current.decisions.map((each) => el("p", { class: "said-of" }, el("b", {}, el("bdi", {}, visible(each.reviewer))), ` ${WORDS[each.verdict]} it`,
      each.note ? [": ", el("bdi", {}, visible(each.note))] : [])),
    el("label", { class: "note-line" }, "Note ", el("input", { id: "note", value: current.decisions.find((each) => each.verdict === mine)?.note ?? "" })),
    finding ? el("div", { class: "finding", role: "alert" }, el("p", {}, "A check says: ", el("bdi", {}, visible(finding))),
      el("button", { type: "button", id: "anyway", onclick: () => keep(true) }, "Keep it anyway")) : "",
    el("section", {}, el("h2", { class: "unseen" }, "Draft"), el("h3", {}, "Questions and answers"), el("ol", { class: "turns" },
      turns.map((turn, n) => (editing ? editor(turn, n) : turnCard(turn, { thoughts: "visible", trainsQuestions: true }))))),
    el("section", {}, el("h3", {}, "Context"), current.passages.length ? passageCards(current.passages, turns.flatMap((turn) => turn.quotes)) : el("p", {}, "Nothing is shown.")));
}

function editor(turn, n) {
  const field = (part, label) => el("label", {}, label, el("textarea", { name: `${part}-${n}`, dir: "auto", rows: Math.min(12, 2 + Math.ceil(turn[part].length / 90)) }, turn[part]));
  return el("li", { class: "turn" }, field("question", "Question"), field("thoughts", visible(turn.labels[0])), field("answer", visible(turn.labels[1])));
}

function edit() {
  editing = true;
  draw();
  byId("detail").querySelector("textarea")?.focus();
}

async function keep(anyway) {
  const written = current.turns.map((turn, n) => Object.fromEntries(["question", "thoughts", "answer"].map((part) =>
    [part, byId("detail").querySelector(`[name=${part}-${n}]`).value])));
  const kept = await ask("/decide", { key: current.key, verdict: "edit", turns: written, note: byId("note").value, anyway });
  if (!kept.kept) {
    current.turns = current.turns.map((turn, n) => ({ ...turn, ...written[n] }));
    const note = byId("note").value;
    draw(kept.finding);
    byId("note").value = note;
    return byId("anyway").focus();
  }
  tell(kept.finding ? "Kept, against a check." : "Kept.");
  await load();
  await open(current.key);
}

async function decide(verdict) {
  if (!current) return;
  const { key } = current;
  await ask("/decide", { key, verdict, note: byId("note").value });
  tell(verdict ? `${WORDS[verdict][0].toUpperCase()}${WORDS[verdict].slice(1)}.` : "Taken back.");
  const at = hits.findIndex((each) => each.key === key);
  await load();
  if (!verdict) return open(key);
  const isOpen = (each) => !each.mine;
  const next = hits.slice(Math.max(0, at)).find((each) => isOpen(each) && each.key !== key) ?? hits.find(isOpen) ?? hits[at];
  go(next?.key ?? "");
}

function go(key) {
  if (location.hash === `#${key}`) return open(key);
  location.hash = key;
}

function step(by) {
  const next = hits[hits.findIndex((each) => each.key === current?.key) + by];
  if (next) go(next.key);
}

async function alike(apply) {
  const found = await ask("/alike", { old: byId("old").value, new: byId("new").value, apply });
  const refused = Object.values(found.findings);
  byId("alike-said").textContent = `${many(found.keys.length, "draft")} ${apply ? "corrected" : "would be corrected"}.` +
    (refused.length ? ` ${number(refused.length)} would fail a check and stay as they are: ${visible(refused[0])}` : "");
  byId("alike-apply").disabled = apply || !found.keys.length;
  if (apply) {
    await load();
    await open(current?.key);
  }
}

const KEYS = {
  a: () => decide("accept"), x: () => decide("reject"), e: () => current && edit(), u: () => decide(""), j: () => step(1), k: () => step(-1),
  n: () => byId("note")?.focus(), c: () => byId("alike").showModal(), "/": () => byId("search").focus(), "?": () => byId("help").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (editing && event.key === "Enter" && (event.ctrlKey || event.metaKey)) return guarded(() => keep(false));
  if (editing && event.key === "Escape") {
    editing = false;
    return draw();
  }
  if (event.target.closest("input, select, textarea, dialog")) return event.key === "Escape" ? event.target.blur() : undefined;
  if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
  event.preventDefault();
  guarded(KEYS[event.key]);
});

// What goes wrong is said, not lost in a console.
async function guarded(act) {
  try {
    await act();
  } catch (error) {
    tell(error.message);
  }
}

addEventListener("hashchange", () => guarded(() => open(location.hash.slice(1))));
byId("search").addEventListener("input", filter);
byId("shown").addEventListener("change", filter);
byId("keys").addEventListener("click", KEYS["?"]);
byId("alike-open").addEventListener("click", KEYS.c);
byId("alike-close").addEventListener("click", () => byId("alike").close());
byId("alike-apply").addEventListener("click", () => guarded(() => alike(true)));
byId("alike-form").addEventListener("submit", (event) => {
  event.preventDefault();
  guarded(() => alike(false));
});
document.querySelector(".controls").addEventListener("submit", (event) => event.preventDefault());
addEventListener("unhandledrejection", (event) => tell(event.reason.message));

guarded(async () => {
  await load();
  const wanted = drafts.find((each) => `#${each.key}` === location.hash) ?? drafts.find((each) => !each.mine) ?? drafts[0];
  await open(wanted?.key);
});
