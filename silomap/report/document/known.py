"""What is known of the states of the map that a report speaks of."""

from __future__ import annotations

from silomap.analysis.analyse import Analysis, facts_of, result_of
from silomap.analysis.finding import Facts
from silomap.model.system_map import SystemMap


class Known:
    """The facts and the analysis of each state, made once however often they are asked for."""

    def __init__(self) -> None:
        self._states: list[tuple[SystemMap, Facts, Analysis]] = []

    def facts(self, system_map: SystemMap) -> Facts:
        """Everything that was counted in a state."""
        return self._of(system_map)[0]

    def result(self, system_map: SystemMap) -> Analysis:
        """The analysis of a state."""
        return self._of(system_map)[1]

    def _of(self, system_map: SystemMap) -> tuple[Facts, Analysis]:
        for known, facts, result in self._states:
            if known == system_map:
                return facts, result
        facts = facts_of(system_map)
        result = result_of(system_map, facts)
        self._states.append((system_map, facts, result))
        return facts, result
