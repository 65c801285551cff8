#include "record/make_record.h"

#include <algorithm>

#include "core/check.h"
#include "core/utf8.h"

namespace dragoman::record {
namespace {

// Converts spans of one document. Every span must lie in the text on code point boundaries.
class Converter {
 public:
  explicit Converter(const Document& doc) : doc_(doc), index_(doc.report.text) {}

  CodePointSpan span(ByteSpan s) const {
    DRAGOMAN_CHECK(s.begin <= s.end && s.end <= doc_.report.text.size());
    return {index_.at(s.begin), index_.at(s.end)};
  }
  CodePointSpan span(TokenSpan s) const { return span(doc_.bytes(s)); }
  template <class Spans>
  CodePointSpans spans(const Spans& list) const {
    CodePointSpans out;
    out.reserve(list.size());
    for (const auto& s : list) out.push_back(span(s));
    return out;
  }

 private:
  const Document& doc_;
  core::CodePointIndex index_;
};

std::string id(char kind, std::uint32_t index) {
  return index == kNone ? std::string() : kind + std::to_string(index + 1);
}

std::vector<std::string> ids(char kind, const std::vector<std::uint32_t>& indices) {
  std::vector<std::string> out;
  for (const std::uint32_t index : indices) out.push_back(id(kind, index));
  return out;
}

// Rounded to three decimals, so that the printed number is the stored one.
double rounded(float value) {
  return static_cast<double>(
             static_cast<long>(static_cast<double>(value) * 1000.0 + (value < 0 ? -0.5 : 0.5))) /
         1000.0;
}

std::string_view kind_of(const Furniture& part) {
  switch (part.kind) {
    case Furniture::Kind::Byline:
      return "byline";
    case Furniture::Kind::Dateline:
      return "dateline";
    case Furniture::Kind::Credit:
      return "credit";
    case Furniture::Kind::SignOff:
      return "sign-off";
    case Furniture::Kind::Notice:
      return "notice";
    case Furniture::Kind::Stamp:
      return "stamp";
  }
  return "";
}

// In text order. The title, where it stands in the text, is one of them.
void add_furniture(const Report& report, const Converter& at, Record& record) {
  if (!report.title_span.empty()) record.furniture.push_back({at.span(report.title_span), "title"});
  for (const Furniture& part : report.furniture)
    record.furniture.push_back({at.span(part.span), std::string(kind_of(part))});
  std::sort(record.furniture.begin(), record.furniture.end(),
            [](const auto& a, const auto& b) { return a.span < b.span; });
}

void add_people_places_times(const Document& doc, const Converter& at, Record& record) {
  for (const Mention& m : doc.mentions) {
    record.mentions.push_back({at.span(m.span), m.type, m.kind, id('a', m.actor), m.rule});
  }
  for (std::uint32_t i = 0; i < doc.actors.size(); ++i) {
    const Actor& a = doc.actors[i];
    record.actors.push_back({id('a', i), a.name, a.kind, a.code, a.country, a.sector, a.role, a.kb,
                             a.rule, ids('a', a.members), a.cameo});
  }
  for (const Timex& t : doc.times) {
    record.times.push_back({at.span(t.span), t.type, t.value, t.mod, t.precision, t.rule});
  }
  for (std::uint32_t i = 0; i < doc.places.size(); ++i) {
    const Place& p = doc.places[i];
    record.places.push_back({id('p', i), at.span(p.span), p.name, p.country, p.admin1, p.lat, p.lon,
                             p.geonames, p.precision, p.rule});
  }
}

std::optional<RecordAbout> about(const Topics& topics, const Converter& at) {
  if (topics.actors.empty() && topics.places.empty() && topics.processes.empty() &&
      topics.phrases.empty()) {
    return std::nullopt;
  }
  return RecordAbout{ids('a', topics.actors), ids('p', topics.places), ids('x', topics.processes),
                     at.spans(topics.phrases)};
}

void add_statements(const Document& doc, const Converter& at, Record& record) {
  for (std::uint32_t i = 0; i < doc.statements.size(); ++i) {
    const Statement& s = doc.statements[i];
    RecordStatement out;
    out.id = id('s', i);
    out.kind = s.kind;
    out.source = at.spans(s.source);
    out.cue = at.spans(s.cue);
    out.content = at.spans(s.content);
    out.speaker = id('a', s.speaker);
    out.addressee = id('a', s.addressee);
    out.parent = id('s', s.parent);
    for (const ChainHop& hop : s.chain) {
      RecordHop kept;
      kept.who = hop.actor != kNone ? id('a', hop.actor) : hop.name;
      if (!hop.span.empty()) kept.span = at.span(hop.span);
      kept.kind = hop.kind;
      out.chain.push_back(std::move(kept));
    }
    out.stance = s.stance;
    if (s.negated) out.polarity = "negative";
    out.source_type = s.source_type;
    out.anonymous = s.anonymous;
    if (i < doc.topics.size()) out.about = about(doc.topics[i], at);
    out.date = s.date;
    out.confidence = rounded(s.confidence);
    out.rule = s.rule;
    record.statements.push_back(std::move(out));
  }
}

std::optional<RecordCount> count(const std::optional<EventCount>& from, const Converter& at) {
  if (!from) return std::nullopt;
  return RecordCount{from->count, from->bound, at.span(from->span)};
}

void add_events(const Document& doc, const Converter& at, Record& record) {
  for (std::uint32_t i = 0; i < doc.events.size(); ++i) {
    const Event& e = doc.events[i];
    RecordEvent out;
    out.id = id('e', i);
    out.type = e.type;
    out.mode = e.mode;
    out.contexts = e.contexts;
    out.actors = ids('a', e.actors);
    out.recipients = ids('a', e.recipients);
    out.trigger = at.spans(e.trigger);
    if (!e.evidence.empty()) out.evidence.push_back(at.span(e.evidence));
    out.date = e.date;
    out.place = id('p', e.place);
    out.factuality = e.factuality;
    out.factuality_cues = at.spans(e.factuality_cues);
    out.said_by = id('s', e.said_by);
    out.cameo = e.cameo;
    out.quad = quad_of(e.type);
    out.score = rounded(e.score);
    out.confidence = rounded(e.confidence);
    out.rule = e.rule;
    for (const auto& [part, actor] : e.third) {
      auto& list = part == ThirdPart::Mediator ? out.mediators
                   : part == ThirdPart::Host   ? out.hosts
                                               : out.guarantors;
      list.push_back(id('a', actor));
    }
    out.victims = at.spans(e.victims);
    out.instrument = at.spans(e.instrument);
    out.venue = at.spans(e.venue);
    out.dead = count(e.dead, at);
    out.injured = count(e.injured, at);
    out.arrested = count(e.arrested, at);
    out.size = count(e.size, at);
    if (e.act) out.act = RecordAct{e.act->type, e.act->mode, e.act->cameo, e.act->factuality};
    out.no_actor = e.no_actor;
    out.no_recipient = e.no_recipient;
    record.events.push_back(std::move(out));
  }
}

RecordProcessAct act_of(const ProcessAct& a, const Converter& at) {
  RecordProcessAct out;
  out.act = a.act;
  out.factuality = a.factuality;
  out.cue = at.span(a.cue);
  out.evidence = at.span(a.evidence);
  out.by = ids('a', a.by);
  out.accusers = ids('a', a.accusers);
  out.deniers = ids('a', a.deniers);
  out.date = a.date;
  out.until = a.until;
  out.due = a.due;
  out.lasts = a.lasts;
  out.place = id('p', a.place);
  out.number = a.number;
  out.round = a.round;
  if (!a.amount.empty()) out.amount = {at.span(a.amount)};
  out.said_by = id('s', a.said_by);
  out.rule = a.rule;
  return out;
}

// What a process holds beside its names: who has which part, what tells it from others, what
// happened to it, what it is on.
void add_parts(const ProcessMention& p, const Converter& at, RecordProcess& out) {
  for (const ProcessRole& r : p.roles)
    out.roles.push_back({id('a', r.actor), r.role, at.span(r.evidence)});
  for (const ProcessQualifier& q : p.qualifiers)
    out.qualifiers.push_back(
        {q.as, id('p', q.place), id('a', q.actor), q.country, at.span(q.span)});
  for (const ProcessAct& a : p.acts) out.acts.push_back(act_of(a, at));
  for (const AgendaItem& i : p.items)
    out.items.push_back({at.span(i.span), at.span(i.evidence), i.status, i.date, i.number,
                         id('s', i.said_by), i.rule});
}

void add_pledges_and_processes(const Document& doc, const Converter& at, Record& record) {
  for (std::uint32_t i = 0; i < doc.pledges.size(); ++i) {
    const Pledge& p = doc.pledges[i];
    record.pledges.push_back({id('c', i), p.kind, id('a', p.by), id('a', p.to),
                              at.spans(p.what), p.type, p.due, id('s', p.said_by),
                              rounded(p.confidence), p.rule, ids('a', p.with)});
  }
  for (std::uint32_t i = 0; i < doc.fates.size(); ++i) {
    const Fate& f = doc.fates[i];
    record.fates.push_back({id('f', i), f.kind, ids('a', f.by), at.span(f.span), at.span(f.what),
                            f.date, f.due, f.given, id('s', f.said_by), f.rule});
  }
  for (std::uint32_t i = 0; i < doc.processes.size(); ++i) {
    const ProcessMention& p = doc.processes[i];
    RecordProcess out;
    out.id = id('x', i);
    out.name = p.name;
    out.kind = p.kind;
    out.span = at.span(p.span);
    out.mentions = at.spans(p.mentions);
    for (const ProcessRole& r : p.roles) out.role.emplace_back(id('a', r.actor), r.role);
    out.round = p.round;
    out.when = p.when;
    out.agenda = at.spans(p.agenda);
    out.rule = p.rule;
    add_parts(p, at, out);
    record.processes.push_back(std::move(out));
  }
}

}  // namespace

Record make_record(const Document& doc, const Versions& versions) {
  const Converter at(doc);
  const Report& report = doc.report;
  Record record;
  record.id = report.id;
  record.uri = report.uri;
  record.outlet = report.outlet;
  record.title = report.title;
  record.byline = report.byline;
  record.published = report.published;
  record.language = report.language;
  record.agency = report.agency;
  record.text = report.text;
  if (report.dateline) {
    const Dateline& d = *report.dateline;
    record.dateline = RecordDateline{d.place, d.agency, d.date, at.span(d.span)};
  }
  if (report.page) {
    RecordPage& page = record.page.emplace();
    page.url = report.page->url;
    page.modified = report.page->modified;
    page.sources = report.page->sources;
    for (const PageParagraph& p : report.page->paragraphs)
      page.paragraphs.push_back({at.span(p.span), p.node, p.source});
  }
  add_furniture(report, at, record);
  add_people_places_times(doc, at, record);
  add_statements(doc, at, record);
  add_events(doc, at, record);
  add_pledges_and_processes(doc, at, record);
  record.versions = versions;
  return record;
}

}  // namespace dragoman::record
