"""Measurements; never asserted."""
