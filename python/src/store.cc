// The store: writing records, and the questions of the command line. A row is the line of JSON that
// the command prints with --format jsonl.
#include "store/store.h"

#include <memory>
#include <string>
#include <vector>

#include <nanobind/nanobind.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "bindings.h"
#include "brief/daily_brief.h"
#include "cli/command.h"
#include "cli/open_store.h"
#include "cli/views.h"
#include "claims/add_claims.h"
#include "dossiers/count_origins.h"
#include "dossiers/dossier_json.h"
#include "dossiers/print_dossier.h"
#include "failure.h"
#include "ledger/dossier_pledges.h"
#include "pipeline/layers.h"
#include "stories/copy_story.h"

namespace dragoman::python {

namespace nb = nanobind;

namespace {

using Rows = std::vector<std::string>;

// Texts and numbers by name, as keyword arguments give them.
class Choice {
 public:
  explicit Choice(const nb::dict& given) : given_(given) {}

  void take(const char* name, std::string& into) {
    if (const nb::handle value = find(name)) into = nb::cast<std::string>(value);
  }
  template <class Number>
  requires std::is_integral_v<Number>
  void take(const char* name, Number& into) {
    if (const nb::handle value = find(name)) into = nb::cast<Number>(value);
  }

 private:
  nb::handle find(const char* name) const {
    if (!given_.contains(name)) return {};
    const nb::handle value = given_[name];
    return value.is_none() ? nb::handle() : value;
  }
  const nb::dict& given_;
};

store::Filter filter_of(const nb::dict& given) {
  store::Filter out;
  Choice choice(given);
  choice.take("actor", out.actor), choice.take("country", out.country);
  choice.take("type", out.type), choice.take("since", out.since), choice.take("until", out.until);
  choice.take("search", out.search), choice.take("speaker", out.speaker);
  choice.take("about", out.about), choice.take("source_type", out.source_type);
  choice.take("limit", out.limit);
  return out;
}

template <class Row>
std::string row_json(const cli::View<Row>& view, const Row& row) {
  std::vector<std::pair<const char*, cli::Json>> fields;
  for (const auto& field : view.fields) fields.emplace_back(field.name, field.value(row));
  return cli::json_line(fields);
}

// Collects what a finder gives; it may be called without the GIL.
template <class Row>
auto into(Rows& rows, const cli::View<Row>& view) {
  return [&rows, &view](const Row& row) {
    rows.push_back(row_json(view, row));
    return true;
  };
}

class OpenStore {
 public:
  OpenStore(std::string path, bool write, std::string processes)
      : path_(std::move(path)), processes_(std::move(processes)) {
    using Access = store::Store::Access;
    store_ = checked(store::Store::open(path_, write ? Access::Write : Access::Read,
                                        {.layers = pipeline::all_layers(processes_)}));
  }

  void close() { store_.reset(), layered_.reset(); }

  void put(const Record& record) {
    Record copy = record;
    const nb::gil_scoped_release release;
    checked(store().put(std::move(copy)));
  }
  nb::dict commit() {
    {
      const nb::gil_scoped_release release;
      checked(store().commit());
      checked(store().refresh());
    }
    const store::WriteCounts& counts = store().counts();
    nb::dict out;
    out["added"] = counts.added, out["replaced"] = counts.replaced;
    out["unchanged"] = counts.unchanged, out["forgotten"] = counts.forgotten;
    return out;
  }

  Record record(const std::string& key) {
    const nb::gil_scoped_release release;
    return checked(store().record(key));
  }

  // "events", "statements", "actors" or "records": what needs no layers.
  Rows rows(const std::string& what, const nb::dict& given) {
    const store::Filter filter = filter_of(given);
    const nb::gil_scoped_release release;
    Rows out;
    store::Store& store = this->store();
    if (what == "events") {
      checked(store::find_events(store, filter, into(out, cli::event_view())));
    } else if (what == "statements") {
      checked(store::find_statements(store, filter, into(out, cli::statement_view())));
    } else if (what == "actors") {
      checked(store::find_actors(store, filter, into(out, cli::actor_view())));
    } else {
      checked(store::find_records(store, filter, [&out](const std::string& json) {
        out.push_back(json);
        return true;
      }));
    }
    return out;
  }

