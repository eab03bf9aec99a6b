"""What the map says: pure functions from a map to a frozen result. Codes and numbers only, no words."""
