"""An engine: who is told what, where, and never twice."""
