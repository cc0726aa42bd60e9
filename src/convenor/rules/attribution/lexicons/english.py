"""English: the words that make phrases about members."""

from convenor.rules.attribution.lexicons import Language, Role, read_same, read_trades, words
from convenor.rules.attribution.lexicons.english_trades import TRADES

_ROLES = {
    Role.DEFINITE: words("the this that these those our its their both his her my your"),
    Role.INDEFINITE: words("a an any some each every all such"),
    Role.SINGULAR: words("a an each every one another"),
    Role.OTHER: words("another other others different second third separate remaining rest further"),
    Role.NEGATIVE: words("no none neither"),
    Role.ONE: words("one 1"),
    Role.MANY: words(
        """
        two three four five six seven eight nine ten eleven twelve several few many most various numerous multiple
        couple half pair dozen majority minority handful fewer
        """
    ),
    Role.ONLY: words("only sole lone"),
    Role.SINGLE: words("single"),
    Role.LARGEST: words("largest biggest larger bigger"),
    Role.SMALLEST: words("smallest tiniest smaller"),
    Role.NEWEST: words("newest latest youngest newer younger most_recent most_recently_joined last-joined"),
    Role.OLDEST: words("oldest older longest-standing longest-serving earliest"),
    Role.BEST: words(
        "best-known richest wealthiest fastest-growing most_valuable dominant leading main best strongest principal top"
    ),
    Role.NON: words("non"),
    Role.EXCEPT: words("except excepting excluding but save apart_from other_than except_for bar exception_of"),
    Role.AND: words("and or plus as_well_as and/or"),
    Role.OF: words("of among amongst"),
    Role.BASED: words(
        """
        based headquartered domiciled incorporated registered located rooted seated established founded owned listed
        grown run born resident situated homed
        """
    ),
    Role.FROM: words("from hailing_from comes_from come_from coming_from came_from hails_from out_of hail_from"),
    Role.IN: words("in at near within inside across throughout to around"),
    Role.OUTSIDE: words("outside outside_of beyond not_in not_from not_based_in"),
    Role.WITH: words("with has have having had whose"),
    Role.SEAT: words(
        "headquarters headquarter hq office offices seat base home domicile roots head_office main_office"
    ),
    Role.USERS: words(
        """
        user users customer customers subscriber subscribers market markets player players audience audiences client
        clients consumer consumers operations operation business presence members riders drivers sellers viewers
        listeners
        """
    ),
    Role.SERVE: words(
        """
        serving serves serve operating operates operate active present doing does working works trading sells_in
        selling_in offering_services
        """
    ),
    Role.MAKE: words(
        """
        makes make making sells sell selling builds build building runs run running operates operate operating provides
        provide providing offers offer offering develops develop developing produces produce producing supplies supply
        supplying publishes publish publishing designs design designing manufactures manufacture manufacturing hosts
        host hosting does doing made built sold
        """
    ),
    Role.TRADE: words("sector business industry market space field trade segment world area line sectors businesses"),
    Role.LAND: words("country countries region regions state nation city economy continent territory jurisdiction"),
    Role.EACH: words("both all each"),
    Role.ORIGIN: words("origin nationality provenance parentage ownership"),
    Role.NOT: words("not neither nor never"),
    Role.WHO: words("that which who whose whom where"),
    Role.BE: words("is are was were being be been mainly mostly also currently now chiefly largely itself primarily"),
    Role.MEMBER: words(
        """
        company firm member participant attendee corporation conglomerate multinational player entrant competitor
        newcomer signatory joiner arrival
        """
    ),
    Role.BODY: words("business organisation organization enterprise provider entity outfit brand undertaking"),
    Role.PERSON: words("representative nominee delegate speaker presenter rep contributor panellist"),
    Role.STAFF: words(
        """
        lawyer engineer counsel executive colleague employee spokesperson founder director manager officer lead
        researcher designer developer team
        """
    ),
    Role.AGENT: words(
        """
        provider platform app application service maker developer vendor manufacturer supplier seller builder producer
        publisher operator network site website studio lab store house designer distributor reseller brand specialist
        carrier giant group startup start-up exchange marketplace host unicorn shop portal voice
        """
    ),
    Role.OUTSIDER: words(
        """
        civil_society law non-governmental nongovernmental rights human_rights media news grassroots advocacy
        charitable faith-based community labour academic research student local partner third-party third_party audit
        consulting international nonprofit non-profit ngo philanthropic professional auditing public_relations
        civil-society humanitarian development mining oil women youth industry standards workers trade
        state-owned_enterprise police military government public supplier customer client user parent sister
        working small_group business
        """
    ),
    Role.MODAL: words("should must shall ought may might can cannot could need needs will would"),
    Role.STOP: words(
        """
        on by for than as has have had did do does when while if because how what it they he she them him we you i us
        there here then so yet not about over under after before during between into through against towards toward
        without behind beside via per like unlike up down off said says told asked until since whether although
        though whereas
        """
    ),
}

