// A pattern file of any bytes behind the sets that every lexicon has: an error with its place, or a
// lexicon that codes a sentence.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "../support/document_builder.h"
#include "core/resources.h"
#include "events/code_events.h"
#include "events/trace.h"

namespace {

using namespace dragoman;

const std::string& shipped_words() {
  static const std::string text =
      core::read_file(DRAGOMAN_SOURCE_DIR "/lexicons/events/00-words.events").value() +
      core::read_file(DRAGOMAN_SOURCE_DIR "/lexicons/events/01-guards.events").value();
  return text;
}

Document sentence() {
  return testing::document_from_conllu(
      "1 Rebels rebel NOUN _ Number=Plur 3 nsubj _ _\n"
      "2 will will AUX _ VerbForm=Fin 3 aux _ _\n"
      "3 attack attack VERB _ VerbForm=Inf 0 root _ _\n"
      "4 the the DET _ _ 5 det _ _\n"
      "5 town town NOUN _ Number=Sing 3 obj _ _\n"
      "6 with with ADP _ _ 7 case _ _\n"
      "7 shells shell NOUN _ Number=Plur 3 obl _ _\n");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto resources =
      events::Resources::parse({{"words.events", shipped_words()}, {"x.events", text}});
  if (!resources.ok()) {
    if (resources.error().where.find(".events:") == std::string::npos) std::abort();
    return 0;
  }
  Document doc = sentence();
  if (!events::code_events(**resources, doc).ok()) std::abort();
  for (const Event& event : doc.events) {
    const auto trace = events::trace_event(**resources, doc, event);
    if (trace && trace->tree.empty()) std::abort();
  }
  return 0;
}
