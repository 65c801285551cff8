#include "serve/metrics.h"

#include <cstdio>
#include <fstream>

#include <fmt/format.h>
#include <unistd.h>

namespace dragoman::serve {
namespace {

std::int64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::int64_t size = 0, resident = 0;
  file >> size >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

void gauge(std::string& out, const char* name, const char* help, std::int64_t value) {
  out += fmt::format("# HELP dragoman_{0} {1}\n# TYPE dragoman_{0} gauge\ndragoman_{0} {2}\n", name,
                     help, value);
}
void counter(std::string& out, const char* name, const char* help, std::int64_t value) {
  out += fmt::format("# HELP dragoman_{0} {1}\n# TYPE dragoman_{0} counter\ndragoman_{0} {2}\n",
                     name, help, value);
}

}  // namespace

void Metrics::count(const std::string& route, int status, std::chrono::duration<double> took) {
  ++requests_[{route, status}];
  Times& times = times_[route];
  std::size_t i = 0;
  while (i < kBounds.size() && took.count() > kBounds[i]) ++i;
  ++times.within[i];
  times.seconds += took.count();
  ++times.count;
}

std::string Metrics::text() const {
  std::string out;
  out +=
      "# HELP dragoman_requests_total Requests answered.\n"
      "# TYPE dragoman_requests_total counter\n";
  for (const auto& [key, value] : requests_) {
    out += fmt::format("dragoman_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", key.first,
                       key.second, value);
  }
  out +=
      "# HELP dragoman_request_seconds From the end of a request's head to its answer.\n"
      "# TYPE dragoman_request_seconds histogram\n";
  for (const auto& [route, times] : times_) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < kBounds.size(); ++i) {
      sum += times.within[i];
      out += fmt::format("dragoman_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route,
                         kBounds[i], sum);
    }
    out += fmt::format(
        "dragoman_request_seconds_bucket{{route=\"{0}\",le=\"+Inf\"}} {1}\n"
        "dragoman_request_seconds_sum{{route=\"{0}\"}} {2}\n"
        "dragoman_request_seconds_count{{route=\"{0}\"}} {1}\n",
        route, times.count, times.seconds);
  }
  gauge(out, "connections", "Open connections.", connections);
  gauge(out, "streams", "Open streams of changes.", streams);
  gauge(out, "requests_waiting", "Requests that workers have not answered yet.", waiting);
  gauge(out, "cache_bytes", "Answers that are kept.", cache_bytes);
  gauge(out, "resident_memory_bytes", "Memory of the process.", resident_bytes());
  counter(out, "connections_refused_total", "Connections over the limit.", refused);
  counter(out, "answers_cached_total", "Requests answered from the cache.", cached);
  counter(out, "answers_joined_total", "Requests that waited for another's answer.", joined);
  counter(out, "reports_read_total", "Reports that were posted and read.", reports_read);
  counter(out, "changes_sent_total", "Events sent to streams.", changes_sent);
  return out;
}

}  // namespace dragoman::serve
