"""Polls: what can be asked, what counts as an answer, and how much of the answers a room may see."""

from convenor.rules.ballots.again import may_stand_beside as may_stand_beside
from convenor.rules.ballots.counting import Tally as Tally
from convenor.rules.ballots.counting import tally as tally
from convenor.rules.ballots.counting import votes_of as votes_of
from convenor.rules.ballots.question import Question as Question
from convenor.rules.ballots.question import can_be_asked as can_be_asked
from convenor.rules.ballots.question import question_from_json as question_from_json
from convenor.rules.ballots.reading import Ballot as Ballot
from convenor.rules.ballots.reading import BallotError as BallotError
from convenor.rules.ballots.reading import ballot_from_json as ballot_from_json
from convenor.rules.ballots.reading import read_ballot as read_ballot
from convenor.rules.ballots.showing import Limits as Limits
from convenor.rules.ballots.showing import Share as Share
from convenor.rules.ballots.showing import Shown as Shown
from convenor.rules.ballots.showing import shown as shown
from convenor.rules.ballots.showing import shown_in as shown_in
from convenor.rules.ballots.telling import begins_with as begins_with
from convenor.rules.ballots.telling import in_words as in_words
from convenor.rules.ballots.telling import result_in_words as result_in_words
from convenor.rules.ballots.thresholds import USUAL_MOST_EACH as USUAL_MOST_EACH
from convenor.rules.ballots.thresholds import how_many as how_many
from convenor.rules.ballots.thresholds import may_reveal as may_reveal
from convenor.rules.ballots.thresholds import organisations_at_least as organisations_at_least
from convenor.rules.ballots.thresholds import smallest_safe as smallest_safe
