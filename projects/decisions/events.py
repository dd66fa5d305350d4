from dataclasses import dataclass


@dataclass(frozen=True)
class DecisionNoted:
    decision_id: int


@dataclass(frozen=True)
class DecisionEdited:
    decision_id: int


@dataclass(frozen=True)
class DecisionDeleted:
    decision_id: int
