#include "serve/ingest.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include <nlohmann/json.hpp>

#include "core/hash.h"
#include "core/utf8.h"
#include "intake/dates.h"
#include "intake/read_input.h"
#include "pipeline/read_report.h"
#include "serve/parameters.h"

namespace dragoman::serve {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

const std::map<std::string, std::string>& endings() {
  static const std::map<std::string, std::string> kEndings = {{"text/plain", ".txt"},
                                                              {"text/html", ".html"},
                                                              {"application/json", ".json"},
                                                              {"application/x-ndjson", ".jsonl"},
                                                              {"application/jsonl", ".jsonl"},
                                                              {"text/csv", ".csv"},
                                                              {"text/tab-separated-values", ".tsv"},
                                                              {"message/rfc822", ".eml"},
                                                              {"application/mbox", ".mbox"},
                                                              {"application/zip", ".zip"},
                                                              {"application/gzip", ".gz"},
                                                              {"application/octet-stream", ""},
                                                              {"text/uri-list", ""}};
  return kEndings;
}

// ".html.gz" of "2016/Report 5.html.gz": only what cannot lead out of a folder.
std::string ending_of(const std::string& name) {
  const std::string file = core::ascii_lower(fs::path(name).filename().string());
  std::size_t at = file.rfind('.');
  if (at == std::string::npos || at == 0) return "";
  const std::size_t before = file.rfind('.', at - 1);
  if (before != std::string::npos && at - before <= 8) at = before;
  const std::string ending = file.substr(at);
  const bool plain =
      ending.size() <= 16 &&
      ending.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.") == std::string::npos;
  return plain ? ending : "";
}

// A folder that only we see, gone with this object.
class PrivateFolder {
 public:
  PrivateFolder() {
    std::string pattern = (fs::temp_directory_path() / "dragoman-post-XXXXXX").string();
    if (::mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  ~PrivateFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

Json summary_of(const Record& record) {
  return {{"id", record.id},
          {"uri", record.uri},
          {"title", record.title},
          {"outlet", record.outlet},
          {"published", record.published},
          {"language", record.language},
          {"statements", record.statements.size()},
          {"events", record.events.size()}};
}

// What one POST came to.
struct Outcome {
  Json reports = Json::array(), rejected = Json::array();
  std::vector<std::string> ids;
  std::optional<Error> stopped;  // a limit, or the store

  void reject(const Error& error, const std::string& hidden, const std::string& shown) {
    const auto rename = [&](std::string text) {
      for (std::size_t at = 0; (at = text.find(hidden, at)) != std::string::npos;)
        text.replace(at, hidden.size(), shown);
      return text;
    };
    rejected.push_back({{"where", rename(error.where)},
                        {"code", to_string(error.code)},
                        {"detail", rename(error.message)}});
  }
};

// Gives the items of a POST one after the other.
using NextItem = std::function<std::optional<Result<intake::RawItem>>()>;

Result<NextItem> items_of(Fetched& fetched) {
  return NextItem([&fetched, at = std::size_t{0}]() mutable -> std::optional<Result<intake::RawItem>> {
    if (at == fetched.items.size()) return std::nullopt;
    return std::move(fetched.items[at++]);
  });
}

// Of a body that is laid down at `path`; `name` stands for that in their uris.
Result<NextItem> items_of(const std::string& body,
                          const std::string& path,
                          const std::string& name,
                          const intake::InputOptions& options) {
  std::ofstream(path, std::ios::binary) << body;
  auto opened = intake::Source::open({path}, options);
  if (!opened) return opened.error();
  auto source = std::make_shared<intake::Source>(std::move(*opened));
  return NextItem([source, path, name] {
    auto item = source->next();
    if (item && *item && (*item)->uri.starts_with(path))
      (*item)->uri = name + (*item)->uri.substr(path.size());
    return item;
  });
}

}  // namespace

Result<Upload> upload_of(const Request& request) {
  Parameters parameters(request);
  Upload out;
  out.name = parameters.text("name");
  out.date = parameters.text("date");
  out.outlet = parameters.text("outlet");
  out.title = parameters.text("title");
  if (auto done = parameters.finish(); !done) return done.error();
  if (!out.date.empty()) {
    const auto date = intake::parse_date(out.date);
    if (!date)
      return make_error(ErrorCode::BadArgument,
                        "date '" + out.date + "': expected a date as 2016-03-23");
    out.date = *date;
  }
  const std::string& header = request.header("content-type");
  const std::string type =
      core::ascii_lower(core::trim(std::string_view(header).substr(0, header.find(';'))));
  const auto known = endings().find(type.empty() ? "application/octet-stream" : type);
  if (known == endings().end()) {
    std::string list;
    for (const auto& [one, ending] : endings()) list += (list.empty() ? "" : ", ") + one;
    return make_error(ErrorCode::BadArgument,
                      "content type '" + type.substr(0, 80) + "': expected one of " + list);
  }
  const std::string by_name = ending_of(out.name);
  out.ending = known->second.empty() || known->second == ".gz" ? by_name : known->second;
  if (out.name.empty()) out.name = core::sha256_hex(request.body).substr(0, 16);
  out.name = "posted:" + out.name;
  return out;
}

Result<void> Ingest::load() {
  if (reader_) return {};
  auto engine = shared_.reading.engine();
  if (!engine) return engine.error();
  engine_ = std::move(*engine);
  reader_ = std::make_unique<Reader>(engine_);
  return {};
}

Result<Response> Ingest::read(const Request& request, store::Store& store) {
  auto upload = upload_of(request);
  if (!upload) return upload.error();
  if (request.body.empty())
    return make_error(ErrorCode::EmptyInput, "the request has no body; send the report in it");
  if (auto done = load(); !done) return done.error();

  // Before anything is changed, and what came of it after.
  Json noted = {{"bytes", request.body.size()}, {"sha256", core::sha256_hex(request.body)}};
  if (request.fetched) noted["addresses"] = request.fetched->addresses;
  if (auto done = shared_.audit.write(request, "reports.post", noted); !done) return done.error();
  const PrivateFolder folder;
  const std::string path = folder.path() + "/post" + upload->ending;
  intake::InputOptions options;
  options.date = upload->date;
  options.outlet = upload->outlet;
  auto next = request.fetched ? items_of(*request.fetched)
                              : items_of(request.body, path, upload->name, options);
  if (!next) return next.error();

  const store::WriteCounts before = store.counts();
  Outcome out;
  while (auto item = (*next)()) {
    if (out.reports.size() + out.rejected.size() == shared_.options.limits.upload_reports) {
      out.stopped =
          make_error(ErrorCode::TooLarge,
                     "more than " + std::to_string(shared_.options.limits.upload_reports) +
                         " reports in one request; send the rest in another");
      break;
    }
    if (!*item) {
      out.reject(item->error(), path, upload->name);
      continue;
    }
    intake::RawItem raw = std::move(**item);
    if (raw.title.empty()) raw.title = upload->title;
    auto report = intake::make_report(*engine_->impl().resources.intake, options, raw);
    auto record = report ? reader_->read(std::move(*report)) : report.error();
    if (!record) {
      out.reject(record.error(), path, upload->name);
      continue;
    }
    out.reports.push_back(summary_of(*record));
    out.ids.push_back(record->id);
    if (auto done = store.put(std::move(*record)); !done) return done.error();
  }
  if (auto done = store.commit(); !done) return done.error();
  if (auto done = store.refresh(); !done) return done.error();
  ++shared_.generation;
  shared_.look_for_changes();

  const store::WriteCounts& after = store.counts();
  Json body = {{"reports", std::move(out.reports)},
               {"rejected", std::move(out.rejected)},
               {"added", after.added - before.added},
               {"replaced", after.replaced - before.replaced},
               {"unchanged", after.unchanged - before.unchanged}};
  if (auto done = shared_.audit.write(request, "reports.posted", {{"reports", out.ids}}); !done)
    return done.error();
  Response response;
  response.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  response.status = out.ids.empty() ? 400 : 201;
  if (out.stopped) return problem(*out.stopped);
  if (out.ids.empty()) {
    const Json& rejected = body["rejected"];
    return problem(400, "NothingRead",
                   rejected.empty()
                       ? "no report was found in the body"
                       : "nothing could be read: " + rejected[0]["detail"].get<std::string>());
  }
  if (out.ids.size() == 1)
    response.headers.emplace_back("Location", "/api/v1/reports/" + out.ids.front());
  return response;
}

}  // namespace dragoman::serve
