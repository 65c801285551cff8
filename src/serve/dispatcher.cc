#include "serve/dispatcher.h"

#include <chrono>
#include <cstdio>
#include <exception>

#include <fmt/format.h>

#include "core/hash.h"
#include "serve/negotiate.h"

namespace dragoman::serve {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kLeastCompressed = 1024;

Result<void> can_answer(const Route& route, const Desk& desk) {
  if (route.lane == Lane::Writer && desk.store == nullptr) {
    return make_error(ErrorCode::NotWritable,
                      "the store cannot be written now; ask again in a while, or see the server's messages");
  }
  return route.derived ? derived_is_there(desk.shared) : Result<void>();
}

// The handler's answer; what it could not do as a problem, with the reason in our messages.
Response handle(const Route& route, const Request& request, Desk& desk) {
  Error error;
  try {
    const auto there = can_answer(route, desk);
    auto response = there ? route.handle(request, desk) : there.error();
    if (response) return std::move(*response);
    error = response.error();
  } catch (const std::exception& failure) {
    error = make_error(ErrorCode::Internal, failure.what());
  }
  Response out = problem(error);
  if (out.status >= 500) {
    std::fprintf(stderr, "dragoman: request %s: %s %s: %s\n", request.id.c_str(),
                 request.method.c_str(), route.pattern.c_str(), error.describe().c_str());
  }
  return out;
}

// Words may have to be looked for in every row before a page is full: not among the quick ones.
Lane lane_of(const Route& route, const Request& request) {
  if (route.lane != Lane::Quick) return route.lane;
  for (const auto& parameter : request.query) {
    for (const char* words : {"actor", "speaker", "country", "about", "search"}) {
      if (parameter.first == words) return Lane::Slow;
    }
  }
  return Lane::Quick;
}

AnswerPtr make_answer(Response response, const std::string& tag, bool compress) {
  auto answer = std::make_shared<Answer>();
  if (response.status == 200) answer->tag = tag;
  if (compress && response.body.size() >= kLeastCompressed)
    answer->compressed = gzip(response.body);
  answer->response = std::move(response);
  return answer;
}

AnswerPtr not_modified(const std::string& tag) {
  auto answer = std::make_shared<Answer>();
  answer->response.status = 304;
  answer->response.type.clear();
  answer->tag = tag;
  return answer;
}

std::string list_of(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ", ") + item;
  return out;
}

}  // namespace

Result<void> derived_is_there(const Shared& shared) {
  if (shared.derived) return {};
  return make_error(ErrorCode::NotWritable,
                    shared.options.read_only
                        ? "what follows from many reports has not been made in this store; it is, by a "
                          "server that may write or by any command that asks for it (dragoman files)"
                        : "what follows from many reports is still being made; ask again in a while");
}

AnswerPtr plain_answer(Response response) {
  return make_answer(std::move(response), "", false);
}

Dispatcher::Dispatcher(Shared& shared, Router router, Guard guard, Workers& workers, Post post)
    : shared_(shared),
      router_(std::move(router)),
      guard_(std::move(guard)),
      workers_(workers),
      post_(std::move(post)),
      cache_(shared.options.limits.cache_bytes),
      boot_(fmt::format("{:08x}",
                        static_cast<std::uint32_t>(core::fnv1a64(std::to_string(
                            std::chrono::system_clock::now().time_since_epoch().count()))))) {}

std::string Dispatcher::next_id() {
  return fmt::format("{}-{}", boot_, ++requests_);
}

Dispatcher::Plan Dispatcher::plan(Request& request) {
  const auto match = router_.find(request);
  const Role needed = match.route != nullptr ? match.route->needs : Role::Read;
  if (auto refusal = guard_.admit(request, needed, RateLimit::Clock::now()))
    return {nullptr, plain_answer(std::move(*refusal))};
  if (match.route != nullptr) return {match.route, nullptr};
  if (!match.allowed.empty()) {
    Response out =
        problem(405, "MethodNotAllowed", "this address takes " + list_of(match.allowed) + " only");
    out.headers.emplace_back("Allow", list_of(match.allowed));
    return {nullptr, plain_answer(std::move(out))};
  }
  return {nullptr,
          plain_answer(problem(404, "NotFound",
                               "there is nothing at this address; /api/v1/openapi.json lists what "
                               "there is"))};
}

