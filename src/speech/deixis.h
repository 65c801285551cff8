// Whom "I", "we" and "you" mean: the last mentions, which wait for the statements that they stand
// in.
//
//   "I", "my"    in quoted words their speaker
//   "we", "our"  the speaker's side: a body or group that speaks means itself, a person the body or
//                country it speaks for (Actor::speaks_for), else the person
//   "you"        the addressee of the quoted words, when it is somebody with a role and no medium
//   outside of quoted words, in a release that quotes nobody and opens with its issuer's own act
//   ("The United States condemns ..."), "we" is that issuer; in a report it is nobody
//
// Reads: tokens, mentions, actors, statements.   Writes: the actor and rule of the first- and
// second-person mentions, which `entities` leaves open, and the speaker of statements whose source
// is one of them.
#pragma once

#include "dragoman/document.h"
#include "dragoman/result.h"

#include "speech/attribute.h"

namespace dragoman::speech {

// Mentions that stay unknown keep their rule and have no actor. Fails with MissingLayer without
// mentions or statements; doc is then unchanged.
Result<void> resolve_deixis(const Resources& resources, Document& doc);

}  // namespace dragoman::speech
