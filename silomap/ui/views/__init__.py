"""The ways to look at one map besides drawing it: lanes, matrix, journey, charts."""
