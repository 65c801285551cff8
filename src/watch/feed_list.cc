#include "watch/feed_list.h"

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <set>

#include <toml++/toml.h>

#include "core/mapped_file.h"
#include "core/utf8.h"
#include "fetch/url.h"

namespace dragoman::watch {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::seconds;

// What is wrong where; the first one found is told.
struct Wrong {
  toml::source_region at;
  std::string message;
};

// One table of the file: each key is read into its place, and an unknown one is an error.
class Table {
 public:
  using Reader = std::function<void(const toml::node&)>;

  explicit Table(std::string name) : name_(std::move(name)) {}

  void text(const char* key, std::string& to) {
    readers_[key] = [&to, key](const toml::node& node) {
      const auto value = node.value_exact<std::string>();
      if (!value) throw Wrong{node.source(), std::string(key) + " is a text in quotation marks"};
      to = *value;
    };
  }

  void flag(const char* key, bool& to) {
    readers_[key] = [&to, key](const toml::node& node) {
      const auto value = node.value_exact<bool>();
      if (!value) throw Wrong{node.source(), std::string(key) + " is true or false"};
      to = *value;
    };
  }

  template <class Number>
  void number(const char* key, Number& to, std::int64_t least, std::int64_t most) {
    readers_[key] = [&to, key, least, most](const toml::node& node) {
      const auto value = node.value_exact<std::int64_t>();
      check(node, key, value, least, most);
      to = static_cast<Number>(*value);
    };
  }

  void size(const char* key, std::size_t& to) {
    static const std::map<std::string, std::int64_t> kUnits = {
        {"B", 1}, {"KB", 1 << 10}, {"MB", 1 << 20}, {"GB", 1 << 30}};
    readers_[key] = [&to, key](const toml::node& node) {
      const auto value = quantity(node, kUnits);
      if (!value) throw Wrong{node.source(), std::string(key) + " is a size as \"16MB\""};
      check(node, key, value, 1024, std::int64_t{1} << 40);
      to = static_cast<std::size_t>(*value);
    };
  }

