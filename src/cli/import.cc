// dragoman import: rows of other data sets as third-party claims, beside what reports say.
#include <vector>

#include "claims/read_claims.h"
#include "claims/stored_claims.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "core/resources.h"

namespace dragoman::cli {
namespace {

constexpr std::size_t kBatch = 1000;   // rows of one transaction
constexpr std::size_t kMostTold = 20;  // of rows that were refused

struct Options {
  std::shared_ptr<std::string> store, resources;
  std::string profile;
  std::vector<std::string> paths;
};

// Rows on their way into the store.
class Importer {
 public:
  explicit Importer(store::Store& store) : store_(store) {}

  // False when the store cannot be written; why() says why.
  bool take(const Result<claims::Claim>& claim) {
    if (!claim) {
      if (++refused_ <= kMostTold)
        std::fprintf(stderr, "dragoman: %s\n", claim.error().describe().c_str());
      return true;
    }
    batch_.push_back(*claim);
    return batch_.size() < kBatch || write();
  }
  bool write() {
    auto counts = claims::put_claims(store_, batch_);
    batch_.clear();
    if (!counts) {
      why_ = counts.error();
      return false;
    }
    counts_.added += counts->added, counts_.replaced += counts->replaced;
    return true;
  }

  const std::optional<Error>& why() const { return why_; }
  const claims::PutCounts& counts() const { return counts_; }
  std::size_t refused() const { return refused_; }

 private:
  store::Store& store_;
  std::vector<claims::Claim> batch_;
  claims::PutCounts counts_;
  std::size_t refused_ = 0;
  std::optional<Error> why_;
};

int run(const Options& options) {
  const auto folder = core::find_resources(*options.resources);
  if (!folder) return fail(folder.error());
  const auto resources = claims::Resources::load(*folder + "/lexicons");
  if (!resources) return fail(resources.error());
  if (!resources->profiles.contains(options.profile)) {
    std::string known;
    for (const std::string& name : resources->names()) known += (known.empty() ? "" : ", ") + name;
    return fail({ErrorCode::BadArgument,
                 "there is no profile '" + options.profile + "'; there are " + known, ""});
  }
  auto store = store::Store::open(*options.store, store::Store::Access::Write);
  if (!store) return fail(store.error());
  watch_signals();
  Importer importer(*store);
  auto done = claims::read_claims(*resources, options.profile, options.paths,
                                  [&](const Result<claims::Claim>& claim) {
                                    return importer.take(claim) && signal_seen() == 0;
                                  });
  if (!done) return fail(done.error());
  if (!importer.why()) importer.write();
  if (importer.why()) return fail(*importer.why());
  std::fprintf(stderr, "dragoman: %zu rows new, %zu replaced, %zu refused\n",
               importer.counts().added, importer.counts().replaced, importer.refused());
  if (signal_seen() != 0) return kSignal + signal_seen();
  return importer.refused() == 0 ? kAllRead : kSomeRejected;
}

}  // namespace

void add_import(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "import", "Read rows of another data set (GDELT, ACLED, POLECAT) as claims of third parties");
  command->add_option("FILES", options->paths, "Tables; .gz, .zip and folders of them too")
      ->required();
  command
      ->add_option("--profile", options->profile,
                   "gdelt2-events, acled, polecat, or another of lexicons/claims/columns.tsv")
      ->required()
      ->type_name("PROFILE");
  options->store = add_store_option(*command);
  options->resources = add_resources_option(*command);
  set_examples(*command, "dragoman import 20160323.export.CSV.zip --profile gdelt2-events",
               "dragoman import acled-syria.csv --profile acled --store syria.db");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace dragoman::cli
