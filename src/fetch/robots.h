// robots.txt: which addresses of a site a robot may ask for, and how often.
//
// Method: RFC 9309. The groups that name this robot count together, else those of "*"; the longest
// rule that matches decides, and of two as long the one that allows; "*" stands for anything and a
// "$" at the end for the end. Crawl-delay, which is no part of the RFC, is read as well. What is no
// rule is passed over, so any bytes are a file.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::fetch {

class Robots {
 public:
  static constexpr std::size_t kMaxBytes = 500 * 1024;  // of a file; what comes behind is not read

  // The rules for `product` ("Dragoman"), the first word of the User-Agent.
  static Robots parse(std::string_view file, std::string_view product);
  static Robots allow_all() { return {}; }
  static Robots disallow_all();

  // `path` with its query, as it is asked for.
  bool allows(std::string_view path) const;
  std::optional<std::chrono::milliseconds> crawl_delay() const { return delay_; }

 private:
  struct Rule {
    std::string pattern;
    bool allow = false;
  };
  std::vector<Rule> rules_;
  std::optional<std::chrono::milliseconds> delay_;
};

}  // namespace dragoman::fetch