  Rows happenings(const nb::dict& given) {
    stories::HappeningFilter filter{.where = filter_of(given)};
    Choice choice(given);
    choice.take("as_of", filter.as_of.day), choice.take("min_reports", filter.min_reports);
    return collect(cli::happening_view(), [&filter](store::Store& store, const auto& each) {
      return stories::find_happenings(store, filter, each);
    });
  }
  Rows stories(const nb::dict& given) {
    stories::StoryFilter filter{.where = filter_of(given)};
    Choice(given).take("min_reports", filter.min_reports);
    return collect(cli::story_view(), [&filter](store::Store& store, const auto& each) {
      return stories::find_stories(store, filter, each);
    });
  }
  Rows files(const nb::dict& given) {
    dossiers::DossierFilter filter;
    Choice choice(given);
    choice.take("kind", filter.kind), choice.take("country", filter.country);
    choice.take("party", filter.party), choice.take("name", filter.name);
    choice.take("since", filter.since), choice.take("limit", filter.limit);
    return collect(cli::dossier_view(), [&filter](store::Store& store, const auto& each) {
      return dossiers::list_dossiers(store, filter, each);
    });
  }
  Rows ledger(const nb::dict& given) {
    ledger::Query query;
    Choice choice(given);
    std::string status;
    choice.take("today", query.today), choice.take("by", query.by), choice.take("to", query.to);
    choice.take("about", query.about), choice.take("limit", query.limit);
    choice.take("status", status);
    query.vague = status == "all";
    query.status = ledger::parse_status(status);
    return collect(cli::entry_view(), [&query](store::Store& store, const auto& each) {
      return ledger::find_entries(store, query, each);
    });
  }

  std::string copies(const std::string& key) {
    const nb::gil_scoped_release release;
    return stories::to_json(checked(stories::find_copy_story(layered(), key))).dump() + "\n";
  }
  std::string file(const std::string& name, const std::string& as_of) {
    const nb::gil_scoped_release release;
    auto made = checked(dossiers::find_dossier(layered(), name, as_of));
    checked(dossiers::count_origins(layered(), made));
    checked(ledger::add_ledger(layered(), made, checked(cli::today_of(as_of))));
    checked(claims::add_claims(layered(), made));
    using nlohmann::ordered_json;
    return dossiers::to_json(made).dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
  }
  std::string brief(const std::string& date,
                    int days,
                    const std::string& about,
                    const std::string& format) {
    const nb::gil_scoped_release release;
    const auto made =
        checked(brief::make_daily_brief(layered(), {.date = date, .days = days, .about = about}));
    if (format == "html") return to_html(made);
    if (format == "json") return to_json(made);
    return format == "text" ? to_text(made) : to_markdown(made);
  }

  nb::dict summary() {
    store::Summary found;
    {
      const nb::gil_scoped_release release;
      found = checked(store::summarise(store()));
    }
    nb::dict out;
    out["reports"] = found.reports, out["sources"] = found.sources;
    out["statements"] = found.statements, out["events"] = found.events;
    out["pledges"] = found.pledges, out["processes"] = found.processes;
    out["first"] = found.first, out["last"] = found.last;
    const auto counts = [](const std::vector<std::pair<std::string, std::int64_t>>& list) {
      nb::dict counted;
      for (const auto& [name, count] : list) counted[name.c_str()] = count;
      return counted;
    };
    out["outlets"] = counts(found.outlets), out["event_types"] = counts(found.event_types);
    out["process_names"] = counts(found.process_names);
    return out;
  }

 private:
  store::Store& store() {
    if (!store_) throw Failure(make_error(ErrorCode::BadArgument, "the Store was closed"));
    return *store_;
  }

  // What follows from many reports, up to date.
  store::Store& layered() {
    store();
    if (!layered_) {
      layered_ = checked(cli::open_refreshed(path_, processes_));
    } else if (layered_->layers().size() > 0) {
      checked(layered_->refresh());
    }
    return *layered_;
  }

  template <class Row, class Find>
  Rows collect(const cli::View<Row>& view, Find find) {
    const nb::gil_scoped_release release;
    Rows out;
    checked(find(layered(), into(out, view)));
    return out;
  }

  std::string path_, processes_;
  std::optional<store::Store> store_, layered_;
};

}  // namespace

void add_store(nb::module_& module) {
  nb::class_<OpenStore>(module, "Store", "An open store; see dragoman.Store.")
      .def(nb::init<std::string, bool, std::string>(), nb::arg("path"), nb::arg("write"),
           nb::arg("processes"), nb::call_guard<nb::gil_scoped_release>())
      .def("close", &OpenStore::close)
      .def("put", &OpenStore::put, nb::arg("record"))
      .def("commit", &OpenStore::commit)
      .def("record", &OpenStore::record, nb::arg("key"))
      .def("rows", &OpenStore::rows, nb::arg("what"), nb::arg("given"))
      .def("happenings", &OpenStore::happenings, nb::arg("given"))
      .def("stories", &OpenStore::stories, nb::arg("given"))
      .def("files", &OpenStore::files, nb::arg("given"))
      .def("ledger", &OpenStore::ledger, nb::arg("given"))
      .def("copies", &OpenStore::copies, nb::arg("key"))
      .def("file", &OpenStore::file, nb::arg("name"), nb::arg("as_of"))
      .def("brief", &OpenStore::brief, nb::arg("date"), nb::arg("days"), nb::arg("about"),
           nb::arg("format"))
      .def("summary", &OpenStore::summary);
}

}  // namespace dragoman::python
