"""What do people agree on? Votes on statements, and what may be said of them in public (C1 to C4)."""

from convenor.rules.opinion.common_ground import Agreed as Agreed
from convenor.rules.opinion.grouping import Group as Group
from convenor.rules.opinion.lists import Statements as Statements
from convenor.rules.opinion.lists import read_members as read_members
from convenor.rules.opinion.lists import read_statements as read_statements
from convenor.rules.opinion.safety import Safety as Safety
from convenor.rules.opinion.table import OpinionError as OpinionError
from convenor.rules.opinion.verdict import Opinion as Opinion
from convenor.rules.opinion.verdict import opinion_of as opinion_of
from convenor.rules.opinion.verdict import why_withheld as why_withheld
from convenor.rules.opinion.votes import Votes as Votes
from convenor.rules.opinion.votes import read_votes as read_votes
