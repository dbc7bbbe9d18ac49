"""What must hold between keys, and of what they name: each check yields the key, what was found and what is wanted."""

from collections.abc import Callable, Iterator
from pathlib import Path

from openbook.calls import WRITERS, Size
from openbook.config.config import Config
from openbook.config.messages import listed, shown
from openbook.config.source import Key
from openbook.dataclass import dataclass
from openbook.templates import TEMPLATES


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something that does not fit together."""

    key: Key
    """The key to blame."""
    message: str
    """`found …, wanted …`."""
    beside: Key = ()
    """Another key that it follows from; empty where it follows from the one alone."""


EXAMPLE_URL = "http://127.0.0.1:8000/v1"


def mismatches(config: Config, skip: set[Key]) -> Iterator[Mismatch]:
    """Yield what is wrong between keys, leaving out what depends on the keys to skip (reported already)."""
    for check in CHECKS:
        for found in check(config):
            keys = (found.key, found.beside)
            if not any(key[:length] in skip for key in keys for length in range(1, len(key) + 1)):
                yield found


def models_are_complete(config: Config) -> Iterator[Mismatch]:
    """A mode that calls a server needs to know the server and the model."""
    for size in WRITERS:
        settings = config.model(size)
        is_idle = size == "small" and config.skip.skip_filter_chunks and config.judge_size != "small"
        if settings.mode == "extractive" or is_idle:
            continue
        built_in = f"(or {size}_mode: extractive for the built-in engine)"
        if not settings.model:
            wanted = f"wanted the model's name as the server knows it {built_in}"
            yield Mismatch(("api", f"{size}_model"), f"found nothing, {wanted}")
        if not settings.base_url:
            wanted = f"wanted the server's URL, such as {EXAMPLE_URL} {built_in}"
            yield Mismatch(("api", f"{size}_base_url"), f"found nothing, {wanted}")
        if settings.mode == "cohere" and settings.api_key is None:
            yield Mismatch(
                ("api", f"{size}_api_key"), "found nothing, wanted your Cohere key, such as ${COHERE_API_KEY}"
            )


def judges_are_complete(config: Config) -> Iterator[Mismatch]:
    """Whoever looks at drafts is a model that can be called, and the model to be trained is asked where it is named."""
    verify = config.verify
    yield from _own_model(config, "judge", verify.judge.use == "own")
    yield from _own_model(config, "target", verify.target is not None)
    if verify.judge.use in ("small", "large") and config.model(verify.judge.use).mode == "extractive":
        wanted = f"wanted a model, as api.{verify.judge.use}_model or with keys of its own"
        yield Mismatch(("verify", "judge"), f"found {verify.judge.use}, which is the built-in engine, {wanted}")
    if verify.target is None and "closed_book" in verify.judges:
        message = "found closed_book, wanted it with verify.target, the model that is asked"
        yield Mismatch(("verify", "judges"), message, ("verify", "target"))
    if verify.samples:
        yield from _samples_can_be_had(config)
    elif verify.target is not None and not verify.asked:
        message = "found a model without verify.judge and verify.samples, wanted one of them, which ask it"
        yield Mismatch(("verify", "target"), message, ("verify", "judge"))
    elif verify.target is not None and "closed_book" not in verify.asked:
        message = "found no closed_book, wanted it where verify.target is given, or no target"
        yield Mismatch(("verify", "judges"), message, ("verify", "target"))


def _samples_can_be_had(config: Config) -> Iterator[Mismatch]:
    samples = config.verify.samples
    if config.verify.target is None:
        message = f"found {samples}, wanted it with verify.target, the model that is asked"
        yield Mismatch(("verify", "samples"), message, ("verify", "target"))
    if config.system.completion_mode:
        message = f"found {samples}, wanted 0, since answers are sampled in a chat and completion_mode has none"
        yield Mismatch(("verify", "samples"), message, ("system", "completion_mode"))


def _own_model(config: Config, size: Size, given: bool) -> Iterator[Mismatch]:
    section = config.verify.judge if size == "judge" else config.verify.target
    if not given or section is None:
        return
    if section.model is None:
        yield Mismatch(("verify", size, "model"), "found nothing, wanted the model's name as the server knows it")
    if section.base_url is None and section.mode != "cohere" and not section.batch and section.mode != "batch":
        yield Mismatch(("verify", size, "base_url"), f"found nothing, wanted the server's URL, such as {EXAMPLE_URL}")
    if section.batch is not None and section.mode not in (None, "batch"):
        message = f"found {section.batch} beside mode: {section.mode}, wanted mode: batch, or neither"
        yield Mismatch(("verify", size, "batch"), message)
    if config.system.completion_mode and section.batch in ("anthropic", "gemini"):
        message = f"found true, wanted false, since {section.batch} has no completion endpoint"
        yield Mismatch(("system", "completion_mode"), message, ("verify", size))
    if section.mode == "cohere" and section.api_key is None:
        yield Mismatch(("verify", size, "api_key"), "found nothing, wanted your Cohere key, such as ${COHERE_API_KEY}")


def batches_are_of_a_kind(config: Config) -> Iterator[Mismatch]:
    """Batches are named where calls go in batches, and complete prompts only where there is an endpoint for them."""
    for size in WRITERS:
        settings, given = config.model(size), getattr(config.api, f"{size}_batch")
        if given is not None and settings.batch is None:
            message = f"found {given} beside {size}_mode: {settings.mode}, wanted {size}_mode: batch, or neither"
            yield Mismatch(("api", f"{size}_batch"), message, ("api", f"{size}_mode"))
        if config.system.completion_mode and settings.batch in ("anthropic", "gemini"):
            message = f"found true, wanted false, since {settings.batch} has no completion endpoint"
            yield Mismatch(("system", "completion_mode"), message, ("api", f"{size}_batch"))


def embeddings_are_complete(config: Config) -> Iterator[Mismatch]:
    """Vectors come from somewhere: a model at an endpoint, or one in a folder."""
    retrieval = config.retrieval
    key: Key = ("retrieval", "embedding_model")
    if retrieval.candidates == "bm25":
        return
    if retrieval.embedding_model is None:
        wanted = "wanted a folder with a model2vec model, or a model's name beside embedding_base_url"
        yield Mismatch(key, f"found nothing, {wanted}", ("retrieval", "candidates"))
    elif retrieval.embedding_base_url is None and not Path(retrieval.embedding_model).is_dir():
        wanted = "wanted one with a model2vec model (or embedding_base_url beside it)"
        yield Mismatch(key, f"found {shown(retrieval.embedding_model)}, where no folder is, {wanted}")


def curation_is_possible(config: Config) -> Iterator[Mismatch]:
    """Paraphrases are told by vectors."""
    key: Key = ("curate", "paraphrased_questions")
    if config.curate.paraphrased_questions is not None and config.retrieval.candidates == "bm25":
        wanted = "wanted retrieval.candidates: dense or hybrid, with retrieval.embedding_model"
        message = f"found {config.curate.paraphrased_questions}, and no vectors to compare, {wanted}"
        yield Mismatch(key, message, ("retrieval", "candidates"))


def something_is_written(config: Config) -> Iterator[Mismatch]:
    """At least one kind of context must be left that the engine can write."""
    if not config.shares:
        found = ", ".join(config.scenarios.given())
        message = f"found {found}, wanted a kind that the built-in engine can write, or a model"
        yield Mismatch(("scenarios",), message)


def overlap_is_small(config: Config) -> Iterator[Mismatch]:
    """A chunk must bring more that is new than it repeats."""
    most, overlap = config.system.chunk_size // 2, config.system.chunk_overlap
    if overlap > most:
        message = f"found {overlap}, wanted at most half of chunk_size ({most})"
        yield Mismatch(("system", "chunk_overlap"), message, ("system", "chunk_size"))


def formats_are_whole(config: Config) -> Iterator[Mismatch]:
    """All three formats are given, or none; each is a template of its own text."""
    formats = {name: getattr(config.system, f"{name}_format") for name in ("system", "user", "assistant")}
    given = [f"{name}_format" for name, template in formats.items() if template is not None]
    for name, template in formats.items():
        key: Key = ("system", f"{name}_format")
        if template is not None:
            yield from (Mismatch(key, message) for message in _template_errors(name, template))
        elif given:
            message = f"found nothing beside {' and '.join(given)}, wanted all three formats, or none"
            yield Mismatch(key, message)


def _template_errors(name: str, template: str) -> Iterator[str]:
    from jinja2 import StrictUndefined, TemplateError, meta
    from jinja2.sandbox import SandboxedEnvironment

    field = f"{{{{ {name} }}}}"
    example = {"system": field, "user": f"Human: {field}", "assistant": f"AI: {field}"}[name]
    environment = SandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=True)
    try:
        names = meta.find_undeclared_variables(environment.parse(template))
        others = [f"{{{{ {other} }}}}" for other in sorted(names - {name})]
        if others:
            yield f"found {' and '.join(others)}, wanted {field} and no other name"
        elif name not in names:
            yield f"found no {field} in {shown(template)}, wanted it where the text goes: {shown(example)}"
        else:
            environment.from_string(template).render({name: "text"})
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        reason = str(error).splitlines()[0].rstrip(".")
        yield f"found a Jinja error ({reason}), wanted a template such as {shown(example)}"


def template_is_known(config: Config) -> Iterator[Mismatch]:
    """A chat format that can't be written must not quietly become another one."""
    template = config.system.template
    if template not in TEMPLATES and not Path(template).is_dir() and config.system.formats is None:
        message = (
            f"found {shown(template)}, wanted {listed(tuple(TEMPLATES))}, or a tokenizer's folder with a chat template"
        )
        yield Mismatch(("system", "template"), message, ("system", "user_format"))


