// Document -> Record: bytes become code points, indices become ids, empty layers become empty
// lists.
//
// Reads: all layers that are there.   Writes: nothing; returns the Record.
#pragma once

#include "dragoman/document.h"
#include "dragoman/record.h"

namespace dragoman::record {

// Actors that nothing in the record refers to by a mention, role or statement are kept: they were
// read. Linear in the size of the document.
Record make_record(const Document& doc, const Versions& versions);

}  // namespace dragoman::record
