"""What actions hold until their transaction ends, so that two officers cannot cross each other."""

from convenor.room.cohorts.models import ProgrammeYear


def held(year: ProgrammeYear) -> ProgrammeYear:
    """The year as it is now, held."""
    return ProgrammeYear.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=year.pk)
