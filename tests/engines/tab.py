"""A tab of a browser, whichever engine it has: what the tests do with a page."""

import base64
import json
from abc import ABC, abstractmethod
from typing import Any

KEYS = {"ArrowLeft": "\ue012", "ArrowRight": "\ue014"}  # as WebDriver writes them
# Numbers that JSON has no words for go as objects.
CALL = """async () => JSON.stringify((await (FUNCTION)(...ARGUMENTS)) ?? null, (_, value) =>
    typeof value === "number" && !Number.isFinite(value) ? { number: String(value) } : value)"""
MIDDLE = """async (node) => {
    node.scrollIntoView({ block: "center", behavior: "instant" });
    // What follows a scroll has moved then.
    for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
    const { left, top, width, height } = node.getClientRects()[0];
    return [Math.round(left + width / 2), Math.round(top + height / 2)];
}"""


class Tab(ABC):
    """One page at a time; keys and clicks come from the browser, as if from a keyboard and a mouse."""

    @abstractmethod
    def go(self, address: str) -> None:
        """Open a page, and wait until it is loaded."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Give the window another size, in pixels of the page."""

    @abstractmethod
    def _answer(self, function: str) -> str:
        """Return the text that an asynchronous function in JavaScript comes to."""

    @abstractmethod
    def _act(self, source: dict[str, Any]) -> None:
        """Perform the actions of one source of input, written as WebDriver has them."""

    @abstractmethod
    def _picture(self) -> str:
        """Return what the window shows, as a PNG file in base64."""

    def run(self, function: str, *arguments: Any) -> Any:
        """Return what a function in JavaScript answers, or what its promise comes to."""
        call = CALL.replace("ARGUMENTS", json.dumps(arguments)).replace("FUNCTION", function)
        return json.loads(self._answer(call), object_hook=_number)

    def press(self, key: str) -> None:
        """Press a key of `KEYS`, in what has the focus."""
        strokes = [{"type": kind, "value": KEYS[key]} for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keyboard", "actions": strokes})

    def click(self, node: str) -> None:
        """Click in the middle of a node, which an expression in JavaScript names."""
        x, y = self.run(f"() => ({MIDDLE})({node})")
        strokes = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._act({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": strokes})

    def picture(self) -> bytes:
        """Return what the window shows, as a PNG file."""
        return base64.b64decode(self._picture())


def _number(found: dict[str, Any]) -> Any:
    return float(found["number"]) if found.keys() == {"number"} else found
