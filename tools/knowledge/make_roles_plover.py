#!/usr/bin/env python3
"""Makes knowledge/roles-plover.tsv: the agent nouns of PLOVER_agents.txt (MIT, Open Event Data Alliance).

Usage: make_roles_plover.py PLOVER_AGENTS_TXT > knowledge/roles-plover.tsv
A fill table: roles.tsv comes first. Left out: spelling errors with stems, phrases of more than five words,
places used as agents, and nouns too general to mean a sector.
"""

import re
import sys

DROP = {"city", "town", "village", "province", "settlement", "capital", "capital city", "airliner", "jetliner", "ordinary",
        "prison", "school", "settlement", "oiler", "waiter", "mills association", "kingdom", "mission", "miner", "us",
        "native", "vip", "actor", "deputy", "security check", "post", "industry", "business", "jumbo jet", "jumbojet"}
SECTORS = set("GOV LEG JUD MIL COP SPY PTY PRM REB UAF AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP REL SOC".split())
INSTITUTION = re.compile(r"\b(ministry|department|dept|office|agency|court|council|committee|commission|bureau|parliament|party|"
                         r"company|corporation|bank|university|school|college|church|union|association|organization|group|industry|"
                         r"newspaper|radio|television|station|hospital|embassy|consulate|assembly|government|movement|board)$")


def main() -> None:
    print("# Agent nouns. Lemma forms.\n# origin: PLOVER_agents.txt (MIT, Open Event Data Alliance)\n"
          "# made by: tools/knowledge/make_roles_plover.py\n# table: roles\n# fill: yes\nphrase\tsector\tkind")
    seen = set()
    for line in open(sys.argv[1], encoding="utf-8", errors="replace"):
        m = re.match(r"^([A-Z][A-Z0-9_'\- !]*?)\s*(?:\{[^}]*\})?\s*\[~([A-Z]+)\]", line)
        if not m:
            continue
        code = m.group(2)
        if not all(code[i:i + 3] in SECTORS for i in range(0, len(code), 3)):
            continue
        for person, minister in (("MAN", "MINISTER"), ("WOMAN", "MINISTRY"), ("PERSON", "MINISTER")):
            raw = m.group(1)
            if person != "MAN" and "!PERSON!" not in raw and "!MINIST!" not in raw:
                continue
            phrase = raw.replace("!PERSON!", person).replace("!MINIST!", minister + " ").replace("_", " ").lower()
            phrase = " ".join(phrase.split())
            if re.search(r"\bminist$", phrase):
                phrase = re.sub(r"minist$", minister.lower(), phrase)
            if phrase in DROP or phrase in seen or len(phrase) < 4 or len(phrase.split()) > 5 or len(code) % 3 or len(code) > 6:
                continue
            if phrase.endswith(("industr", "authorit", "compan")):
                continue
            seen.add(phrase)
            kind = "institution" if INSTITUTION.search(phrase) else "person"
            print(f"{phrase}\t{code}\t{kind}")


if __name__ == "__main__":
    main()
