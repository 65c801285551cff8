// The forms of a name: what people write for it besides the name in full.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/pending.h"

namespace dragoman::knowledge {

// An alias as a table has it: "=" in front asks for exactly this spelling, "~" says that it is a
// surname; capitals alone make an acronym.
PendingAlias make_alias(std::string_view form,
                        AliasKind kind,
                        std::uint32_t file,
                        std::uint32_t line);

// Names without the article: "Bashar al-Assad" -> "Bashar Assad"; "al-Qaeda" -> "Qaeda". Empty when
// there is none.
std::string without_article(std::string_view name);

// "George W. Bush" -> "George Bush". Empty when there is no initial.
std::string without_initial(std::string_view name);

// Surnames as the press uses them alone. Chinese and Korean names have the family name first.
std::vector<std::string> surnames_of(std::string_view name, std::string_view country);

// "Sergey Lavrov" -> "sergey-lavrov", for ids.
std::string slug(std::string_view name);

// Spellings of one name, where all else fits: a long word in common ("Nicos", "Nikos
// Anastasiades"), or the same beginning ("Abdul Hamid Dbeibah", "Abdulhamid Dbeibeh").
bool resemble(std::string_view one, std::string_view other);

}  // namespace dragoman::knowledge
