"""Reading XML by local names, because XZuFi 2.1 and 2.2 differ in little but their namespace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from knowledge.faults import Fault, FaultError, not_readable

# No entity is resolved, no DTD is read, nothing is fetched: a file can only say what stands in it.
_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


class Node:
    """An element with its children found by local name."""

    def __init__(self, element: etree._Element) -> None:
        self._element = element

    @property
    def name(self) -> str:
        """The local name."""
        return str(etree.QName(self._element).localname)

    @property
    def line(self) -> int:
        """The line in the file."""
        return self._element.sourceline or 1

    @property
    def text(self) -> str:
        """The text directly inside; HTML comes as text in a CDATA section."""
        return (self._element.text or "").strip()

    def attribute(self, name: str) -> str | None:
        """An attribute without namespace."""
        value = self._element.get(name)
        return str(value) if value is not None else None

    def all(self, *path: str) -> Iterator[Node]:
        """Every node that is reached over child elements of these names."""
        if not path:
            yield self
            return
        for child in self._element.iterchildren("{*}" + path[0]):
            yield from Node(child).all(*path[1:])

    def anywhere(self, name: str) -> Iterator[Node]:
        """Every node of this name below, at any depth."""
        return (Node(element) for element in self._element.iter("{*}" + name))

    def value(self, *path: str) -> str:
        """The text of the first node at `path`; empty where there is none."""
        return next((node.text for node in self.all(*path)), "")


def read_xml(path: Path, namespaces: tuple[str, ...]) -> Node:
    """The root of a file in one of these namespaces. Raises FaultError, and never reads beyond the file."""
    try:
        with path.open("rb") as file:
            tree = etree.parse(file, etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError as error:
        raise _fault(path, error.lineno or 1, "Das ist kein gültiges XML.") from error
    except OSError as error:
        raise not_readable(path, error) from error
    if tree.docinfo.doctype:
        raise _fault(path, 1, "Die Datei enthält eine DTD. Das ist aus Sicherheitsgründen nicht erlaubt.")
    root = tree.getroot()
    if etree.QName(root).namespace not in namespaces:
        known = " oder ".join(namespaces)
        raise _fault(path, root.sourceline or 1, f"Der Namensraum der Datei ist nicht {known}.")
    return Node(root)


def _fault(path: Path, line: int, message: str) -> FaultError:
    return FaultError(
        Fault(str(path), line, message, "Es wurde nichts geändert. Prüfen Sie die Ausgabe der Quelle.")
    )
