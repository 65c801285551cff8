// A page of a list as a response: JSON {"items", "next"} or CSV, whole or the fields asked for.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "serve/negotiate.h"
#include "serve/parameters.h"
#include "serve/row_json.h"
#include "store/csv.h"
#include "store/fields.h"

namespace dragoman::serve {

// How one kind of list is written.
template <class Row>
struct ListKind {
  std::function<Json(const Row&, const store::Place&)> json;
  std::vector<std::string> keys;  // of the JSON, for ?fields=
  std::vector<store::Field<Row>> columns;
};

// The names after ?fields=, each of which must be one of `known`; all when it is absent.
std::vector<std::string> fields_of(Parameters& parameters, const std::vector<std::string>& known);
Json only(const Json& item, const std::vector<std::string>& keys);

Response json_response(const Json& body);
Response csv_response(std::string body);
// Text, Markdown, or an HTML page that may style itself and run nothing.
Response page_response(PageFormat format, std::string body);

// Reads limit, cursor, fields and format; `find` gives the rows of a page of the filter.
template <class Row>
Result<Response> list_response(
    const Request& request,
    Parameters& parameters,
    const ListKind<Row>& kind,
    const std::function<Result<void>(const store::Page&, const store::EachOnPage<Row>&)>& find) {
  const auto format = format_of(request);
  if (!format) return format.error();
  (void)parameters.text("format");
  std::vector<std::string> known = kind.keys;
  if (*format == Format::Csv) {
    known.clear();
    for (const auto& column : kind.columns) known.emplace_back(column.name);
  }
  const std::vector<std::string> fields = fields_of(parameters, known);
  auto page = page_of(parameters, request);
  if (!page) return page.error();
  if (auto done = parameters.finish(); !done) return done.error();

  const std::size_t limit = page->limit;
  ++page->limit;  // one more tells whether there is a next page
  std::size_t rows = 0;
  std::optional<store::Place> last;
  bool more = false;
  Json items = Json::array();
  std::string csv = *format == Format::Csv ? store::csv_line(fields) : "";
  auto done = find(*page, [&](const Row& row, const store::Place& place) {
    if (++rows > limit) {
      more = true;
      return;
    }
    last = place;
    if (*format == Format::Json) {
      items.push_back(only(kind.json(row, place), fields));
      return;
    }
    std::vector<std::string> cells;
    for (const auto& column : kind.columns) {
      if (std::find(fields.begin(), fields.end(), column.name) != fields.end())
        cells.push_back(store::csv_cell(column.value(row)));
    }
    csv += store::csv_line(cells);
  });
  if (!done) return done.error();
  const std::string next = more ? cursor_of(*last, request) : "";
  if (*format == Format::Csv) {
    Response out = csv_response(std::move(csv));
    if (more) out.headers.emplace_back("X-Next-Cursor", next);
    return out;
  }
  Json body = {{"items", std::move(items)}};
  if (more) body["next"] = next;
  return json_response(body);
}

}  // namespace dragoman::serve
