// The steps of finding copies as functions of single reports and pairs, for clusters of machines
// that bring the pairs together themselves (python/dragoman/spark/copies.py).
#include <map>
#include <string>
#include <vector>

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include "bindings.h"
#include "failure.h"
#include "stories/copy_sources.h"
#include "stories/overlap.h"

namespace dragoman::python {

namespace nb = nanobind;

namespace {

// report, published, outlets, agency, sketch
using Kept =
    std::tuple<std::string, std::string, std::vector<std::string>, std::string, std::string>;
// The same of a partner, with the shares of a pair.
using Partner = std::tuple<Kept, double, double>;

stories::Publication publication_of(const Kept& kept) {
  return {std::get<0>(kept), std::get<1>(kept), std::get<2>(kept), std::get<3>(kept)};
}

nb::tuple sketch(std::string_view json) {
  std::string text;
  std::vector<std::int64_t> prints;
  {
    const nb::gil_scoped_release release;
    const stories::Sketch made = stories::sketch_of(checked(record_from_json(json)));
    text = to_text(made);
    prints = fingerprints(made);
  }
  return nb::make_tuple(text, prints);
}

// The shares of each in the other; None where neither is a copy.
nb::object measure(const std::string& a, const std::string& b) {
  stories::Overlap both;
  {
    const nb::gil_scoped_release release;
    both = overlap(stories::sketch_from_text(a), stories::sketch_from_text(b));
  }
  if (!is_copy(both)) return nb::none();
  return nb::make_tuple(both.a.share(), both.b.share());
}

nb::list sources(const Kept& of, const std::vector<Partner>& given) {
  std::vector<stories::CopyPartner> partners;
  std::map<std::string, const std::string*> sketches;
  for (const auto& [kept, share, source_share] : given) {
    partners.push_back({publication_of(kept), share, source_share});
    sketches[std::get<0>(kept)] = &std::get<4>(kept);
  }
  const auto sketch_of = [&sketches](const std::string& report) {
    return stories::sketch_from_text(*sketches.at(report));
  };
  nb::list out;
  for (const stories::CopyLink& link : choose_sources(
           publication_of(of), stories::sketch_from_text(std::get<4>(of)), partners, sketch_of)) {
    const std::string_view reason = to_string(link.reason);
    out.append(nb::make_tuple(link.source, link.share, link.source_share,
                              nb::str(reason.data(), reason.size())));
  }
  return out;
}

}  // namespace

void add_copies(nb::module_& module) {
  module.def("sketch", &sketch, nb::arg("record"));
  module.def("measure", &measure, nb::arg("a"), nb::arg("b"));
  module.def("sources", &sources, nb::arg("of"), nb::arg("partners"));
  module.def(
      "is_worth_measuring",
      [](std::size_t common, std::size_t of_a, std::size_t of_b) {
        return stories::is_worth_measuring(common, of_a, of_b);
      },
      nb::arg("common"), nb::arg("of_a"), nb::arg("of_b"));
  module.def(
      "comes_first",
      [](const std::string& published_a, const std::string& a, const std::string& published_b,
         const std::string& b) {
        return stories::comes_first({a, published_a, {}, ""}, {b, published_b, {}, ""});
      },
      nb::arg("published_a"), nb::arg("a"), nb::arg("published_b"), nb::arg("b"));
  module.attr("NEIGHBOURS") = stories::kNeighbours;
}

}  // namespace dragoman::python
