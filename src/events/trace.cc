#include "events/trace.h"

#include <algorithm>
#include <utility>

#include "entities/lookup.h"
#include "events/act.h"
#include "events/realis.h"

namespace dragoman::events {
namespace {

constexpr std::size_t kMostOthers = 5;
constexpr int kMostAncestors = 2;

bool is_event(const Document& doc, const Act& act) {
  return std::any_of(doc.events.begin(), doc.events.end(), [&](const Event& event) {
    return event.trigger_token == act.anchor.token && event.rule == act.entry->name;
  });
}

std::string why_silent(const Act& act) {
  if (act.entry->ignore) return "an idiom that codes nothing";
  if (!act.entry->type) return "a cue: it counts only when it governs an act";
  return "governed by another act, of unknown parties, or no happening";
}

class Tracer {
 public:
  Tracer(const Lexicon& lexicon, const Document& doc, const Event& event)
      : lexicon_(lexicon), doc_(doc), event_(event), clauses_(doc), roles_(clauses_, lexicon) {}

  std::optional<EventTrace> run() {
    out_.entry = lexicon_.entry_named(event_.rule);
    if (out_.entry == nullptr || event_.trigger_token == kNone) return std::nullopt;
    out_.where = lexicon_.where(*out_.entry);
    acts_ = find_acts(clauses_, lexicon_, roles_);
    act_ = own_act();
    out_.light = act_.anchor.light;
    for (const Condition& condition : out_.entry->conditions) {
      std::vector<std::uint32_t> tokens;
      if (roles_.holds(act_.anchor, condition, &tokens))
        out_.conditions.push_back({lexicon_.describe(condition), std::move(tokens)});
    }
    add_fillers("actor", out_.entry->actor, event_.actors);
    add_fillers("recipient", out_.entry->recipient,
                out_.entry->mutual ? event_.actors : event_.recipients);
    add_realis();
    add_beside();
    add_others();
    add_tree();
    return std::move(out_);
  }

 private:
  // The act behind the event. Obligations ("X must ...") are made later and are no match of an
  // entry; theirs is made up of the trigger.
  Act own_act() const {
    for (const Act& act : acts_) {
      if (act.entry == out_.entry && act.anchor.token == event_.trigger_token) return act;
    }
    Act act;
    act.entry = out_.entry;
    act.anchor.token = act.realis = event_.trigger_token;
    act.anchor.pos = out_.entry->pos;
    return act;
  }

  void add_fillers(const char* role, const Paths& paths, const std::vector<std::uint32_t>& wanted) {
    for (const auto& path : paths) {
      for (const std::uint32_t token : roles_.fillers(act_.anchor, path)) {
        const bool seen = std::any_of(
            out_.fillers.begin(), out_.fillers.end(),
            [&](const EventTrace::Filler& one) { return one.role == role && one.token == token; });
        if (seen) continue;
        std::vector<std::uint32_t> actors = roles_.actors(token);
        std::erase_if(actors, [&](std::uint32_t actor) {
          return std::find(wanted.begin(), wanted.end(), actor) == wanted.end();
        });
        out_.fillers.push_back({role, lexicon_.describe(path), token, std::move(actors)});
      }
    }
  }

  void add_realis() {
    const Realis realis = realis_of(clauses_, lexicon_, act_);
    for (const auto& [name, holds] :
         {std::pair{"negated", realis.negated}, std::pair{"future", realis.future},
          std::pair{"possible", realis.possible}, std::pair{"obligation", realis.must},
          std::pair{"conditional", realis.conditional}, std::pair{"hypothesis", realis.hypothesis},
          std::pair{"unless", realis.unless}, std::pair{"simple present", realis.present},
          std::pair{"ongoing", realis.ongoing}, std::pair{"purpose", realis.purpose}}) {
      if (holds) out_.realis.emplace_back(name);
    }
    out_.cues = realis.cues;
  }

  bool in_trigger(std::uint32_t token) const {
    return std::any_of(event_.trigger.begin(), event_.trigger.end(),
                       [token](TokenSpan span) { return span.contains(token); });
  }

  EventTrace::Other other(const Entry& entry, std::string why) const {
    return {entry.name, lexicon_.where(entry), std::move(why)};
  }

