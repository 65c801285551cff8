#include "events/import_petrarch.h"

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>

#include <fmt/format.h>

#include "core/utf8.h"
#include "events/cameo_types.h"
#include "events/petrarch_file.h"
#include "events/petrarch_pattern.h"

namespace dragoman::events {
namespace {

using Class = PetrarchWords::Class;

constexpr std::size_t kLineWidth = 110;

// A verb as a trigger of our language.
struct Trigger {
  std::string lemma, particle;
  std::string condition;  // that goes with the verb: "on:any" of "call on"
  std::string reason;     // why it cannot be said

  std::string word() const { return particle.empty() ? lemma : lemma + "_" + particle; }
};

// What codes stand for: the event of the source, or of the target where only that has one.
struct Coded {
  const CameoType* type = nullptr;
  std::string code;
  bool silent = false;    // the null code or a statement: nothing is coded
  bool mutual = false;    // both have the same
  bool reversed = false;  // only the target has one
};

class Importer {
 public:
  Importer(const PetrarchFile& file,
           const CameoTypes& types,
           PetrarchWords words,
           const Lexicon& ours)
      : file_(file), types_(types), words_(std::move(words)), ours_(ours) {}

  PetrarchImport run() {
    std::string head =
        "# Imported from " + file_.name +
        " by `dragoman lexicon import`. Each entry is named FILE:LINE of its source.\n"
        "# The language: docs/formats/patterns.md.\n";
    for (const auto& [line, reason] : file_.broken) leave_out(line.line, line.text, reason);
    read_verbs();
    for (const PetrarchSet& set : file_.sets) write_set(set);
    for (std::size_t i = 0; i < file_.blocks.size(); ++i) write_block(i);
    for (const PetrarchPattern& one : file_.transformations) write_transformation(one);
    out_.patterns = head + out_.patterns;
    out_.name = file_.name;
    std::stable_sort(out_.left_out.begin(), out_.left_out.end(),
                     [](const auto& a, const auto& b) { return a.line < b.line; });
    return std::move(out_);
  }

 private:
  void leave_out(std::size_t line, std::string text, const std::string& reason) {
    ++out_.read;
    ++out_.reasons[reason];
    out_.left_out.push_back({line, std::move(text), reason});
  }
  void imported() {
    ++out_.read;
    ++out_.written;
  }

  // ---- sets ----

  std::string set_name(const std::string& name) const {
    std::string out = core::ascii_lower(file_.name + "." + name);
    for (char& c : out) {
      if (!core::is_ascii_lower(c) && !core::is_ascii_digit(c) && c != '.') c = '-';
    }
    return out;
  }
  // What stands in the dictionary, as one line of a text in UTF-8.
  static std::string as_comment(std::string text) {
    const bool valid = core::find_invalid_utf8(text) == std::string::npos;
    for (char& c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x20 || byte == 0x7f) c = ' ';
      if (byte >= 0x80 && !valid) c = '?';
    }
    return text;
  }

