"""Communities, who belongs to them and what they may do there."""
