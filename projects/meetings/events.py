from dataclasses import dataclass


@dataclass(frozen=True)
class MeetingNoted:
    meeting_id: int


@dataclass(frozen=True)
class MeetingEdited:
    meeting_id: int


@dataclass(frozen=True)
class MeetingDeleted:
    meeting_id: int
