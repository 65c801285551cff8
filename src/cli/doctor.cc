// dragoman doctor: checks all that the program needs; each line says ok, or FAIL with a cure.
#include <chrono>
#include <filesystem>
#include <thread>

#include <fmt/format.h>
#include <sqlite3.h>
#include <unicode/uversion.h>
#include <unistd.h>

#include "cli/command.h"
#include "core/resources.h"
#include "knowledge/knowledge_base.h"
#include "language/kernels.h"
#include "language/model.h"
#include "pipeline/read_report.h"
#include "pipeline/version.h"
#include "store/queries.h"
#include "store/words.h"

namespace dragoman::cli {
namespace {

namespace fs = std::filesystem;

class Report {
 public:
  explicit Report(Output& output) : output_(output), screen_(look_at(stdout)) {}

  void ok(const char* what, const std::string& detail) {
    output_.write(screen_.paint(Paint::Cooperation, "ok  ") + "  " + pad(what, 14) +
                  printable(detail) + "\n");
  }
  void fail(const char* what, const std::string& detail, const std::string& cure) {
    failed_ = true;
    output_.write(screen_.paint(Paint::Conflict, "FAIL") + "  " + pad(what, 14) +
                  printable(detail) + "\n" + pad("", 20) + "cure: " + cure + "\n");
  }
  // `what` holds unless `error` is set.
  void check(const char* what,
             const std::string& detail,
             const std::optional<Error>& error,
             const std::string& cure) {
    error ? fail(what, error->describe(), cure) : ok(what, detail);
  }
  bool failed() const { return failed_; }

 private:
  Output& output_;
  Screen screen_;
  bool failed_ = false;
};

template <class T>
std::optional<Error> error_of(const Result<T>& result) {
  return result ? std::nullopt : std::optional<Error>(result.error());
}

std::string size_of(const fs::path& path) {
  std::error_code error;
  const auto bytes = fs::file_size(path, error);
  return error ? "" : fmt::format(", {:.1f} MB", static_cast<double>(bytes) / 1e6);
}

void check_overlays(Report& report,
                    const std::string& base,
                    const std::vector<std::string>& paths) {
  if (paths.empty()) {
    report.ok("overlays", "none; " + knowledge::user_folder().string() + " is not there");
    return;
  }
  std::vector<Error> left_out;
  const auto over = knowledge::load_with_overlays(base, {.paths = paths}, left_out);
  std::string list;
  for (const std::string& path : paths) list += (list.empty() ? "" : ", ") + path;
  report.check("overlays", over ? list + ": " + (*over)->content_hash() : "", error_of(over),
               "mend the row; dragoman kb check " + list + " lists all that is wrong");
}

void check_resources(Report& report,
                     const std::string& named,
                     const std::vector<std::string>& overlays) {
  constexpr const char* kInstall =
      "install Dragoman again, or name the folder with --resources or DRAGOMAN_RESOURCES";
  const auto folder = core::find_resources(named);
  report.check("resources", folder ? *folder : "", error_of(folder), kInstall);
  if (!folder) return;

  const std::string model_path = *folder + kModelFile;
  const auto start = std::chrono::steady_clock::now();
  const auto model = language::Model::load(model_path);
  const double milliseconds =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  report.check("model",
               model ? fmt::format("{}{}, loaded in {:.0f} ms", (*model)->version(),
                                   size_of(model_path), milliseconds)
                     : "",
               error_of(model),
               "put back models/english.dgm from the release, or train it again (train/README.md)");

  const std::string knowledge_path = *folder + kKnowledgeFile;
  const auto base = knowledge::KnowledgeBase::load(knowledge_path);
  report.check("knowledge", base ? (*base)->content_hash() + size_of(knowledge_path) : "",
               error_of(base),
               "compile it again: cmake --build --preset release --target knowledge_base");
  if (base) check_overlays(report, knowledge_path, overlays);
  if (!model || !base) return;
  const auto all = pipeline::load_resources(*folder, {});
  report.check("lexicons", all ? all->versions.lexicon : "", error_of(all),
               "mend the file where the message points");
}

void check_libraries(Report& report) {
  auto memory =
      store::Database::open(":memory:", store::Database::Access::Write, std::chrono::seconds(1));
  std::optional<Error> error = error_of(memory);
  if (!error) {
    error = error_of(memory->execute(
        "CREATE VIRTUAL TABLE t USING fts5(x); SELECT json_extract('{\"a\":1}', '$.a')"));
  }
  report.check("sqlite", fmt::format("{} with FTS5 and JSON", sqlite3_libversion()), error,
               "install an SQLite built with FTS5 and JSON (Debian's libsqlite3-0 is)");
  const bool folds = store::fold("\u00C9") == "e";
  report.check(
      "unicode", "ICU " U_ICU_VERSION,
      folds ? std::nullopt : std::optional<Error>({ErrorCode::NotFound, "ICU has no data", ""}),
      "install the ICU package with its data (Debian: libicu72)");
  report.ok("processor", fmt::format("{} kernels, {} threads", language::best_kernels().name,
                                     std::max(1u, std::thread::hardware_concurrency())));
}

void check_store(Report& report, const std::string& path) {
  const fs::path folder = fs::absolute(path).parent_path();
  const bool writable = access(folder.c_str(), W_OK) == 0;
  report.check("folder", folder.string() + " can be written",
               writable ? std::nullopt
                        : std::optional<Error>(
                              {ErrorCode::NotWritable, "cannot be written", folder.string()}),
               "name a store in another folder with --store, or change the permissions");
  std::error_code error;
  if (!fs::exists(path, error)) {
    report.ok("store", path + " does not exist yet; dragoman read makes it");
    return;
  }
  auto store = store::Store::open(path, store::Store::Access::Read);
  if (!store) {
    report.fail("store", store.error().describe(),
                store.error().code == ErrorCode::StoreTooNew
                    ? "update Dragoman, or name another file with --store"
                    : "name another file with --store");
    return;
  }
  const auto integrity = store->database().value_of("PRAGMA quick_check(1)");
  if (!integrity || *integrity != "ok") {
    report.fail("store", integrity ? *integrity : integrity.error().describe(),
                "move the file away and read the reports again");
    return;
  }
  const auto summary = store::summarise(*store);
  report.check(
      "store",
      summary ? fmt::format("{}: {} reports{}", path, summary->reports, size_of(path)) : "",
      error_of(summary), "move the file away and read the reports again");
}

int run(const std::string& resources, const std::string& path, const KnowledgeChoice& knowledge) {
  Output output = Output::standard();
  Report report(output);
  report.ok("program", pipeline::kEngineVersion);
  check_resources(report, resources, knowledge.paths());
  check_libraries(report);
  check_store(report, path);
  const int status = finish(output);
  return report.failed() ? kUsageError : status;
}

}  // namespace

void add_doctor(CLI::App& app, int& status) {
  CLI::App* command =
      app.add_subcommand("doctor", "Check model, lexicons, knowledge base, libraries and store");
  auto store = add_store_option(*command);
  auto resources = add_resources_option(*command);
  auto knowledge = add_knowledge_option(*command);
  set_examples(*command, "dragoman doctor",
               "dragoman doctor --store talks.db --resources /opt/dragoman/share/dragoman");
  command->callback(
      [store, resources, knowledge, &status] { status = run(*resources, *store, *knowledge); });
}

}  // namespace dragoman::cli
