#include "watch/watcher.h"

#include <algorithm>
#include <optional>

#include "core/utc.h"
#include "feeds/feed.h"
#include "fetch/url.h"
#include "pipeline/input_marks.h"
#include "pipeline/read_report.h"
#include "watch/entry_text.h"
#include "watch/schedule.h"

namespace dragoman::watch {
namespace {

using namespace std::chrono_literals;

constexpr auto kGlance = 200ms;      // between two looks for Ctrl-C
constexpr std::int64_t kTries = 3;   // of a page, one a round, before the feed's own text is taken
constexpr auto kRefreshEvery = 60s;  // layers of the store, while it goes on and on
constexpr std::size_t kMostHeld = 64;  // reports that are told of in one go

fetch::FetchOptions with_stop(fetch::FetchOptions options, std::function<bool()> stopped) {
  options.stopped = std::move(stopped);
  return options;
}

// Whether another try in the next round may do better.
bool may_pass(const Error& error) {
  return error.code == ErrorCode::Unreachable || error.code == ErrorCode::BadResponse;
}

bool may_pass(int status) {
  return status >= 500 || status == 408 || status == 425 || status == 429;
}

std::string reason_of(const Error& error) {
  return error.message + " [" + std::string(to_string(error.code)) + "]";
}

}  // namespace

Watcher::Watcher(const FeedList& list,
                 std::shared_ptr<const Engine> engine,
                 store::Store& store,
                 Listener listener,
                 std::function<bool()> stopped)
    : list_(list),
      engine_(std::move(engine)),
      store_(store),
      listener_(std::move(listener)),
      stopped_(std::move(stopped)),
      reader_(engine_),
      fetcher_(with_stop(list.fetch, [this] { return ending_ || stopped_(); })) {}

Watcher::~Watcher() {
  ending_ = true;
}

// ---- the loop ----

Result<void> Watcher::load() {
  feeds_.clear();
  for (const FeedSettings& settings : list_.feeds) {
    FeedTask& task = feeds_.emplace_back();
    task.settings = settings;
    auto row = store::find_feed(store_.database(), settings.url);
    if (!row) return row.error();
    if (*row) {
      task.row = std::move(**row);
      continue;
    }
    task.row.url = task.row.address = settings.url;
    store_.also([row = task.row](store::Database& d) { return store::write_feed(d, row); });
  }
  folders_.clear();
  for (const FolderSettings& settings : list_.folders) folders_.push_back({settings});
  auto files = store::watched_files(store_.database());
  if (!files) return files.error();
  for (store::WatchedFile& file : *files) known_files_[file.path] = std::move(file);
  auto marks = store_.marks();
  if (!marks) return marks.error();
  half_read_ = pipeline::to_resume_points(std::move(*marks));
  return store_.commit();
}

Result<void> Watcher::run(Mode mode) {
  if (auto loaded = load(); !loaded) return loaded;
  queue_ = std::make_unique<fetch::Queue>(fetcher_, list_.watch.connections);
  if (mode.once) ask_due(mode.all);
  while (!stopped_()) {
    if (!mode.once) ask_due(false);
    if (auto looked = look_at_folders(false); !looked) return looked;
    if (auto done = queue_->take(kGlance)) {
      if (auto taken = take(std::move(*done)); !taken) return taken;
      if (auto settled = settle(); !settled) return settled;
      continue;
    }
    if (queue_->size() > 0) continue;
    const bool growing = std::any_of(folders_.begin(), folders_.end(),
                                     [](const FolderTask& folder) { return folder.growing; });
    if (mode.once && !growing) break;
    if (mode.once) {  // one more look, for files that were just put there
      if (auto looked = look_at_folders(true); !looked) return looked;
      break;
    }
    if (auto done = refresh(false); !done) return done;
  }
  queue_.reset();
  if (auto settled = settle(); !settled) return settled;
  return refresh(true);
}

void Watcher::ask(FeedTask& task, std::size_t number) {
  task.asked = true;
  task.incomplete = false;
  task.not_before = {};
  jobs_[next_job_] = {number};
  queue_->add(next_job_++, {task.row.address, task.row.etag, task.row.modified});
}

void Watcher::ask_due(bool all) {
  const core::Time now = core::now();
  for (std::size_t i = 0; i < feeds_.size(); ++i) {
    if (!feeds_[i].asked && (all || is_due(feeds_[i].row, now))) ask(feeds_[i], i);
  }
}

Result<void> Watcher::take(fetch::Queue::Done done) {
  const auto found = jobs_.find(done.job);
  Job job = std::move(found->second);
  jobs_.erase(found);
  FeedTask& task = feeds_[job.feed];
  if (!done.response && done.response.error().code == ErrorCode::Cancelled) return {};
  if (!job.is_page) return take_feed(task, job.feed, std::move(done.response));
  under_way_.erase(job.row.uri);
  --task.pages;
  auto taken = take_page(task, std::move(job), std::move(done.response));
  if (taken && task.pages == 0 && !stopped_()) finish(task);
  return taken;
}

// ---- feeds ----

Result<void> Watcher::take_feed(FeedTask& task,
                                std::size_t number,
                                Result<fetch::Response> answer) {
  ++counts_.feeds;
  if (!answer) {
    fail(task, answer.error(), fetcher_.held_for(task.row.address));
    return {};
  }
  if (answer->status == 410) {
    note_death(task.row, core::now());
    fail(task, *fetch::status_error(*answer), std::nullopt);
    return {};
  }
  if (auto error = fetch::status_error(*answer)) {
    fail(task, *error, answer->retry_after);
    return {};
  }
  if (!answer->moved_to.empty() && answer->moved_to != task.row.address) {
    listener_.noted(task.row.url + ": moved for good to " + answer->moved_to);
    task.row.address = answer->moved_to;
  }
  task.row.last_new = 0;
  if (answer->status == 304) {
    ++counts_.unchanged;
    task.etag = task.row.etag;
    task.modified = task.row.modified;
    finish(task);
    return {};
  }
  auto feed = feeds::parse_feed(answer->body, {.url = answer->url,
                                               .content_type = answer->content_type,
                                               .max_bytes = list_.fetch.max_bytes});
  if (!feed) {
    Error error = feed.error();
    error.where = task.row.url;
    fail(task, error, std::nullopt);
    return {};
  }
  task.etag = answer->etag;
  task.modified = answer->last_modified;
  task.row.title = feed->title;
  for (const std::string& note : feed->notes) listener_.noted(task.row.url + ": " + note);
  return take_entries(task, number, *feed);
}

Result<void> Watcher::take_entries(FeedTask& task, std::size_t number, const feeds::Feed& feed) {
  std::map<std::string, int> links;
  for (const feeds::FeedEntry& entry : feed.entries) ++links[entry.link];
  for (const feeds::FeedEntry& entry : feed.entries) {
    if (stopped_()) return {};  // the feed is not finished: it will be asked again
    if (auto taken = take_entry(task, {number, links[entry.link] > 1}, entry); !taken) return taken;
  }
  if (task.pages == 0) finish(task);
  return {};
}

// New: read it. Known and edited, or waiting for its page: read it again. Else there is nothing to
// do.
Result<void> Watcher::take_entry(FeedTask& task,
                                 const Place& place,
                                 const feeds::FeedEntry& entry) {
  store::Database& database = store_.database();
  auto known = store::find_entry(database, task.row.url, entry.id);
  if (!known) return known.error();
  const std::string print = fingerprint(entry);
  if (*known && (*known)->state == "elsewhere") return {};
  if (*known && (*known)->fingerprint == print && (*known)->state != "waiting") return {};

  store::EntryRow row;
  if (*known) row = std::move(**known);
  const bool own_address = !entry.link.empty() && !place.shared;
  row.feed = task.row.url;
  row.entry = entry.id;
  row.uri =
      own_address ? entry.link : (entry.link.empty() ? task.row.url : entry.link) + "#" + entry.id;
  if (row.seen.empty()) row.seen = core::utc(core::now());
  if (row.fingerprint != print) row.attempts = 0;
  row.fingerprint = print;

  auto article = store::find_article(database, row.uri);
  if (!article) return article.error();
  if (*article && (*article)->feed != task.row.url) {
    row.state = "elsewhere";
    store_.also([row](store::Database& d) { return store::write_entry(d, row); });
    return {};
  }
  if (under_way_.contains(row.uri)) {  // by another feed, which may fail
    task.incomplete = true;
    return {};
  }
  const std::string text = entry_text(entry);
  const FullText full = task.settings.full_text;
  const bool by_page =
      own_address && (full == FullText::Always || (full == FullText::Auto && is_teaser(text)));
  if (!by_page) return take_text(task, entry, std::move(row));
  fetch::Request request{entry.link};
  if (*article) {
    request.etag = (*article)->etag;
    request.last_modified = (*article)->modified;
  }
  under_way_[row.uri] = place.feed;
  ++task.pages;
  jobs_[next_job_] = {place.feed, true, entry, std::move(row), !text.empty()};
  queue_->add(next_job_++, std::move(request));
  return {};
}

void Watcher::fail(FeedTask& task,
                   const Error& error,
                   std::optional<std::chrono::seconds> retry_after) {
  ++counts_.failures;
  task.asked = false;
  if (task.row.state != "dead") {
    note_failure(task.row, core::now(), task.settings.interval, list_.watch.max_wait,
                 {reason_of(error), retry_after});
  }
  listener_.failed(error);
  store_.also([row = task.row](store::Database& d) { return store::write_feed(d, row); });
}

// The feed and all pages of this answer are done. Only now its validators count: an answer that was
// not worked off must come again.
void Watcher::finish(FeedTask& task) {
  task.asked = false;
  note_success(task.row, core::now(), task.settings.interval);
  if (task.incomplete)  // those that wait are not tried while their host wants to be left alone
    task.row.next_due = std::max(task.row.next_due, core::utc(task.not_before));
  task.row.etag = task.incomplete ? std::string() : task.etag;
  task.row.modified = task.incomplete ? std::string() : task.modified;
  store_.also([row = task.row](store::Database& d) { return store::write_feed(d, row); });
}

// ---- entries ----

Result<void> Watcher::take_page(FeedTask& task, Job job, Result<fetch::Response> answer) {
  const std::chrono::seconds held = fetcher_.held_for(job.entry.link);
  if (held > 0s) task.not_before = std::max(task.not_before, core::now() + capped_wait(held));
  if (!answer && held > 0s && may_pass(answer.error())) {  // it was not even asked: no try
    wait_for_page(task, std::move(job), answer.error());
    return {};
  }
  if (!answer) return take_refusal(task, std::move(job), answer.error(), may_pass(answer.error()));
  if (auto error = fetch::status_error(*answer))
    return take_refusal(task, std::move(job), *error, may_pass(answer->status));
  const core::Time now = core::now();
  store::ArticleRow article{job.row.uri, task.row.url, answer->etag, answer->last_modified,
                            core::utc(now)};
  job.row.attempts = 0;
  job.row.state = "read";
  job.row.note.clear();
  if (answer->status == 304) {  // the feed changed, the page did not
    store_.also([row = job.row](store::Database& d) { return store::write_entry(d, row); });
    return {};
  }
  const intake::Resources& resources = *engine_->impl().resources.intake;
  const EntryContext context{task.settings, task.row.title, list_.watch.max_bytes, now,
                             job.row.uri};
  std::vector<std::string> notes;
  auto report = report_of_page(resources, job.entry, context, std::move(*answer), notes);
  if (!report) return take_refusal(task, std::move(job), report.error(), false);
  // A page may hold less than the feed: a wall, a notice, another page. `always` asked for it.
  if (task.settings.full_text == FullText::Auto &&
      report->text.size() < entry_text(job.entry).size())
    return take_text(task, job.entry, std::move(job.row));
  for (const std::string& note : notes) listener_.noted(note);
  return keep(task, std::move(report), std::move(job.row), std::move(article));
}

// The entry is kept for the next round.
void Watcher::wait_for_page(FeedTask& task, Job job, const Error& error) {
  job.row.state = "waiting";
  job.row.note = reason_of(error);
  task.incomplete = true;
  listener_.noted(error.describe() + "; tried again in the next round");
  store_.also([row = job.row](store::Database& d) { return store::write_entry(d, row); });
}

Result<void> Watcher::take_refusal(FeedTask& task, Job job, const Error& error, bool for_now) {
  if (for_now && ++job.row.attempts < kTries) {
    wait_for_page(task, std::move(job), error);
    return {};
  }
  job.row.attempts = 0;
  auto before = store::latest_revision(store_.database(), job.row.uri);
  if (!before) return before.error();
  // An article that was read in full is not replaced by its teaser.
  const bool by_text = task.settings.full_text == FullText::Auto && job.has_text && !*before;
  if (!by_text) {
    reject(std::move(job.row), error);
    return {};
  }
  job.row.note = "only what the feed holds: " + reason_of(error);
  listener_.noted(job.row.uri + ": " + job.row.note);
  return take_text(task, job.entry, std::move(job.row));
}

// The entry as the feed has it.
Result<void> Watcher::take_text(FeedTask& task,
                                const feeds::FeedEntry& entry,
                                store::EntryRow row) {
  const core::Time now = core::now();
  const EntryContext context{task.settings, task.row.title, list_.watch.max_bytes, now, row.uri};
  std::vector<std::string> notes;
  auto report = report_of_entry(*engine_->impl().resources.intake, entry, context, notes);
  for (const std::string& note : notes) listener_.noted(note);
  row.state = "read";
  store::ArticleRow article{row.uri, task.row.url, "", "", core::utc(now)};
  return keep(task, std::move(report), std::move(row), std::move(article));
}

Result<void> Watcher::keep(FeedTask& task,
                           Result<Report> report,
                           store::EntryRow row,
                           store::ArticleRow article) {
  Result<Record> record =
      report ? reader_.read(std::move(*report)) : Result<Record>(report.error());
  if (!record) {
    reject(std::move(row), record.error());
    return {};
  }
  auto before = store::latest_revision(store_.database(), row.uri);
  if (!before) return before.error();
  const bool is_same = *before && (*before)->report == record->id;
  const std::int64_t revision = is_same ? 0 : *before ? (*before)->number + 1 : 1;
  const std::string seen = article.fetched;
  store_.also([row, article, seen, id = record->id](store::Database& d) -> Result<void> {
    if (auto done = store::write_entry(d, row); !done) return done;
    if (auto done = store::write_article(d, article); !done) return done;
    return store::add_revision(d, row.uri, id, seen);
  });
  if (revision > 0) {
    ++task.row.last_new;
    ++task.row.reports;
  }
  return put(std::move(*record), revision);
}

void Watcher::reject(store::EntryRow row, const Error& error) {
  ++counts_.failures;
  row.state = "rejected";
  row.note = reason_of(error);
  Error told = error;
  told.where = row.uri;
  listener_.failed(told);
  store_.also([row](store::Database& d) { return store::write_entry(d, row); });
}

// ---- folders ----

Result<void> Watcher::look_at_folders(bool all) {
  for (FolderTask& folder : folders_) {
    const core::Time now = core::now();
    if (!all && now < folder.next_look) continue;
    if (all && folder.growing) {
      const auto end = now + folder.settings.settle + 1s;
      while (core::now() < end && !stopped_()) std::this_thread::sleep_for(kGlance);
    }
    FolderLook look = look_at_folder(folder.settings, known_files_);
    folder.growing = look.growing;
    if (all && look.growing)
      listener_.noted(folder.settings.path + ": files that still grow are left for the next time");
    folder.next_look = now + (look.growing ? folder.settings.settle : folder.settings.interval);
    if (look.error != folder.error) {
      folder.error = look.error;
      if (!look.error.empty()) {
        ++counts_.failures;
        listener_.failed({ErrorCode::NotReadable, "cannot list the folder: " + look.error,
                          folder.settings.path});
      }
    }
    for (store::WatchedFile& file : look.ready) {
      if (stopped_()) return {};
      if (auto read = read_file(folder.settings, std::move(file)); !read) return read;
    }
  }
  return {};
}

Result<void> Watcher::read_file(const FolderSettings& folder, store::WatchedFile file) {
  intake::InputOptions options;
  options.max_bytes = list_.watch.max_bytes;
  options.outlet = folder.outlet;
  intake::ResumePoints begun;  // by a run that was ended
  if (auto point = half_read_.extract(file.path)) begun.insert(std::move(point));
  auto source = intake::Source::open({file.path}, options, std::move(begun));
  if (!source) return source.error();
  while (auto item = source->next()) {
    if (stopped_()) return settle();
    std::vector<std::string> notes;
    auto report =
        *item ? intake::make_report(*engine_->impl().resources.intake, options, **item, &notes)
              : Result<Report>(item->error());
    auto record = report ? reader_.read(std::move(*report)) : Result<Record>(report.error());
    for (const std::string& note : notes) listener_.noted(note);
    if (!source->place().file.empty()) store_.mark(pipeline::to_mark(source->place()));
    if (!record) {
      ++counts_.failures;
      listener_.failed(record.error());
      continue;
    }
    if (auto done = put(std::move(*record), 1); !done) return done;
    if (arrived_.size() >= kMostHeld) {
      if (auto done = settle(); !done) return done;
    }
  }
  file.read = core::utc(core::now());
  known_files_[file.path] = file;
  store_.also([file](store::Database& d) { return store::write_watched_file(d, file); });
  return settle();
}

// ---- the store ----

Result<void> Watcher::put(Record record, std::int64_t revision) {
  if (revision > 0) arrived_.emplace_back(record, revision);
  return store_.put(std::move(record));
}

Result<void> Watcher::settle() {
  if (auto done = store_.commit(); !done) return done;
  for (const auto& [record, revision] : arrived_) {
    ++(revision == 1 ? counts_.reports : counts_.revisions);
    listener_.arrived(record, revision);
    unrefreshed_ = true;
  }
  arrived_.clear();
  return {};
}

Result<void> Watcher::refresh(bool now) {
  if (!unrefreshed_ || (!now && core::now() - refreshed_ < kRefreshEvery)) return {};
  unrefreshed_ = false;
  refreshed_ = core::now();
  auto done = store_.refresh({.all = now, .stopped = stopped_});
  if (!done && done.error().code == ErrorCode::Cancelled) return {};  // the next program goes on
  if (!done) return done;
  if (listener_.refreshed) listener_.refreshed();
  return {};
}

}  // namespace dragoman::watch
