"""What a person does with a finding: look at it, have it explained, decide about it, draw what it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from silomap.analysis.finding import Finding
from silomap.i18n import N_, _
from silomap.model import edits
from silomap.report.fill import listed

if TYPE_CHECKING:
    from silomap.ui.editor import Editor


class FindingDeeds(QObject):
    """The buttons of the Findings panel, done."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self.editor, self.bridge = editor, editor.bridge
        for panel in (editor.findings, editor.pairs):
            panel.hovered.connect(editor.lighting.hover)
            panel.chosen.connect(editor.lighting.choose)
            panel.draw_link.connect(self._draw_link)
            panel.try_link.connect(self._try_link)
            panel.marked.connect(self._mark)
            panel.explained.connect(self.explain)
        editor.findings.add_service.connect(self._add_service)
        editor.findings.draw_service.connect(self._draw_service)
        editor.findings.explain_score.connect(self._explain_score)

    def explain(self, finding: Finding) -> None:
        """How a finding comes about, in the Numbers tab."""
        self.editor.numbers.explain_finding(finding)
        self.editor.show_tab("numbers")

    def _explain_score(self, code: str) -> None:
        self.editor.numbers.explain(code, from_findings=True)
        self.editor.show_tab("numbers")

    def _mark(self, finding: Finding, state: str | None, note: str) -> None:
        label = N_("Decide about a finding") if state else N_("Take back a decision about a finding")
        with self.bridge.edit(label) as draft:
            edits.mark_finding(draft, finding.rule, finding.about, state, note)
        if state:
            self.editor.toast.tell(_("Kept under “Discussed”, at the end of the list. Ctrl+Z takes it back."))

    def _draw_service(self, finding: Finding) -> None:
        needs, providers = (cast(tuple[str, ...], finding.params[name]) for name in ("needs", "providers"))
        self.editor.lighting.choose(None)
        self.editor.views.to_canvas()
        self.editor.canvas.draw_service(needs, providers)

    def _add_service(self, finding: Finding) -> None:
        need = str(finding.params["need"])
        canvas = self.editor.canvas
        self.editor.views.to_canvas()
        if canvas.drawing.node(need) is not None:
            self.editor.selection.set([need])
            canvas.begin_element("service", canvas.place_for_new("service"), linked_to=need)

    def _draw_link(self, finding: Finding) -> None:
        a, b = str(finding.params["a"]), str(finding.params["b"])
        self.editor.lighting.choose(None)
        tab = self.editor.side.current
        self.editor.canvas.connect_elements(a, b)
        self.editor.show_tab(tab if tab == "pairs" else "findings")
        self.editor.toast.tell(_("The link is drawn. Ctrl+Z takes it away again."))

    def _try_link(self, finding: Finding) -> None:
        """Draws the link or the service into a scenario: the open one, or a new one; today's map stays as it is."""
        if "draw_link" not in finding.actions:
            self._try_service(finding)
            return
        a, b = str(finding.params["a"]), str(finding.params["b"])
        self.editor.lighting.choose(None)
        name = self.editor.view_deeds.try_it(lambda draft: edits.connect(draft, a, b), a, b)
        if name:
            told = _("The link is tried in the scenario “{name}”. Today's map stays as it is.", name=name)
            self.editor.toast.tell(told)

    def _try_service(self, finding: Finding) -> None:
        needs = cast(tuple[str, ...], finding.params.get("needs") or (finding.params["need"],))
        name = _("A service for {needs}", needs=listed([self.bridge.map.label(need) for need in needs[:2]]))
        if self.bridge.scenario is None and self.editor.view_deeds.begin_scenario(name) is None:
            return
        if "draw_service" in finding.actions:
            self._draw_service(finding)
        else:
            self._add_service(finding)
