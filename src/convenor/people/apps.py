from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "convenor.people"
    label = "people"
    verbose_name = "Who"

    def ready(self) -> None:
        """Keep no time at which somebody signed in: beside a check-in it would say who of two nominees came."""
        from allauth.mfa.models import Authenticator

        Authenticator.record_usage = _keep_nothing


def _keep_nothing(_: object) -> None:
    """In the place of the sign-in package's note of when a second step was used."""