  static bool is_word(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
      return core::is_ascii_alpha(c) || core::is_ascii_digit(c) || c == '-' || c == '\'';
    });
  }

  void write_set(const PetrarchSet& set) {
    std::vector<std::string> members;
    for (const auto& [text, line] : set.members) {
      std::string_view member = text;
      if (member.ends_with('_')) member.remove_suffix(1);
      if (member.starts_with('&')) {
        member.remove_prefix(1);
        if (member.ends_with('_')) member.remove_suffix(1);
        const auto other = words_.sets.find(member);
        if (other != words_.sets.end())
          members.push_back("@" + other->second);
        else
          leave_out(line, text, "a set in a set that is not known before it");
      } else if (is_word(member)) {
        members.push_back(words_.noun_base(core::ascii_lower(member)));
      } else {
        leave_out(line, text, "several words in a set: ours hold single words");
      }
    }
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
    if (members.empty()) return leave_out(set.line, "&" + set.name, "a set without single words");
    imported();
    if (std::all_of(members.begin(), members.end(),
                    [&](const auto& word) { return words_.is_structural(word); })) {
      // Auxiliaries are passed over whichever they are; of prepositions each is a reading.
      const bool one =
          words_.is(Class::Auxiliary, members[0]) || words_.is(Class::Modal, members[0]);
      words_.structural_sets.emplace(set.name, one ? members[0] : joined(members, "/"));
      return;
    }
    const std::string name = set_name(set.name);
    words_.sets.emplace(set.name, name);
    std::string line;
    for (const std::string& member : members) {
      if (!line.empty() && line.size() + member.size() > kLineWidth) {
        out_.patterns += line + "\n";
        line.clear();
      }
      line += line.empty() ? "set " + name + ": " + member : ", " + member;
    }
    out_.patterns += line + "\n";
  }

  // ---- verbs ----

  // Fills triggers_ and tells words_ which verbs there are.
  void read_verbs() {
    for (const PetrarchBlock& block : file_.blocks) {
      for (const PetrarchVerb& verb : block.verbs) {
        if (verb.text.find('_') == std::string::npos && is_word(verb.text))
          words_.add_verb(core::ascii_lower(verb.text));
      }
    }
    for (const PetrarchBlock& block : file_.blocks) {
      auto& triggers = triggers_.emplace_back();
      for (const PetrarchVerb& verb : block.verbs) triggers.push_back(trigger_of(verb.text));
    }
  }

  // "ABANDON", "+CLEAR_UP", "RE_+OPEN", "+TAKE_PART_IN".
  Trigger trigger_of(const std::string& text) const {
    Trigger trigger;
    std::vector<std::string> before, behind;
    std::istringstream parts(core::ascii_lower(text));
    const bool marked = text.find('+') != std::string::npos;
    bool plain = true;
    for (std::string part; std::getline(parts, part, '_');) {
      if (part.empty()) continue;
      const bool head = part[0] == '+' || (!marked && trigger.lemma.empty());
      if (part[0] == '+') part.erase(0, 1);
      plain &= is_word(part);
      if (head)
        trigger.lemma = part;
      else
        (trigger.lemma.empty() ? before : behind).push_back(part);
    }
    if (trigger.lemma.empty() || trigger.lemma == "any" || !plain) {
      trigger.reason = "no verb that can be read";
      return trigger;
    }
    if (!words_.is_verb(trigger.lemma)) trigger.lemma = words_.verb_base(trigger.lemma);
    if (before == std::vector<std::string>{"re"})
      trigger.lemma = "re" + trigger.lemma;
    else if (!before.empty())
      trigger.reason = "a word in front of the verb: triggers have particles behind them only";
    add_behind(behind, trigger);
    return trigger;
  }

  void add_behind(std::vector<std::string> behind, Trigger& trigger) const {
    const auto is_preposition = [&](const std::string& word) {
      return words_.is(Class::Preposition, word);
    };
    if (behind.size() == 1 && is_preposition(behind[0]) && !words_.is(Class::Either, behind[0])) {
      trigger.condition = behind[0] + ":any";
      return;
    }
    if (behind.size() == 2 && is_preposition(behind[0]) && !is_preposition(behind[1])) {
      trigger.condition = behind[0] + ":" + words_.noun_base(behind[1]);
      return;
    }
    if (!behind.empty()) {
      trigger.particle = behind[0];
      behind.erase(behind.begin());
    }
    if (!behind.empty() && is_preposition(behind[0])) {
      trigger.condition = behind[0] + ":any";
      behind.erase(behind.begin());
    }
    if (!behind.empty()) trigger.reason = "a verb of too many words";
  }

  // ---- codes ----

  // Fails with a reason.
  std::optional<Coded> coded(const std::string& text, std::string& reason) const {
    const std::size_t colon = std::min(text.find(':'), text.size());
    const std::string source = text.substr(0, colon);
    const std::string target = colon < text.size() ? text.substr(colon + 1) : "";
    Coded coded;
    coded.reversed = source.empty() && !target.empty();
    coded.mutual = !source.empty() && source == target;
    coded.code = coded.reversed ? target : source;
    coded.silent = coded.code.empty() || coded.code == "---";
    if (coded.silent) return coded;
    coded.type = types_.find(coded.code);
    if (coded.type == nullptr) {
      reason = "the code is none of CAMEO's events";
      return std::nullopt;
    }
    coded.silent = !coded.type->type;
    return coded;
  }

  std::string group_line(std::size_t line, const Coded& coded) const {
    const std::string name = fmt::format("{}:{}", file_.name, line);
    if (coded.silent) return fmt::format("group {} -\n", name);
    std::string out = fmt::format("group {} {}", name, to_string(*coded.type->type));
    if (!coded.type->mode.empty()) out += ":" + coded.type->mode;
    out += " " + coded.code;
    for (const std::string& context : coded.type->contexts) out += " context=" + context;
    return out + "\n";
  }

  // What a verb of such a code makes of an act that it governs, as PETRARCH 2 adds codes up.
  static std::string composition(EventType type) {
    switch (type) {
      case EventType::Agree:
        return "intent";
      case EventType::Request:
        return "request";
      case EventType::Reject:
        return "refuse";
      case EventType::Threaten:
        return "threat";
      case EventType::Accuse:
        return "topic";
      default:
        return "";
    }
  }

  // ---- blocks ----

  void write_block(std::size_t index) {
    const PetrarchBlock& block = file_.blocks[index];
    bool clauses = false;
    for (std::size_t i = 0; i < block.verbs.size(); ++i) {
      clauses |= words_.is(Class::Saying, triggers_[index][i].lemma);
      write_verb(block.verbs[i], triggers_[index][i]);
    }
    for (const PetrarchPattern& pattern : block.patterns)
      write_pattern(pattern, triggers_[index], clauses);
  }

  // The verb without a pattern.
  void write_verb(const PetrarchVerb& verb, const Trigger& trigger) {
    std::string reason = trigger.reason;
    const auto code = reason.empty() ? coded(verb.code, reason) : std::nullopt;
    if (!code) return leave_out(verb.line, verb.text, reason);
    if (code->silent) return imported();  // nothing is coded where no pattern holds
    if (is_empty(trigger))
      return leave_out(verb.line, verb.text,
                       "the verb alone says nothing and would match everywhere");
    std::string options = trigger.condition;
    const std::string compose = composition(*code->type->type);
    if (!compose.empty()) options += " compose=" + compose;
    PetrarchDraft draft;
    draft.mutual = code->mutual;
    write({"verb " + trigger.word() + with_bar(trim(options + roles(draft, *code)))}, verb.line,
          verb.text, *code);
  }

  bool is_empty(const Trigger& trigger) const {
    const auto holds = [&](std::string_view set) {
      const WordSet* words = ours_.set_named(set);
      return words != nullptr && words->contains(trigger.lemma);
    };
    const bool words = !trigger.condition.empty() && !trigger.condition.ends_with(":any");
    return trigger.particle.empty() && !words && (holds(kFunctionWords) || holds(kEmptyVerbs));
  }

  void write_pattern(const PetrarchPattern& pattern,
                     const std::vector<Trigger>& triggers,
                     bool clauses) {
    const std::string text = "- " + pattern.text + " [" + pattern.code + "]";
    std::string reason;
    const auto code = coded(pattern.code, reason);
    if (!code) return leave_out(pattern.line, text, reason);
    const PetrarchReading reading = read_petrarch_pattern(pattern.text, words_, clauses);
    if (!reading.reason.empty()) return leave_out(pattern.line, text, reading.reason);
    std::vector<std::string> lines;
    for (const PetrarchDraft& draft : reading.drafts) {
      if (code->silent && draft.conditions.empty() && draft.particle.empty()) continue;
      add_lines(draft, triggers, *code, lines);
    }
    if (lines.empty())
      return leave_out(pattern.line, text,
                       code->silent ? "codes nothing and asks for no words: it would hide its verb"
                                    : "none of its verbs can be a trigger of it");
    std::erase_if(lines, [&](const std::string& line) { return !known_.emplace(line).second; });
    if (lines.empty())
      return leave_out(pattern.line, text, "the same verbs and conditions as a pattern before it");
    write(lines, pattern.line, text, *code);
  }

  // One line for each kind of trigger.
  void add_lines(const PetrarchDraft& draft,
                 const std::vector<Trigger>& triggers,
                 const Coded& code,
                 std::vector<std::string>& lines) const {
    std::map<std::string, std::string> words;  // condition of the trigger -> triggers
    for (Trigger trigger : triggers) {
      if (!trigger.reason.empty()) continue;
      if (!draft.particle.empty() && !trigger.particle.empty() &&
          trigger.particle != draft.particle)
        continue;
      if (!draft.particle.empty()) trigger.particle = draft.particle;
      if (!draft.lexical && is_empty(trigger)) continue;
      std::string& list = words[trigger.condition];
      list += (list.empty() ? "" : ", ") + trigger.word();
    }
    for (const auto& [condition, list] : words) {
      std::string options = condition;
      for (const std::string& one : draft.conditions) options += " " + one;
      lines.push_back("verb " + list + with_bar(trim(options + roles(draft, code))));
    }
  }

  static std::string with_bar(const std::string& options) {
    return options.empty() ? "" : " | " + options;
  }
  static std::string trim(const std::string& text) { return std::string(core::trim(text)); }

  static std::string joined(const std::vector<std::string>& parts, const char* between) {
    std::string out;
    for (const std::string& part : parts) out += (out.empty() ? "" : between) + part;
    return out;
  }

  static std::string roles(const PetrarchDraft& draft, const Coded& code) {
    if (code.silent) return "";
    std::vector<std::string> actor = draft.actor, recipient = draft.recipient;
    if (code.reversed) {
      if (actor.empty()) actor = {"subj"};
      if (recipient.empty()) recipient = {"obj", "iobj"};
      std::swap(actor, recipient);
    }
    const bool mutual = code.mutual || draft.mutual;
    if (mutual && recipient.empty()) recipient = {"obj", "with", "between", "to", "among"};
    std::string out = mutual ? " mutual" : "";
    if (!actor.empty()) out += " actor=" + joined(actor, ",");
    if (!recipient.empty()) out += " recipient=" + joined(recipient, ",");
    return out;
  }

  void write(const std::vector<std::string>& lines,
             std::size_t line,
             const std::string& text,
             const Coded& code) {
    imported();
    out_.patterns += group_line(line, code);
    for (const std::string& one : lines) {
      out_.patterns += "  " + one + "  # " + as_comment(text) + "\n";
      ++out_.lines;
    }
  }

  // ---- transformations ----

  // "a (b . ATTACK) SAY = a b 112".
  void write_transformation(const PetrarchPattern& line) {
    const std::string text = "~ " + line.text + " = " + line.code;
    std::string reason = transform(line, text);
    if (!reason.empty()) leave_out(line.line, text, reason);
  }

  static std::vector<std::string> split(std::string text) {
    for (char& c : text) {
      if (c == '(' || c == ')') c = ' ';
    }
    std::istringstream stream(text);
    std::vector<std::string> parts;
    for (std::string part; stream >> part;) parts.push_back(part);
    return parts;
  }

  std::string transform(const PetrarchPattern& line, const std::string& text) {
    const auto left = split(line.text), right = split(line.code);
    if (left.size() != 5 || right.size() != 3) return "expected ~ a (b c VERB) VERB = a b CODE";
    const std::string &outer = left[4], &inner = left[3];
    if (right[2] == "Q") return "the code of the inner verb for the outer one";
    std::string reason;
    const auto code = coded(right[2], reason);
    if (!code) return reason;
    if (inner.find('_') != std::string::npos)
      return "a modal in a transformation: what it makes of the act is the engine's table of "
             "composition";
    if (left[0] == left[1])
      return "the same party twice: whether two words mean one actor is no condition of ours";
    const auto verbs = block_of(outer);
    const auto acts = inner == "Q" ? std::optional<std::string>("any") : alternatives(inner);
    if (!verbs || !acts) return "a verb that is in no block of the file";
    // Where each letter stands.
    std::map<std::string, std::string> paths = {{left[0], "subj"}};
    paths.emplace(left[1], "comp.subj");
    paths.emplace(left[2], "comp.obj");
    PetrarchDraft draft;
    draft.conditions = {"comp:" + *acts};
    draft.lexical = inner != "Q";
    for (const auto& [letter, to] :
         {std::pair{right[0], &draft.actor}, std::pair{right[1], &draft.recipient}}) {
      const auto found = paths.find(letter);
      if (found == paths.end()) return "a letter on the right that the left does not have";
      to->push_back(found->second);
    }
    std::vector<std::string> lines;
    add_lines(draft, triggers_[*verbs], *code, lines);
    std::erase_if(lines, [&](const std::string& one) { return !known_.emplace(one).second; });
    if (lines.empty()) return "none of its verbs can be a trigger of it";
    // What the inner verb tells is told by the outer one.
    for (std::string& one : lines) one += " compose=topic";
    write(lines, line.line, text, *code);
    return "";
  }

  std::optional<std::size_t> block_of(const std::string& verb) const {
    const std::string lemma = core::ascii_lower(verb);
    for (std::size_t i = 0; i < triggers_.size(); ++i) {
      for (const Trigger& trigger : triggers_[i])
        if (trigger.lemma == lemma && trigger.particle.empty()) return i;
    }
    return std::nullopt;
  }

  // "attack/assault/hit": the verbs of a block, which share their code.
  std::optional<std::string> alternatives(const std::string& verb) const {
    const auto block = block_of(verb);
    if (!block) return std::nullopt;
    std::string out;
    for (const Trigger& trigger : triggers_[*block]) {
      if (trigger.particle.empty() && trigger.reason.empty() && trigger.condition.empty())
        out += (out.empty() ? "" : "/") + trigger.lemma;
    }
    return out;
  }

  const PetrarchFile& file_;
  const CameoTypes& types_;
  PetrarchWords words_;
  const Lexicon& ours_;
  std::vector<std::vector<Trigger>> triggers_;  // of each block
  std::set<std::string> known_;                 // lines that were written
  PetrarchImport out_;
};

}  // namespace

Result<PetrarchImport> import_petrarch_verbs(const std::string& input,
                                             const PetrarchTables& tables,
                                             const Lexicon& ours) {
  const auto types = CameoTypes::load(tables.cameo);
  if (!types) return types.error();
  const auto language = language::Lexicon::load(tables.language);
  if (!language) return language.error();
  const auto words = PetrarchWords::load(tables.words, *language);
  if (!words) return words.error();
  const auto file = read_petrarch_file(input);
  if (!file) return file.error();
  return Importer(*file, *types, *words, ours).run();
}

}  // namespace dragoman::events
