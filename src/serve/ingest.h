// Reports that clients post: read by the engine, kept in the store.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dragoman/engine.h"

#include "serve/http.h"
#include "serve/shared.h"
#include "store/store.h"

namespace dragoman::serve {

// What a posted body is, and where its reports come from.
struct Upload {
  std::string ending;               // of the file that it would be: ".txt", ".html.gz"
  std::string name;                 // stands before the place within it in the uri of each report
  std::string date, outlet, title;  // of reports that state none
};
// By content type, and by the ending of ?name=. Fails with BadArgument; its message lists what is
// taken.
Result<Upload> upload_of(const Request& request);

// Belongs to the thread that writes.
class Ingest {
 public:
  explicit Ingest(Shared& shared) : shared_(shared) {}

  // 201 with the reports and what was rejected; 400 when nothing could be read. What was read
  // before a limit was met is kept.
  Result<Response> read(const Request& request, store::Store& store);

 private:
  Result<void> load();

  Shared& shared_;
  std::shared_ptr<const Engine> engine_;
  std::unique_ptr<Reader> reader_;
};

}  // namespace dragoman::serve
