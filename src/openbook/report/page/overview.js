// The whole in figures.

function overview(state) {
  const { about, records } = state;
  return el("div", { class: "overview" },
    el("h1", { class: "unseen" }, "Overview"),
    headline(state), troubles(state), funnel(state),
    el("div", { class: "pair" }, records.length ? [shares(state), golds(records), lengths(state), trainedShares(records)] : []),
    coverage(state), unasked(state), checksOf(state), spending(about), details(about));
}

function headline({ about, records }) {
  const trained = sum(records, "trained"), all = sum(records, "all");
  const documents = new Set(records.map((each) => each.document)).size;
  const tiles = [
    [number(records.length), records.length === 1 ? "record" : "records"],
    [number(documents), documents === 1 ? "document asked about" : "documents asked about"],
    [percent(all ? trained / all : 0), "of the tokens trained"],
    [number(trained), about.exact ? "trained tokens" : "trained tokens, an estimate"],
  ];
  const engine = about.run.engine === "extractive"
    ? "Written by rule, with the built-in engine; a model gives better data." : "";
  return el("section", { "aria-label": "In short" },
    el("dl", { class: "tiles" }, tiles.map(([value, label]) => el("div", {}, el("dt", {}, label), el("dd", {}, value)))),
    engine ? el("p", { class: "note" }, engine) : null);
}

function troubles({ about, records, left }) {
  const said = [];
  if (!records.length) said.push(left.length ? "No record was made. Below is what ended where."
    : "This folder holds no records and no drafts.");
  const { halted, refusal, notices } = about.run;
  if (halted) said.push(`The run was stopped (${plain(halted)}): the same command goes on where it was.`);
  if (refusal) said.push(refusal);
  said.push(...(notices ?? []));
  return said.length ? el("section", { class: "said" }, el("h2", {}, "What the run said"),
    el("ul", {}, said.map((each) => el("li", { dir: "auto" }, visible(each))))) : null;
}

function funnel(state) {
  const counts = state.about.run.counts ?? {};
  const { documents = {}, chunks = {}, items = {} } = counts;
  const stages = [
    ["Documents read", documents.read, documents.total, ["read"]],
    ["Chunks suitable", chunks.suitable, chunks.total, ["chunk", "judge"]],
    ["Items accepted", items.accepted, items.total, ["contradict", "ask", "simulate", "generate", "verify", "curate", "assemble", "review", "export"]],
    ["Records", state.records.length, items.accepted, []],
  ];
  const waiting = { "Chunks suitable": [chunks.pending, chunks.not_sampled], "Items accepted": [items.pending, 0] };
  return el("section", {}, el("h2", {}, "From documents to records"),
    el("ol", { class: "funnel" }, stages.map(([label, value = 0, total = 0, steps]) =>
      el("li", {},
        bars([{ label, value, text: `${number(value)} of ${number(total)}` }], total),
        reasons(state, steps, waiting[label] ?? [])))));
}

function reasons(state, steps, [pending = 0, notSampled = 0]) {
  const groups = Map.groupBy(state.left.filter((each) => steps.includes(each.step)), (each) => each.code);
  const sorted = [...groups].sort(([, one], [, other]) => other.length - one.length);
  const waiting = [[pending, "not sent yet"], [notSampled, "left aside by a limit"]].filter(([n]) => n);
  if (!sorted.length && !waiting.length) return null;
  return el("ul", { class: "reasons" }, sorted.map(([code, rows]) => el("li", {},
    el("details", {}, el("summary", {}, el("b", {}, number(rows.length)), ` × ${state.about.reasons[code] ?? plain(code)}`,
                         rows[0].kind === "failed" ? el("span", { class: "tag failed" }, "broke") : null),
       el("ul", { class: "examples" }, rows.slice(0, 3).map((each) =>
         el("li", {}, el("a", { href: link("left", { code, r: each.id }) }, el("bdi", {}, visible(each.source))),
            el("span", { dir: "auto" }, ` ${visible(each.detail)}`)))),
       rows.length > 3 ? el("a", { href: link("left", { code }) }, `all ${number(rows.length)}`) : null))),
    waiting.map(([n, words]) => el("li", {}, el("b", {}, number(n)), ` ${words}`)));
}

function shares({ about, records }) {
  const names = [...new Set([...Object.keys(about.asked), ...records.map((each) => each.scenario)])];
  const rows = names.map((name) => {
    const got = records.filter((each) => each.scenario === name).length / records.length;
    const asked = about.asked[name] ?? 0;
    return { label: plain(name), value: got, asked, text: `${percent(got)} (asked ${percent(asked)})`,
             kind: about.scenarios[name]?.shows === "none" ? "without" : "" };
  });
  return chart("Kinds of context", "share of the records, and the share asked for (the line)", bars(rows, 1));
}

