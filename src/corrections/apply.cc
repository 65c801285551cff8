#include "corrections/apply.h"

#include <algorithm>
#include <map>
#include <set>

#include "corrections/entry.h"
#include "corrections/find_entry.h"
#include "corrections/references.h"
#include "corrections/rewrite.h"

namespace dragoman::corrections {
namespace {

constexpr const char* kMark = "corrected/";  // in front of a field, behind the rule

// The field of an entry: of several corrections of one slot the last counts.
struct Slot {
  EntryLayer layer;
  std::size_t index;
  std::string field;
  auto operator<=>(const Slot&) const = default;
};

// Who is who is settled before what they did.
constexpr EntryLayer kOrder[] = {EntryLayer::Mention, EntryLayer::Actor,  EntryLayer::Time,
                                 EntryLayer::Place,   EntryLayer::Statement, EntryLayer::Event,
                                 EntryLayer::Pledge,  EntryLayer::Fate,   EntryLayer::Process};


class Application {
 public:
  Application(const Record& machine, std::vector<Correction>& corrections)
      : machine_(machine), record_(machine), corrections_(corrections) {}

  Record run() {
    find_slots();
    for (const EntryLayer layer : kOrder) apply_fields(layer);
    for (const auto& [slot, correction] : slots_) {
      if (slot.field.empty()) apply_whole(slot, *correction);
    }
    mark();
    rewrite(record_, moves_);
    for (const auto& gone : spans_gone_) drop(gone);
    fill_entries();
    return std::move(record_);
  }

 private:
  void find_slots() {
    for (Correction& c : corrections_) {
      c.entry.clear();
      if (!c.withdrawn.empty()) {
        c.state = State::Withdrawn;
        continue;
      }
      const auto index = find_entry(machine_, c);
      if (!index) {
        c.state = State::Orphaned;
        continue;
      }
      found_[&c] = *index;
      c.state = State::Superseded;  // until its turn comes
      slots_[{c.layer, *index, c.field}] = &c;
    }
  }

  bool is_rejected(EntryLayer layer, std::size_t index) const {
    const auto whole = slots_.find({layer, index, ""});
    return whole != slots_.end() && whole->second->verdict == Verdict::Reject;
  }

  void apply_fields(EntryLayer layer) {
    for (const Field& field : fields_of(layer)) {
      for (const auto& [slot, correction] : slots_) {
        if (slot.layer != layer || slot.field != field.name || is_rejected(layer, slot.index))
          continue;
        correction->state = apply_field(field, slot.index, *correction);
        if (correction->state == State::Applied) changed_.insert(slot);
      }
    }
  }

  // A value in the terms of the record: ids in place of references.
  Json resolved(const Field& field, const Json& value) {
    switch (field.kind) {
      case FieldKind::Actor: return resolve_actor(record_, value);
      case FieldKind::Place: return resolve_place(record_, value);
      case FieldKind::Actors: {
        Json out = Json::array();
        for (const Json& one : value) {
          std::string id = resolve_actor(record_, one);
          if (!id.empty() && std::find(out.begin(), out.end(), Json(id)) == out.end())
            out.push_back(std::move(id));
        }
        return out;
      }
      default: return value;
    }
  }

  static bool same(const Field& field, Json a, Json b) {
    if (field.kind == FieldKind::Actors) {
      std::sort(a.begin(), a.end());
      std::sort(b.begin(), b.end());
    }
    return a == b;
  }

  State apply_field(const Field& field, std::size_t index, const Correction& c) {
    if (field.name == "same_as") return merge(index, c);
    const Json now = field.get(record_, index);
    const std::size_t actors = record_.actors.size(), places = record_.places.size();
    const Json value = resolved(field, c.value);
    if (c.verdict != Verdict::Reject) {
      if (same(field, now, value)) return State::Agreed;
      if (!field.set(record_, index, value)) return State::Noted;
      if (c.layer == EntryLayer::Mention) follow(index, now.get<std::string>(), value.get<std::string>());
      return State::Applied;
    }
    const bool still = same(field, now, value);
    // What was wrong need not be in the record to be known as wrong.
    record_.actors.resize(std::min(actors, record_.actors.size()));
    record_.places.resize(std::min(places, record_.places.size()));
    if (!still) return State::Agreed;
    if (field.needed) return State::Noted;
    const Json none = field.kind == FieldKind::Actors ? Json::array() : Json("");
    return field.set(record_, index, none) ? State::Applied : State::Noted;
  }

