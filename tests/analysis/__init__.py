"""Tests; they mirror silomap/."""
