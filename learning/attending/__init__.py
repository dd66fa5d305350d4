"""Those who come, as those who give a workshop see to them: at the door, by message, as a list."""
