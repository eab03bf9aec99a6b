"""SiloMap: where the response to people's needs falls apart, and which links are missing."""

__version__ = "0.1.0"
