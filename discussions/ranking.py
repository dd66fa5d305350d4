"""How good a post is, as far as those can tell who read it and who tried it.

The smoothed ratio of what speaks for it to all that was said: docs/ranking.md says why, and what
it does. The same function counts on numbers and writes the SQL of the column that keeps it.
"""

from typing import Any

TRIAL = 2  # who tried it knows more than who read it
OUTDATED = 2
UNSAFE = 4
PRIOR = 2.0  # voices for and against that each post begins with


def merit(  # noqa: PLR0913 - each of what is said
    *, useful: Any, worked: Any, partly: Any, failed: Any, outdated: Any, unsafe: Any
) -> Any:
    """Between 0 and 1; one half where nobody has said anything."""
    good = useful + TRIAL * worked + partly
    bad = partly + TRIAL * failed + OUTDATED * outdated + UNSAFE * unsafe
    return (good + PRIOR) / (good + bad + 2 * PRIOR)