void Dispatcher::answer(Request request, const Route& route, Reply reply) {
  if (route.lane == Lane::Here) {
    Desk desk{shared_};
    shared_.metrics.cache_bytes = static_cast<std::int64_t>(cache_.bytes());
    reply(plain_answer(handle(route, request, desk)));
    return;
  }
  Question question;
  // What is kept is packed for all who will ask.
  question.compress = route.lasting || takes_gzip(request.header("accept-encoding"));
  question.key = request.id;
  if (route.lasting) {
    question.key = request.target + "\n" + request.header("accept");
    question.tag = fmt::format("{:016x}", core::fnv1a64(question.key + "\n" + boot_ + "\n" +
                                                        std::to_string(shared_.generation.load()) +
                                                        today()));  // what is due depends on it
    if (has_tag(request.header("if-none-match"), question.tag)) {
      reply(not_modified(question.tag));
      return;
    }
    if (AnswerPtr kept = cache_.find(question.key, question.tag)) {
      ++shared_.metrics.cached;
      reply(std::move(kept));
      return;
    }
  }
  std::vector<Reply>& waiting = asked_[question.key + question.tag];
  waiting.push_back(std::move(reply));
  if (waiting.size() > 1) {
    ++shared_.metrics.joined;
    return;
  }
  submit(std::make_shared<const Request>(std::move(request)), route, std::move(question));
}

void Dispatcher::submit(std::shared_ptr<const Request> request,
                        const Route& route,
                        Question question) {
  ++shared_.metrics.waiting;  // finish() takes it back
  const auto asked_at = Clock::now();
  const bool fetches = route.lane == Lane::Writer && is_address_list(*request);
  const Lane lane = fetches ? Lane::Fetch : lane_of(route, *request);
  const bool taken = workers_.submit(lane, [=, this, &route](Desk& desk) {
    if (Clock::now() - asked_at > shared_.options.limits.wait_time) {
      finish_soon(question, overloaded());
    } else if (fetches) {
      fetch(*request, route, question);
    } else {
      finish_soon(question, make_answer(handle(route, *request, desk), question.tag, question.compress));
    }
  });
  if (!taken) finish(question, overloaded());
}

// On a thread that fetches: what the writer reads then.
void Dispatcher::fetch(const Request& asked, const Route& route, const Question& question) {
  auto fetched = shared_.fetching.fetch(asked);
  if (!fetched) {
    finish_soon(question, plain_answer(problem(fetched.error())));
    return;
  }
  auto request = std::make_shared<Request>(asked);
  request->fetched = std::move(*fetched);
  const bool taken = workers_.submit(Lane::Writer, [=, this, &route](Desk& desk) {
    finish_soon(question, make_answer(handle(route, *request, desk), question.tag, question.compress));
  });
  if (!taken) finish_soon(question, overloaded());
}

void Dispatcher::finish_soon(const Question& question, AnswerPtr answer) {
  post_([this, question, answer] { finish(question, answer); });
}

void Dispatcher::finish(const Question& question, AnswerPtr answer) {
  --shared_.metrics.waiting;
  if (!answer->tag.empty()) cache_.keep(question.key, answer);
  const auto found = asked_.find(question.key + question.tag);
  if (found == asked_.end()) return;
  const std::vector<Reply> replies = std::move(found->second);
  asked_.erase(found);
  for (const Reply& reply : replies) reply(answer);
}

AnswerPtr Dispatcher::overloaded() const {
  Response out = problem(503, "Overloaded", "the server is busy; ask again in a few seconds");
  out.headers.emplace_back("Retry-After", "2");
  return plain_answer(std::move(out));
}

}  // namespace dragoman::serve
