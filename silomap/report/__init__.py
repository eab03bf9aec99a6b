"""Sentences, pages and pictures made from a map and its analysis."""
