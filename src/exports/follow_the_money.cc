// FollowTheMoney (https://followthemoney.tech): entities as they are loaded into Aleph and its kin.
#include <set>

#include <nlohmann/json.hpp>

#include "core/utf8.h"
#include "exports/cells.h"
#include "record/actor_key.h"

namespace dragoman::exports {
namespace {

using Json = nlohmann::ordered_json;

// FtM allows letters, digits, "." and "-" in ids.
std::string to_id(const std::string& key) {
  std::string out = "dragoman-";
  for (const char c : key) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    out += plain || c == '.' ? c : '-';
  }
  return out;
}

const char* schema_of(const RecordActor& actor) {
  switch (actor.kind) {
    case ActorKind::Person:
      return "Person";
    case ActorKind::Country:
      return "PublicBody";
    case ActorKind::Organisation:
      return actor.sector.starts_with("GOV") || actor.sector.starts_with("MIL") ? "PublicBody"
                                                                                : "Organization";
    default:
      return "Organization";
  }
}

class Entities {
 public:
  Entities(const Record& record, const Countries& countries)
      : record_(record), countries_(countries), keys_(record) {}

  std::string operator()() {
    add_article();
    for (const RecordActor& actor : record_.actors) add_actor(actor);
    for_each_event(record_, countries_, false, [this](const CodedEvent& e) { add_event(e); });
    return std::move(out_);
  }

 private:
  using Properties = std::vector<std::pair<const char*, std::vector<std::string>>>;

  void add(const std::string& id, const char* schema, const Properties& properties) {
    Json values = Json::object();
    for (const auto& [name, list] : properties) {
      for (const std::string& value : list) {
        if (!value.empty()) values[name].push_back(value);
      }
    }
    const Json entity = {{"id", id}, {"schema", schema}, {"properties", std::move(values)}};
    out_ += entity.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  }

  std::string iso2(const std::string& code) const {
    return core::ascii_lower(countries_.find(code).iso2);
  }
  std::string article() const { return to_id(record_.id); }
  std::string id_of(const RecordActor& actor) const { return to_id(keys_.key_or_bound(actor.id)); }

  void add_article() {
    add(article(), "Article",
        {{"title", {record_.title}},
         {"publishedAt", {record_.published}},
         {"publisher", {record_.outlet}},
         {"author", {record_.byline}},
         {"language", {record_.language}},
         {"sourceUrl", {record_.page ? record_.page->url : ""}},
         {"bodyText", {record_.text}}});
  }

  // Those that are the same in other reports too: who is only described is nobody in particular.
  void add_actor(const RecordActor& actor) {
    if (keys_.key(actor.id).empty() || !given_.insert(id_of(actor)).second) return;
    add(id_of(actor), schema_of(actor),
        {{"name", {actor.name}},
         {actor.kind == ActorKind::Person ? "position" : "summary", {actor.role}},
         {"country", {iso2(actor.country)}},
         {"proof", {article()}}});
  }

  std::vector<std::string> ids_of(const CodedEvent& e, const std::vector<std::string>& ids) const {
    std::vector<std::string> out;
    for (const RecordActor* actor : e.parties(ids)) {
      if (!keys_.key(actor->id).empty()) out.push_back(id_of(*actor));
    }
    return out;
  }

  void add_event(const CodedEvent& e) {
    add(to_id(e.key()), "Event",
        {{"name", {joined({std::string(to_string(e.event.type)), e.event.mode}, "/")}},
         {"date", {e.day()}},
         {"location", {e.place == nullptr ? "" : e.place->name}},
         {"country", {e.place == nullptr ? "" : iso2(e.place->country)}},
         {"organizer", ids_of(e, e.event.actors)},
         {"involved", ids_of(e, e.event.recipients)},
         {"description", {e.evidence()}},
         {"keywords", {std::string(to_string(e.event.factuality)), e.event.cameo}},
         {"proof", {article()}}});
  }

  const Record& record_;
  const Countries& countries_;
  record::ActorKeys keys_;
  std::set<std::string> given_;
  std::string out_;
};

}  // namespace

Lines follow_the_money() {
  return {
      "ftm",
      "FollowTheMoney entities",
      "An entity a line: Article for the report, Person, Organization or PublicBody for its named "
      "actors (ids are the "
      "same over reports), and Event for its events. Actors that a report only describes are left "
      "out. Entities "
      "that several reports give are to be merged by id, as `ftm aggregate` does.",
      "application/x-ndjson",
      {{"id", "string", "dragoman-, then the id of the report or event, or the key of the actor"},
       {"schema", "string", "Article, Person, Organization, PublicBody or Event"},
       {"properties", "object",
        "lists of texts. Article: title, publishedAt, publisher, author, language, sourceUrl, "
        "bodyText. Actors: name, "
        "position or summary, country (alpha-2), proof (the article). Event: name (PLOVER type and "
        "mode), date, "
        "location, country, organizer (actors), involved (recipients), description (evidence), "
        "keywords (factuality "
        "and CAMEO code), proof"}},
      [](const Record& record, const Countries& countries) {
        return Entities(record, countries)();
      }};
}

}  // namespace dragoman::exports
