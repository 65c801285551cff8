#include "store/topic_index.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "record/span_text.h"
#include "store/lines.h"
#include "store/search_index.h"

namespace dragoman::store {
namespace {

void add_line(std::string& out, const std::string& line) {
  if (line.empty()) return;
  if (!out.empty()) out += '\n';
  out += line;
}

void add_country(std::vector<std::string>& countries, const std::string& country) {
  if (!country.empty() &&
      std::find(countries.begin(), countries.end(), country) == countries.end()) {
    countries.push_back(country);
  }
}

std::vector<std::string> split(const std::string& text, char at_sign) {
  std::vector<std::string> out;
  std::size_t begin = 0;
  for (std::size_t end; (end = text.find(at_sign, begin)) != std::string::npos; begin = end + 1)
    out.push_back(text.substr(begin, end - begin));
  out.push_back(text.substr(begin));
  return out;
}

bool inside(const CodePointSpans& outer, CodePointSpan inner) {
  return std::any_of(outer.begin(), outer.end(), [inner](CodePointSpan span) {
    return span.begin <= inner.begin && inner.end <= span.end;
  });
}

class Reader {
 public:
  explicit Reader(const Record& record) : record_(record), text_(record) {}

  std::vector<Topic> topics(const RecordAbout& about) const {
    std::vector<Topic> topics;
    for (const std::string& id : about.actors) {
      if (const RecordActor* actor = record::find_actor(record_, id)) {
        Topic topic{"actor", id, actor->name, {}, {}};
        add_actor(*actor, topic);
        for (const std::string& member : actor->members) {
          if (const RecordActor* one = record::find_actor(record_, member)) add_actor(*one, topic);
        }
        topics.push_back(std::move(topic));
      }
    }
    for (const std::string& id : about.places) {
      if (const RecordPlace* place = record::find_place(record_, id)) {
        Topic topic{"place", id, place->name, {}, place->name};
        add_line(topic.words, text_.words(place->span));
        add_country(topic.countries, place->country);
        topics.push_back(std::move(topic));
      }
    }
    for (const RecordProcess& process : record_.processes) {
      if (std::find(about.processes.begin(), about.processes.end(), process.id) !=
          about.processes.end()) {
        topics.push_back(process_topic(process));
      }
    }
    for (const CodePointSpan span : about.phrases)
      topics.push_back({"phrase", "", text_.words(span), {}, {}});
    return topics;
  }

 private:
  void add_actor(const RecordActor& actor, Topic& topic) const {
    add_line(topic.words, actor.name);
    add_country(topic.countries, actor.country);
    add_line(topic.words, aliases_of(actor));
  }

  // The words of its mentions but pronouns, each once, one a line.
  const std::string& aliases_of(const RecordActor& actor) const {
    const auto [known, is_new] = aliases_.try_emplace(&actor);
    if (!is_new) return known->second;
    std::set<std::string> seen;
    for (const RecordMention& mention : record_.mentions) {
      if (mention.actor != actor.id || mention.kind == MentionKind::Pronoun) continue;
      const std::string words = text_.words(mention.span);
      if (seen.insert(words).second) add_line(known->second, words);
    }
    return known->second;
  }

  // Of the countries of its parties, and of the people and places in its name.
  Topic process_topic(const RecordProcess& process) const {
    Topic topic{"process", process.id, process.name, {}, process.name};
    for (const auto& [id, role] : process.role) {
      if (const RecordActor* actor = record::find_actor(record_, id))
        add_country(topic.countries, actor->country);
    }
    for (const RecordMention& mention : record_.mentions) {
      if (!inside(process.mentions, mention.span)) continue;
      if (const RecordActor* actor = record::find_actor(record_, mention.actor))
        add_country(topic.countries, actor->country);
    }
    for (const RecordPlace& place : record_.places) {
      if (inside(process.mentions, place.span)) add_country(topic.countries, place.country);
    }
    return topic;
  }

