// A user's table of any bytes over a small base: errors, or an overlay that answers. The first byte
// says whether broken rows are left out.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "knowledge/compile.h"
#include "knowledge/knowledge_base.h"

namespace {

using namespace dragoman;

std::shared_ptr<const knowledge::KnowledgeBase> small_base() {
  knowledge::CompileReport report;
  auto bytes = knowledge::compile_tables(
      {{"base.tsv",
        "# table: entities\nkind\tname\tcountry\tiso2\tsector\trole\tfrom\n"
        "country\tKenya\tKEN\tKE\nperson\tAmos Wako\tKEN\t\tGOV\tforeign minister\t2022\n"
        "group\tNorthern Front\tKEN\t\tREB\n"},
       {"offices.tsv", "# table: offices\nrole\tholders\nforeign minister\t1\n"},
       {"divisions.tsv", "# table: divisions\ncode\tname\tcountry\nKE.21\tLamu\tKEN\n"}},
      {}, report);
  return knowledge::KnowledgeBase::from_bytes(std::move(bytes).value(), "base").value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const auto base = small_base();
  knowledge::CompileOptions options;
  options.lenient = options.audit = data[0] % 2 == 1;
  knowledge::CompileReport report;
  auto bytes = knowledge::compile_overlay(
      {{"my.tsv", std::string(reinterpret_cast<const char*>(data) + 1, size - 1)}}, *base, options,
      report);
  if (!bytes.ok()) {
    if (options.lenient && bytes.error().code != ErrorCode::TooLarge) std::abort();
    return 0;
  }
  // What the compiler writes, the reader takes.
  const auto over = base->with_overlay(std::move(bytes).value(), "overlay");
  if (!over.ok()) std::abort();
  for (std::size_t i = 0; i < (*over)->alias_count(); ++i) {
    const knowledge::Alias alias = (*over)->alias(i);
    (void)(*over)->terms(alias.entry);
    if (!(*over)->is_replaced(alias.entry) && (*over)->find(alias.form).empty()) std::abort();
  }
  for (std::uint32_t i = 0; i < (*over)->place_count(); ++i) (void)(*over)->place(i);
  (void)(*over)->holders("KEN", "foreign minister", "2026");
  return 0;
}
