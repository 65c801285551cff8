// A compiled knowledge base with forged content and a right checksum: an Error, or a base whose
// every entry and index can be read. The input overlays a small valid file: three bytes of
// offset, one of length, then the bytes, and so on.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/checksum.h"
#include "knowledge/compile.h"
#include "knowledge/knowledge_base.h"
#include "knowledge/layout.h"

namespace {

using namespace dragoman;

std::string small_file() {
  knowledge::CompileReport report;
  auto bytes = knowledge::compile_tables(
      {{"base.tsv",
        "# table: entities\nkind\tname\tcountry\tiso2\tsector\trole\tfrom\n"
        "country\tKenya\tKEN\tKE\nperson\tAmos Wako\tKEN\t\tGOV\tforeign minister\t2022\n"
        "group\tNorthern Front\tKEN\t\tREB\n"},
       {"offices.tsv", "# table: offices\nrole\tholders\nforeign minister\t1\n"},
       {"divisions.tsv", "# table: divisions\ncode\tname\tcountry\nKE.21\tLamu\tKEN\n"}},
      {}, report);
  return std::move(bytes).value();
}

void look_through(const knowledge::KnowledgeBase& base) {
  for (std::size_t i = 0; i < base.entry_count(); ++i) {
    const auto index = static_cast<knowledge::EntryId>(i);
    const knowledge::Entry entry = base.entry(index);
    (void)(entry.name().size() + entry.id().size() + entry.from().size() + entry.to().size());
    (void)entry.receipt().to_string();
    (void)base.terms(index);
    (void)base.term_on(index, "2022-05");
  }
  for (std::size_t i = 0; i < base.alias_count(); ++i) (void)base.find(base.alias(i).form);
  for (std::uint32_t i = 0; i < base.place_count(); ++i) (void)base.places(base.place(i).name);
  const std::vector<std::string_view> words = {"Amos", "Wako", "of", "Northern", "Front", "Lamu"};
  knowledge::Match match;
  for (std::size_t i = 0; i < words.size(); ++i) {
    (void)base.longest_match(words, i, match);
    (void)base.longest_place(words, i);
  }
  (void)base.holders("KEN", "foreign minister", "2022");
  (void)base.offices();
  (void)base.division("KE.21");
  (void)base.find_role("foreign minister");
  (void)base.given_name("Amos");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string whole = small_file();
  std::string forged = whole;
  constexpr std::size_t kHeader = sizeof(knowledge::layout::Header);
  for (std::size_t at = 0; at + 4 <= size;) {
    const std::size_t wished = data[at] | (data[at + 1] << 8) | (data[at + 2] << 16);
    const std::size_t offset = kHeader + wished % (forged.size() - kHeader);
    const std::size_t length =
        std::min({static_cast<std::size_t>(data[at + 3]), size - at - 4, forged.size() - offset});
    std::memcpy(forged.data() + offset, data + at + 4, length);
    at += 4 + length;
  }
  const std::uint64_t sum =
      knowledge::checksum64(std::string_view(forged).substr(kHeader));
  std::memcpy(forged.data() + offsetof(knowledge::layout::Header, checksum), &sum, sizeof sum);
  const auto base = knowledge::KnowledgeBase::from_bytes(std::move(forged), "forged");
  if (base.ok()) look_through(**base);
  return 0;
}
