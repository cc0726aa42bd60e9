"""Which roles of members and their guests the tables name together."""

from convenor.rules.vocabulary import Role

MEMBERS = frozenset({Role.NOMINEE})
# Who keeps a member's people in order; a focal point does nothing else.
WHO_FILLS_SEATS = frozenset({Role.NOMINEE, Role.FOCAL_POINT})
GUESTS_OF_A_SESSION = frozenset({Role.DELEGATE, Role.GUEST})
