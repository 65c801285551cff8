// A model file with forged content and a right checksum: an Error or a model that computes, never a
// crash. The input overlays a small valid file: two bytes of offset, one of length, then the bytes,
// and so on.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "language/annotate.h"
#include "language/tiny_model.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  static const std::string whole = language::testing::TinyModelWriter(1).write();
  std::string forged = whole;
  for (std::size_t at = 0; at + 3 <= size;) {
    const std::size_t offset = 64 + (data[at] | (data[at + 1] << 8)) % (forged.size() - 64);
    const std::size_t length =
        std::min({static_cast<std::size_t>(data[at + 2]), size - at - 3, forged.size() - offset});
    std::memcpy(forged.data() + offset, data + at + 3, length);
    at += 3 + length;
  }
  const std::uint64_t sum = language::model_checksum(std::string_view(forged).substr(64));
  std::memcpy(forged.data() + 24, &sum, 8);
  const language::testing::AlignedBytes bytes(forged);
  const auto model = language::Model::from_bytes(bytes.view(), "forged");
  if (!model.ok()) return 0;
  language::Workspace work;
  Document doc;
  doc.report.text = "The two ministers' talks didn't end. “We met,” he said.";
  (void)language::annotate(**model, language::testing::english(), work, doc);
  return 0;
}
