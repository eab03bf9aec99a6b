"""The effort goes to symptoms: they are answered more strongly than causes."""

from silomap.analysis.causes import CAUSE, SYMPTOM
from silomap.analysis.finding import Facts, Finding

CODE = "effort_on_symptoms"


def find(facts: Facts) -> list[Finding]:
    """Severity: how much more symptoms get, (s − c)/(s + c), times the share of needs that are one of the two."""
    cause, symptom = facts.effort.causes, facts.effort.symptoms
    if cause is None or symptom is None or symptom <= cause:
        return []
    layers = facts.layers
    places = facts.causality.values()
    causes = sorted(p.id for p in places if p.role == CAUSE)
    symptoms = sorted(p.id for p in places if p.role == SYMPTOM)
    least = min(causes, key=lambda need: (layers.effort(need), -facts.causality[need].reach, need))
    most = max(symptoms, key=lambda need: (layers.effort(need), need))
    return [
        Finding(
            CODE,
            (symptom - cause) / (symptom + cause) * (len(causes) + len(symptoms)) / len(layers.needs),
            {
                "symptom": symptom,
                "cause": cause,
                "symptom_need": most,
                "cause_need": least,
                "causes": tuple(causes),
                "symptoms": tuple(symptoms),
            },
            elements=(*causes, *symptoms),
            subject=("map",),
        )
    ]
