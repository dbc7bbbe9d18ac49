"""A language model of random weights in a file, as small as a server will take: llama architecture, bytes as tokens.

The file's format is GGUF 3 (ggml's docs/gguf.md): little-endian, strings and arrays with 64-bit lengths.
"""

import random
from array import array
from pathlib import Path
from struct import pack

WIDTH, LAYERS, HEADS, HIDDEN, CONTEXT = 64, 2, 4, 128, 32768
ALIGNMENT = 32
CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
NORMAL, UNKNOWN, CONTROL, BYTE = 1, 2, 3, 6
"""Types of tokens."""
U32, I32, F32, BOOL, STRING, ARRAY = 4, 5, 6, 7, 8, 9
"""Types of values."""


def vocabulary() -> list[tuple[bytes, int]]:
    """Return tokens and their types: three special ones, all bytes, the printable characters, ChatML's two."""
    tokens = [(b"<unk>", UNKNOWN), (b"<s>", CONTROL), (b"</s>", CONTROL)]
    tokens += [(f"<0x{n:02X}>".encode(), BYTE) for n in range(256)]
    tokens += [(chr(n).encode(), NORMAL) for n in range(33, 127)] + [("▁".encode(), NORMAL)]
    return [*tokens, (b"<|im_start|>", CONTROL), (b"<|im_end|>", CONTROL)]


def string(text: str | bytes) -> bytes:
    """Return a string as the format has it."""
    raw = text.encode() if isinstance(text, str) else text
    return pack("<Q", len(raw)) + raw


def entry(key: str, kind: int, value: bytes) -> bytes:
    """Return one entry of the file's metadata."""
    return string(key) + pack("<I", kind) + value


def entries() -> list[bytes]:
    """Return the metadata: what the model is, and its tokenizer."""
    tokens = vocabulary()
    n = len(tokens)
    numbers = {
        "context_length": CONTEXT, "embedding_length": WIDTH, "block_count": LAYERS, "feed_forward_length": HIDDEN,
        "attention.head_count": HEADS, "attention.head_count_kv": HEADS, "rope.dimension_count": WIDTH // HEADS,
        "vocab_size": n,
    }  # fmt: skip
    special = {"bos_token_id": 1, "eos_token_id": n - 1, "unknown_token_id": 0}
    return [
        entry("general.architecture", STRING, string("llama")),
        entry("general.name", STRING, string("tiny")),
        *(entry(f"llama.{key}", U32, pack("<I", value)) for key, value in numbers.items()),
        entry("llama.attention.layer_norm_rms_epsilon", F32, pack("<f", 1e-5)),
        entry("tokenizer.ggml.model", STRING, string("llama")),
        entry("tokenizer.ggml.tokens", ARRAY, pack("<IQ", STRING, n) + b"".join(string(text) for text, _ in tokens)),
        entry("tokenizer.ggml.scores", ARRAY, pack(f"<IQ{n}f", F32, n, *(-float(i) for i in range(n)))),
        entry("tokenizer.ggml.token_type", ARRAY, pack(f"<IQ{n}i", I32, n, *(kind for _, kind in tokens))),
        *(entry(f"tokenizer.ggml.{key}", U32, pack("<I", value)) for key, value in special.items()),
        # A space in front would make the server refuse every request that has a schema.
        entry("tokenizer.ggml.add_space_prefix", BOOL, pack("<?", False)),
        entry("tokenizer.chat_template", STRING, string(CHATML)),
    ]


def tensors() -> dict[str, tuple[int, ...]]:
    """Return the shapes of the weights by name, the innermost dimension first."""
    n = len(vocabulary())
    shapes: dict[str, tuple[int, ...]] = {"token_embd.weight": (WIDTH, n), "output.weight": (WIDTH, n)}
    shapes["output_norm.weight"] = (WIDTH,)
    for layer in range(LAYERS):
        parts = {f"attn_{part}": (WIDTH, WIDTH) for part in ("q", "k", "v", "output")}
        parts |= {"ffn_gate": (WIDTH, HIDDEN), "ffn_up": (WIDTH, HIDDEN), "ffn_down": (HIDDEN, WIDTH)}
        norms = {"attn_norm": (WIDTH,), "ffn_norm": (WIDTH,)}
        shapes |= {f"blk.{layer}.{name}.weight": shape for name, shape in (parts | norms).items()}
    return shapes


def write_model(path: Path) -> None:
    """Write the model's file, about 500 KB."""
    draw = random.Random(1)
    infos, content, metadata = b"", b"", entries()
    for name, shape in tensors().items():
        size = shape[0] * (shape[1] if len(shape) > 1 else 1)
        values = [1.0] * size if len(shape) == 1 else [draw.gauss(0.0, 0.1) for _ in range(size)]
        infos += string(name) + pack(f"<I{len(shape)}QIQ", len(shape), *shape, 0, len(content))
        content += array("f", values).tobytes()
        content += b"\0" * (-len(content) % ALIGNMENT)
    head = b"GGUF" + pack("<IQQ", 3, len(tensors()), len(metadata)) + b"".join(metadata) + infos
    path.write_bytes(head + b"\0" * (-len(head) % ALIGNMENT) + content)
