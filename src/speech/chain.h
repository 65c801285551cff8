// Who speaks, to whom, and through whom the words came: speaker, addressee, and the chain outlet <-
// agency <- medium <- document <- speaker.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dragoman/document.h"
#include "dragoman/result.h"

#include "speech/draft.h"

namespace dragoman::speech {

class SourceWords;

// Names and words of media, from lexicons/speech/media.tsv and lexicons/intake/agencies.tsv: what
// relays words and is not itself the speaker.
class Media {
 public:
  // `agencies` is lexicons/intake/agencies.tsv. Fails with NotFound, NotReadable or BadFormat.
  static Result<Media> load(const std::string& path, const std::string& agencies);

  // True when the phrase headed by `head` names a medium: "Itar Tass", "state television", "the
  // newspaper"; "the agency" when its actor is one.
  bool is_medium(const Tree& tree, std::uint32_t head) const;
  bool is_medium_name(std::string_view name) const;
  // The token of the phrase headed by `head` that is or ends a medium's name, or kNone.
  std::uint32_t name_in(const Tree& tree, std::uint32_t head) const;
  // The same for all names of one medium ("AFP", "Agence France-Presse"); lower case.
  std::string full_name(std::string_view name) const;
  // "Twitter" of "tweet"; empty for verbs that name no medium.
  std::string medium_of_verb(const std::string& lemma) const;

 private:
  bool is_word(const Tree& tree, std::uint32_t i) const;

  std::unordered_set<std::string> names_;                    // lower case, without "the"
  std::unordered_map<std::string, std::string> full_names_;  // the same, by form
  std::unordered_set<std::string> words_;    // common nouns, of one word or two: "news agency"
  std::unordered_set<std::string> endings_;  // last words of names
  std::unordered_map<std::string, std::string> verbs_;  // lemma to medium
};

// The actor that the source denotes, or kNone. A document or a medium stands for whoever issued it
// ("the ministry's statement").
std::uint32_t actor_of_source(const Document& doc, const Tree& tree, const Source& source);

// Fills speaker, source_token, addressee and chain of doc.statements[i] from drafts[i]. Parents
// stand before their children.
void fill_actors(const Media& media,
                 const SourceWords& words,
                 const Tree& tree,
                 const std::vector<Draft>& drafts,
                 Document& doc);

}  // namespace dragoman::speech
