#include "record/actor_key.h"

#include <set>

#include "core/fold.h"

namespace dragoman::record {
namespace {

constexpr char kBound = '#';

std::string key_of(const RecordActor& actor, bool named) {
  if (!actor.kb.empty()) return actor.kb;
  if (!named) return "";
  const std::string name = core::fold(actor.name);
  if (name.empty()) return "";
  return std::string(to_string(actor.kind)) + '/' + name + '/' + actor.country;
}

}  // namespace

ActorKeys::ActorKeys(const Record& record) : report_(record.id) {
  std::set<std::string_view> named;
  for (const RecordMention& mention : record.mentions) {
    if (mention.kind == MentionKind::Name) named.insert(mention.actor);
  }
  for (const RecordActor& actor : record.actors) {
    if (!actor.members.empty()) members_[actor.id] = actor.members;
    const bool one = actor.members.empty() && named.contains(actor.id);
    if (std::string key = key_of(actor, one); !key.empty()) keys_[actor.id] = std::move(key);
  }
}

const std::string& ActorKeys::key(std::string_view actor) const {
  static const std::string kNone;
  const auto found = keys_.find(actor);
  return found == keys_.end() ? kNone : found->second;
}

std::string ActorKeys::key_or_bound(std::string_view actor) const {
  const std::string& over_reports = key(actor);
  return over_reports.empty() ? report_ + kBound + std::string(actor) : over_reports;
}

std::vector<std::string> ActorKeys::keys(std::string_view actor) const {
  const auto found = members_.find(actor);
  if (found == members_.end()) return {key_or_bound(actor)};
  std::vector<std::string> out;
  for (const std::string& member : found->second) out.push_back(key_or_bound(member));
  return out;
}

bool is_over_reports(std::string_view key) {
  return !key.empty() && key.find(kBound) == std::string_view::npos;
}

}  // namespace dragoman::record
