// Which handler answers which request.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "dragoman/engine.h"
#include "dragoman/result.h"

#include "serve/http.h"
#include "store/store.h"

namespace dragoman::serve {

class Ingest;   // ingest.h
struct Shared;  // shared.h: what all handlers see of the server

// What a handler has to work with. One of these belongs to each worker thread.
struct Desk {
  Shared& shared;
  store::Store* store = nullptr;  // none in Lane::Here
  Ingest* ingest = nullptr;       // in Lane::Writer
  std::unique_ptr<Reader> reader{};  // made when first needed: the engine's scratch memory
};

// Where a request is answered.
enum class Lane {
  Here,    // at once, on the thread that reads from the network: no store, no work
  Quick,   // a look-up or a page
  Slow,    // reads many rows
  Writer,  // changes the store
  Fetch,   // asks the web for what the writer is to have; no store
  Stream,  // an open stream of events
};

struct Route {
  std::string method;   // GET answers HEAD too
  std::string pattern;  // "/api/v1/reports/{id}/record"; a part in braces is any one segment
  Role needs = Role::Read;
  Lane lane = Lane::Quick;
  std::size_t most_body = 0;  // bytes; 0: none is taken
  bool lasting = true;        // the answer follows from request and store alone: it has an ETag
  std::function<Result<Response>(const Request&, Desk&)> handle{};
  bool derived = false;  // it needs what follows from many reports
};

class Router {
 public:
  void add(Route route);
  void add_derived(Route route);  // sets `derived`
  const std::vector<Route>& routes() const { return routes_; }

  struct Match {
    const Route* route = nullptr;
    std::vector<std::string> allowed;  // methods that the path has, when this is none of them
  };
  // Neither route nor allowed: no such path.
  Match find(const Request& request) const;

 private:
  std::vector<Route> routes_;
};

}  // namespace dragoman::serve
