"""The guided workshop: agenda strip, timer, and a page for each step."""
