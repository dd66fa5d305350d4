"""Who wants to hear nothing of whom; every engine below honours it."""
