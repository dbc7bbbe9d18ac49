// What of the documents is asked about, and what nobody asks about.

const DOCUMENTS = 200, HEADINGS = 80;

function unasked({ about, headings }) {
  const totals = about.run.coverage ?? {};
  if (!headings.length || !totals.facts) return null;
  const rows = ["documents", "headings", "chunks", "facts"].map((name) => {
    const { total, asked } = totals[name];
    return { label: name, value: total ? asked / total : 0, text: `${number(asked)} of ${number(total)}` };
  });
  return el("section", {}, el("h2", {}, "What nobody asks about"),
    chart("Asked about", "share of what the documents hold", bars(rows, 1),
          "A fact is a sentence, a line of a list or a row of a table; that it is asked about is an estimate by its words."),
    makeup(totals), missed(headings));
}

function makeup(totals) {
  const counted = (parts) => Object.entries(parts ?? {}).map(([name, count]) => `${number(count)} ${plain(name)}`).join(", ");
  const repeated = totals.repeated_questions ?? 0;
  return facts([
    ["First questions, by what answers them", counted(totals.question_types) || null],
    ["Contexts, by difficulty", counted(totals.difficulty) || null],
    ["Items that ask what another one asks", repeated ? number(repeated) : null],
  ]);
}

function missed(headings) {
  const open = (rows) => rows.reduce((total, row) => total + row.facts - row.facts_asked, 0);
  const documents = [...Map.groupBy(headings, (row) => row.source)].map(([source, rows]) => ({ source, rows, open: open(rows) }))
    .filter((each) => each.open).sort((one, other) => other.open - one.open);
  const shown = documents.slice(0, DOCUMENTS);
  return [
    el("h3", {}, "Facts that nobody asks about ", el("small", {}, "by document, the most first")),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Facts that nobody asks about" },
      shown.map((each) => {
        const inside = el("ul", { class: "missed" });
        const fill = () => inside.childElementCount || inside.append(...headingsOf(each.rows));
        const asked = each.rows.some((row) => row.asked);
        return el("details", { ontoggle: fill },
          el("summary", {}, el("bdi", {}, visible(each.source)), el("span", { class: "count" }, ` ${many(each.open, "fact")}`),
             asked ? null : el("span", { class: "tag failed" }, "not asked about at all")), inside);
      })),
    documents.length > shown.length ? el("p", { class: "note" }, `The ${shown.length} documents with most of them are shown.`) : null,
  ];
}

function headingsOf(rows) {
  const open = rows.filter((row) => row.facts > row.facts_asked).slice(0, HEADINGS);
  return open.map((row) => el("li", {},
    el("b", { dir: "auto" }, row.headings.length ? row.headings.map(visible).join(" › ") : "before the first heading"),
    ` ${number(row.facts_asked)} of ${many(row.facts, "fact")} asked about${why(row)}`,
    el("ul", { class: "examples" }, row.examples.map((text) => el("li", { dir: "auto" }, visible(text))))));
}

function why({ asked, left_out: left }) {
  const codes = Object.entries(left);
  return codes.length ? `; ${codes.map(([code, n]) => `${many(n, "chunk")} ${plain(code)}`).join(", ")}` : asked ? "" : "; no item";
}
