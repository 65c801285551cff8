#include "serve/answer.h"

#include <iterator>
#include <utility>

namespace dragoman::serve {

AnswerPtr AnswerCache::find(const std::string& key, const std::string& tag) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  if (found->second->answer->tag != tag) {
    drop(found->second);
    return nullptr;
  }
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->answer;
}

void AnswerCache::keep(const std::string& key, AnswerPtr answer) {
  const std::size_t bytes =
      key.size() * 2 + answer->response.body.size() + answer->compressed.size() + sizeof(Entry);
  if (bytes > most_bytes_ / 4) return;  // one large answer does not push out all others
  const auto found = by_key_.find(key);
  if (found != by_key_.end()) drop(found->second);
  entries_.push_front({key, std::move(answer), bytes});
  by_key_[key] = entries_.begin();
  bytes_ += bytes;
  while (bytes_ > most_bytes_) drop(std::prev(entries_.end()));
}

void AnswerCache::drop(std::list<Entry>::iterator entry) {
  bytes_ -= entry->bytes;
  by_key_.erase(entry->key);
  entries_.erase(entry);
}

}  // namespace dragoman::serve
