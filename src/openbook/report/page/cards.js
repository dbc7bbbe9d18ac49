// Passages and turns.

function passageCards(passages, quotes) {
  return passages.map((passage, n) => {
    const own = quotes.filter((quote) => quote.rank === n + 1);
    const seen = new Set();
    const mark = (text, quote) => {
      const id = seen.has(quote.key) ? null : `quote-${quote.key}`;
      seen.add(quote.key);
      return el("mark", { id, tabindex: "-1" }, text);
    };
    return el("article", { class: `passage${passage.gold ? " gold" : ""}`, id: `passage-${n + 1}`, tabindex: "-1",
                           "aria-label": `Chunk ${n + 1}${passage.gold ? ", gold" : ""}` },
      el("header", {}, el("b", {}, `Chunk ${n + 1}`), el("bdi", {}, visible(passage.source)),
         passage.gold ? el("span", { class: "tag gold" }, "gold") : null,
         passage.synthetic ? el("span", { class: "tag" }, "made to contradict") : null,
         passage.score ? el("span", { class: "score" }, `score ${passage.score}`) : null),
      el("div", { class: "text", dir: "auto" }, withQuotes(passage.text, own, mark)));
  });
}

function turnCard(turn, { thoughts, trainsQuestions }) {
  const [thinking, answering] = turn.labels;
  const text = (value) => el("div", { class: "text", dir: "auto" }, withQuotes(value, turn.quotes, quoteLink));
  const part = (label, value, trained) =>
    el("div", { class: `part ${trained ? "trained" : "masked"}` }, el("h4", { dir: "auto" }, visible(label)), text(value));
  return el("li", { class: "turn" },
    part("Question", turn.question, turn.trained && trainsQuestions),
    turn.thoughts ? part(thoughts === "none" ? `${thinking} (not in the record)` : thinking, turn.thoughts, turn.trained && thoughts !== "none") : null,
    part(answering, turn.answer, turn.trained),
    turn.quotes.length ? el("p", { class: "rests" }, "Rests on ", turn.quotes.map((quote) =>
      el("span", {}, quoteLink(`chunk ${quote.rank}`, quote), el("q", { dir: "auto" }, visible(quote.text))))) : null,
    turn.short || turn.found !== null ? el("p", { class: "rests" },
      turn.short ? ["In short: ", el("bdi", {}, visible(turn.short)), ". "] : [],
      turn.found === null ? "" : turn.found ? "The passages hold it." : "The passages don't hold it.") : null);
}

// Gives each quotation a key of its own, so that it can be found in its passage.
function keyed(turns) {
  let key = 0;
  return turns.map((turn) => ({ ...turn, quotes: turn.quotes.map((quote) => ({ ...quote, key: key++ })) }));
}

function facts(rows) {
  return el("dl", { class: "facts" }, rows.filter(([, value]) => value !== null).map(([name, value]) =>
    el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}
