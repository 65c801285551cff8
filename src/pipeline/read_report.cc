#include "pipeline/read_report.h"

#include <algorithm>
#include <filesystem>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "core/check.h"
#include "core/hash.h"
#include "core/resources.h"
#include "knowledge/knowledge_base.h"
#include "pipeline/version.h"

namespace dragoman::pipeline {
namespace {

// One hash over all lexicon files, in order of their paths: the "lexicon" version of a record.
std::string hash_lexicons(const std::string& folder) {
  namespace fs = std::filesystem;
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::recursive_directory_iterator
           it(folder, fs::directory_options::follow_directory_symlink, error),
       end;
       !error && it != end; it.increment(error)) {
    if (it->is_regular_file(error)) files.push_back(it->path());
  }
  std::sort(files.begin(), files.end());
  std::string all;
  for (const fs::path& file : files) {
    all += fs::relative(file, folder, error).string();
    all += '\n';
    if (auto bytes = core::read_file(file.string())) all += core::sha256_hex(*bytes);
    all += '\n';
  }
  return core::sha256_hex(all).substr(0, 16);
}

// The same for patterns beside the shipped ones: the names and the content of all files.
Result<std::string> hash_choice(std::string shipped, const events::LexiconChoice& patterns) {
  if (patterns == events::LexiconChoice{std::string(events::kOurs)}) return shipped;
  std::string all = std::move(shipped) + "\n";
  for (const std::string& path : patterns) {
    if (path == events::kOurs) {
      all += path + "\n";
      continue;
    }
    const auto files = events::pattern_files(path);
    if (!files) return files.error();
    for (const std::string& file : *files) {
      const auto bytes = core::read_file(file);
      if (!bytes) return bytes.error();
      all +=
          std::filesystem::path(file).filename().string() + "\n" + core::sha256_hex(*bytes) + "\n";
    }
  }
  return core::sha256_hex(all).substr(0, 16);
}

// Each stage reads what those above it wrote. STYLE: these two lists are the architecture.
Result<void> understand(const Resources& resources, language::Workspace& work, Document& doc) {
  if (!can_read(doc.report.language)) return {};
  if (auto done = language::annotate(*resources.language, *resources.lexicon, work, doc); !done)
    return done;
  if (auto done = times::resolve_times(*resources.times, doc); !done) return done;
  if (auto done = entities::resolve_actors(*resources.entities, doc); !done) return done;
  if (auto done = places::resolve_places(*resources.places, doc); !done) return done;
  if (auto done = speech::attribute(*resources.speech, doc); !done) return done;
  if (auto done = speech::resolve_deixis(*resources.speech, doc); !done) return done;
  return speech::classify_sources(*resources.speech, doc);
}

// From the events on, which is what another choice of patterns changes.
Result<void> code(const Resources& resources, Document& doc) {
  if (!can_read(doc.report.language)) return {};
  if (auto done = events::code_events(*resources.events, doc); !done) return done;
  if (auto done = pledges::find_pledges(*resources.pledges, doc); !done) return done;
  if (auto done = processes::find_processes(*resources.processes, doc); !done) return done;
  return speech::find_topics(*resources.speech, doc);
}

// Calls `stages` with a document of the report. What fails names the report; a violated invariant
// fails it as Internal, and `work` is then fresh again.
template <class Stages>
auto guarded(Report report, language::Workspace& work, const Stages& stages)
    -> decltype(stages(std::declval<Document&>())) {
  const std::string uri = report.uri;
  try {
    Document doc;
    doc.report = std::move(report);
    auto done = stages(doc);
    if (done) return done;
    Error error = done.error();
    if (error.where.empty()) error.where = uri;
    return error;
  } catch (const std::bad_alloc&) {
    work = language::Workspace();
    return make_error(ErrorCode::TooLarge, "not enough memory for this report", uri);
#ifndef DRAGOMAN_ABORT_ON_CHECK
  } catch (const std::exception& broken) {  // a violated check, or a mistake that no check foresaw
    work = language::Workspace();
    return make_error(ErrorCode::Internal, broken.what(), uri);
#endif
  }
}

}  // namespace

