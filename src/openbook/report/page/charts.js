// Charts, drawn by hand. Each is a figure with a sentence in words, so that it is read aloud too.

function chart(title, words, picture, note) {
  return el("figure", { class: "chart" }, el("figcaption", {}, el("strong", {}, title), el("span", {}, words)),
            picture, note ? el("p", { class: "note" }, note) : null);
}

// Bars from left to right: [{label, value, text, kind}]; values are parts of `most`.
function bars(rows, most) {
  return el("div", { class: "bars" }, rows.map((each) =>
    el("div", { class: "bar" }, el("span", { class: "label" }, each.label), track(each, most),
       el("span", { class: "value" }, each.text))));
}

function track(each, most) {
  const width = (value) => (most ? Math.max(0, (100 * value) / most) : 0);
  const mark = each.asked === undefined ? null
    : svg("line", { class: "asked", x1: width(each.asked), x2: width(each.asked), y1: 0, y2: 10 });
  return svg("svg", { class: `track ${each.kind ?? ""}`, viewBox: "0 0 100 10", preserveAspectRatio: "none",
                      "aria-hidden": "true" },
             svg("rect", { class: "rest", width: 100, height: 10 }),
             svg("rect", { class: "part", width: width(each.value), height: 10 }), mark);
}

// A histogram of numbers with about `wanted` bins of a round width.
function histogram(values, unit, wanted = 24) {
  const least = Math.min(...bounds(values)), most = Math.max(...bounds(values));
  const step = roundStep((most - least) / wanted || 1);
  const first = Math.floor(least / step) * step;
  const bins = Array(Math.floor((most - first) / step) + 1).fill(0);
  for (const value of values) bins[Math.floor((value - first) / step)] += 1;
  const tallest = Math.max(...bins);
  const width = 600 / bins.length;
  const columns = bins.map((count, n) => {
    const height = (120 * count) / tallest;
    const words = `${number(first + n * step)} to ${number(first + (n + 1) * step - 1)} ${unit}: ${number(count)}`;
    return svg("rect", { class: "column", x: n * width + 1, y: 120 - height, width: Math.max(1, width - 2), height },
               svg("title", {}, words));
  });
  const labels = [first, first + (bins.length * step) / 2, first + bins.length * step].map((value, n) =>
    svg("text", { class: "axis", x: n * 300, y: 141, "text-anchor": ["start", "middle", "end"][n] },
        number(Math.round(value))));
  return svg("svg", { class: "histogram", viewBox: "0 0 600 146", "aria-hidden": "true" },
             svg("line", { class: "base", x1: 0, x2: 600, y1: 120.5, y2: 120.5 }), columns, labels);
}

function bounds(values) {
  return values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);
}

function roundStep(step) {
  const power = 10 ** Math.floor(Math.log10(step));
  return Math.max(1, [1, 2, 5, 10].map((n) => n * power).find((n) => n >= step));
}

function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

// A strip with one line an item, in the order of the document.
const FATES = { u: "used", r: "rejected", f: "failed", p: "pending" };

function strip(items) {
  const width = 240 / items.length;
  return svg("svg", { class: "strip", viewBox: "0 0 240 12", preserveAspectRatio: "none", "aria-hidden": "true" },
             [...items].map((fate, n) => svg("rect", { class: FATES[fate], x: n * width, height: 12,
                                                       width: width > 2 ? width - 0.6 : width })));
}
