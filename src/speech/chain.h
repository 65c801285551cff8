// Who speaks, to whom, and through whom the words came: speaker, addressee, outlet <- agency <-
// speaker.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "dragoman/document.h"
#include "dragoman/result.h"

#include "speech/draft.h"

namespace dragoman::speech {

// Names and words of media, from lexicons/speech/media.tsv: what relays words and is not itself the
// speaker.
class Media {
 public:
  // Fails with NotFound, NotReadable or BadFormat.
  static Result<Media> load(const std::string& path);

  // True when the phrase headed by `head` names a medium: "Itar Tass", "state television", "the
  // newspaper".
  bool is_medium(const Tree& tree, std::uint32_t head) const;
  bool is_medium_name(const std::string& name) const;

 private:
  std::unordered_set<std::string> names_;  // lower case
  std::unordered_set<std::string> words_;  // lemmas of nouns
};

// The actor that the source denotes, or kNone. A document or a medium stands for whoever issued it
// ("the ministry's statement").
std::uint32_t actor_of_source(const Document& doc, const Tree& tree, const Source& source);

// Fills speaker, source_token, addressee and chain of doc.statements[i] from drafts[i]. Parents
// stand before their children.
void fill_actors(const Media& media,
                 const Tree& tree,
                 const std::vector<Draft>& drafts,
                 Document& doc);

}  // namespace dragoman::speech
