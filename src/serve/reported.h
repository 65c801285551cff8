// "Reported by N outlets, M independent origins" on the rows of a list: ?reported=true.
#pragma once

#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "serve/list.h"
#include "stories/pages.h"

namespace dragoman::serve {

Json to_json(const stories::Reported& reported);

template <class Row>
struct WithReported {
  Row row;
  std::optional<stories::Reported> reported{};
};

// `kind` with "reported" behind its keys, and its columns as they are.
template <class Row>
ListKind<WithReported<Row>> with_reported(const ListKind<Row>& kind) {
  ListKind<WithReported<Row>> out;
  out.json = [&kind](const WithReported<Row>& one, const store::Place& place) {
    Json json = kind.json(one.row, place);
    if (one.reported) json["reported"] = to_json(*one.reported);
    return json;
  };
  out.keys = kind.keys;
  out.keys.emplace_back("reported");
  for (const store::Field<Row>& column : kind.columns)
    out.columns.push_back({column.name, [&column](const auto& one) { return column.value(one.row); }});
  return out;
}

template <class Row>
using PageOf = std::function<Result<void>(const store::Page&, const store::EachOnPage<Row>&)>;
using CountReported = Result<std::map<stories::EventKey, stories::Reported>> (*)(
    store::Store&, const std::vector<stories::EventKey>&);

// The rows that `page_of` gives; if `asked`, each with what `count` finds.
template <class Row>
PageOf<WithReported<Row>> page_with_reported(store::Store& store,
                                             bool asked,
                                             CountReported count,
                                             PageOf<Row> page_of) {
  return [&store, asked, count, page_of](const store::Page& page,
                                         const store::EachOnPage<WithReported<Row>>& each) -> Result<void> {
    std::vector<std::pair<WithReported<Row>, store::Place>> rows;
    std::vector<stories::EventKey> keys;
    auto done = page_of(page, [&](const Row& row, const store::Place& place) {
      rows.push_back({{row}, place});
      keys.emplace_back(row.report.id, row.id);
    });
    if (!done) return done;
    if (asked) {
      auto found = count(store, keys);
      if (!found) return found.error();
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto known = found->find(keys[i]);
        if (known != found->end()) rows[i].first.reported = known->second;
      }
    }
    for (const auto& [row, place] : rows) each(row, place);
    return {};
  };
}

}  // namespace dragoman::serve
