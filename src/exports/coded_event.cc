#include "exports/coded_event.h"

#include <algorithm>

#include "core/hash.h"
#include "times/days.h"

namespace dragoman::exports {
namespace {

std::vector<const RecordActor*> find_all(const Record& record,
                                         const std::vector<std::string>& ids) {
  std::vector<const RecordActor*> out;
  for (const std::string& id : ids) {
    if (const RecordActor* actor = record::find_actor(record, id)) out.push_back(actor);
  }
  return out;
}

// At least one, so that a loop over them runs.
std::vector<const RecordActor*> or_nobody(std::vector<const RecordActor*> parties) {
  if (parties.empty()) parties.push_back(nullptr);
  return parties;
}

}  // namespace

std::string CodedEvent::day() const {
  if (const auto days = times::days_of(event.date)) return days->first;
  return record.published.substr(0, 10);
}

std::string CodedEvent::key() const {
  return record.id + "-" + event.id + (pair == 0 ? "" : "-" + std::to_string(pair + 1));
}

std::int64_t CodedEvent::number() const {
  const std::string digits = core::sha256_hex(key()).substr(0, 15);  // 60 bits
  return std::stoll(digits, nullptr, 16);
}

std::vector<const RecordActor*> CodedEvent::parties(const std::vector<std::string>& ids) const {
  return find_all(record, ids);
}

void for_each_event(const Record& record,
                    const Countries& countries,
                    bool dyads,
                    const std::function<void(const CodedEvent&)>& each) {
  const record::SpanText text(record);
  for (const RecordEvent& event : record.events) {
    CodedEvent coded{record, text, countries, event};
    coded.place = record::find_place(record, event.place);
    const auto actors = or_nobody(find_all(record, event.actors));
    const auto recipients = or_nobody(find_all(record, event.recipients));
    for (const RecordActor* actor : actors) {
      for (const RecordActor* recipient : recipients) {
        coded.actor = actor;
        coded.recipient = recipient;
        each(coded);
        if (!dyads) break;
        ++coded.pair;
      }
      if (!dyads) break;
    }
  }
}

std::string compact(const std::string& day) {
  std::string out = day;
  std::erase(out, '-');
  return out;
}

}  // namespace dragoman::exports
