"""The window. It mirrors the document through the bridge and holds no truth."""

import silomap.report.picture  # noqa: F401 - what is done there must come before the first class made from one of Qt's
