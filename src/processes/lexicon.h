// The word lists of lexicons/processes in memory. Internal to the room.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/document.h"
#include "dragoman/result.h"

#include "processes/find_processes.h"

namespace dragoman::processes {

// When a noun phrase names a process.
enum class Need { Nothing, Name, People, Sent, Held, Never };  // nouns.tsv: sure, named, ..., never

struct NounPhrase {
  std::vector<std::string> lemmas;  // head last
  ProcessKind kind = ProcessKind::Talks;
  Need need = Need::Name;
};

// Where the process stands with a word that tells an act.
enum class Slot { Subject, Object, Either, Noun, Toward, Delegates };

struct ActWords {
  std::vector<std::string> words;  // lemma of the verb or noun, then words that follow it
  Slot slot = Slot::Either;
  std::string act;
  std::set<ProcessKind> kinds;
};

// What a word says of the acts that depend on it.
enum class Mood { Planned, Possible, Requested, Failed, Denied, Accused };

enum class AgendaCue { Point, Open, Agree, Discuss, Turn, Agreement };

struct Resources::Tables {
  std::map<std::string, std::vector<NounPhrase>, std::less<>>
      nouns;  // by head lemma; longest first
  std::map<std::string, std::string, std::less<>> role_nouns, role_verbs;
  std::set<std::string, std::less<>> sides;  // nouns for those who negotiate: "delegation"
  std::map<std::string, std::vector<ActWords>, std::less<>> acts;  // by first word; longest first
  std::map<std::string, Mood, std::less<>> moods;                  // by lemma
  std::map<AgendaCue, std::set<std::string, std::less<>>> agenda;
  std::set<std::string, std::less<>> ends, conflicts;  // "end", "settle"; "war", "crisis"
};

// Fails with NotFound or BadFormat (file:line:column).
Result<void> load_tables(const std::string& folder, Resources::Tables& tables);

}  // namespace dragoman::processes
