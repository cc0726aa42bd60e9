"""`convenor audit`: prove that nobody touched the trail."""

import argparse
import json

from convenor.cli.database import add_database_options, open_database
from convenor.cli.refusals import Unusable

NAME = "audit"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(NAME, help="verify the audit trail", description="Looks after the audit trail.")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    verify = verbs.add_parser(
        "verify",
        help="walk the whole chain and name the first broken entry",
        description="Walks the chain of the audit trail and names the first entry that was altered or is missing.",
        epilog="example: convenor audit verify --head 120:9f86d081…  (a head printed earlier and kept elsewhere)",
    )
    verify.add_argument("--head", metavar="N:DIGEST", help="an end of the chain that was kept outside")
    verify.add_argument("--json", action="store_true", help="print one JSON object")
    add_database_options(verify)
    verify.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Exit status 0 where the chain holds, 1 where it is broken."""
    sequence, digest = _kept_head(args.head)
    with open_database(args):
        from convenor.kernel import audit
        from convenor.kernel.models import AuditEntry

        kept = audit.Head(sequence=sequence, digest=digest) if args.head else None
        broken = audit.verify(head=kept)
        entries, head = AuditEntry.objects.count(), None if broken else audit.head()
    if args.json:
        answer = {
            "holds": broken is None,
            "entries": entries,
            "head": head.digest if head else None,
            "broken_entry": broken.sequence if broken else None,
            "reason": broken.reason if broken else None,
        }
        print(json.dumps(answer, indent=2))
    elif broken:
        print(f"The trail is broken at entry {broken.sequence}: {broken.reason}.")
    elif head:
        print(f"The trail holds: {head.sequence} entries. Its head, to keep elsewhere: {head.sequence}:{head.digest}")
    return 1 if broken else 0


def _kept_head(text: str | None) -> tuple[int, str]:
    if not text:
        return 0, ""
    number, _, digest = text.partition(":")
    if not (number.isascii() and number.isdigit() and len(digest) == 64):
        raise Unusable(f'--head "{text}" is not a head; give what an earlier "audit verify" printed, as N:DIGEST.')
    return int(number), digest
