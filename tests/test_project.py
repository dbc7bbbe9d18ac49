"""What stands around the code says what is so: the image's steps, the map, the versions, the parts of `.ci`."""

import os
import re
import stat
import tomllib
from pathlib import Path

import pytest
import yaml

from some import some

PROJECT = Path(__file__).resolve().parents[1]
SETUP = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
README = (PROJECT / "README.md").read_text("utf-8")
DOCKERFILE = (PROJECT / "Dockerfile").read_text("utf-8").replace("\\\n", "")
PYTHONS = [
    line.rpartition(" ")[2] for line in SETUP["project"]["classifiers"] if re.search(r":: Python :: 3\.\d+$", line)
]


def steps(name: str) -> list[str]:
    """Return what follows an instruction of the Dockerfile, each time."""
    return [" ".join(line.split()[1:]) for line in DOCKERFILE.splitlines() if line.startswith(f"{name} ")]


def test_the_image_is_built_in_these_steps() -> None:
    instructions = [line.split()[0] for line in DOCKERFILE.splitlines() if line and line[0] not in "# "]
    assert instructions == ["FROM", "RUN", "COPY", "COPY", "COPY", "RUN", "RUN", "USER", "WORKDIR", "ENTRYPOINT", "CMD"]
    assert steps("ENTRYPOINT") == ['["openbook"]']
    assert set(SETUP["project"]["scripts"]) == {"openbook"}
    assert steps("USER") != ["root"]


def test_the_image_has_a_python_that_is_claimed() -> None:
    [base] = steps("FROM")
    assert re.fullmatch(r"python:(3\.\d+)-slim", base)
    assert base.removeprefix("python:").removesuffix("-slim") in PYTHONS


def test_what_the_image_copies_is_here_and_goes_to_the_builder() -> None:
    sent = (PROJECT / ".dockerignore").read_text("utf-8").splitlines()
    for step in some(steps("COPY")):
        for source in some(step.split()[:-1]):
            assert (PROJECT / source).exists(), source
            assert f"!{source}" in sent, source
    built = SETUP["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    needed = {SETUP["project"]["readme"], *SETUP["project"]["license-files"], "pyproject.toml", "src", *built}
    assert needed <= {source for step in steps("COPY") for source in step.split()[:-1]}


def test_the_image_installs_extras_that_there_are() -> None:
    [extras] = re.findall(r"/openbook\[([\w,]+)\]", DOCKERFILE)
    assert set(extras.split(",")) <= set(SETUP["project"]["optional-dependencies"])


def test_the_map_names_every_folder_of_the_source_and_no_other() -> None:
    mapped = re.findall(r"^  (\w+)/ ", README[README.index("src/openbook/") :], re.MULTILINE)
    source = PROJECT / "src" / "openbook"
    assert sorted(mapped) == sorted(path.name for path in source.iterdir() if (path / "__init__.py").is_file())


def test_the_readme_says_how_to_install_it_otherwise() -> None:
    assert "pipx install ." in README
    assert "uvx --from . openbook" in README


def test_every_package_of_the_test_environment_has_its_version() -> None:
    extras = SETUP["project"]["optional-dependencies"]
    wanted = [*SETUP["project"]["dependencies"], *extras["dev"]]
    held = {re.split(r"[=\[]", line)[0] for line in (PROJECT / "constraints.txt").read_text("utf-8").splitlines()}
    names = {re.split(r"[<>=\[;]", line)[0].lower().replace("_", "-") for line in wanted} - {"openbook"}
    assert names <= held
    assert "-c constraints.txt" in README


def test_the_workflow_tries_every_python_that_is_claimed() -> None:
    workflow = yaml.safe_load((PROJECT / ".github" / "workflows" / "ci.yml").read_text("utf-8"))
    assert workflow["jobs"]["tests"]["strategy"]["matrix"]["python"] == PYTHONS
    assert all(version in (PROJECT / ".ci" / "slow.d" / "pythons").read_text("utf-8") for version in PYTHONS)


def test_the_hooks_fetch_nothing() -> None:
    hooks = yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text("utf-8"))
    assert [repository["repo"] for repository in hooks["repos"]] == ["local"]


@pytest.mark.skipif(os.name == "nt", reason="files have no such mode there")
def test_every_part_of_ci_can_be_run_and_says_what_it_shows() -> None:
    parts = [path for path in (PROJECT / ".ci").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    for part in some(parts):
        first, second, *_ = part.read_text("utf-8").splitlines()
        assert part.stat().st_mode & stat.S_IXUSR, part
        assert first in ("#!/usr/bin/env bash", "#!/usr/bin/env python3"), part
        assert second.startswith(("# ", '"""')), part


def test_the_table_of_places_names_files_that_there_are() -> None:
    text = (PROJECT / "CONTRIBUTING.md").read_text("utf-8")
    table = text[text.index("## Where is what") : text.index("## Adding to it")]
    for place in some(re.findall(r"`([a-z_/*]+\.(?:py|yaml))`", table)):
        assert any((PROJECT / "src" / "openbook").glob(place)), place
