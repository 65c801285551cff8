// The fields of each struct of a record, by name and in the order of docs/formats/record.md: the one
// description that JSON, the Python classes and the Arrow columns walk.
//
//   fields(visitor, event);   // calls visitor("id", event.id), visitor("type", event.type), ...
//
// A statement's chain, one list here and three in every other form, goes to visitor.chain(hops).
// Structs are taken by reference, so that a visitor may read or fill them.
#pragma once

#include "dragoman/record.h"

namespace dragoman {

// Whether a number stands for "not known": 0 is a true offset, but no GeoNames id, precision or round.
inline bool is_unknown(std::string_view key, std::uint32_t value) {
  return value == 0 && key == "geonames";
}
inline bool is_unknown(std::string_view, int value) {
  return value == 0;
}

template <class V>
void fields(V& v, RecordDateline& d) {
  v("place", d.place), v("agency", d.agency), v("date", d.date), v("span", d.span);
}
template <class V>
void fields(V& v, RecordFurniture& f) {
  v("begin", f.span.begin), v("end", f.span.end), v("kind", f.kind);
}
template <class V>
void fields(V& v, RecordMention& m) {
  v("begin", m.span.begin), v("end", m.span.end), v("type", m.type), v("actor", m.actor),
      v("kind", m.kind);
  v("rule", m.rule);
}
template <class V>
void fields(V& v, RecordActor& a) {
  v("id", a.id), v("name", a.name), v("kind", a.kind), v("code", a.code), v("cameo", a.cameo),
      v("country", a.country);
  v("sector", a.sector), v("role", a.role), v("kb", a.kb), v("members", a.members),
      v("rule", a.rule);
}
template <class V>
void fields(V& v, RecordTime& t) {
  v("begin", t.span.begin), v("end", t.span.end), v("type", t.type), v("value", t.value);
  v("mod", t.mod), v("precision", t.precision), v("rule", t.rule);
}
template <class V>
void fields(V& v, RecordPlace& p) {
  v("id", p.id), v("begin", p.span.begin), v("end", p.span.end), v("name", p.name),
      v("country", p.country);
  v("admin1", p.admin1), v("lat", p.lat), v("lon", p.lon), v("geonames", p.geonames);
  v("precision", p.precision), v("rule", p.rule);
}
template <class V>
void fields(V& v, RecordAbout& a) {
  v("actors", a.actors), v("places", a.places), v("processes", a.processes),
      v("phrases", a.phrases);
}
template <class V>
void fields(V& v, RecordStatement& s) {
  v("id", s.id), v("kind", s.kind), v("source", s.source), v("source_type", s.source_type);
  v("anonymous", s.anonymous), v("cue", s.cue), v("content", s.content);
  v("speaker", s.speaker), v("addressee", s.addressee), v("parent", s.parent), v.chain(s.chain);
  v("stance", s.stance), v("polarity", s.polarity), v("date", s.date),
      v("confidence", s.confidence);
  v("about", s.about), v("rule", s.rule);
}
template <class V>
void fields(V& v, RecordCount& c) {
  v("count", c.count), v("bound", c.bound), v("span", c.span);
}
template <class V>
void fields(V& v, RecordAct& a) {
  v("type", a.type), v("mode", a.mode), v("cameo", a.cameo), v("factuality", a.factuality);
}
template <class V>
void fields(V& v, RecordEvent& e) {
  v("id", e.id), v("type", e.type), v("mode", e.mode), v("contexts", e.contexts),
      v("actors", e.actors);
  v("recipients", e.recipients), v("trigger", e.trigger), v("evidence", e.evidence),
      v("date", e.date);
  v("place", e.place), v("factuality", e.factuality), v("factuality_cues", e.factuality_cues);
  v("act", e.act), v("mediators", e.mediators), v("hosts", e.hosts), v("guarantors", e.guarantors);
  v("victims", e.victims), v("instrument", e.instrument), v("venue", e.venue);
  v("dead", e.dead), v("injured", e.injured), v("arrested", e.arrested), v("size", e.size);
  v("no_actor", e.no_actor), v("no_recipient", e.no_recipient);
  v("said_by", e.said_by), v("cameo", e.cameo), v("quad", e.quad), v("score", e.score);
  v("confidence", e.confidence), v("rule", e.rule);
}
template <class V>
void fields(V& v, RecordPledge& p) {
  v("id", p.id), v("kind", p.kind), v("by", p.by), v("with", p.with), v("to", p.to),
      v("what", p.what), v("type", p.type);
  v("due", p.due), v("said_by", p.said_by), v("confidence", p.confidence), v("rule", p.rule);
}
template <class V>
void fields(V& v, RecordFate& f) {
  v("id", f.id), v("kind", f.kind), v("by", f.by), v("span", f.span), v("what", f.what);
  v("date", f.date), v("due", f.due), v("given", f.given), v("said_by", f.said_by), v("rule", f.rule);
}
template <class V>
void fields(V& v, RecordProcessRole& r) {
  v("actor", r.actor), v("role", r.role), v("span", r.span);
}
template <class V>
void fields(V& v, RecordProcessQualifier& q) {
  v("as", q.as), v("place", q.place), v("actor", q.actor), v("country", q.country),
      v("span", q.span);
}
template <class V>
void fields(V& v, RecordProcessAct& a) {
  v("act", a.act), v("factuality", a.factuality), v("cue", a.cue), v("evidence", a.evidence);
  v("by", a.by), v("accusers", a.accusers), v("deniers", a.deniers);
  v("date", a.date), v("until", a.until), v("due", a.due), v("lasts", a.lasts);
  v("place", a.place), v("number", a.number), v("round", a.round), v("amount", a.amount);
  v("said_by", a.said_by), v("rule", a.rule);
}
template <class V>
void fields(V& v, RecordAgendaItem& i) {
  v("span", i.span), v("evidence", i.evidence), v("status", i.status), v("date", i.date);
  v("number", i.number), v("said_by", i.said_by), v("rule", i.rule);
}
template <class V>
void fields(V& v, RecordProcess& p) {
  v("id", p.id), v("name", p.name), v("kind", p.kind), v("span", p.span), v("mentions", p.mentions),
      v("role", p.role);
  v("round", p.round), v("when", p.when), v("agenda", p.agenda);
  v("roles", p.roles), v("qualifiers", p.qualifiers), v("acts", p.acts), v("items", p.items);
  v("rule", p.rule);
}
template <class V>
void fields(V& v, Versions& x) {
  v("engine", x.engine), v("model", x.model), v("lexicon", x.lexicon), v("knowledge", x.knowledge);
}
template <class V>
void fields(V& v, RecordParagraph& p) {
  v("span", p.span), v("node", p.node), v("byte", p.byte);
}
template <class V>
void fields(V& v, RecordPage& p) {
  v("url", p.url), v("modified", p.modified), v("sources", p.sources);
  v("paragraphs", p.paragraphs);
}
template <class V>
void fields(V& v, Record& r) {
  v("id", r.id), v("uri", r.uri), v("outlet", r.outlet), v("title", r.title), v("byline", r.byline);
  v("dateline", r.dateline), v("published", r.published), v("agency", r.agency),
      v("language", r.language), v("page", r.page);
  v("text", r.text), v("furniture", r.furniture), v("mentions", r.mentions),
      v("actors", r.actors), v("times", r.times);
  v("places", r.places), v("statements", r.statements), v("events", r.events),
      v("pledges", r.pledges), v("fates", r.fates);
  v("processes", r.processes), v("versions", r.versions);
}

}  // namespace dragoman
