"""The order of the keeper's rules as one line of the settings."""

from __future__ import annotations

from collections.abc import Sequence

from photoclust.core.duplicates import DEFAULT_RULES, KeeperRule


def from_setting(text: str) -> tuple[KeeperRule, ...]:
    """Reads `as_setting`; what is unknown is passed over, missing rules follow in the order as delivered."""
    known = {rule.value: rule for rule in KeeperRule}
    named = [known[word] for word in text.split(",") if word in known]
    return tuple(dict.fromkeys((*named, *DEFAULT_RULES)))


def as_setting(rules: Sequence[KeeperRule]) -> str:
    """The rules by value, in order; "" for the order as delivered."""
    return "" if tuple(rules) == DEFAULT_RULES else ",".join(rules)
