// parse, extract and code: single texts, as the commands of these names give them.
#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>

#include "bindings.h"
#include "cli/one_item.h"
#include "engine.h"
#include "failure.h"
#include "intake/text.h"
#include "language/annotate.h"
#include "language/conllu.h"
#include "language/tree_json.h"

namespace dragoman::python {

namespace nb = nanobind;

namespace {

std::string parse(const LoadedEngine& self, const std::string& text, bool as_json) {
  const std::shared_ptr<const Engine> engine = self.engine();
  const nb::gil_scoped_release release;
  const pipeline::Resources& resources = engine->impl().resources;
  language::Workspace work;
  work.attribution = false;
  Document doc;
  doc.report.text = checked(intake::decode(text, {})).text;
  checked(language::annotate(*resources.language, *resources.lexicon, work, doc));
  if (!as_json) return language::write_conllu(doc);
  return language::tree_json(doc).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string extract(const LoadedEngine& self,
                    const nb::bytes& page,
                    std::string url,
                    std::string content_type,
                    const std::string& where) {
  const std::shared_ptr<const Engine> engine = self.engine();
  intake::RawItem item;
  item.kind = intake::RawItem::Kind::Html;
  item.bytes.assign(page.c_str(), page.size());
  const nb::gil_scoped_release release;
  item.url = std::move(url);
  item.content_type = std::move(content_type);
  item.uri = where;
  const Report report =
      checked(intake::make_report(*engine->impl().resources.intake, intake::InputOptions(), item));
  return cli::article_json(report).dump(-1, ' ', false, cli::Json::error_handler_t::replace);
}

std::string code_line(LoadedEngine& self, const std::string& line, const std::string& where) {
  const std::shared_ptr<const Engine> engine = self.engine();
  std::unique_ptr<Reader> reader = self.take_reader();
  const std::string out = [&] {
    const nb::gil_scoped_release release;
    return checked(cli::code_line(engine->impl().resources, *reader, line, where));
  }();
  self.give_back(std::move(reader));
  return out;
}

}  // namespace

void add_language(nb::module_& module) {
  module.def("parse", &parse, nb::arg("engine"), nb::arg("text"), nb::arg("as_json"));
  module.def("extract", &extract, nb::arg("engine"), nb::arg("page"), nb::arg("url"),
             nb::arg("content_type"), nb::arg("where"));
  module.def("code_line", &code_line, nb::arg("engine"), nb::arg("line"), nb::arg("where"));
}

}  // namespace dragoman::python
