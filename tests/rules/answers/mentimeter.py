"""The ten answers of the first session of the peer-learning series, and the sessions planned after it."""

from convenor.rules.answers import Answer, PlannedSession

TEN = {
    "1": "To build my network, to get resources and best practices and to learn from others experiences and expertise",
    "2": "How to incorporate human rights principles into tech policies and workflow streams.",
    "3": "I am interested in learning practical approaches to conduct human rights due diligence downstream for a tech "
    "companies, as well as learn emerging trends and potential risks in the future for tech companies.",
    "4": "Hear from peers on how they are dealing with human rights challenges.",
    "5": "To learn about B-Tech's priorities for the year",
    "6": "Discussion of what remedy means in digital tech space. Remediation is often prospective (learning from "
    "mistakes, identified harms) vs. classic reparation...",
    "7": "Learn how to align open source in the social sector research and current projects we have with UN agencies.",
    "8": "Be informed and help shape corporate policy for AI systems development.",
    "9": "Hope to network and learn from peers and SMEs",
    "10": "Where do we start when trying to devise corporate human rights policy? How do we ensure these commitments "
    "are implemented in the product development cycle? (would love to hear from previous best and worst cases, learn "
    "from where the gaps are, etc.)",
}
ANSWERS = tuple(Answer(id=number, text=text) for number, text in TEN.items())
SERIES = (
    PlannedSession(
        id="2023-03-15",
        title="HRDD & End Use, Regulation (DSA, etc)",
        topics=("HRDD", "end use", "regulation"),
    ),
    PlannedSession(
        id="2023-05-10",
        title="Human Rights Risks in Business Models/Responsible investment work",
        topics=("business models", "responsible investment"),
    ),
    PlannedSession(
        id="2023-07-12",
        title="Regulation and the Smart-Mix concept (UNGPs Compass)",
        topics=("regulation", "smart mix"),
    ),
    PlannedSession(id="2023-09-13", title="Access to Remedy", topics=("remedy",)),
    PlannedSession(
        id="2023-11-08",
        title="Stakeholder Engagement Vulnerable Groups, Governance Gaps",
        topics=("stakeholder engagement", "governance gaps"),
    ),
)
