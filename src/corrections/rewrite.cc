#include "corrections/rewrite.h"

#include <algorithm>

#include "record/span_text.h"

namespace dragoman::corrections {
namespace {

using Ids = std::map<std::string, std::string>;

void move_one(std::string& id, const Ids& moves) {
  // An actor that became another which became a third. A circle ends where it began.
  for (std::size_t steps = 0; steps <= moves.size(); ++steps) {
    const auto found = moves.find(id);
    if (found == moves.end() || found->second == id) return;
    id = found->second;
  }
}

void move_all(std::vector<std::string>& ids, const Ids& moves) {
  std::vector<std::string> kept;
  for (std::string& id : ids) {
    move_one(id, moves);
    if (!id.empty() && std::find(kept.begin(), kept.end(), id) == kept.end())
      kept.push_back(std::move(id));
  }
  ids = std::move(kept);
}

template <class Entries>
void drop_moved(Entries& entries, const Ids& moves) {
  std::erase_if(entries, [&moves](const auto& entry) { return moves.count(entry.id) != 0; });
}

void move_actors(Record& record, const Ids& moves) {
  if (moves.empty()) return;
  for (RecordStatement& statement : record.statements) {
    move_one(statement.speaker, moves);
    move_one(statement.addressee, moves);
    for (RecordHop& hop : statement.chain) {
      const RecordActor* actor = record::find_actor(record, hop.who);
      if (actor == nullptr) continue;
      move_one(hop.who, moves);
      if (hop.who.empty()) hop.who = actor->name;
    }
    if (statement.about) move_all(statement.about->actors, moves);
  }
  for (RecordMention& mention : record.mentions) move_one(mention.actor, moves);
  for (RecordActor& actor : record.actors) {
    move_all(actor.members, moves);
    std::erase(actor.members, actor.id);
  }
  for (RecordEvent& event : record.events) {
    for (auto* list :
         {&event.actors, &event.recipients, &event.mediators, &event.hosts, &event.guarantors})
      move_all(*list, moves);
  }
  for (RecordPledge& pledge : record.pledges) {
    move_one(pledge.by, moves);
    move_one(pledge.to, moves);
    move_all(pledge.with, moves);
  }
  for (RecordFate& fate : record.fates) move_all(fate.by, moves);
  for (RecordProcess& process : record.processes) {
    for (auto& [actor, role] : process.role) move_one(actor, moves);
    std::erase_if(process.role, [](const auto& one) { return one.first.empty(); });
    for (RecordProcessRole& role : process.roles) move_one(role.actor, moves);
    std::erase_if(process.roles, [](const RecordProcessRole& role) { return role.actor.empty(); });
    for (RecordProcessQualifier& qualifier : process.qualifiers) move_one(qualifier.actor, moves);
    for (RecordProcessAct& act : process.acts) {
      for (auto* list : {&act.by, &act.accusers, &act.deniers}) move_all(*list, moves);
    }
  }
  drop_moved(record.actors, moves);
}

void move_places(Record& record, const Ids& moves) {
  if (moves.empty()) return;
  for (RecordEvent& event : record.events) move_one(event.place, moves);
  for (RecordStatement& statement : record.statements) {
    if (statement.about) move_all(statement.about->places, moves);
  }
  for (RecordProcess& process : record.processes) {
    for (RecordProcessQualifier& qualifier : process.qualifiers) move_one(qualifier.place, moves);
    for (RecordProcessAct& act : process.acts) move_one(act.place, moves);
  }
  drop_moved(record.places, moves);
}

void move_statements(Record& record, const Ids& moves) {
  if (moves.empty()) return;
  // What stood inside of a statement that is gone stands inside of the one around it.
  Ids parents;
  for (const RecordStatement& statement : record.statements) {
    const auto moved = moves.find(statement.id);
    if (moved != moves.end()) parents[statement.id] = statement.parent;
  }
  for (RecordStatement& statement : record.statements) move_one(statement.parent, parents);
  for (RecordEvent& event : record.events) move_one(event.said_by, moves);
  for (RecordPledge& pledge : record.pledges) move_one(pledge.said_by, moves);
  for (RecordFate& fate : record.fates) move_one(fate.said_by, moves);
  for (RecordProcess& process : record.processes) {
    for (RecordProcessAct& act : process.acts) move_one(act.said_by, moves);
    for (RecordAgendaItem& item : process.items) move_one(item.said_by, moves);
  }
  drop_moved(record.statements, moves);
}

void move_processes(Record& record, const Ids& moves) {
  if (moves.empty()) return;
  for (RecordStatement& statement : record.statements) {
    if (statement.about) move_all(statement.about->processes, moves);
  }
  drop_moved(record.processes, moves);
}

}  // namespace

bool Moves::empty() const {
  for (const auto* ids : {&actors, &places, &statements, &events, &processes, &pledges, &fates}) {
    if (!ids->empty()) return false;
  }
  return true;
}

void rewrite(Record& record, const Moves& moves) {
  move_actors(record, moves.actors);
  move_places(record, moves.places);
  move_statements(record, moves.statements);
  move_processes(record, moves.processes);
  drop_moved(record.events, moves.events);
  drop_moved(record.pledges, moves.pledges);
  drop_moved(record.fates, moves.fates);
}

}  // namespace dragoman::corrections
