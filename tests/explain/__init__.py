"""Explanations are compared with enumeration."""
