"""A draft and its media become an MP4."""
