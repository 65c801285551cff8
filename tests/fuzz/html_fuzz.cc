// Any bytes as a web page: a tree whose nodes lie inside one another, a text that lies in its page.
#include <cstddef>
#include <cstdint>
#include <memory>

#include "intake/html_tree.h"
#include "intake/read_input.h"
#include "intake_checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  static const auto resources = intake::Resources::load(DRAGOMAN_SOURCE_DIR "/lexicons");
  fuzz::check(resources.ok());
  intake::RawItem item;
  item.kind = intake::RawItem::Kind::Html;
  item.uri = "fuzz";
  item.bytes.assign(reinterpret_cast<const char*>(data), size);
  if (const auto tree = intake::HtmlTree::parse(item.bytes)) {
    const auto& nodes = tree->nodes();
    fuzz::check(!nodes.empty() && nodes[0].end == nodes.size());
    for (std::size_t at = 1; at < nodes.size(); ++at) {
      fuzz::check(nodes[at].parent < at && nodes[at].end > at);
      fuzz::check(nodes[at].end <= nodes[nodes[at].parent].end && nodes[at].source <= size);
    }
  }
  const auto report = intake::make_report(**resources, {}, item);
  if (!report) return 0;
  fuzz::check_report(*report);
  fuzz::check(report->page.has_value());
  std::uint32_t last = 0;
  for (const PageParagraph& paragraph : report->page->paragraphs) {
    fuzz::check_span(*report, paragraph.span);
    fuzz::check(!paragraph.span.empty() && paragraph.span.begin >= last);
    last = paragraph.span.end;
  }
  return 0;
}
