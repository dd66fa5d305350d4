"""What remains of a workshop that is over: its recording, and what those who came say of it."""
