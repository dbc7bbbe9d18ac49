// The blocks of the page, unpacked when they are looked at.

const ROWS = 40;
const KEPT = 60;
const opened = new Map();

async function unpack(id) {
  const block = document.getElementById(id);
  const bytes = Uint8Array.from(atob(block.textContent), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).json();
}

function blockOf(kind, n) {
  const id = `${kind}-${Math.floor(n / ROWS)}`;
  if (!opened.has(id)) opened.set(id, unpack(id));
  const block = opened.get(id);
  opened.delete(id);
  opened.set(id, block);
  if (opened.size > KEPT) opened.delete(opened.keys().next().value);
  return block;
}

async function row(kind, n) {
  return (await blockOf(kind, n))[n % ROWS];
}

// Yields the numbers of the rows that hold the words, block by block, without keeping the blocks.
async function* found(kind, count, words, textOf) {
  for (let start = 0; start < count; start += ROWS) {
    const rows = await unpack(`${kind}-${start / ROWS}`);
    yield rows.flatMap((each, n) => (holds(textOf(each), words) ? [start + n] : []));
  }
}

function holds(text, words) {
  const folded = text.toLowerCase();
  return words.every((word) => folded.includes(word));
}