  const Record& record_;
  record::SpanText text_;
  mutable std::unordered_map<const RecordActor*, std::string> aliases_;
};

// A capital that stands for its country names itself, not the country.
bool names_country(const RecordMention& mention) {
  return mention.kind == MentionKind::Name &&
         (mention.type == NameType::Location || mention.type == NameType::Norp) &&
         mention.rule.find("capital") == std::string::npos;
}

Result<std::vector<std::string>> countries_called(Query& query, const std::string& folded) {
  std::vector<std::string> out;
  query.bind(1, folded);
  while (true) {
    auto row = query.step();
    if (!row) return row.error();
    if (!*row) break;
    out.push_back(query.text(0));
  }
  query.reset();
  return out;
}

bool is_code(std::string_view typed) {
  return typed.size() == 3 &&
         std::all_of(typed.begin(), typed.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

std::vector<std::vector<Topic>> topics_of(const Record& record) {
  const Reader reader(record);
  std::vector<std::vector<Topic>> out;
  for (const RecordStatement& statement : record.statements) {
    out.emplace_back();
    if (statement.about) out.back() = reader.topics(*statement.about);
  }
  return out;
}

std::string topics_column(const std::vector<Topic>& topics) {
  std::string out;
  for (const Topic& topic : topics) {
    if (!out.empty()) out += '\n';
    std::string name = topic.name;
    std::replace(name.begin(), name.end(), '\t', ' ');
    out += topic.kind + '\t' + topic.id + '\t' + name + '\t';
    for (std::size_t i = 0; i < topic.countries.size(); ++i)
      out += (i == 0 ? "" : ",") + topic.countries[i];
  }
  return out;
}

std::vector<Topic> topics_of_column(const std::string& column) {
  std::vector<Topic> out;
  for (const std::string& line : lines_of(column)) {
    const std::vector<std::string> parts = split(line, '\t');
    if (parts.size() != 4) continue;  // not of ours
    out.push_back({parts[0], parts[1], parts[2], {}, {}});
    if (!parts[3].empty()) out.back().countries = split(parts[3], ',');
  }
  return out;
}

std::vector<CountryName> country_names_of(const Record& record) {
  std::set<CountryName> names;
  const record::SpanText text(record);
  const auto add = [&names](const std::string& name, const std::string& country) {
    if (!country.empty() && !name.empty()) names.insert({fold(name), country});
  };
  for (const RecordActor& actor : record.actors) {
    if (actor.kind != ActorKind::Country || actor.kb.empty()) continue;
    add(actor.name, actor.country);
    for (const RecordMention& mention : record.mentions) {
      if (mention.actor == actor.id && names_country(mention))
        add(text.words(mention.span), actor.country);
    }
  }
  for (const RecordPlace& place : record.places) {
    if (place.rule == "country") add(place.name, place.country);
  }
  return {names.begin(), names.end()};
}

bool AboutQuery::is_met_by(const std::string& words,
                           const std::vector<std::string>& topic_countries) const {
  const auto of = [&topic_countries](const std::vector<std::string>& wanted) {
    return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& country) {
      return std::find(topic_countries.begin(), topic_countries.end(), country) !=
             topic_countries.end();
    });
  };
  if (of(countries)) return true;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (has_words(words, parts[i]) || of(part_countries[i])) return true;
  }
  return false;
}

Result<AboutQuery> read_about(Database& database, std::string_view typed) {
  AboutQuery about;
  about.parts = parse_search(typed);
  if (about.parts.empty()) return about;
  auto query =
      database.prepare("SELECT country FROM country_names WHERE name = ? ORDER BY country");
  if (!query) return query.error();
  for (const Sought& part : about.parts) {
    std::vector<std::string> countries;
    if (!part.beginning) {
      auto called = countries_called(*query, part.words);
      if (!called) return called.error();
      countries = std::move(*called);
    }
    about.sought.push_back({part, countries});
    about.part_countries.push_back(std::move(countries));
  }
  auto whole = countries_called(*query, fold(typed));
  if (!whole) return whole.error();
  about.countries = std::move(*whole);
  if (is_code(typed)) about.countries.emplace_back(typed);
  about.expression = statement_expression(database.dialect(), about.sought, about.countries);
  return about;
}

}  // namespace dragoman::store
