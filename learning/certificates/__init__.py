"""What shows that somebody attended: printed by them, checked by anybody who has its address."""
