// The loop of `dragoman watch`: feeds and folders in, reports into the store.
//
//   feeds that are due ──▶ fetch::Queue ──▶ entries ──▶ their pages ──▶ fetch::Queue ──▶ reports
//                           (threads)        (which are new, edited, or wait for another try?)
//
// The thread that calls decides, reads and writes; the threads of the queue only fetch. Every
// answer is worked off whole and committed, reports and state in one transaction, before the next
// one: a kill loses the answers under way and nothing else, and they are fetched again.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "dragoman/engine.h"
#include "dragoman/record.h"

#include "feeds/feed.h"
#include "fetch/fetcher.h"
#include "fetch/queue.h"
#include "intake/read_input.h"
#include "store/feed_state.h"
#include "store/store.h"
#include "watch/feed_list.h"
#include "watch/folders.h"

namespace dragoman::watch {

// What the watcher tells while it runs, on the thread that runs it.
struct Listener {
  // A report that is committed. `revision`: 1 for a new article, more for an edited one.
  std::function<void(const Record& record, std::int64_t revision)> arrived;
  std::function<void(const std::string& note)> noted;
  // A feed that cannot be read, or an entry or file that gave no report.
  std::function<void(const Error& error)> failed;
  // Reports came in, and what follows from them has been worked off. May be empty.
  std::function<void()> refreshed{};
};

struct Counts {
  std::size_t feeds = 0, unchanged = 0;  // answers; of these 304 or the same as before
  std::size_t reports = 0, revisions = 0, failures = 0;
};

class Watcher {
 public:
  // All must outlive it. `stopped` ends the run cleanly; Ctrl-C sets it.
  Watcher(const FeedList& list,
          std::shared_ptr<const Engine> engine,
          store::Store& store,
          Listener listener,
          std::function<bool()> stopped);
  ~Watcher();

  // Once: feeds that are due (all of them with `all`, also dead ones) and folders, then done.
  // Else until `stopped`. Fails with what the store fails with; feeds and entries that fail are
  // told to the listener.
  struct Mode {
    bool once = false, all = false;
  };
  Result<void> run(Mode mode);

  const Counts& counts() const { return counts_; }

 private:
  struct FeedTask {
    FeedSettings settings;
    store::FeedRow row;
    bool asked = false;          // an answer, or pages of its entries, are under way
    bool incomplete = false;     // entries wait: the feed must be seen whole again
    std::size_t pages = 0;       // under way
    core::Time not_before = {};  // a host of its pages asked to be left alone
    std::string etag, modified;  // of the answer at hand
  };
  struct Job {
    std::size_t feed;
    bool is_page = false;
    feeds::FeedEntry entry = {};
    store::EntryRow row = {};
    bool has_text = false;  // the feed holds a text of the entry, too
  };
  struct FolderTask {
    FolderSettings settings;
    core::Time next_look = {};
    bool growing = false;
    std::string error = {};  // told last
  };

  Result<void> load();
  void ask(FeedTask& task, std::size_t number);
  void ask_due(bool all);
  Result<void> take(fetch::Queue::Done done);

  Result<void> take_feed(FeedTask& task, std::size_t number, Result<fetch::Response> answer);
  Result<void> take_entries(FeedTask& task, std::size_t number, const feeds::Feed& feed);
  struct Place {
    std::size_t feed;
    bool shared;  // several entries of the feed have its link
  };
  Result<void> take_entry(FeedTask& task, const Place& place, const feeds::FeedEntry& entry);
  Result<void> take_page(FeedTask& task, Job job, Result<fetch::Response> answer);
  void wait_for_page(FeedTask& task, Job job, const Error& error);
  Result<void> take_refusal(FeedTask& task, Job job, const Error& error, bool for_now);
  Result<void> take_text(FeedTask& task, const feeds::FeedEntry& entry, store::EntryRow row);
  Result<void> keep(FeedTask& task,
                    Result<Report> report,
                    store::EntryRow row,
                    store::ArticleRow article);
  void reject(store::EntryRow row, const Error& error);
  void fail(FeedTask& task, const Error& error, std::optional<std::chrono::seconds> retry_after);
  void finish(FeedTask& task);

  Result<void> look_at_folders(bool all);
  Result<void> read_file(const FolderSettings& folder, store::WatchedFile file);

  Result<void> put(Record record, std::int64_t revision);
  Result<void> settle();  // commits, and tells what arrived
  Result<void> refresh(bool now);

  const FeedList& list_;
  std::shared_ptr<const Engine> engine_;
  store::Store& store_;
  Listener listener_;
  std::function<bool()> stopped_;
  std::atomic<bool> ending_{false};  // exchanges under way are dropped
  Reader reader_;
  fetch::Fetcher fetcher_;
  std::vector<FeedTask> feeds_;
  std::vector<FolderTask> folders_;
  KnownFiles known_files_;
  intake::ResumePoints half_read_;  // files, by runs before this one
  std::map<std::uint64_t, Job> jobs_;
  std::map<std::string, std::size_t> under_way_;  // addresses of pages being fetched -> feed
  std::uint64_t next_job_ = 1;
  std::vector<std::pair<Record, std::int64_t>> arrived_;  // not committed yet
  bool unrefreshed_ = false;
  core::Time refreshed_ = core::now();
  Counts counts_;
  std::unique_ptr<fetch::Queue> queue_;  // last: its threads use the fetcher
};

}  // namespace dragoman::watch
