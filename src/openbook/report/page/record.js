// One record, or one thing that was left out.

async function contextOf(context) {
  return Promise.all(context.map(async (shown) => ({ ...shown, ...(await row("passages", shown.n)) })));
}

function reading(full, passages, about) {
  const turns = keyed(full.turns);
  const own = turns.filter((turn) => turn.trained), earlier = turns.filter((turn) => !turn.trained);
  const settings = { thoughts: about.thoughts, trainsQuestions: about.run.config?.system?.train_on_questions ?? true };
  const scores = Object.entries(full.scores);
  return [
    el("section", { class: "own" }, el("h3", {}, "Questions and answers ", el("small", {}, "trained")),
       el("ol", { class: "turns" }, own.map((turn) => turnCard(turn, settings)))),
    el("section", {}, el("h3", {}, "Context ", el("small", {}, "in the system prompt, masked")),
       passages.length ? passageCards(passages, own.flatMap((turn) => turn.quotes)) : el("p", {}, "Nothing is shown.")),
    earlier.length ? el("details", { class: "earlier" },
      el("summary", {}, `${many(earlier.length, "earlier turn")} of the group, masked`),
      el("ol", { class: "turns" }, earlier.map((turn) => turnCard({ ...turn, quotes: [] }, settings)))) : null,
    full.checks.length || scores.length ? el("details", {}, el("summary", {}, "Checks that it passed"),
      el("p", {}, full.checks.map(plain).join(", ")),
      scores.length ? el("dl", { class: "facts" }, scores.map(([name, value]) => el("div", {}, el("dt", {}, plain(name)), el("dd", {}, String(value))))) : null) : null,
  ];
}

function asTrained(full, passages, about) {
  const control = about.control.length ? new RegExp(`(${about.control.map(literally).join("|")})`, "u") : null;
  const texts = new Map(full.context.map((shown, n) => [shown.n, defused(passages[n].text, control)]));
  const parts = (text) => (control ? text.split(control) : [text]).map((part, n) =>
    n % 2 ? el("span", { class: "token" }, visible(part)) : visible(part));
  return full.texts.map((text, n) => el("section", {},
    el("h3", {}, full.texts.length > 1 ? `Text ${n + 1} of ${full.texts.length} ` : "Text of the record ",
       el("small", {}, el("span", { class: "key trained" }, "trained"), el("span", { class: "key masked" }, "masked"),
          el("span", { class: "key token" }, "chat format"))),
    el("div", { class: "raw", dir: "auto", tabindex: "0", role: "region", "aria-label": "The text that is trained" }, text.map(([trained, pieces]) =>
      el("span", { class: trained ? "trained" : "masked" },
         trained ? el("span", { class: "unseen" }, "Trained: ") : el("span", { class: "unseen" }, "Masked: "),
         pieces.map((piece) => (typeof piece === "number"
           ? el("span", { class: "slot" }, visible(texts.get(piece) ?? "")) : parts(piece))))))));
}

// A chat format's tokens inside of documents are broken by an invisible space before they are trained.
function defused(text, control) {
  if (!control) return text;
  let broken = text;
  for (let found = control.exec(broken); found; found = control.exec(broken)) {
    const second = found.index + [...found[0]][0].length;
    broken = `${broken.slice(0, second)}\u200b${broken.slice(second)}`;
  }
  return broken;
}

async function recordView(state, n, raw) {
  const listed = state.records[n];
  const full = await row("records", n);
  const passages = await contextOf(full.context);
  const share = percent(listed.trained / Math.max(1, listed.all));
  return [
    facts([["Source", el("bdi", {}, visible(listed.source))], ["Kind", plain(listed.scenario)],
           ["Gold", listed.gold.length ? listed.gold.map((rank) => `chunk ${rank}`).join(", ") : "none"],
           ["Tokens", `${number(listed.tokens)}, ${share} trained`],
           ["Item", el("code", {}, listed.id)],
           ["Rule", listed.strict ? "strict: from the sources or not at all" : null],
           ["Split", listed.held ? "validation" : null]]),
    ...(raw ? asTrained(full, passages, state.about) : reading(full, passages, state.about)),
  ];
}

async function leftView(state, n) {
  const full = await row("left", n);
  const passages = await contextOf(full.context ?? []);
  return [
    facts([["Source", el("bdi", {}, visible(full.source))], ["Where it ended", plain(full.step)],
           ["Why", `${state.about.reasons[full.code] ?? plain(full.code)} (${full.code})`],
           ["Kind", full.scenario ? plain(full.scenario) : null], ["Id", el("code", {}, visible(full.id))]]),
    el("section", { class: "wrong" }, el("h3", {}, full.kind === "failed" ? "What broke" : "What was wrong"),
       el("p", { dir: "auto" }, visible(full.detail))),
    full.reply ? el("section", {}, el("h3", {}, "The last reply"), el("div", { class: "raw", dir: "auto", tabindex: "0", role: "region", "aria-label": "The last reply" }, visible(readable(full.reply)))) : null,
    full.chunk !== undefined ? el("section", {}, el("h3", {}, "Its own chunk"),
      passageCards([await row("passages", full.chunk)], []).map((card) => (card.removeAttribute("id"), card.querySelector("b").remove(), card))) : null,
    passages.length ? el("section", {}, el("h3", {}, "The context"), passageCards(passages, [])) : null,
  ];
}

function readable(reply) {
  try {
    return JSON.stringify(JSON.parse(reply), null, 2).replaceAll("\\n", "\n").replaceAll('\\"', '"');
  } catch {
    return reply;
  }
}
