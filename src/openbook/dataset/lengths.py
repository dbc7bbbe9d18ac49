"""How long records are, in tokens."""

from array import array

from openbook.dataclass import dataclass, field

SHARES = (50, 90, 99, 100)
"""The percentiles that are told."""


@dataclass(slots=True)
class Lengths:
    """The lengths of rows, 4 bytes each."""

    exact: bool
    """False where they are estimates."""
    values: "array[int]" = field(default_factory=lambda: array("I"))

    def add(self, length: int) -> None:
        """Keep one."""
        self.values.append(length)

    def as_json(self) -> dict[str, int | bool]:
        """Return the percentiles, and whether they are exact."""
        return {"exact": self.exact, **self.percentiles()}

    @property
    def longest(self) -> int:
        """The largest; 0 where there is none."""
        return max(self.values, default=0)

    def percentiles(self) -> dict[str, int]:
        """Return the 50th, 90th, 99th and 100th percentile as `p50` … `p100`, by the nearest rank."""
        ranked = sorted(self.values)
        return {f"p{share}": ranked[max(0, -(-share * len(ranked) // 100) - 1)] for share in SHARES} if ranked else {}
