"""Marks, a text in many scripts, and a hand on the mouse for the tests of this folder."""

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent

from annotator.gui.text.marks import Mark
from annotator.gui.text.view import TextView

MIXED = (
    "Президент России Владимир Путин заявил, что «виновные будут наказаны» 👍🏽 — сообщает ТАСС.\n"
    "\n"
    "قال الرئيس الروسي فلاديمير بوتين إن المسؤولين، according to Reuters في 24 مارس.\n"
    "נשיא רוסיה ולדימיר פוטין אמר כי 144 people נהרגו.\n"
    "俄罗斯总统普京表示，莫斯科音乐厅袭击事件造成144人死亡。ロシアのプーチン大統領は述べた。\n"
    "रूस के राष्ट्रपति व्लादिमीर पुतिन ने मॉस्को में कहा। 🇫🇷 👨‍👩‍👧 nai\u0308ve cafe\u0301\n"
    "line\u2028separator, NBSP:\u00a0x, BOM:\ufeffx, object:\ufffcx\ttab a\U0001d4b3b\n"
)


def mention(id: int, start: int, end: int, code: str = "PER", family: str = "who") -> Mark:
    """A mention's mark."""
    return Mark(id, start, end, "mention", code, family)


def part(id: int, start: int, end: int, role: str = "content", claim: int = 1) -> Mark:
    """The mark of a claim's part."""
    return Mark(id, start, end, "part", "", role, claim=claim, number=claim)


def drag(
    view: TextView, place: QPoint, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Move the mouse with its left button held: QTest.mouseMove carries no buttons offscreen."""
    port = view.viewport()
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), QPointF(port.mapToGlobal(place)),
                        Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, modifiers)  # fmt: skip
    QCoreApplication.sendEvent(port, event)
