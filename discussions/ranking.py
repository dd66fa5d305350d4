TRIAL = 2  # who tried it knows more than who read it
