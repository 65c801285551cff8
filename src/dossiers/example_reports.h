// Small records for the tests of this room: a text of one sentence, and a process in it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "dragoman/record.h"

namespace dragoman::dossiers {

// Makes a record piece by piece; every span is the words given, where they first stand in the text.
class ReportMaker {
 public:
  ReportMaker(const std::string& id, const std::string& day, const std::string& text) {
    record_.id = id;
    record_.uri = id + ".txt";
    record_.outlet = "Meridian Wire";
    record_.published = day;
    record_.language = "en";
    record_.text = text;
  }

  ReportMaker& outlet(const std::string& name) {
    record_.outlet = name;
    return *this;
  }

  // A process that these words name.
  ReportMaker& process(ProcessKind kind, const std::string& name) {
    RecordProcess process;
    process.id = "x" + std::to_string(record_.processes.size() + 1);
    process.kind = kind;
    process.name = name;
    process.span = span(name);
    process.mentions = {process.span};
    process.rule = "noun/talk";
    record_.processes.push_back(std::move(process));
    return *this;
  }

  // What stands beside the noun of the last process: a place of a country.
  ReportMaker& place(const std::string& as, const std::string& name, const std::string& country) {
    const std::string id = "p" + std::to_string(record_.places.size() + 1);
    record_.places.push_back({id, span(name), name, country, "", {}, {}, 0, 1, "gazetteer"});
    last().qualifiers.push_back({as, id, "", country, span(name)});
    return *this;
  }
  ReportMaker& qualifier(const std::string& as,
                         const std::string& words,
                         const std::string& country) {
    last().qualifiers.push_back({as, "", "", country, span(words)});
    return *this;
  }

  // An actor with a role in the last process. `code`: country and sector, "COLREB".
  ReportMaker& role(const std::string& name, const std::string& code, const std::string& role) {
    last().role.emplace_back(actor(name, code), role);
    last().roles.push_back({actor(name, code), role, span(name)});
    return *this;
  }

  // What the words tell of the last process; `change` sets the rest.
  template <class Change>
  ReportMaker& act(const std::string& act, const std::string& words, Change change) {
    RecordProcessAct out;
    out.act = act;
    out.cue = out.evidence = span(words);
    out.rule = "act/" + act;
    change(out);
    last().acts.push_back(std::move(out));
    return *this;
  }
  ReportMaker& act(const std::string& name, const std::string& words) {
    return act(name, words, [](RecordProcessAct&) {});
  }

  ReportMaker& item(const std::string& words, const std::string& status, int number = 0) {
    last().items.push_back({span(words), span(words), status, "", number, "", "agenda/test"});
    return *this;
  }

  // Made when it is new.
  std::string actor(const std::string& name, const std::string& code) {
    for (const RecordActor& known : record_.actors) {
      if (known.name == name) return known.id;
    }
    const std::string id = "a" + std::to_string(record_.actors.size() + 1);
    RecordActor out;
    out.id = id, out.name = name, out.code = code;
    out.kind = code.size() == 3 ? ActorKind::Country : ActorKind::Group;
    out.country = code.substr(0, 3);
    if (code.size() > 3) out.sector = code.substr(3, 3);
    out.kb = "kb/" + name;
    record_.actors.push_back(out);
    record_.mentions.push_back({span(name), NameType::Organisation, MentionKind::Name, id, "name"});
    return id;
  }

  Record make() const { return record_; }

 private:
  RecordProcess& last() { return record_.processes.back(); }
  CodePointSpan span(const std::string& words) const {  // the texts of these tests are ASCII
    const std::size_t at = record_.text.find(words);
    if (at == std::string::npos) return {};
    return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
  }

  Record record_;
};

}  // namespace dragoman::dossiers
