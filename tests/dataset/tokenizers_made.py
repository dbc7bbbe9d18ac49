"""Small tokenizers, made on the spot: byte-level BPE as GPT and Llama 3 have it, and sentencepiece-like BPE."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openbook.corpus.chunking.measure import Tokenizer
from openbook.dataset.token_counts import Encoder

TEXT = [
    "The warden keeps the lamp burning through the night, and the foghorn is sounded in thick weather.",
    "Question 1 about the station? Two wardens keep the station (1). Chunk 2 names the station.",
    "Read the **Thought Process:** first, then the **Answer:** below, or the **Answer:** alone.",
    "Human: What is it? AI: It is the answer. Instruction: Use the passages. Thought Process: check each chunk.",
]


def byte_level(folder: Path, control: Sequence[str]) -> Encoder:
    """Return a byte-level BPE tokenizer that trims the space off its offsets, as the usual ones do."""
    from tokenizers import Tokenizer as Made
    from tokenizers import decoders, models, pre_tokenizers, processors, trainers

    made: Any = Made(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    made.post_processor = processors.ByteLevel(trim_offsets=True)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=600, special_tokens=list(control), initial_alphabet=alphabet)
    return _saved(made, trainer, folder)


def sentencepiece_like(folder: Path, control: Sequence[str]) -> Encoder:
    """Return a BPE tokenizer in which each word begins with a mark for its space, and every text with one."""
    from tokenizers import Tokenizer as Made
    from tokenizers import decoders, models, pre_tokenizers, trainers

    made: Any = Made(models.BPE(byte_fallback=True, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    made.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    bytes_ = [f"<0x{byte:02X}>" for byte in range(256)]
    trainer = trainers.BpeTrainer(vocab_size=900, special_tokens=["<unk>", *control, *bytes_])
    return _saved(made, trainer, folder)


def _saved(made: Any, trainer: Any, folder: Path) -> Encoder:
    made.train_from_iterator(TEXT * 3, trainer)
    path = folder / "tokenizer.json"
    made.save(str(path))
    return Encoder(Tokenizer(str(path)))
