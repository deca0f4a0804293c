"""What the claims of an article are linked with elsewhere: asked at once, not as a job."""

from collections.abc import Iterable

from annotator.project import Project
from annotator.store import afar, reading
from annotator.store.afar import FarClaim

__all__ = ["FarClaim", "claims_afar"]


def claims_afar(project: Project, ids: Iterable[int]) -> dict[int, FarClaim]:
    """Claims of other articles by id, but for those that this annotator is not to see."""
    only = reading.only_of(project.reader, project.annotator.id)
    return afar.claims(project.reader, ids, only)
