"""How a project ends: what it learned is kept, who made it is thanked (docs/projects.md)."""
