"""The composition of everything: settings, addresses, the worker and how it is run."""
