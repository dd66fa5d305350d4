"""Decisions: what a project settled, why, and what was thought of instead."""
