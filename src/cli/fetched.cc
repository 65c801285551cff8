#include "cli/fetched.h"

#include "cli/interrupt.h"
#include "fetch/fetcher.h"
#include "watch/entry_text.h"

namespace dragoman::cli {

void add_fetch_options(CLI::App& command, FetchChoice& choice) {
  command.add_flag("--allow-private", choice.allow_private,
                   "Fetch also from addresses of this machine and its network");
  command.add_flag("--ignore-robots", choice.ignore_robots,
                   "Fetch also what robots.txt of a site forbids");
}

intake::AddressReader address_reader(const FetchChoice& choice, std::size_t max_report_bytes) {
  fetch::FetchOptions options;
  options.allow_private = choice.allow_private;
  options.robots = !choice.ignore_robots;
  options.max_bytes = max_report_bytes * intake::InputOptions::kPageFactor;
  options.stopped = [] { return signal_seen() != 0; };
  auto fetcher = std::make_shared<fetch::Fetcher>(std::move(options));
  return [fetcher](const std::string& address) { return watch::fetch_item(*fetcher, address); };
}

}  // namespace dragoman::cli
