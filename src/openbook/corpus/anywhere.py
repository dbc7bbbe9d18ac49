"""What a program reads by its name alone: a file, a folder, or an address in storage."""

from collections.abc import Iterator
from pathlib import Path

from openbook.config import Config
from openbook.config.addresses import address_of
from openbook.corpus.brought import of_address
from openbook.corpus.read import read_corpus, read_path
from openbook.corpus.remember import ParsedFiles
from openbook.records import Document, Rejected


def read_anywhere(named: str, config: Config | None) -> Iterator[Document | Rejected]:
    """Yield what a file, a folder or an address in storage holds; without a config, as the defaults have it."""
    path = Path(named)
    if (address := address_of(named)) is not None:
        yield from read_corpus(of_address(config or Config(), address), ParsedFiles.look)
    elif path.is_dir():
        inside = (config or Config()).path.model_copy(update={"input_dir": path.resolve()})
        yield from read_corpus((config or Config()).model_copy(update={"path": inside}), ParsedFiles.look)
    else:
        beside = Config.model_validate({"path": {"input_dir": path.absolute().parent}})
        yield from read_path(path, config or beside)
