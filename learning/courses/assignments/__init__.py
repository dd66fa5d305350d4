"""Assignments: work that is handed in, and judged by a rubric, by peers, by teachers or both."""
