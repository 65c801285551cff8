#include "serve/negotiate.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include <zlib.h>

#include "core/utf8.h"

namespace dragoman::serve {
namespace {

constexpr std::string_view kCompressed = "-gzip";

// Calls each(item, quality) for the items of a list with ";q=".
template <class Each>
void for_each_item(std::string_view list, Each each) {
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    std::string_view item = list.substr(at, end - at);
    at = end + 1;
    double quality = 1;
    const std::size_t semicolon = item.find(';');
    if (semicolon != std::string_view::npos) {
      const std::string options = core::ascii_lower(item.substr(semicolon));
      const std::size_t q = options.find("q=");
      if (q != std::string::npos) quality = std::strtod(options.c_str() + q + 2, nullptr);
      item = item.substr(0, semicolon);
    }
    each(core::ascii_lower(core::trim(item)), quality);
  }
}

// One of the forms of an answer.
template <class Form>
struct Offer {
  std::string_view name, type;  // in ?format=, in Accept
  Form form;
};

// By ?format=, else the one that Accept likes best; of equals, and without either, the first.
template <class Form>
Result<Form> choose(const Request& request, const std::vector<Offer<Form>>& offers) {
  for (const auto& [name, value] : request.query) {
    if (name != "format") continue;
    std::string known;
    for (const Offer<Form>& offer : offers) {
      if (value == offer.name) return offer.form;
      known += (known.empty() ? "" : ", ") + std::string(offer.name);
    }
    return make_error(ErrorCode::BadArgument,
                      "format '" + value.substr(0, 80) + "': expected one of " + known);
  }
  std::vector<double> liked(offers.size(), -1);
  for_each_item(request.header("accept"), [&](const std::string& type, double quality) {
    for (std::size_t i = 0; i < offers.size(); ++i) {
      // Who takes anything gets the first.
      const bool any = i == 0 && (type == "*/*" || type == "application/*");
      if (any || type == offers[i].type) liked[i] = std::max(liked[i], quality);
    }
  });
  const auto best = std::max_element(liked.begin(), liked.end()) - liked.begin();
  return offers[static_cast<std::size_t>(best)].form;
}

}  // namespace

Result<Format> format_of(const Request& request) {
  return choose<Format>(request, {{"json", "application/json", Format::Json},
                                  {"csv", "text/csv", Format::Csv}});
}

Result<PageFormat> page_format_of(const Request& request) {
  return choose<PageFormat>(request, {{"json", "application/json", PageFormat::Json},
                                      {"text", "text/plain", PageFormat::Text},
                                      {"markdown", "text/markdown", PageFormat::Markdown},
                                      {"html", "text/html", PageFormat::Html}});
}

bool takes_gzip(std::string_view accept_encoding) {
  double gzip = -1, any = -1;
  for_each_item(accept_encoding, [&](const std::string& encoding, double quality) {
    if (encoding == "gzip" || encoding == "x-gzip") gzip = quality;
    if (encoding == "*") any = quality;
  });
  return gzip >= 0 ? gzip > 0 : any > 0;
}

bool has_tag(std::string_view if_none_match, std::string_view tag) {
  bool found = false;
  for (std::size_t at = 0; at < if_none_match.size() && !found;) {
    const std::size_t end = std::min(if_none_match.find(',', at), if_none_match.size());
    std::string_view item = core::trim(if_none_match.substr(at, end - at));
    at = end + 1;
    if (item == "*") return true;
    if (item.starts_with("W/")) item.remove_prefix(2);
    if (item.size() < 2 || item.front() != '"' || item.back() != '"') continue;
    item = item.substr(1, item.size() - 2);
    if (item.ends_with(kCompressed)) item.remove_suffix(kCompressed.size());
    found = item == tag;
  }
  return found;
}

std::string quoted_tag(std::string_view tag, bool compressed) {
  return '"' + std::string(tag) + std::string(compressed ? kCompressed : "") + '"';
}

std::string gzip(std::string_view bytes) {
  z_stream stream = {};
  constexpr int kGzipHeader = 16;
  if (deflateInit2(&stream, 1, Z_DEFLATED, MAX_WBITS + kGzipHeader, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return "";
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(done ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

}  // namespace dragoman::serve
