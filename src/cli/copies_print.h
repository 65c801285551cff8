// Reports that hang together by copying, as text: outlets, origins with why, who copied whom and
// what was changed.
#pragma once

#include <string>

#include "cli/terminal.h"
#include "stories/copy_story.h"

namespace dragoman::cli {

std::string story_text(const stories::CopyStory& story, const Screen& screen);

}  // namespace dragoman::cli
