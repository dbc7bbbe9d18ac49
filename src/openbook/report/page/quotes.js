// Quotations and where they stand.

const literally = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function pattern(quote) {
  const words = quote.trim().split(/\s+/u).map(literally);
  return words[0] ? new RegExp(words.join("\\s+"), "giu") : null;
}

// Returns where the quotations stand in a text, first come first served: [{start, end, quote}].
function places(text, quotes) {
  const spans = [];
  for (const quote of quotes) {
    const wanted = pattern(quote.text);
    for (const match of wanted ? text.matchAll(wanted) : []) {
      const start = match.index;
      const end = start + match[0].length;
      if (spans.every((span) => end <= span.start || start >= span.end)) spans.push({ start, end, quote });
    }
  }
  return spans.sort((one, other) => one.start - other.start);
}

// Returns a text as nodes, each quotation wrapped by `wrap(text, quote)`.
function withQuotes(text, quotes, wrap) {
  const nodes = [];
  let position = 0;
  for (const { start, end, quote } of places(text, quotes)) {
    nodes.push(visible(text.slice(position, start)), wrap(visible(text.slice(start, end)), quote));
    position = end;
  }
  nodes.push(visible(text.slice(position)));
  return nodes;
}

function quoteLink(text, quote) {
  const show = (event) => {
    event.preventDefault();
    showQuote(quote);
  };
  return el("a", { href: location.hash, class: "quote", title: `Show it in chunk ${quote.rank}`, onclick: show }, text);
}

function showQuote(quote) {
  const mark = document.getElementById(`quote-${quote.key}`) ?? document.getElementById(`passage-${quote.rank}`);
  if (!mark) return say("This passage is not in the context.");
  mark.closest("details")?.setAttribute("open", "");
  document.querySelectorAll(".shown").forEach((node) => node.classList.remove("shown"));
  mark.classList.add("shown");
  mark.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion)").matches ? "auto" : "smooth" });
  mark.focus({ preventScroll: true });
}
