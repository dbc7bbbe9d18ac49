// A list with search and filters beside what is chosen in it.

const PAGE = 100;
const KINDS = {
  records: {
    filters: [["scenario", "Kind"], ["document", "Document"]], title: (each) => each.question, sub: (each) => each.source,
    tag: (each) => plain(each.scenario), view: recordView, label: (each) => `Record ${number(each.number)}`,
    text: (full) => full.turns.filter((turn) => turn.trained).map((turn) => [turn.question, turn.thoughts, turn.answer].join("\n")).join("\n"),
  },
  left: {
    filters: [["step", "Where"], ["code", "Why"], ["document", "Document"]], title: (each) => each.detail, sub: (each) => each.source,
    tag: (each) => plain(each.code), view: leftView, label: (each) => (each.kind === "failed" ? "Failed" : "Rejected"),
    text: (full) => [full.detail, full.source, full.reply ?? ""].join("\n"),
  },
};

function matching(rows, kind, query) {
  return rows.flatMap((each, n) => (kind.filters.every(([key]) => !query[key] || each[key] === query[key]) ? [n] : []));
}

// Numbers of the rows that a query asks for; `shown` is called again whenever more are known.
async function search(state, name, query, shown, isCurrent) {
  const kind = KINDS[name], rows = state[name];
  const filtered = matching(rows, kind, query);
  const words = (query.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return shown(filtered, true);
  const wanted = new Set(filtered);
  const hits = [];
  const inPassages = name === "records" && query.in === "passages" ? new Set() : null;
  if (inPassages) {
    const count = 1 + rows.reduce((most, each) => Math.max(most, ...each.passages), -1);
    for await (const some of found("passages", count, words, (each) => `${each.source}\n${each.text}`)) {
      if (!isCurrent()) return;
      some.forEach((n) => inPassages.add(n));
    }
    return shown(filtered.filter((n) => rows[n].passages.some((each) => inPassages.has(each))), true);
  }
  for await (const some of found(name, rows.length, words, kind.text)) {
    if (!isCurrent()) return;
    const more = some.filter((n) => wanted.has(n));
    hits.push(...more);
    if (more.length) shown(hits, false);
  }
  shown(hits, true);
}

function controls(name, rows, query, change) {
  const kind = KINDS[name];
  const field = (label, node) => el("label", {}, el("span", {}, label), node);
  const choice = ([key, label]) => {
    const counts = new Map();
    for (const each of rows) counts.set(each[key], (counts.get(each[key]) ?? 0) + 1);
    const options = [...counts].sort(([one], [other]) => (one < other ? -1 : 1));
    return field(label, el("select", { name: key, onchange: (event) => change({ [key]: event.target.value }) },
      el("option", { value: "" }, "all"),
      options.map(([value, n]) => el("option", { value, selected: query[key] === value }, `${visible(key === "document" ? value : plain(value))} (${number(n)})`))));
  };
  let waiting;
  const later = (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => change({ q: event.target.value }), 250);
  };
  return el("form", { class: "controls", role: "search", onsubmit: (event) => event.preventDefault() },
    field("Search", el("input", { type: "search", id: "search", value: query.q ?? "", placeholder: "words", oninput: later })),
    name === "records" ? field("in", el("select", { name: "in", onchange: (event) => change({ in: event.target.value }) },
      el("option", { value: "" }, "questions and answers"), el("option", { value: "passages", selected: query.in === "passages" }, "passages"))) : null,
    kind.filters.map(choice));
}

function listOf(name, rows, hits, page, chosen, choose) {
  const kind = KINDS[name];
  return el("ol", { class: "list", start: page * PAGE + 1 }, hits.slice(page * PAGE, (page + 1) * PAGE).map((n) =>
    el("li", {}, el("a", { href: choose(n), "aria-current": n === chosen ? "true" : null, "data-n": n },
      el("span", { class: "tag" }, kind.tag(rows[n])),
      el("span", { class: "title", dir: "auto" }, visible(kind.title(rows[n]))),
      el("span", { class: "sub" }, el("bdi", {}, visible(kind.sub(rows[n]))))))));
}
