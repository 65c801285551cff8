// The cost of one report more for the copies layer, and of questions about it, by how many are
// stored: put, refresh (64 reports at a time), copy_family with origins.
//
// usage: copies_bench [STORED ...]      (default 1000 100000)
// Synthetic reports: words by Zipf's law, stock phrases, standing texts of 50 outlets in two of
// five, every seventh a copy of one of the last hundred. Medians of
// batches, in processor time.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "store/store.h"
#include "store/transaction.h"
#include "stories/copies.h"
#include "stories/origins.h"

namespace dragoman::stories {
namespace {

// Processor time of this program: other programs on the machine do not count.
struct Clock {
  static double now() { return double(std::clock()) / CLOCKS_PER_SEC; }
};

constexpr std::size_t kBatch = 64, kBatches = 12;

class Reports {
 public:
  Reports() {
    for (int i = 0; i < 3000; ++i) phrases_.push_back(words(6));
    for (int i = 0; i < 50; ++i) standing_.push_back(words(50));
  }

  Record next() {
    Record record;
    char id[17];
    std::snprintf(id, sizeof id, "%016llx", static_cast<unsigned long long>(random_()));
    record.id = record.uri = id;
    const std::size_t outlet = below(standing_.size());
    record.outlet = "Outlet " + std::to_string(outlet);
    const std::size_t day = number_++ / 200 + below(3);
    char published[16];
    std::snprintf(published, sizeof published, "%04zu-%02zu-%02zu", 2000 + day / 336 % 100,
                  1 + day / 28 % 12, 1 + day % 28);
    record.published = published;
    record.text = recent_.size() == 100 && below(7) == 0
                      ? recent_[below(100)].substr(0, 1500) + "\n\n" + words(40)
                      : body();
    if (below(5) < 2) record.text += "\n\n" + standing_[outlet];
    if (recent_.size() < 100) recent_.push_back(record.text);
    recent_[below(recent_.size())] = record.text;
    return record;
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }
  // Of 30,000 words the n-th is about 1/n as frequent as the first.
  std::string word() {
    const double share = double(random_() >> 11) / 9007199254740992.0;
    return "w" + std::to_string(std::size_t(std::pow(30000.0, share)));
  }
  std::string words(std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += (i > 0 ? " " : "") + word();
    return out;
  }
  std::string body() {
    std::string out;
    for (int i = 0; i < 20; ++i) {
      const double share = double(below(1000)) / 1000;
      out += words(12 + below(6)) + " " +
             phrases_[std::size_t(std::pow(double(phrases_.size()), share)) - 1] + ". ";
    }
    return out;
  }

  std::mt19937_64 random_{7};
  std::vector<std::string> phrases_, standing_, recent_;
  std::size_t number_ = 0;
};

template <class Value>
Value checked(Result<Value> result) {
  if (!result) {
    std::fprintf(stderr, "%s\n", result.error().describe().c_str());
    std::exit(2);
  }
  if constexpr (!std::is_void_v<Value>) return std::move(*result);
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

class Bench {
 public:
  explicit Bench(const std::filesystem::path& file)
      : layer_(make_copies_layer()),
        store_(checked(
            store::Store::open(file.string(), store::Store::Access::Write, {.layers = {layer_}}))) {
    // Without the rows of reports: what is measured is the layer.
    checked(store_.database().execute("PRAGMA foreign_keys = OFF"));
  }

  void fill(std::size_t count) {
    while (stored_ < count) put_batch();
  }

  void measure() {
    std::vector<double> put, refresh, ask;
    for (std::size_t i = 0; i < kBatches; ++i) {
      const std::vector<double> times = put_batch();
      put.push_back(times[0]);
      refresh.push_back(times[1]);
      const auto begin = Clock::now();
      for (const std::string& report : last_)
        checked(origins_of(store_, checked(copy_family(store_, report)).reports));
      ask.push_back(since(begin));
    }
    std::printf("%9zu stored   put %7.1f us   refresh %7.1f us   family and origins %7.1f us\n",
                stored_, median(put), median(refresh), median(ask));
  }

 private:
  static double since(double begin) {  // microseconds a report
    return (Clock::now() - begin) * 1e6 / kBatch;
  }

  std::vector<double> put_batch() {
    std::vector<Record> batch;
    last_.clear();
    for (std::size_t i = 0; i < kBatch; ++i) batch.push_back(reports_.next());
    checked(store::transact(store_.database(), [&]() -> Result<void> {
      auto source = store_.database().prepare("INSERT INTO sources VALUES (?,?,?,?,'')");
      if (!source) return source.error();
      for (const Record& r : batch) {
        source->bind(1, r.id).bind(2, r.uri).bind(3, r.outlet).bind(4, r.published);
        if (auto done = source->run(); !done) return done;
        last_.push_back(r.id);
      }
      return {};
    }));
    const auto begin = Clock::now();
    checked(store::transact(store_.database(), [&]() -> Result<void> {
      for (const Record& record : batch) {
        if (auto done = layer_->put(store_.database(), record); !done) return done;
      }
      return {};
    }));
    const double put = since(begin);
    const auto refreshing = Clock::now();
    checked(store_.refresh());
    stored_ += kBatch;
    return {put, since(refreshing)};
  }

  Reports reports_;
  std::shared_ptr<store::Layer> layer_;
  store::Store store_;
  std::size_t stored_ = 0;
  std::vector<std::string> last_;
};

}  // namespace
}  // namespace dragoman::stories

int main(int argc, char** argv) {
  std::vector<std::size_t> sizes;
  for (int i = 1; i < argc; ++i) sizes.push_back(std::strtoul(argv[i], nullptr, 10));
  if (sizes.empty()) sizes = {1000, 100'000};
  const auto file = std::filesystem::temp_directory_path() / "dragoman_copies_bench.db";
  const auto remove = [&file] {
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + suffix);
  };
  remove();
  {
    dragoman::stories::Bench bench(file);
    for (const std::size_t size : sizes) {
      bench.fill(size);
      bench.measure();
    }
  }
  remove();
  return 0;
}