def tokenizer_is_there(config: Config) -> Iterator[Mismatch]:
    """Counting tokens takes a tokenizer; what looks like a path must lead to one, other text is a name on the hub."""
    tokenizer = config.system.tokenizer or ""
    if not tokenizer and config.system.chunk_unit == "tokens":
        message = "found nothing, wanted a tokenizer.json, its folder, or a name on the hub, since chunk_unit is tokens"
        yield Mismatch(("system", "tokenizer"), message)
    if (tokenizer.startswith((".", "/", "~")) or tokenizer.endswith(".json")) and not Path(tokenizer).exists():
        message = f"found {shown(tokenizer)}, where nothing is, wanted a tokenizer.json or its folder"
        yield Mismatch(("system", "tokenizer"), message)


def tokens_need_a_tokenizer(config: Config) -> Iterator[Mismatch]:
    """Token ids are those of one tokenizer."""
    if "tokens" in config.export.formats and not config.system.tokenizer and not Path(config.system.template).is_dir():
        message = "found nothing, wanted the tokenizer of your model, since export.formats has tokens"
        yield Mismatch(("system", "tokenizer"), message, ("export", "formats"))


def extras_are_there(config: Config) -> Iterator[Mismatch]:
    """The prompts of meta-datagen are read at the end of a run; a missing one is better known before."""
    if config.meta_datagen.do_meta_datagen:
        for index, path in enumerate(config.meta_datagen.meta_datagen_extras):
            if not path.is_file():
                message = f"found {shown(str(path))}, where no file is, wanted a YAML prompt"
                yield Mismatch(("meta_datagen", "meta_datagen_extras", index), message)


def output_is_apart(config: Config) -> Iterator[Mismatch]:
    """What is written must not be what is read."""
    if config.path.output_dir == config.path.input_dir:
        message = "found the folder of input_dir, wanted a folder of its own"
        yield Mismatch(("path", "output_dir"), message, ("path", "input_dir"))


CHECKS: tuple[Callable[[Config], Iterator[Mismatch]], ...] = (
    models_are_complete,
    judges_are_complete,
    batches_are_of_a_kind,
    embeddings_are_complete,
    curation_is_possible,
    something_is_written,
    overlap_is_small,
    formats_are_whole,
    template_is_known,
    tokenizer_is_there,
    tokens_need_a_tokenizer,
    extras_are_there,
    output_is_apart,
)
