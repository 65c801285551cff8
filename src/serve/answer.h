// A response as it goes out, made once and sent to any number of clients.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>

#include "serve/http.h"

namespace dragoman::serve {

struct Answer {
  Response response;
  std::string compressed;  // body as gzip; empty when that was not made
  std::string tag;         // of the ETag; empty when the answer does not last
};
using AnswerPtr = std::shared_ptr<const Answer>;

// Answers to questions asked before, the last used kept longest. Not thread-safe.
class AnswerCache {
 public:
  explicit AnswerCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  // The answer under this key, if it has this tag (another one is of an older state of the store).
  AnswerPtr find(const std::string& key, const std::string& tag);
  void keep(const std::string& key, AnswerPtr answer);
  std::size_t bytes() const { return bytes_; }

 private:
  struct Entry {
    std::string key;
    AnswerPtr answer;
    std::size_t bytes;
  };
  void drop(std::list<Entry>::iterator entry);

  std::size_t most_bytes_, bytes_ = 0;
  std::list<Entry> entries_;  // last used first
  std::unordered_map<std::string, std::list<Entry>::iterator> by_key_;
};

}  // namespace dragoman::serve
