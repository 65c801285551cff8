// Many reports on many threads, pulled from Python: results come in the order of the reports.
//
//   Python pushes --[window of jobs]--> N workers --[window of results]--> Python pops in order
//
// The same shape as pipeline/in_order.h, turned inside out: there one call runs to the end, here
// the caller asks for the next result, between two of which anything may happen.
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>
#include <unistd.h>

#include "bindings.h"
#include "engine.h"
#include "failure.h"

namespace dragoman::python {

namespace nb = nanobind;

namespace {

// Threads and what they share; never used from another process than the one that made it.
class Crew {
 public:
  Crew(std::shared_ptr<const Engine> engine,
       intake::InputOptions options,
       bool as_json,
       std::size_t threads)
      : engine_(std::move(engine)), options_(std::move(options)), as_json_(as_json) {
    try {
      while (workers_.size() < threads)
        workers_.emplace_back([this](std::stop_token stop) { serve(stop); });
    } catch (const std::system_error&) {
      if (workers_.empty())
        throw Failure(make_error(ErrorCode::Internal, "the system gives no threads"));
    }
  }

  void push(Job job) {
    const std::lock_guard lock(mutex_);
    waiting_.emplace_back(pushed_++, std::move(job));
    changed_.notify_one();
  }

  // Waits at most this long for the next result in order.
  std::optional<Finished> pop(std::chrono::milliseconds most) {
    std::unique_lock lock(mutex_);
    if (!ready_.wait_for(lock, most, [this] { return done_.contains(popped_); }))
      return std::nullopt;
    Finished out = std::move(done_.extract(popped_).mapped());
    ++popped_;
    return out;
  }

 private:
  void serve(const std::stop_token& stop) {
    Reader reader(engine_);
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [this] { return !waiting_.empty(); })) {
      auto [number, job] = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      Finished out = read_job(*engine_, reader, options_, as_json_, std::move(job));
      lock.lock();
      done_.emplace(number, std::move(out));
      if (number == popped_) ready_.notify_one();
    }
  }

  const std::shared_ptr<const Engine> engine_;
  const intake::InputOptions options_;
  const bool as_json_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable_any changed_;
  std::condition_variable ready_;
  std::deque<std::pair<std::size_t, Job>> waiting_;
  std::map<std::size_t, Finished> done_;
  std::size_t pushed_ = 0, popped_ = 0;
  std::vector<std::jthread> workers_;  // last: they stop before what they use goes
};

class Reading {
 public:
  Reading(const LoadedEngine& engine,
          bool as_json,
          std::size_t threads,
          std::size_t max_bytes,
          std::string date,
          std::string outlet)
      : process_(getpid()), max_bytes_(max_bytes) {
    intake::InputOptions options;
    options.max_bytes = max_bytes;
    options.date = std::move(date);
    options.outlet = std::move(outlet);
    crew_ = std::make_unique<Crew>(engine.engine(), std::move(options), as_json, threads);
  }
  ~Reading() { close(); }
  Reading(const Reading&) = delete;

  // Ends the threads; each finishes its report first.
  void close() {
    if (process_ != getpid()) {
      crew_.release();  // the threads are in the other process, and not to be waited for
      return;
    }
    const nb::gil_scoped_release release;
    crew_.reset();
    source_.reset();
  }

  void open_files(std::vector<std::string> paths) {
    intake::InputOptions options;
    options.max_bytes = max_bytes_;
    source_ = checked(intake::Source::open(std::move(paths), options));
  }

  void push_line(std::string line, std::string where, bool has_id) {
    Job job;
    job.item.kind = intake::RawItem::Kind::JsonLine;
    job.item.bytes = std::move(line);
    job.item.uri = std::move(where);
    job.has_id = has_id;
    push(std::move(job));
  }

  // The next item of the files; false at their end.
  bool push_next() {
    if (!source_) return false;
    std::optional<Result<intake::RawItem>> item;
    {
      const nb::gil_scoped_release release;
      item = source_->next();
    }
    if (!item) return false;
    Job job;
    if (*item) {
      job.item = std::move(**item);
    } else {
      job.error = item->error();
    }
    push(std::move(job));
    return true;
  }

  // Waits for the next result; lets signals through.
  nb::object pop() {
    if (pending_ == 0) throw Failure(make_error(ErrorCode::BadArgument, "nothing is under way"));
    while (true) {
      std::optional<Finished> out;
      {
        Crew& crew = this->crew();
        const nb::gil_scoped_release release;
        out = crew.pop(std::chrono::milliseconds(50));
      }
      if (out) {
        --pending_;
        return to_object(std::move(*out));
      }
      if (PyErr_CheckSignals() != 0) throw nb::python_error();
    }
  }

  std::size_t pending() const { return pending_; }

 private:
  void push(Job job) {
    crew().push(std::move(job));
    ++pending_;
  }

  Crew& crew() {
    if (process_ != getpid()) {
      throw Failure(
          make_error(ErrorCode::BadArgument,
                     "read_many was begun before this process was forked; begin it here"));
    }
    if (!crew_) throw Failure(make_error(ErrorCode::BadArgument, "this reading was closed"));
    return *crew_;
  }

  const pid_t process_;
  const std::size_t max_bytes_;
  std::unique_ptr<Crew> crew_;
  std::optional<intake::Source> source_;
  std::size_t pending_ = 0;  // pushed and not popped
};

}  // namespace

void add_reading(nb::module_& module) {
  nb::class_<Reading>(module, "Reading",
                      "Reports under way on worker threads; see Engine.read_many.")
      .def(
          nb::init<const LoadedEngine&, bool, std::size_t, std::size_t, std::string, std::string>(),
          nb::arg("engine"), nb::arg("as_json"), nb::arg("threads"), nb::arg("max_bytes"),
          nb::arg("date"), nb::arg("outlet"))
      .def("open_files", &Reading::open_files, nb::arg("paths"))
      .def("push_line", &Reading::push_line, nb::arg("line"), nb::arg("where"), nb::arg("has_id"))
      .def("push_next", &Reading::push_next)
      .def("pop", &Reading::pop)
      .def("close", &Reading::close)
      .def_prop_ro("pending", &Reading::pending);
}

}  // namespace dragoman::python