function golds(records) {
  const places = new Map();
  for (const { gold, passages } of records) for (const rank of gold) {
    const share = places.get(rank) ?? { got: 0, even: 0 };
    share.got += 1;
    places.set(rank, share);
    for (let n = 1; n <= passages.length; n++) {
      const place = places.get(n) ?? { got: 0, even: 0 };
      place.even += 1 / passages.length;
      places.set(n, place);
    }
  }
  const all = [...places.values()].reduce((total, place) => total + place.got, 0);
  const rows = [...places].sort(([one], [other]) => one - other).map(([rank, { got, even }]) =>
    ({ label: `chunk ${rank}`, value: got, asked: even, text: percent(got / all) }));
  return chart("Place of the gold passages", "the line is where they would be if every place were as likely",
               all ? bars(rows, Math.max(...rows.map((each) => Math.max(each.value, each.asked)))) : el("p", {}, "No record shows gold."));
}

function lengths({ about, records }) {
  const values = records.map((each) => each.tokens);
  const words = `half have at most ${number(median(values))}, the longest ${number(bounds(values)[1])}`;
  return chart("Length in tokens", words, histogram(values, "tokens"),
               about.exact ? "" : "Estimates: system.tokenizer names the tokenizer of your model.");
}

function trainedShares(records) {
  const values = records.map((each) => Math.min(99, Math.floor((100 * each.trained) / Math.max(1, each.all))));
  return chart("Trained share of a record", `half have at most ${median(values)} %; the rest is masked`,
               histogram(values, "percent", 20));
}

function coverage({ coverage: documents, left, records }) {
  const shown = documents.toSorted((one, other) => other.items.length - one.items.length).slice(0, 300);
  if (!shown.length) return null;
  const unused = documents.filter(({ items }) => !items.includes("u")).length;
  return el("section", {}, el("h2", {}, "Sources"),
    el("p", {}, `${many(documents.length, "document")} with items, ${number(unused)} of them without a record. `,
       "A line stands for an item, in the order of the text: ",
       Object.values(FATES).map((fate) => el("span", { class: `key ${fate}` }, fate))),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Documents" },
      el("table", {}, el("thead", {}, el("tr", {}, ["Document", "Items", "Records", "Where"].map((name) => el("th", { scope: "col" }, name)))),
        el("tbody", {}, shown.map(({ source, items }) => el("tr", {},
          el("th", { scope: "row" }, el("a", { href: link("records", { document: source }) }, el("bdi", {}, visible(source)))),
          el("td", {}, number(items.length)), el("td", {}, number(items.split("u").length - 1)),
          el("td", {}, strip(items))))))),
    documents.length > shown.length ? el("p", { class: "note" }, `The ${shown.length} documents with most items are shown.`) : null);
}

function scoresOf(records) {
  const names = [...new Set(records.flatMap((each) => Object.keys(each.scores)))];
  if (!names.length) return null;
  const rows = names.map((name) => {
    const values = records.flatMap((each) => each.scores[name] ?? []);
    const [least, most] = bounds(values);
    return el("tr", {}, el("th", { scope: "row" }, plain(name)),
              [least, median(values), most].map((value) => el("td", {}, value.toPrecision(3))), el("td", {}, number(values.length)));
  });
  return el("table", {}, el("thead", {}, el("tr", {}, ["Score", "Lowest", "Half have at most", "Highest", "Records"].map((name) =>
    el("th", { scope: "col" }, name)))), el("tbody", {}, rows));
}

function checksOf({ left, records }) {
  const verified = Map.groupBy(left.filter((each) => each.step === "verify"), (each) => each.code);
  const judged = Map.groupBy(left.filter((each) => each.step === "judge"), (each) => each.code);
  const rows = [...judged, ...verified].map(([code, found]) => ({ label: plain(code), value: found.length, text: number(found.length) }));
  const scores = scoresOf(records);
  if (!rows.length && !scores) return null;
  return el("section", {}, el("h2", {}, "Judge and checks"),
    rows.length ? chart("Refused", "by the finding", bars(rows, Math.max(...rows.map((each) => each.value)))) : null, scores);
}

function spending(about) {
  const rows = Object.entries(about.paid).filter(([, paid]) => paid && (paid.input_tokens || paid.output_tokens));
  const seconds = Object.entries(about.run.timings?.seconds ?? {});
  return el("section", {}, el("h2", {}, "Tokens, cost, time"),
    rows.length ? el("table", {}, el("thead", {}, el("tr", {}, ["Model", "Input tokens", "Output tokens", "Cost"].map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, rows.map(([size, paid]) => el("tr", {}, el("th", { scope: "row" }, `${paid.name || size} (${size})`),
        el("td", {}, number(paid.input_tokens)), el("td", {}, number(paid.output_tokens)),
        el("td", {}, `${((paid.input_cost ?? 0) + (paid.output_cost ?? 0)).toFixed(4)}${paid.estimated ? ", estimated" : ""}`)))))
      : el("p", {}, "No token was paid for."),
    seconds.length ? el("p", {}, "The last run: ", seconds.map(([phase, time]) => `${phase} ${duration(time)}`).join(", "), ".") : null);
}

function details(about) {
  return el("section", {}, el("details", {}, el("summary", {}, "Config, versions and fingerprints of the last run"),
    el("pre", { tabindex: "0" }, visible(JSON.stringify({ config: about.run.config, versions: about.run.versions,
                                            fingerprints: about.run.fingerprints, timings: about.run.timings }, null, 2)))));
}

const sum = (rows, key) => rows.reduce((total, each) => total + each[key], 0);
