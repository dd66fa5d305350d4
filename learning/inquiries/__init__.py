"""What hosts want to know of those who register, beside what these want answered."""
