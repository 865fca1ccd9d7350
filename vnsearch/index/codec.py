"""The dotted path by which tables of contents name a segment's class: file format."""

from vnsearch.index.bridge.whoosh_codec import ArraySegment

__all__ = ["ArraySegment"]