  // What was found in the sentence beside the event.
  void add_beside() {
    const std::uint32_t sentence = clauses_.token(act_.anchor.token).sentence;
    for (const Act& act : acts_) {
      if (clauses_.token(act.anchor.token).sentence != sentence || is_event(doc_, act)) continue;
      if (act.entry == out_.entry && act.anchor.token == act_.anchor.token) continue;
      if (in_trigger(act.anchor.token)) {
        out_.composed.push_back(other(*act.entry, "its word belongs to the trigger"));
        continue;
      }
      out_.silent.push_back(other(*act.entry, why_silent(act)));
    }
  }

  // The condition that does not hold, as written; empty when all do.
  std::string failed(const Entry& entry) const {
    if (!entry.particle.empty() && clauses_.particle(act_.anchor.token, entry.particle) == kNone)
      return "_" + entry.particle;
    for (const Condition& condition : entry.conditions) {
      if (!roles_.holds(act_.anchor, condition, nullptr)) return lexicon_.describe(condition);
    }
    return "";
  }

  void add_others() {
    const auto* entries = lexicon_.find(out_.entry->pos, out_.entry->lemma);
    if (entries == nullptr) return;
    for (const std::uint32_t index : *entries) {
      const Entry& entry = lexicon_.entry(index);
      if (&entry == out_.entry) continue;
      if (out_.others.size() == kMostOthers) return;
      if (!entry.before.empty()) continue;
      const std::string missing = failed(entry);
      out_.others.push_back(other(entry, missing.empty()
                                             ? "holds too, and asks for no more than the one taken"
                                             : missing + " does not hold"));
    }
  }

  void add_tree() {
    auto& tree = out_.tree;
    std::vector<std::uint32_t> heads = {act_.anchor.token};
    if (out_.light != kNone) heads.push_back(out_.light);
    for (const std::uint32_t head : heads) {
      tree.push_back(head);
      for (const std::uint32_t child : clauses_.children(head)) {
        if (clauses_.token(child).upos != Upos::Punct) tree.push_back(child);
      }
    }
    for (const EventTrace::Filler& filler : out_.fillers) add_way(filler.token, tree);
    for (const EventTrace::Held& held : out_.conditions) {
      for (const std::uint32_t token : held.tokens) add_way(token, tree);
    }
    std::uint32_t at = act_.anchor.token;
    for (int i = 0; i < kMostAncestors && clauses_.token(at).head != kNone; ++i) {
      at = clauses_.token(at).head;
      tree.push_back(at);
    }
    std::sort(tree.begin(), tree.end());
    tree.erase(std::unique(tree.begin(), tree.end()), tree.end());
  }

  // The token and what stands between it and the trigger, at most so far as the root.
  void add_way(std::uint32_t token, std::vector<std::uint32_t>& tree) const {
    tree.push_back(token);
    if (!clauses_.is_below(token, act_.anchor.token)) return;
    for (std::uint32_t at = token; at != act_.anchor.token && at != kNone;
         at = clauses_.token(at).head)
      tree.push_back(at);
  }

  const Lexicon& lexicon_;
  const Document& doc_;
  const Event& event_;
  Clauses clauses_;
  Roles roles_;
  std::vector<Act> acts_;
  Act act_;
  EventTrace out_;
};

}  // namespace

struct Matches::Impl {
  const Resources& resources;
  const Document& doc;
  Clauses clauses{doc};
  Roles roles{clauses, resources.lexicon()};
  std::vector<Act> acts = find_acts(clauses, resources.lexicon(), roles);
};

Matches::Matches(const Resources& resources, const Document& doc)
    : impl_(new Impl{.resources = resources, .doc = doc}) {}
Matches::~Matches() = default;

std::vector<EventTrace::Other> Matches::at(ByteSpan span) const {
  std::vector<EventTrace::Other> out;
  for (const Act& act : impl_->acts) {
    const bool there = std::any_of(
        act.trigger.begin(), act.trigger.end(),
        [&](std::uint32_t token) { return impl_->doc.tokens[token].span.overlaps(span); });
    if (!there) continue;
    out.push_back({act.entry->name, impl_->resources.lexicon().where(*act.entry),
                   is_event(impl_->doc, act) ? "" : why_silent(act)});
  }
  return out;
}

std::optional<EventTrace> trace_event(const Resources& resources,
                                      const Document& doc,
                                      const Event& event) {
  return Tracer(resources.lexicon(), doc, event).run();
}

}  // namespace dragoman::events
