"""Whatever can be set is written down where operators look."""

import re
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
READ = re.compile(r'(?:\benv(?:\.\w+)?|\brequired)\(\s*"([A-Z_]+)"')


def read_by_settings() -> set[str]:
    return set(READ.findall((CHECKOUT / "cop" / "settings.py").read_text()))


def test_the_example_names_every_setting() -> None:
    example = (CHECKOUT / ".env.example").read_text()

    assert read_by_settings() - set(re.findall(r"^# ([A-Z_]+)=", example, re.MULTILINE)) == set()


def test_the_operators_guide_describes_every_setting() -> None:
    guide = (CHECKOUT / "docs" / "operating.md").read_text()

    assert read_by_settings() - set(re.findall(r"^\| `([A-Z_]+)`", guide, re.MULTILINE)) == set()
