class EngineError(Exception):
    """An embedded engine could not be run; the message says why, for a person."""
