// A verb dictionary of any bytes: an error, or patterns that load behind the shipped words.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include "core/resources.h"
#include "events/import_petrarch.h"

namespace {

using namespace dragoman;

const std::string kLexicons = DRAGOMAN_SOURCE_DIR "/lexicons";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto ours = events::Lexicon::load(kLexicons + "/events").value();
  static const std::string path =
      (std::filesystem::temp_directory_path() / ("petrarch-" + std::to_string(::getpid()) + ".txt"))
          .string();
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  const auto import = events::import_petrarch_verbs(
      path,
      {kLexicons + "/events/cameo.tsv", kLexicons + "/events/petrarch.tsv",
       kLexicons + "/language/english.tsv"},
      ours);
  std::remove(path.c_str());
  if (!import.ok()) return 0;
  const auto words = core::read_file(kLexicons + "/events/00-words.events").value() +
                     core::read_file(kLexicons + "/events/01-guards.events").value();
  const auto lexicon = events::Lexicon::parse({{"words", words}, {"x.events", import->patterns}});
  if (lexicon.ok()) return 0;
  std::fprintf(stderr, "%s\n", lexicon.error().describe().c_str());
  std::abort();
}
