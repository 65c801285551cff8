#include "pipeline/read_report.h"

#include <algorithm>
#include <filesystem>
#include <new>
#include <string>
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

Result<void> run_stages(const Resources& resources, language::Workspace& work, Document& doc) {
  // Each stage reads what those above it wrote. STYLE: this list is the architecture.
  if (auto done = language::annotate(*resources.language, *resources.lexicon, work, doc); !done)
    return done;
  if (auto done = times::resolve_times(*resources.times, doc); !done) return done;
  if (auto done = entities::resolve_actors(*resources.entities, doc); !done) return done;
  if (auto done = places::resolve_places(*resources.places, doc); !done) return done;
  if (auto done = speech::attribute(*resources.speech, doc); !done) return done;
  if (auto done = speech::resolve_deixis(*resources.speech, doc); !done) return done;
  if (auto done = speech::classify_sources(*resources.speech, doc); !done) return done;
  if (auto done = events::code_events(*resources.events, doc); !done) return done;
  if (auto done = pledges::find_pledges(*resources.pledges, doc); !done) return done;
  if (auto done = processes::find_processes(*resources.processes, doc); !done) return done;
  return speech::find_topics(*resources.speech, doc);
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

Result<Document> read_report(const Resources& resources, language::Workspace& work, Report report) {
  const std::string uri = report.uri;
  try {
    Document doc;
    doc.report = std::move(report);
    if (auto done = run_stages(resources, work, doc); !done) {
      Error error = done.error();
      if (error.where.empty()) error.where = uri;
      return error;
    }
    return doc;
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

}  // namespace dragoman::pipeline
