// The trees behind a report's sentences. They are not kept: the report is read again.
#include "language/tree_json.h"
#include "pipeline/read_report.h"
#include "serve/api.h"
#include "serve/list.h"
#include "serve/shared.h"

namespace dragoman::serve {
namespace {

Result<Document> read_again(const Record& record, Desk& desk) {
  auto engine = desk.shared.reading.engine();
  if (!engine) return engine.error();
  if (!desk.reader) desk.reader = std::make_unique<Reader>(*engine);
  return desk.reader->read_document(pipeline::restore_report((*engine)->impl().resources, record));
}

// Sentences of which `is_asked_for` is true, each with its number and words.
template <class Asked>
Json sentences_of(const Document& doc, Asked is_asked_for) {
  Json trees = language::tree_json(doc)["sentences"], out = Json::array();
  for (std::size_t i = 0; i < trees.size(); ++i) {
    if (!is_asked_for(i, trees[i])) continue;
    Json sentence = {{"sentence", i}, {"text", doc.view(doc.sentences[i].span)}};
    sentence.update(trees[i]);
    out.push_back(std::move(sentence));
  }
  return out;
}

Result<Response> tree(const Request& request, Desk& desk) {
  constexpr std::size_t kMost = 1'000'000'000, kNone = kMost + 1;
  Parameters parameters(request);
  const std::size_t number = parameters.number("sentence", kNone, 0, kMost);
  const std::size_t at = parameters.number("at", kNone, 0, kMost);
  if (auto done = parameters.finish(); !done) return done.error();
  const std::string& id = request.segments[3];
  const auto json = store::record_json(*desk.store, id);
  if (!json) return json.error();
  const auto record = record_from_json(*json);
  if (!record) return record.error();
  const auto doc = read_again(*record, desk);
  if (!doc) return doc.error();
  Json found = sentences_of(*doc, [number, at](std::size_t i, const Json& sentence) {
    if (number != kNone && i != number) return false;
    return at == kNone || (sentence["begin"] <= at && at < sentence["end"]);
  });
  if (found.empty()) {
    return make_error(ErrorCode::NotFound, "the report has " + std::to_string(doc->sentences.size()) +
                                               " sentences, none of which is asked for");
  }
  return json_response({{"report", id}, {"sentences", std::move(found)}});
}

}  // namespace

void add_tree(Router& router) {
  router.add({"GET", "/api/v1/reports/{id}/tree", Role::Read, Lane::Slow, 0, true, tree});
}

}  // namespace dragoman::serve
