"""Unanswered questions are put to people who may know: docs/asking.md says how."""
