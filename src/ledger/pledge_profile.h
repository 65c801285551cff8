// What of a record's pledge counts when it is compared with those of other reports, and with what
// happened later.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dragoman/record.h"

#include "record/actor_key.h"
#include "times/days.h"

namespace dragoman::ledger {

// Whose sides actors are on, so that "Santos", "the Colombian government" and "Colombia" are one
// who promises: the country for a state's executive ("COL"), its code for other coded actors
// ("COLREB"), else its key over reports; for a person also who it is ("@person/..."). Sorted, each
// once; none of those who are nobody in particular.
std::vector<std::string> sides_of(const Record& record,
                                  const record::ActorKeys& keys,  // of the record
                                  const std::vector<std::string>& actors);

// They have a side in common, and are not two persons of it.
bool is_one_side(const std::vector<std::string>& a, const std::vector<std::string>& b);

struct PledgeProfile {
  std::string report, pledge, published;
  PledgeKind kind = PledgeKind::Commitment;
  std::vector<std::string> sides;  // of those who are to do it; sorted, each once
  std::vector<std::string> stems;  // of what is pledged
  times::Days due;                 // empty when none is known
  std::string act, object;         // stems of its verb, and of what is done to (stems.h)
  std::vector<std::string> deed;   // of its first clause, by which an act is compared
  std::string type;                // PLOVER type of what is pledged; may be empty
  // Open to no act: not to do something, or something that goes on until its day ("hold fire until
  // January"). Only a report that says so settles it.
  bool standing = false;
  bool private_matter = false;  // nobody with a code is to do it
  bool negative = false;        // not to do something; standing as well
};

// Of each commitment and expectation that says what is to be done and by whom; conditions belong to
// the pledge they stand with.
std::vector<PledgeProfile> profiles_of_pledges(const Record& record);

// Whether two entries of reports are of one pledge: the same who, the same what, and no other day.
// Everything but when the two were published says whether they are, or are if they were published
// near each other.
enum class SamePledge { No, IfNear, Yes };
SamePledge compare_contents(const PledgeProfile& a, const PledgeProfile& b);
bool are_near(const std::string& published, const std::string& other);

// Names what compare_contents looks at.
std::int64_t content_of(const PledgeProfile& profile);

// Where profiles that may be the same meet: of two that are the same, one has a key with the
// other's text at a month between its `from` and `to`.
struct PledgeKey {
  std::string text;
  int from = 0, month = 0, to = 0;
};
std::vector<PledgeKey> keys_of(const PledgeProfile& profile);

// Days between two ISO days, b - a; a large number when either is unknown.
int days_between(const std::string& a, const std::string& b);

}  // namespace dragoman::ledger