  // A mention was somebody else's: so is what is told by that mention alone.
  void follow(std::size_t index, const std::string& from, const std::string& to) {
    const CodePointSpan words = record_.mentions[index].span;
    for (std::size_t i = 0; i < record_.events.size(); ++i) {
      RecordEvent& event = record_.events[i];
      if (!is_within(words, event.evidence) || is_named_in(event.evidence, from)) continue;
      if (replace(event.actors, from, to)) changed_.insert({EntryLayer::Event, i, "actors"});
      if (replace(event.recipients, from, to)) changed_.insert({EntryLayer::Event, i, "recipients"});
    }
    for (std::size_t i = 0; i < record_.statements.size(); ++i) {
      RecordStatement& statement = record_.statements[i];
      for (RecordHop& hop : statement.chain) {
        if (hop.who == from && hop.span && is_within(words, {*hop.span})) hop.who = to;
      }
      if (statement.speaker != from || !is_within(words, statement.source)) continue;
      statement.speaker = to;
      changed_.insert({EntryLayer::Statement, i, "speaker"});
    }
  }

  bool is_named_in(const CodePointSpans& spans, const std::string& actor) const {
    return std::any_of(record_.mentions.begin(), record_.mentions.end(),
                       [&](const RecordMention& mention) {
                         return mention.actor == actor && is_within(mention.span, spans);
                       });
  }
  static bool is_within(CodePointSpan words, const CodePointSpans& spans) {
    return std::any_of(spans.begin(), spans.end(), [words](CodePointSpan span) {
      return span.begin <= words.begin && words.end <= span.end;
    });
  }
  static bool replace(std::vector<std::string>& ids, const std::string& from, const std::string& to) {
    const auto found = std::find(ids.begin(), ids.end(), from);
    if (found == ids.end()) return false;
    if (to.empty() || std::find(ids.begin(), ids.end(), to) != ids.end()) {
      ids.erase(found);
    } else {
      *found = to;
    }
    return true;
  }

  State merge(std::size_t index, const Correction& c) {
    if (c.verdict != Verdict::Correct) return State::Noted;
    const std::string id = record_.actors[index].id;
    const std::string other = resolve_actor(record_, c.value);
    if (other == id || other.empty()) return State::Agreed;
    moves_.actors[id] = other;
    return State::Applied;
  }

  void apply_whole(const Slot& slot, Correction& c) {
    if (c.verdict != Verdict::Reject) {
      c.state = said_of(machine_, slot.layer, slot.index) == c.said ? State::Agreed : State::Stale;
      return;
    }
    c.state = State::Applied;
    const std::string id = id_of(record_, slot.layer, slot.index);
    switch (slot.layer) {
      case EntryLayer::Actor: moves_.actors[id] = ""; break;
      case EntryLayer::Place: moves_.places[id] = ""; break;
      case EntryLayer::Statement: moves_.statements[id] = ""; break;
      case EntryLayer::Event: moves_.events[id] = ""; break;
      case EntryLayer::Pledge: moves_.pledges[id] = ""; break;
      case EntryLayer::Fate: moves_.fates[id] = ""; break;
      case EntryLayer::Process: moves_.processes[id] = ""; break;
      case EntryLayer::Mention:
      case EntryLayer::Time: spans_gone_.push_back(slot); break;
    }
  }

  void mark() {
    for (const Slot& slot : changed_) {
      std::string& rule = rule_of(record_, slot.layer, slot.index);
      rule += (rule.empty() ? "" : "; ") + std::string(kMark) + slot.field;
    }
  }

  // Mentions and times, which have no id; from behind, so that the others stay where they are.
  void drop(const Slot& gone) {
    const CodePointSpan span = anchor_of(machine_, gone.layer, gone.index).front();
    const auto here = [span](const auto& entry) { return entry.span == span; };
    if (gone.layer == EntryLayer::Mention) std::erase_if(record_.mentions, here);
    if (gone.layer == EntryLayer::Time) std::erase_if(record_.times, here);
  }

  void fill_entries() {
    for (const auto& [correction, index] : found_)
      correction->entry = id_of(machine_, correction->layer, index);
  }

  const Record& machine_;
  Record record_;
  std::vector<Correction>& corrections_;
  std::map<Correction*, std::size_t> found_;
  std::map<Slot, Correction*> slots_;
  std::set<Slot> changed_;
  std::vector<Slot> spans_gone_;
  Moves moves_;
};

}  // namespace

Record apply_corrections(const Record& machine, std::vector<Correction>& corrections) {
  return Application(machine, corrections).run();
}

std::string_view machine_rule(std::string_view rule) {
  if (rule.starts_with(kMark)) return {};
  return rule.substr(0, rule.find(std::string("; ") + kMark));
}

std::string to_json(const Record& corrected, const std::vector<Correction>& corrections) {
  std::string out = dragoman::to_json(corrected);
  Json list = Json::array();
  for (const Correction& c : corrections) list.push_back(to_json(c));
  out.pop_back();
  return out + ",\"corrections\":" + list.dump(-1, ' ', false, Json::error_handler_t::replace) + "}";
}

}  // namespace dragoman::corrections
