"""Find the right Leistung or Dienststelle from everyday German words; see docs/adr/0004-search.md."""

from knowledge.search.entries import Decision, Kind, Match, SearchEntry, SearchResult
from knowledge.search.index import Index

__all__ = ["Decision", "Index", "Kind", "Match", "SearchEntry", "SearchResult"]
