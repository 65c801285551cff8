// Rows of the copies layer's tables as what they mean.
#pragma once

#include <string>
#include <vector>

#include "store/database.h"
#include "stories/copies.h"
#include "stories/copy_direction.h"

namespace dragoman::stories {

// Of a row that begins with report, published, outlets, agency.
Publication publication_of(const store::Query& row);

// Of a row that begins with report, source, share, source_share, reason.
CopyLink link_of(const store::Query& row);

}  // namespace dragoman::stories
