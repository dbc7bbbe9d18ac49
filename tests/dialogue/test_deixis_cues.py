"""A question without a cue is not looked at: no pattern would find anything in it."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openbook.dialogue.checks import deixis

PATTERNS = [
    (language, pattern.pattern) for language in sorted(deixis._cues()) for pattern in deixis._patterns()[language]
]


@settings(suppress_health_check=list(HealthCheck))
@given(st.sampled_from(PATTERNS).flatmap(lambda one: st.tuples(st.just(one[0]), st.from_regex(one[1]))))
def test_whatever_a_pattern_finds_has_a_cue(found: tuple[str, str]) -> None:
    assert deixis.may_point(*found)


def test_a_plain_question_has_none_and_patterns_of_languages_without_a_line_are_always_tried() -> None:
    assert not deixis.may_point("english", "when was the pier of larch cove built?")
    assert deixis.may_point("english", "what is said above?")
    assert deixis.may_point("klingon", "nuq")
