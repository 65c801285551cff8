#include "processes/lexicon.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/tsv.h"

namespace dragoman::processes {
namespace {

template <class Value>
struct Names {
  std::vector<std::pair<std::string_view, Value>> list;

  std::optional<Value> find(std::string_view name) const {
    for (const auto& [known, value] : list) {
      if (known == name) return value;
    }
    return std::nullopt;
  }
  std::string all() const {
    std::string out;
    for (const auto& [known, value] : list) out += (out.empty() ? "" : ", ") + std::string(known);
    return out;
  }
};

const Names<Need>& needs() {
  static const Names<Need> kNames{{{"sure", Need::Nothing},
                                   {"named", Need::Name},
                                   {"people", Need::People},
                                   {"sent", Need::Sent},
                                   {"held", Need::Held},
                                   {"never", Need::Never}}};
  return kNames;
}

const Names<Slot>& slots() {
  static const Names<Slot> kNames{{{"subject", Slot::Subject},
                                   {"object", Slot::Object},
                                   {"either", Slot::Either},
                                   {"noun", Slot::Noun},
                                   {"toward", Slot::Toward},
                                   {"delegates", Slot::Delegates}}};
  return kNames;
}

const Names<Mood>& moods() {
  static const Names<Mood> kNames{{{"planned", Mood::Planned},
                                   {"possible", Mood::Possible},
                                   {"requested", Mood::Requested},
                                   {"failed", Mood::Failed},
                                   {"denied", Mood::Denied},
                                   {"accused", Mood::Accused}}};
  return kNames;
}

const Names<AgendaCue>& agenda_cues() {
  static const Names<AgendaCue> kNames{{{"point", AgendaCue::Point},
                                        {"open", AgendaCue::Open},
                                        {"agree", AgendaCue::Agree},
                                        {"discuss", AgendaCue::Discuss},
                                        {"turn", AgendaCue::Turn},
                                        {"agreement", AgendaCue::Agreement}}};
  return kNames;
}

// The value that a field names, or an error at it.
template <class Value>
Result<Value> named(const core::TsvFile& file,
                    const core::TsvRow& row,
                    std::size_t field,
                    const Names<Value>& names) {
  if (auto value = names.find(row.fields[field])) return *value;
  return file.error(row, field,
                    "expected one of " + names.all() + "; found '" + row.fields[field] + "'");
}

Result<std::set<ProcessKind>> kinds_of(const core::TsvFile& file,
                                       const core::TsvRow& row,
                                       std::size_t field) {
  using enum ProcessKind;
  if (row.fields[field] == "*") return std::set<ProcessKind>{Talks, Ceasefire, Aid, Mission};
  std::set<ProcessKind> out;
  for (const std::string& name : core::split_list(row.fields[field])) {
    const auto kind = parse_process_kind(name);
    if (!kind) return file.error(row, field, "'" + name + "' is no kind of process");
    out.insert(*kind);
  }
  return out;
}

template <class Map, class Words>
void longest_first(Map& map, Words words) {
  for (auto& [first, entries] : map) {
    std::stable_sort(entries.begin(), entries.end(), [&](const auto& a, const auto& b) {
      return (a.*words).size() > (b.*words).size();
    });
  }
}

Result<void> load_nouns(const std::string& path, Resources::Tables& tables) {
  auto file = core::read_tsv(path, 3, 3);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows) {
    const auto kind = parse_process_kind(row.fields[1]);
    if (!kind)
      return file->error(
          row, 1, "expected talks, ceasefire, aid or mission, found '" + row.fields[1] + "'");
    const auto need = named(*file, row, 2, needs());
    if (!need) return need.error();
    NounPhrase entry{core::split_list(row.fields[0], ' '), *kind, *need};
    if (entry.lemmas.empty()) return file->error(row, 0, "expected a noun");
    tables.nouns[entry.lemmas.back()].push_back(std::move(entry));
  }
  longest_first(tables.nouns, &NounPhrase::lemmas);
  return {};
}

Result<void> load_roles(const std::string& path, Resources::Tables& tables) {
  auto file = core::read_tsv(path, 3, 3);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows) {
    if (row.fields[1] == "noun") {
      tables.role_nouns[row.fields[0]] = row.fields[2];
    } else if (row.fields[1] == "verb") {
      tables.role_verbs[row.fields[0]] = row.fields[2];
    } else if (row.fields[1] == "side") {
      tables.sides.insert(row.fields[0]);
    } else {
      return file->error(row, 1, "expected noun, verb or side, found '" + row.fields[1] + "'");
    }
  }
  return {};
}

Result<void> load_acts(const std::string& path, Resources::Tables& tables) {
  auto file = core::read_tsv(path, 4, 4);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows) {
    const auto slot = named(*file, row, 1, slots());
    if (!slot) return slot.error();
    const auto kinds = kinds_of(*file, row, 3);
    if (!kinds) return kinds.error();
    ActWords entry{core::split_list(row.fields[0], ' '), *slot, row.fields[2], *kinds};
    if (entry.words.empty()) return file->error(row, 0, "expected a verb or noun");
    tables.acts[entry.words.front()].push_back(std::move(entry));
  }
  longest_first(tables.acts, &ActWords::words);
  return {};
}

Result<void> load_moods(const std::string& path, Resources::Tables& tables) {
  auto file = core::read_tsv(path, 2, 2);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows) {
    const auto mood = named(*file, row, 1, moods());
    if (!mood) return mood.error();
    tables.moods[row.fields[0]] = *mood;
  }
  return {};
}

Result<void> load_agenda(const std::string& path, Resources::Tables& tables) {
  auto file = core::read_tsv(path, 2, 2);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows) {
    const auto cue = named(*file, row, 1, agenda_cues());
    if (!cue) return cue.error();
    tables.agenda[*cue].insert(row.fields[0]);
  }
  return {};
}

Result<void> load_subjects(const std::string& path, Resources::Tables& tables) {
  auto file = core::read_tsv(path, 2, 2);
  if (!file) return file.error();
  for (const core::TsvRow& row : file->rows) {
    if (row.fields[1] == "end") {
      tables.ends.insert(row.fields[0]);
    } else if (row.fields[1] == "conflict") {
      tables.conflicts.insert(row.fields[0]);
    } else {
      return file->error(row, 1, "expected end or conflict, found '" + row.fields[1] + "'");
    }
  }
  return {};
}

}  // namespace

Result<void> load_tables(const std::string& folder, Resources::Tables& tables) {
  if (auto done = load_nouns(folder + "/nouns.tsv", tables); !done) return done;
  if (auto done = load_roles(folder + "/roles.tsv", tables); !done) return done;
  if (auto done = load_acts(folder + "/acts.tsv", tables); !done) return done;
  if (auto done = load_moods(folder + "/moods.tsv", tables); !done) return done;
  if (auto done = load_subjects(folder + "/subjects.tsv", tables); !done) return done;
  return load_agenda(folder + "/agenda.tsv", tables);
}

}  // namespace dragoman::processes
