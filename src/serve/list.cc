#include "serve/list.h"

#include "core/tsv.h"

namespace dragoman::serve {

std::vector<std::string> fields_of(Parameters& parameters, const std::vector<std::string>& known) {
  const std::vector<std::string> typed = core::split_list(parameters.text("fields"));
  if (typed.empty()) return known;
  std::vector<std::string> out;
  for (const std::string& name : known) {
    if (std::find(typed.begin(), typed.end(), name) != typed.end()) out.push_back(name);
  }
  for (const std::string& name : typed) {
    if (std::find(known.begin(), known.end(), name) == known.end())
      parameters.refuse("fields", name, known);
  }
  return out;
}

Json only(const Json& item, const std::vector<std::string>& keys) {
  Json out = Json::object();
  for (const std::string& key : keys) {
    if (const auto found = item.find(key); found != item.end()) out[key] = *found;
  }
  return out;
}

Response json_response(const Json& body) {
  Response out;
  out.body = dump(body);
  return out;
}

Response csv_response(std::string body) {
  Response out;
  out.type = "text/csv; charset=utf-8; header=present";
  out.body = std::move(body);
  return out;
}

Response page_response(PageFormat format, std::string body) {
  Response out;
  out.body = std::move(body);
  out.type = format == PageFormat::Html       ? "text/html; charset=utf-8"
             : format == PageFormat::Markdown ? "text/markdown; charset=utf-8"
             : format == PageFormat::Text     ? "text/plain; charset=utf-8"
                                              : out.type;
  if (format == PageFormat::Html) {
    out.policy =
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; "
        "form-action 'none'; sandbox";
  }
  return out;
}

}  // namespace dragoman::serve
