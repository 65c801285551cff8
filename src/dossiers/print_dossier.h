// A file of a process as a person would write it, with footnotes to the words of the reports.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dossiers/dossier.h"

namespace dragoman::dossiers {

enum class PageFormat { Text, Markdown, Html };

// Sections that are empty are left out. Footnotes are numbered in order; one for each piece of
// evidence.
std::string print_dossier(const Dossier& dossier, PageFormat format);

}  // namespace dragoman::dossiers
