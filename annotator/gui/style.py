"""Fusion without its weight: flat buttons, thin scroll bars and splitters, a frame for the focus.

What LOOK names is drawn by `widgets/controls.py`, the rest stays Fusion's. Colours come from the
palette of what is painted, so a new palette is all that a change of theme needs.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionComplex,
    QStyleOptionFrame,
    QStyleOptionHeader,
    QStyleOptionMenuItem,
    QStyleOptionSlider,
    QStyleOptionTab,
    QWidget,
)

from annotator.gui.theme import Theme, palette, px, theme_in
from annotator.gui.widgets import controls, menus

_Draw = Callable[[QPainter, Any, QWidget | None, Theme], None]
_Metric = QStyle.PixelMetric
_Hint = QStyle.StyleHint
_Contents = QStyle.ContentsType
_Control = QStyle.ControlElement
_Primitive = QStyle.PrimitiveElement
_Complex = QStyle.ComplexControl
_Sub = QStyle.SubControl

_CONTROLS: dict[QStyle.ControlElement, _Draw] = {
    _Control.CE_Splitter: controls.splitter,
    _Control.CE_TabBarTabShape: controls.tab_shape,
    _Control.CE_TabBarTabLabel: controls.tab_label,
    _Control.CE_MenuBarItem: menus.menu_bar_entry,
    _Control.CE_MenuBarEmptyArea: menus.menu_bar_ground,
    _Control.CE_MenuItem: menus.menu_entry,
    _Control.CE_HeaderSection: controls.header,
    _Control.CE_HeaderEmptyArea: controls.header,
    _Control.CE_SizeGrip: controls.nothing,
    _Control.CE_ProgressBarGroove: controls.progress_groove,
    _Control.CE_ProgressBarContents: controls.progress_done,
}
_PRIMITIVES: dict[QStyle.PrimitiveElement, _Draw] = {
    _Primitive.PE_PanelButtonCommand: controls.push_button,
    _Primitive.PE_PanelButtonTool: controls.tool_button,
    _Primitive.PE_FrameDefaultButton: controls.nothing,
    _Primitive.PE_PanelLineEdit: controls.line_edit,
    _Primitive.PE_FrameLineEdit: controls.line_edit,
    _Primitive.PE_Frame: controls.frame,
    _Primitive.PE_FrameFocusRect: controls.focus_rect,
    _Primitive.PE_FrameTabBarBase: controls.nothing,
    _Primitive.PE_FrameTabWidget: controls.nothing,
    _Primitive.PE_FrameStatusBarItem: controls.nothing,
    _Primitive.PE_FrameGroupBox: controls.nothing,
    _Primitive.PE_FrameMenu: controls.nothing,
    _Primitive.PE_PanelMenu: menus.panel,
    _Primitive.PE_PanelMenuBar: menus.menu_bar_ground,
    _Primitive.PE_PanelTipLabel: menus.panel,
    _Primitive.PE_PanelItemViewItem: controls.row,
    _Primitive.PE_PanelItemViewRow: controls.nothing,
    _Primitive.PE_IndicatorCheckBox: controls.check_box,
    _Primitive.PE_IndicatorItemViewItemCheck: controls.check_box,
    _Primitive.PE_IndicatorRadioButton: controls.radio_button,
    _Primitive.PE_IndicatorBranch: controls.branch,
}
_COMPLEX: dict[QStyle.ComplexControl, _Draw] = {
    _Complex.CC_ScrollBar: controls.scroll_bar,
    _Complex.CC_ComboBox: controls.combo_box,
    _Complex.CC_SpinBox: controls.spin_box,
}
_PIXELS: dict[QStyle.PixelMetric, int] = {
    _Metric.PM_SplitterWidth: 1,
    _Metric.PM_DefaultFrameWidth: 1,
    _Metric.PM_ButtonShiftHorizontal: 0,
    _Metric.PM_ButtonShiftVertical: 0,
    _Metric.PM_MenuBarPanelWidth: 0,
    _Metric.PM_MenuBarHMargin: 4,
    _Metric.PM_MenuBarVMargin: 0,
    _Metric.PM_MenuBarItemSpacing: 0,
    _Metric.PM_MenuPanelWidth: 1,
    _Metric.PM_MenuVMargin: 4,
    _Metric.PM_TabBarTabOverlap: 0,
    _Metric.PM_TabBarTabShiftVertical: 0,
    _Metric.PM_ScrollView_ScrollBarSpacing: 0,
    _Metric.PM_TabBarBaseOverlap: 0,
}
_GROWING: dict[QStyle.PixelMetric, int] = {
    _Metric.PM_ScrollBarExtent: controls.SCROLL,
    _Metric.PM_ScrollBarSliderMin: controls.SHORTEST,
    _Metric.PM_IndicatorWidth: 16,
    _Metric.PM_IndicatorHeight: 16,
    _Metric.PM_ExclusiveIndicatorWidth: 16,
    _Metric.PM_ExclusiveIndicatorHeight: 16,
    _Metric.PM_FocusFrameHMargin: 6,
    _Metric.PM_CheckBoxLabelSpacing: 8,
    _Metric.PM_RadioButtonLabelSpacing: 8,
    _Metric.PM_LayoutLeftMargin: 12,
    _Metric.PM_LayoutRightMargin: 12,
    _Metric.PM_LayoutTopMargin: 12,
    _Metric.PM_LayoutBottomMargin: 12,
    _Metric.PM_LayoutHorizontalSpacing: 8,
    _Metric.PM_LayoutVerticalSpacing: 8,
}
_HINTS: dict[QStyle.StyleHint, int] = {
    _Hint.SH_EtchDisabledText: 0,
    _Hint.SH_UnderlineShortcut: 0,
    _Hint.SH_Widget_Animation_Duration: 0,
    _Hint.SH_DialogButtonBox_ButtonsHaveIcons: 0,
    _Hint.SH_ScrollBar_Transient: 0,
    _Hint.SH_MenuBar_MouseTracking: 1,
    _Hint.SH_Menu_MouseTracking: 1,
    _Hint.SH_ComboBox_Popup: 0,
    _Hint.SH_ScrollView_FrameOnlyAroundContents: 0,
}
_TYPED_IN = (
    (_Complex.CC_ComboBox, _Sub.SC_ComboBoxEditField),
    (_Complex.CC_SpinBox, _Sub.SC_SpinBoxEditField),
)


def dress(app: QApplication, theme: Theme) -> None:
    """Give the whole program its style, palette and type; call again for another theme."""
    if not isinstance(app.style(), Style):
        app.setStyle(Style())
        app.setFont(theme.font("body"))
        app.setFont(theme.font("body", medium=True), "QPushButton")
        app.setFont(theme.font("small"), "QToolTip")
    app.setPalette(palette(theme))


class Style(QProxyStyle):
    """Fusion, with the parts LOOK names drawn flat."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if draw := _CONTROLS.get(element):
            self._draw(draw, option, painter, widget)
        else:
            self._recolour(element, option, widget)
            super().drawControl(element, option, painter, widget)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if draw := _PRIMITIVES.get(element):
            self._draw(draw, option, painter, widget)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if draw := _COMPLEX.get(control):
            self._draw(draw, option, painter, widget)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def _draw(
        self, draw: _Draw, option: QStyleOption, painter: QPainter, widget: QWidget | None
    ) -> None:
        painter.save()
        draw(painter, option, widget, theme_in(option.palette))
        painter.restore()

    def _recolour(
        self, element: QStyle.ControlElement, option: QStyleOption, widget: QWidget | None
    ) -> None:
        """Words that Fusion draws, in the colours LOOK gives them."""
        theme, role = theme_in(option.palette), QPalette.ColorRole.ButtonText
        if element == _Control.CE_PushButtonLabel and controls.is_primary(widget):
            ink = theme.onaccent if controls.is_on(option) else theme.disabled
        elif element == _Control.CE_HeaderLabel and isinstance(option, QStyleOptionHeader):
            ink = theme.dim
        else:
            return
        recoloured = QPalette(option.palette)
        recoloured.setColor(role, ink)
        option.palette = recoloured

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if (fixed := _PIXELS.get(metric)) is not None:
            return fixed
        if (growing := _GROWING.get(metric)) is not None:
            return px(growing)
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        if (answer := _HINTS.get(hint)) is not None:
            return answer
        return super().styleHint(hint, option, widget, returnData)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        if control == _Complex.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            return _scroll_part(option, part)
        found = super().subControlRect(control, option, part, widget)
        # compared as pairs: parts of different controls share their numbers
        if (control, part) in _TYPED_IN:
            return found.adjusted(px(3), 0, 0, 0)
        return found

    def subElementRect(
        self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None
    ) -> QRect:
        found = super().subElementRect(element, option, widget)
        framed = isinstance(option, QStyleOptionFrame) and option.lineWidth > 0
        if element == QStyle.SubElement.SE_LineEditContents and framed:
            return found.adjusted(px(5), 0, -px(5), 0)
        return found

    def hitTestComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        position: QPoint,
        widget: QWidget | None = None,
    ) -> QStyle.SubControl:
        if control == _Complex.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            for part in (
                _Sub.SC_ScrollBarSlider,
                _Sub.SC_ScrollBarSubPage,
                _Sub.SC_ScrollBarAddPage,
            ):
                if _scroll_part(option, part).contains(position):
                    return part
            return _Sub.SC_None
        return super().hitTestComplexControl(control, option, position, widget)

    def sizeFromContents(
        self,
        type: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        found = super().sizeFromContents(type, option, size, widget)
        if type in (_Contents.CT_PushButton, _Contents.CT_LineEdit, _Contents.CT_ComboBox,
                    _Contents.CT_SpinBox):  # fmt: skip
            found.setHeight(px(28 if _in_dialog(widget) else 26))
            if type == _Contents.CT_PushButton:
                found.setWidth(size.width() + px(24))
        elif type == _Contents.CT_MenuBarItem:
            found = QSize(size.width() + px(16), px(28))
        elif type == _Contents.CT_MenuItem and isinstance(option, QStyleOptionMenuItem):
            found = _menu_size(option, found)
        elif type == _Contents.CT_ItemViewItem:
            found.setHeight(max(found.height(), px(24)))
        elif type == _Contents.CT_TabBarTab and isinstance(option, QStyleOptionTab):
            found = QSize(controls.tab_width(option), px(30))
        return found


def _in_dialog(widget: QWidget | None) -> bool:
    return widget is not None and isinstance(widget.window(), QDialog)


def _menu_size(option: QStyleOptionMenuItem, size: QSize) -> QSize:
    if option.menuItemType == QStyleOptionMenuItem.MenuItemType.Separator:
        return QSize(size.width(), px(9))
    return QSize(size.width() + px(menus.CHECK), px(26))


def _scroll_part(option: QStyleOptionSlider, part: QStyle.SubControl) -> QRect:
    """A part of a scroll bar that has no arrows."""
    box, thumb = QRect(option.rect), controls.thumb(option)
    upright = thumb.width() == box.width()
    if part == _Sub.SC_ScrollBarGroove:
        return box
    if part == _Sub.SC_ScrollBarSlider:
        return thumb
    before, after = QRect(box), QRect(box)
    if upright:
        before.setBottom(thumb.top() - 1)
        after.setTop(thumb.bottom() + 1)
    else:
        before.setRight(thumb.left() - 1)
        after.setLeft(thumb.right() + 1)
    return {_Sub.SC_ScrollBarSubPage: before, _Sub.SC_ScrollBarAddPage: after}.get(part, QRect())
