"""The elements of a page counted once (元素索引): what text, links and cells stand in each, whatever stands around it."""

from itertools import accumulate

from selectolax.lexbor import LexborNode


class Index:
    """Elements of a page in document order, with the stretch of text below each; made in one walk."""

    def __init__(self, body: LexborNode) -> None:
        self.nodes: list[LexborNode] = []
        self.parents: list[int] = []
        self.last: list[int] = []  #: one past the last element inside
        self.cells: list[int] = []  #: elements right below, line breaks left out
        self._texts: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._walk(body)
        self._lengths = [0, *accumulate(len(text) + 1 for text in self._texts)]
        self._links = [0, *accumulate(node.tag == "a" for node in self.nodes)]
        self._inputs = [0, *accumulate(node.tag == "input" for node in self.nodes)]

    def _walk(self, body: LexborNode) -> None:
        places: dict[int, int] = {}
        for node in body.traverse(include_text=True):
            above = node.parent
            parent = places.get(above.mem_id, -1) if above is not None and self.nodes else -1
            if node.tag == "-text":
                if text := " ".join((node.text_content or "").split()):
                    self._texts.append(text)
                    self._ends[parent] = len(self._texts)
                continue
            if node.tag is None or node.tag.startswith(("-", "_")):
                continue
            places[node.mem_id] = len(self.nodes)
            if parent >= 0 and node.tag != "br":
                self.cells[parent] += 1
            self.nodes.append(node)
            self.parents.append(parent)
            self.cells.append(0)
            self.last.append(len(self.nodes))
            self._starts.append(len(self._texts))
            self._ends.append(len(self._texts))
        for at in range(len(self.nodes) - 1, 0, -1):
            parent = self.parents[at]
            if parent >= 0:
                self.last[parent] = max(self.last[parent], self.last[at])
                self._ends[parent] = max(self._ends[parent], self._ends[at])

    def stretch(self, at: int) -> tuple[int, int]:
        """Which texts stand below element *at*: the same for one that only wraps another."""
        return self._starts[at], self._ends[at]

    def text(self, at: int, most: int) -> str | None:
        """The text below element *at* in one line; None where it is longer than *most*."""
        start, end = self.stretch(at)
        if self._lengths[end] - self._lengths[start] > most + 1:
            return None
        return " ".join(self._texts[start:end])

    def links(self, at: int) -> int:
        """How many links stand in element *at*, itself left out."""
        return self._links[self.last[at]] - self._links[at + 1]

    def has_input(self, at: int) -> bool:
        """Whether a field to fill in stands in element *at*."""
        return self._inputs[self.last[at]] > self._inputs[at]
