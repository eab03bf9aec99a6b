"""Charts drawn with pyqtgraph, which is loaded when the first one is made (a third of a second)."""

from __future__ import annotations

from typing import Any

import shiboken6
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from silomap.report.charts import BAD, GOOD, PLAIN, WARNING, Chart
from silomap.report.picture.fonts import font
from silomap.report.themes import Theme

ROW, LINE_HEIGHT, EDGE = 30, 200, 12
THICK = 0.62
MOST_NAME = 150.0


def colour(tone: str, theme: Theme) -> str:
    """The colour of a tone."""
    return {GOOD: theme.joined, BAD: theme.missing, WARNING: theme.warning, PLAIN: theme.accent}[tone]


def height_of(chart: Chart) -> int:
    """How high a chart is drawn."""
    return LINE_HEIGHT if chart.is_line else EDGE + ROW * max(1, len(chart.marks))


def plot_of(chart: Chart, theme: Theme) -> Any:
    """A pyqtgraph PlotWidget of a chart: bars from the left, one below the other, or a line over time."""
    import pyqtgraph as pg

    plot = pg.PlotWidget(background=theme.surface)
    item = plot.getPlotItem()
    item.setMenuEnabled(False)
    item.hideButtons()
    plot.setMouseEnabled(x=False, y=False)
    plot.setFrameShape(plot.Shape.NoFrame)
    plot.setFixedHeight(height_of(chart))
    for name in ("left", "bottom"):
        axis = item.getAxis(name)
        axis.setPen(pg.mkPen(theme.hairline))
        axis.setTextPen(pg.mkPen(theme.secondary))
        axis.setStyle(tickFont=font(11), tickLength=0)
    (_line if chart.is_line else _bars)(pg, plot, chart, theme)
    return plot


def _bars(pg: Any, plot: Any, chart: Chart, theme: Theme) -> None:
    count = len(chart.marks)
    reach = chart.most or max((mark.total for mark in chart.marks), default=0.0) or 1.0
    metrics = QFontMetricsF(font(11))
    names = []
    for number, mark in enumerate(chart.marks):
        start = 0.0
        for tone, value in mark.parts:
            if value:
                fill = QColor(colour(tone, theme))
                bar = pg.BarGraphItem(
                    x0=start, width=value, y=number, height=THICK, brush=fill, pen=pg.mkPen(theme.surface)
                )
                plot.addItem(bar)
            start += value
        text = pg.TextItem(chart.figures(mark), color=theme.secondary, anchor=(0, 0.5))
        text.setFont(font(11))
        text.setPos(start + reach * 0.01, number)
        plot.addItem(text, ignoreBounds=True)
        names.append((number, metrics.elidedText(mark.label, Qt.TextElideMode.ElideRight, MOST_NAME)))
    plot.getPlotItem().getAxis("left").setTicks([names])
    widest = max((metrics.horizontalAdvance(name) for _number, name in names), default=0.0)
    plot.getPlotItem().getAxis("left").setWidth(round(widest) + 14)
    plot.getPlotItem().hideAxis("bottom")
    plot.setXRange(0, reach * (1.45 if chart.parts else 1.16), padding=0)
    plot.setYRange(-0.6, max(1, count) - 0.4, padding=0)
    plot.getPlotItem().invertY(True)


def _line(pg: Any, plot: Any, chart: Chart, theme: Theme) -> None:
    values = [mark.total for mark in chart.marks]
    pen = pg.mkPen(theme.accent, width=2)
    plot.plot(
        list(range(len(values))), values, pen=pen, symbol="o", symbolSize=8, symbolBrush=theme.accent, symbolPen=pen
    )
    every = max(1, len(values) // 6)
    ticks = [(n, mark.label) for n, mark in enumerate(chart.marks) if n % every == 0 or n == len(values) - 1]
    plot.getPlotItem().getAxis("bottom").setTicks([ticks])
    plot.setYRange(0, chart.most or max(values, default=1.0), padding=0.06)
    plot.setXRange(-0.4, max(1, len(values) - 1) + 0.4, padding=0)


def mark_at(chart: Chart, plot: Any, at: Any) -> int | None:
    """The number of the mark under a point of the plot's widget."""
    place = plot.getPlotItem().getViewBox().mapSceneToView(plot.mapToScene(at))
    along = place.x() if chart.is_line else place.y()
    number = round(along)
    inside = 0 <= number < len(chart.marks) and abs(along - number) <= 0.45
    return number if inside else None


def paint_chart(chart: Chart, theme: Theme, painter: QPainter, place: QRectF, size: QSizeF) -> None:
    """Paints a chart of a size into a place of a page; vectors stay vectors."""
    plot = plot_of(chart, theme)
    plot.resize(size.toSize())
    plot.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    plot.show()  # only then are its parts laid out
    plot.scene().render(painter, place, QRectF(plot.viewRect()), Qt.AspectRatioMode.KeepAspectRatio)
    plot.close()
    shiboken6.delete(plot)
