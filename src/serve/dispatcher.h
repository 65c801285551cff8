// From a request to its answer: let in, found, answered from what is kept, or by a worker.
//
//   plan()    by the head alone: refused, or the route and how much body it takes
//   answer()  the whole request: 304, a kept answer, the answer that another request waits for
//             already, or a job for a worker
//
// All of it runs on the thread that reads from the network; `reply` is called there too.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "serve/answer.h"
#include "serve/guard.h"
#include "serve/router.h"
#include "serve/shared.h"
#include "serve/workers.h"

namespace dragoman::serve {

class Dispatcher {
 public:
  using Post = std::function<void(std::function<void()>)>;
  using Reply = std::function<void(AnswerPtr)>;

  // `post` runs a function on the network's thread.
  Dispatcher(Shared& shared, Router router, Guard guard, Workers& workers, Post post);

  struct Plan {
    const Route* route = nullptr;
    AnswerPtr refusal;  // when there is no route
  };
  Plan plan(Request& request);
  void answer(Request request, const Route& route, Reply reply);

  // Drops whoever waits for an answer that will not come.
  void forget() { asked_.clear(); }

  // "3f2a91c0-17"
  std::string next_id();
  Guard& guard() { return guard_; }

 private:
  struct Question {
    std::string key, tag;
    bool compress = false;
  };
  void submit(std::shared_ptr<const Request> request, const Route& route, Question question);
  void fetch(const Request& asked, const Route& route, const Question& question);
  void finish(const Question& question, AnswerPtr answer);
  void finish_soon(const Question& question, AnswerPtr answer);  // from any thread
  AnswerPtr overloaded() const;

  Shared& shared_;
  Router router_;
  Guard guard_;
  Workers& workers_;
  Post post_;
  AnswerCache cache_;
  std::map<std::string, std::vector<Reply>> asked_;  // by key and tag
  std::string boot_;                                 // differs from start to start
  std::uint64_t requests_ = 0;
};

AnswerPtr plain_answer(Response response);

}  // namespace dragoman::serve