  template <class Duration>
  void duration(const char* key, Duration& to, std::int64_t least_ms = 1000) {
    static const std::map<std::string, std::int64_t> kUnits = {
        {"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}};
    readers_[key] = [&to, key, least_ms](const toml::node& node) {
      auto value = quantity(node, kUnits);
      if (value && node.is_integer()) *value *= 1000;
      if (!value) throw Wrong{node.source(), std::string(key) + " is a time as \"30m\" or \"90s\""};
      if (*value < least_ms || *value > 366ll * 86'400'000)
        throw Wrong{node.source(), std::string(key) + " is out of range: at least " +
                                       std::to_string(least_ms) + "ms, at most a year"};
      to = std::chrono::duration_cast<Duration>(milliseconds(*value));
    };
  }

  void choice(const char* key, FullText& to) {
    static const std::map<std::string, FullText> kChoices = {
        {"auto", FullText::Auto}, {"always", FullText::Always}, {"never", FullText::Never}};
    readers_[key] = [&to, key](const toml::node& node) {
      const auto value = node.value_exact<std::string>();
      const auto found = value ? kChoices.find(*value) : kChoices.end();
      if (found == kChoices.end())
        throw Wrong{node.source(), std::string(key) + " is \"auto\", \"always\" or \"never\""};
      to = found->second;
    };
  }

  void read(const toml::table& table) const {
    for (const auto& [key, node] : table) {
      const auto reader = readers_.find(std::string(key.str()));
      if (reader == readers_.end()) {
        std::string known;
        for (const auto& [name, _] : readers_) known += (known.empty() ? "" : ", ") + name;
        throw Wrong{key.source(), "unknown key '" + std::string(key.str()) + "' in " + name_ +
                                      "; there are: " + known};
      }
      reader->second(node);
    }
  }

 private:
  static void check(const toml::node& node,
                    const char* key,
                    const std::optional<std::int64_t>& value,
                    std::int64_t least,
                    std::int64_t most) {
    if (value && *value >= least && *value <= most) return;
    throw Wrong{node.source(), std::string(key) + " is a number from " + std::to_string(least) +
                                   " to " + std::to_string(most)};
  }

  // A number, or a text of a number and a unit.
  static std::optional<std::int64_t> quantity(const toml::node& node,
                                              const std::map<std::string, std::int64_t>& units) {
    if (const auto number = node.value_exact<std::int64_t>()) return *number;
    const auto text = node.value_exact<std::string>();
    if (!text) return std::nullopt;
    std::int64_t number = 0;
    const char* end = text->data() + text->size();
    const auto [rest, error] = std::from_chars(text->data(), end, number);
    const auto unit =
        units.find(std::string(core::trim({rest, static_cast<std::size_t>(end - rest)})));
    constexpr std::int64_t kMost = std::int64_t{1} << 40;
    if (error != std::errc() || unit == units.end() || number > kMost || number < 0)
      return std::nullopt;
    return number <= kMost / unit->second ? number * unit->second : kMost + 1;
  }

  std::string name_;
  std::map<std::string, Reader> readers_;
};

void read_watch(const toml::table& table, FeedList& list, FeedSettings& defaults) {
  Table keys("[watch]");
  keys.duration("interval", defaults.interval);
  keys.choice("full_text", defaults.full_text);
  keys.number("connections", list.watch.connections, 1, 64);
  keys.duration("max_wait", list.watch.max_wait);
  keys.size("max_report", list.watch.max_bytes);
  keys.read(table);
}

void read_fetch(const toml::table& table, fetch::FetchOptions& options) {
  Table keys("[fetch]");
  keys.text("user_agent", options.user_agent);
  keys.duration("connect_timeout", options.connect_timeout, 100);
  keys.duration("timeout", options.timeout, 100);
  keys.number("low_speed", options.low_speed, 0, 1 << 30);
  keys.duration("low_speed_time", options.low_speed_time);
  keys.size("max_bytes", options.max_bytes);
  keys.number("max_redirects", options.max_redirects, 0, 50);
  keys.duration("host_spacing", options.host_spacing, 0);
  keys.number("host_connections", options.host_connections, 1, 16);
  keys.flag("robots", options.robots);
  keys.duration("max_crawl_delay", options.max_crawl_delay, 0);
  keys.flag("allow_private", options.allow_private);
  keys.text("proxy", options.proxy);
  keys.text("ca_file", options.ca_file);
  keys.read(table);
}

FeedSettings read_feed(const toml::table& table, const FeedSettings& defaults) {
  FeedSettings feed = defaults;
  Table keys("[[feed]]");
  keys.text("url", feed.url);
  keys.text("outlet", feed.outlet);
  keys.duration("interval", feed.interval);
  keys.choice("full_text", feed.full_text);
  keys.text("language", feed.language);
  keys.read(table);
  if (feed.url.empty()) throw Wrong{table.source(), "a [[feed]] needs a url"};
  const auto parsed = fetch::parse_url(feed.url);
  if (!parsed) throw Wrong{table.get("url")->source(), parsed.error().message};
  return feed;
}

FolderSettings read_folder(const toml::table& table, const fs::path& base) {
  FolderSettings folder;
  Table keys("[[folder]]");
  keys.text("path", folder.path);
  keys.text("outlet", folder.outlet);
  keys.duration("interval", folder.interval);
  keys.duration("settle", folder.settle);
  keys.read(table);
  if (folder.path.empty()) throw Wrong{table.source(), "a [[folder]] needs a path"};
  std::error_code ignored;
  folder.path = fs::absolute(base / folder.path, ignored).lexically_normal().string();
  while (folder.path.size() > 1 && folder.path.ends_with('/')) folder.path.pop_back();
  return folder;
}

const toml::table& as_table(const toml::node& node, const std::string& name) {
  if (!node.is_table()) throw Wrong{node.source(), name + " is a table: [" + name + "]"};
  return *node.as_table();
}

template <class Read>
void each_table(const toml::node& node, const std::string& name, Read read) {
  const toml::array* array = node.as_array();
  if (array == nullptr || !array->is_array_of_tables())
    throw Wrong{node.source(), name + " is a list of tables: [[" + name + "]]"};
  for (const toml::node& entry : *array) read(*entry.as_table());
}

FeedList read_list(const toml::table& root, const fs::path& base) {
  FeedList list;
  FeedSettings defaults;
  // What is a default comes first, wherever it stands.
  if (const toml::node* node = root.get("watch"))
    read_watch(as_table(*node, "watch"), list, defaults);
  std::set<std::string> seen;
  for (const auto& [key, node] : root) {
    const std::string name(key.str());
    if (name == "fetch") {
      read_fetch(as_table(node, name), list.fetch);
    } else if (name == "feed") {
      each_table(node, name, [&](const toml::table& table) {
        list.feeds.push_back(read_feed(table, defaults));
        if (!seen.insert(list.feeds.back().url).second)
          throw Wrong{table.get("url")->source(), "this feed stands above already"};
      });
    } else if (name == "folder") {
      each_table(node, name, [&](const toml::table& table) {
        list.folders.push_back(read_folder(table, base));
      });
    } else if (name != "watch") {
      throw Wrong{key.source(),
                  "unknown key '" + name + "'; there are: [watch], [fetch], [[feed]], [[folder]]"};
    }
  }
  return list;
}

std::string place(const std::string& path, const toml::source_position& at) {
  return path + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

// A TOML basic string.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    const auto byte = static_cast<unsigned char>(c);
    out += byte < 0x20 || byte == 0x7f ? ' ' : c;
  }
  return out + "\"";
}

// In the place of the file, or not at all.
Result<void> replace_file(const std::string& path, const std::string& text) {
  const std::string part = path + ".part";
  std::ofstream file(part, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  std::error_code error;
  if (file) fs::rename(part, path, error);
  if (file && !error) return {};
  const std::string reason = error ? error.message() : std::strerror(errno);
  fs::remove(part, error);
  return make_error(ErrorCode::NotWritable, "cannot be written: " + reason, path);
}

}  // namespace

Result<FeedList> parse_feed_list(std::string_view text, const std::string& path) {
  try {
    const toml::table root = toml::parse(text, path);
    return read_list(root, fs::path(path).parent_path());
  } catch (const toml::parse_error& error) {
    return make_error(ErrorCode::BadFormat, std::string(error.description()),
                      place(path, error.source().begin));
  } catch (const Wrong& wrong) {
    return make_error(ErrorCode::BadFormat, wrong.message, place(path, wrong.at.begin));
  }
}

Result<FeedList> read_feed_list(const std::string& path) {
  auto file = core::MappedFile::open(path);
  if (!file) return file.error();
  return parse_feed_list(file->bytes(), path);
}

std::string duration_text(std::chrono::seconds duration) {
  const auto count = duration.count();
  for (const auto& [unit, size] : std::initializer_list<std::pair<const char*, long long>>{
           {"d", 86'400}, {"h", 3'600}, {"m", 60}}) {
    if (count != 0 && count % size == 0) return std::to_string(count / size) + unit;
  }
  return std::to_string(count) + "s";
}

Result<std::size_t> add_feeds(const std::string& path,
                              const std::vector<feeds::Subscription>& subscriptions,
                              std::vector<std::string>& notes) {
  std::error_code ignored;
  std::string text;
  FeedList list;
  if (fs::exists(path, ignored)) {
    auto file = core::MappedFile::open(path);
    if (!file) return file.error();
    text = file->bytes();
    auto parsed = parse_feed_list(text, path);
    if (!parsed) return parsed.error();
    list = std::move(*parsed);
  }
  std::set<std::string> known;
  for (const FeedSettings& feed : list.feeds) known.insert(feed.url);
  std::size_t added = 0;
  for (const feeds::Subscription& feed : subscriptions) {
    if (const auto url = fetch::parse_url(feed.url); !url) {
      notes.push_back(url.error().describe());
      continue;
    }
    if (!known.insert(feed.url).second) continue;
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
    text += (text.empty() ? "[[feed]]\nurl = " : "\n[[feed]]\nurl = ") + quoted(feed.url) + "\n";
    if (!feed.title.empty()) text += "outlet = " + quoted(feed.title) + "\n";
    ++added;
  }
  if (added == 0) return added;
  if (auto sound = parse_feed_list(text, path); !sound) return sound.error();
  if (auto written = replace_file(path, text); !written) return written.error();
  return added;
}

}  // namespace dragoman::watch
