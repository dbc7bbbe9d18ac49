"""A shard's part of what a config allows: its own folder and ledger, its part of the rates and of the money."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from openbook.config import Config
from openbook.config.model_sections import ModelSection
from openbook.llm.ledger import LEDGER_FILE, Ledger
from openbook.llm.ledger.joining import joined_before
from openbook.llm.shard_model import Shard


def portion(config: Config, shard: Shard, folder: Path, base: Path, *, is_parted: bool = True) -> Config:
    """Return the config of a shard: its own folder and ledger, its part of the rates and of what may be spent.

    Rates and money stay whole where they are not parted beforehand, but given out call by call.
    """
    metrics = tuple(_of_shard(path, shard) for path in config.run.metrics)
    path = config.path.model_copy(update={"output_dir": folder, "ledger": None})
    own = config.model_copy(update={"path": path, "run": config.run.model_copy(update={"metrics": metrics})})
    return _parted(own, config, shard, folder, base) if is_parted else own


def _parted(own: Config, config: Config, shard: Shard, folder: Path, base: Path) -> Config:
    """Return a shard's config with its part of the rates and of what may be spent."""
    rates = {
        key: value / shard.of
        for key, value in config.api
        if key.endswith("_per_minute") and isinstance(value, int | float)
    }
    rate = {
        key: value / shard.of
        for key, value in config.retrieval
        if key.endswith("_per_minute") and isinstance(value, int | float)
    }
    judges = {name: _rated(getattr(config.verify, name), shard) for name in ("judge", "target")}
    return own.model_copy(
        update={
            "api": config.api.model_copy(update=rates),
            "retrieval": config.retrieval.model_copy(update=rate),
            "verify": config.verify.model_copy(update=judges),
            "cost": config.cost.model_copy(update={"max_cost": _may_cost(config, shard, folder, base)}),
        }
    )


def _rated(section: ModelSection | None, shard: Shard) -> ModelSection | None:
    """Return a model's section with a shard's part of its rates."""
    if section is None:
        return None
    rates = {key: value / shard.of for key, value in section if key.endswith("_per_minute") and value is not None}
    return section.model_copy(update=rates)


def _of_shard(path: Path, shard: Shard) -> Path:
    return path.with_name(f"{path.stem}.{shard.name}{path.suffix}")


def _may_cost(config: Config, shard: Shard, folder: Path, base: Path) -> float | None:
    """Return what a shard's own ledger may have cost in the end: its part of what the merged one leaves."""
    most = config.cost.max_cost
    if most is None or not base.is_file():
        return None if most is None else most / shard.of
    own = folder / LEDGER_FILE
    before = joined_before(base, own) if own.is_file() else {}
    with looked(base) as ledger:
        spent = {size: (one.input_tokens, one.output_tokens) for size, one in ledger.totals().items()} if ledger else {}
    return _cost(config, before) + max(0.0, most - _cost(config, spent)) / shard.of


def _cost(config: Config, tokens: Mapping[Any, tuple[int, int]]) -> float:
    return sum(config.model(size).price(read, wrote) for size, (read, wrote) in tokens.items())


@contextmanager
def looked(path: Path) -> Iterator[Ledger | None]:
    """Open a ledger for reading while the block runs; None where there is none."""
    ledger = Ledger.look(path)
    try:
        yield ledger
    finally:
        if ledger is not None:
            ledger.close()