Result<Resources> load_resources(const std::string& folder,
                                 const knowledge::OverlayOptions& overlays,
                                 const events::LexiconChoice& patterns) {
  Resources out;
  const std::string lexicons = folder + "/lexicons";
  const auto keep = [](auto& slot, auto loaded) -> std::optional<Error> {
    if (!loaded) return loaded.error();
    slot = std::move(*loaded);
    return std::nullopt;
  };
  std::shared_ptr<const knowledge::KnowledgeBase> base;
  if (auto e = keep(out.language, language::Model::load(folder + "/models/english.dgm"))) return *e;
  if (auto e = keep(out.lexicon, language::Lexicon::load(lexicons + "/language/english.tsv")))
    return *e;
  if (auto e = keep(
          base, knowledge::load_with_overlays(folder + "/knowledge.kb", overlays, out.left_out)))
    return *e;
  if (auto e = keep(out.intake, intake::Resources::load(lexicons))) return *e;
  if (auto e = keep(out.times, times::Resources::load(lexicons))) return *e;
  if (auto e = keep(out.entities, entities::Resources::load(lexicons, base))) return *e;
  if (auto e = keep(out.places, places::Resources::load(lexicons, base))) return *e;
  if (auto e = keep(out.speech, speech::Resources::load(lexicons))) return *e;
  if (auto e = keep(out.events, events::Resources::load(lexicons, patterns))) return *e;
  if (auto e = keep(out.pledges, pledges::Resources::load(lexicons))) return *e;
  if (auto e = keep(out.processes, processes::Resources::load(lexicons))) return *e;
  auto lexicon = hash_choice(hash_lexicons(lexicons), patterns);
  if (!lexicon) return lexicon.error();
  out.versions = {kEngineVersion, out.language->version(), std::move(*lexicon),
                  base->content_hash()};
  return out;
}

bool can_read(std::string_view language) {
  return language == "en";
}

Result<Resources> with_patterns(const Resources& resources,
                                const std::string& folder,
                                const events::LexiconChoice& patterns) {
  Resources out = resources;
  const std::string lexicons = folder + "/lexicons";
  auto events = events::Resources::load(lexicons, patterns);
  if (!events) return events.error();
  out.events = std::move(*events);
  auto version = hash_choice(hash_lexicons(lexicons), patterns);
  if (!version) return version.error();
  out.versions.lexicon = std::move(*version);
  return out;
}

Result<Document> read_report(const Resources& resources, language::Workspace& work, Report report) {
  return guarded(std::move(report), work, [&](Document& doc) -> Result<Document> {
    if (auto done = understand(resources, work, doc); !done) return done.error();
    if (auto done = code(resources, doc); !done) return done.error();
    return std::move(doc);
  });
}

Result<TwoReadings> read_report_twice(const Resources& before,
                                      const Resources& after,
                                      language::Workspace& work,
                                      Report report) {
  return guarded(std::move(report), work, [&](Document& doc) -> Result<TwoReadings> {
    if (auto done = understand(before, work, doc); !done) return done.error();
    Document again = doc;
    if (auto done = code(before, doc); !done) return done.error();
    if (auto done = code(after, again); !done) return done.error();
    return TwoReadings{std::move(doc), std::move(again)};
  });
}

Report restore_report(const Resources& resources, const Record& record) {
  Report report;
  report.id = record.id;
  report.uri = record.uri;
  report.outlet = record.outlet;
  report.title = record.title;
  report.published = record.published;
  report.language = record.language;
  report.text = record.text;
  intake::find_anatomy(*resources.intake, {}, report);
  return report;
}

}  // namespace dragoman::pipeline
