// How a server is set up; each field with its usual value.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "dragoman/engine.h"
#include "dragoman/record.h"

#include "alerts/settings.h"
#include "serve/http.h"
#include "store/corrections.h"
#include "store/layer.h"

namespace dragoman::serve {

struct Limits {
  std::size_t connections = 4096;  // open at once; the next one is told 503
  std::size_t streams = 3000;      // of changes, among them
  std::size_t head_bytes = 16 << 10;
  std::size_t upload_bytes = std::size_t{16} << 20;  // of one POST of reports
  std::size_t upload_reports = 1000;                 // in one POST
  std::size_t addresses = 10;                        // to be fetched for one POST
  std::size_t waiting = 256;  // requests for each lane of workers; the next one is told 503
  std::size_t cache_bytes = std::size_t{48} << 20;
  std::chrono::seconds head_time{
      10};  // for a request's head, from the first byte or the connection
  std::chrono::seconds idle_time{60};  // between two requests
  std::chrono::seconds body_time{60};
  std::chrono::seconds answer_time{60};  // for a client to take an answer
  std::chrono::seconds wait_time{15};    // in a lane; then 503
  std::chrono::seconds heartbeat{15};    // of streams
  std::chrono::seconds grace{5};         // for requests under way when the server is stopped
};

struct ServeOptions {
  std::string store;
  store::Layers layers{};  // kept up to date by what is posted
  std::string host = "127.0.0.1";
  std::uint16_t port = 7878;              // 0: any that is free
  std::vector<std::string> more_hosts{};  // names that it may be called by, beside its own
  std::string tokens{};                   // file; empty: everybody may ask
  std::string audit{};                    // file; empty: no log
  std::string pages{};                    // folder with the web desk; empty: none is served
  bool read_only = false;
  bool fetch_private = false;  // addresses of this machine and its network too are fetched
  double rate = 100,
         burst = 300;  // requests a second and at once for each caller; rate 0: no limit
  unsigned quick_workers = 2, slow_workers = 2;
  Limits limits{};
  // Loads what reads posted reports and makes trees; called when first needed.
  std::function<Result<std::shared_ptr<const Engine>>()> load_engine{};
  alerts::Settings alerts{};  // how messages leave
  // Explains what is asked of a record (an id, a span, words) as a JSON array; empty: nothing is
  // explained. Called by several threads at once.
  std::function<Result<nlohmann::ordered_json>(const store::CorrectedRecord&, const std::string&)>
      explain{};
  // The sentence around a span; empty: corrections are not turned into lines.
  std::function<CodePointSpan(const Record&, CodePointSpan)> sentence_around{};
};

}  // namespace dragoman::serve