# Size class of a roster → words of it in a note.
_SIZES = {
    "large": ("large", "larger", "big", "bigger", "sizeable", "major", "very large"),
    "medium": ("medium", "medium-sized", "medium-size", "mid-sized", "midsize", "mid-size", "midsized", "smaller"),
    "small": ("small", "smaller", "small-scale", "tiny", "micro", "early-stage"),
}
# Nouns that mean a member of a size.
_SIZE_NOUNS = {
    "giant": "large", "tech giant": "large", "technology giant": "large", "heavyweight": "large", "big tech": "large",
    "multinational": "large", "conglomerate": "large",
    "start-up": "small", "startup": "small", "SME": "small", "tech start-up": "small",
}  # fmt: skip

_HAPPENINGS = """
join joined joins joining signed enrolled entered admitted came arrived aboard onboard onboarded boarded
leave left leaves leaving quit exited exit withdrew withdrawn withdrawal pulled withdraw withdrawing departed abandoned
lay laid layoffs layoff dismissed fired sacked axed redundancies redundant shed cut cuts disbanded eliminated let gone
lay slashed trimmed downsized axing
buy bought acquired acquisition acquire purchased takeover purchase taken buying acquiring buyout sold absorbed
buy hands
merge merged merger merging combined fused
fine fined penalised penalty penalty sanction sanctioned fines
sue sued lawsuit court litigation trial suit
found founded founding set established created launched started launch began introduced rolled unveiled
ban banned bans blocked barred prohibited suspended suspension banning
list listed floated ipo flotation listing public stock exchange shares bourse
rename renamed rebranded rebrand renaming
breach breached hacked hack leak leaked attack attacked breaches intrusion ransomware cyberattack hackers
publish published released issued publishes release publishing
close closed shut shuttered closing closure shutting shutdown discontinued ended dropped dark offline blackout
order ordered orders instructed directed told commanded compelled
open opened opens opening
appoint appointed hired named hire hiring appointing recruited
move moved relocated moving transferred relocation
split spun demerged
invest invested investment raised funding
stop stopped halted gave scrapped paused ceased pause halt
team staff department unit function division
employee employees worker workers workforce personnel headcount payroll jobs
competitor rival rivals competitors
boss chief ceo head executive chairman
user users customers customer subscribers
game title games titles
complaint complaints criticism protest protests outcry
plant factory site facility
strike struck walked walkout
licence license permit
candidate candidates applicant applicants
lost lose loses losing
apology apologised apologized apologise
"""

ENGLISH = Language(
    code="en",
    roles=_ROLES,
    trades=read_trades(TRADES),
    sizes=_SIZES,
    size_nouns=_SIZE_NOUNS,
    generic=words(
        """
        online digital service services technology technologies platform platforms network networks software solutions
        systems system consumer internet mobile business global provider providers company companies other and of for
        the industry web smart tech large small medium data general public information
        """
    ),
    happenings=read_same(_HAPPENINGS),
    untelling=words(
        """
        community platform member about which whose their after with that this from were have been group programme
        company firm participant cohort also last year month recently newly earlier having says said when before
        """
    ),
)
