"""Open Badges 3.0: made, signed, baked into pictures, read and verified.

Functions of what they are given: no models, no clock, and nothing is fetched.
"""
