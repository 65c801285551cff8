#include "events/code_pair.h"

#include <algorithm>
#include <array>

#include "events/pair.h"
#include "events/realis.h"

namespace dragoman::events {
namespace {

// The broadest CAMEO code of each type, for acts that no pattern tells more about.
std::string_view broad_cameo(EventType type) {
  switch (type) {
    case EventType::Agree:
      return "030";
    case EventType::Consult:
      return "040";
    case EventType::Support:
      return "050";
    case EventType::Cooperate:
      return "060";
    case EventType::Aid:
      return "070";
    case EventType::Concede:
      return "080";
    case EventType::Retreat:
      return "087";
    case EventType::Request:
      return "100";
    case EventType::Accuse:
      return "110";
    case EventType::Reject:
      return "120";
    case EventType::Threaten:
      return "130";
    case EventType::Protest:
      return "140";
    case EventType::Mobilize:
      return "150";
    case EventType::Sanction:
      return "160";
    case EventType::Coerce:
      return "170";
    case EventType::Assault:
      return "190";
  }
  return {};
}

class PairCoder {
 public:
  PairCoder(const Resources& resources, const FeatureWeights& weights, const Document& doc)
      : weights_(weights),
        lexicon_(resources.lexicon()),
        doc_(doc),
        clauses_(doc),
        roles_(clauses_, lexicon_) {}

  Result<void> read(ByteSpan source, ByteSpan target) {
    const TokenSpan from = tokens_of(source), to = tokens_of(target);
    if (from.empty()) return make_error(ErrorCode::BadArgument, "the source holds no word");
    if (to.empty()) return make_error(ErrorCode::BadArgument, "the target holds no word");
    pair_ = read_pair(clauses_, lexicon_, roles_, from, to);
    return {};
  }

  std::vector<Feature> features() const { return pair_features(clauses_, lexicon_, pair_); }

  std::optional<CodedPair> code() const {
    if (!weights_.empty()) return by_weights();
    if (!pair_.candidates.empty()) return by_act(pair_.candidates.front());
    return by_path();
  }

 private:
  TokenSpan tokens_of(ByteSpan span) const {
    const auto first =
        std::partition_point(doc_.tokens.begin(), doc_.tokens.end(),
                             [&](const Token& token) { return token.span.end <= span.begin; });
    const auto last = std::partition_point(
        first, doc_.tokens.end(), [&](const Token& token) { return token.span.begin < span.end; });
    return {static_cast<std::uint32_t>(first - doc_.tokens.begin()),
            static_cast<std::uint32_t>(last - doc_.tokens.begin())};
  }

  static std::vector<TokenSpan> spans(const std::vector<std::uint32_t>& tokens) {
    std::vector<TokenSpan> out;
    for (const std::uint32_t token : tokens) {
      if (!out.empty() && out.back().end == token)
        ++out.back().end;
      else
        out.push_back({token, token + 1});
    }
    return out;
  }

  // Without weights a confidence is an ordering by how well the roles fit.
  static CodedPair by_act(const Candidate& candidate) {
    static constexpr std::array<float, 6> kConfidence = {0.85f, 0.7f, 0.65f, 0.55f, 0.4f, 0.3f};
    const Act& act = candidate.act;
    CodedPair out;
    out.type = act.type;
    out.mode = act.mode;
    out.cameo = act.cameo;
    out.factuality = act.factuality;
    out.confidence = kConfidence[static_cast<std::size_t>(candidate.link)];
    out.trigger = spans(act.trigger);
    out.rule = act.entry->name;
    return out;
  }

  CodedPair by_word(EventType type, std::uint32_t token, std::string_view rule) const {
    CodedPair out;
    out.type = type;
    out.cameo = broad_cameo(type);
    out.rule = rule;
    if (token == kNone) return out;
    std::string buffer;
    out.rule += "/";
    out.rule += lower_lemma(clauses_.token(token), buffer);
    out.trigger = {{token, token + 1}};
    Act act;
    act.anchor.token = act.realis = token;
    act.trigger.push_back(token);
    out.factuality = realis_of(clauses_, lexicon_, act).factuality();
    return out;
  }

  // A word of the lexicon on the path, though the conditions of its patterns do not hold here.
  std::optional<CodedPair> by_path() const {
    std::vector<std::uint32_t> words = {pair_.top};
    words.insert(words.end(), pair_.path.begin(), pair_.path.end());
    for (const std::uint32_t token : words) {
      if (token == kNone) continue;
      std::optional<EventType> type;
      any_base(doc_, token, [&](std::string_view base) {
        for (const TriggerPos pos : {TriggerPos::Verb, TriggerPos::Noun, TriggerPos::Adjective}) {
          const auto* entries = lexicon_.find(pos, base);
          if (entries == nullptr) continue;
          for (const std::uint32_t index : *entries) {
            if (!type) type = lexicon_.entry(index).type;
          }
        }
        return type.has_value();
      });
      if (!type) continue;
      CodedPair out = by_word(*type, token, "path");
      out.confidence = 0.3f;
      return out;
    }
    return std::nullopt;
  }

  static bool belongs(const std::string& name, EventType type) {
    if (name == "YIELD") return type == EventType::Concede || type == EventType::Retreat;
    return name == to_string(type);
  }

  // Armed forces withdraw; whoever else yields, concedes.
  EventType type_of(const std::string& name) const {
    if (name != "YIELD") return *parse_event_type(name);
    for (const std::uint32_t actor : pair_.source.actors) {
      const std::string& sector = doc_.actors[actor].sector;
      if (sector == "MIL" || sector == "REB" || sector == "UAF") return EventType::Retreat;
    }
    return EventType::Concede;
  }

  std::optional<CodedPair> by_weights() const {
    const std::vector<double> probabilities = weights_.probabilities(features());
    const auto best = std::max_element(probabilities.begin(), probabilities.end());
    const std::string& name =
        weights_.classes()[static_cast<std::size_t>(best - probabilities.begin())];
    const auto fitting =
        std::find_if(pair_.candidates.begin(), pair_.candidates.end(),
                     [&](const Candidate& candidate) { return belongs(name, candidate.act.type); });
    CodedPair out = fitting != pair_.candidates.end()
                        ? by_act(*fitting)
                        : by_word(type_of(name), pair_.top, "weights");
    out.confidence = static_cast<float>(*best);
    return out;
  }

  const FeatureWeights& weights_;
  const Lexicon& lexicon_;
  const Document& doc_;
  Clauses clauses_;
  Roles roles_;
  Pair pair_;
};

Error no_trees() {
  return make_error(ErrorCode::MissingLayer, "pairs need trees");
}

}  // namespace

Result<std::optional<CodedPair>> code_pair(const Resources& resources,
                                           const Document& doc,
                                           ByteSpan source,
                                           ByteSpan target) {
  if (!doc.has(Layer::Trees)) return no_trees();
  const auto weights = resources.pair_weights();
  if (!weights) return weights.error();
  PairCoder coder(resources, **weights, doc);
  if (auto done = coder.read(source, target); !done) return done.error();
  return coder.code();
}

Result<std::vector<Feature>> features_of_pair(const Resources& resources,
                                                  const Document& doc,
                                                  ByteSpan source,
                                                  ByteSpan target) {
  if (!doc.has(Layer::Trees)) return no_trees();
  const auto weights = resources.pair_weights();
  if (!weights) return weights.error();
  PairCoder coder(resources, **weights, doc);
  if (auto done = coder.read(source, target); !done) return done.error();
  return coder.features();
}

}  // namespace dragoman::events
