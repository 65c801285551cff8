// The network of actors: who does what to whom, by quad class, over a period.
#include "serve/api.h"
#include "serve/list.h"

namespace dragoman::serve {
namespace {

Json to_json(const store::Edge& edge) {
  return {{"from", edge.from},     {"to", edge.to},         {"quad", edge.quad},
          {"mutual", edge.mutual}, {"events", edge.events}, {"reports", edge.reports}};
}

Json to_json(const store::Node& node) {
  Json out = {{"key", node.key}, {"name", node.name}, {"kind", node.kind}};
  if (!node.country.empty()) out["country"] = node.country;
  return out;
}

std::string to_csv(const store::Network& network) {
  std::string out = store::csv_line({"from", "to", "quad", "mutual", "events", "reports"});
  for (const store::Edge& edge : network.edges) {
    out += store::csv_line({store::csv_cell(edge.from), store::csv_cell(edge.to), edge.quad,
                            edge.mutual ? "true" : "false", std::to_string(edge.events),
                            std::to_string(edge.reports)});
  }
  return out;
}

Result<Response> network(const Request& request, Desk& desk) {
  Parameters parameters(request);
  const auto format = format_of(request);
  if (!format) return format.error();
  (void)parameters.text("format");
  const store::DeskFilter filter = event_filter(parameters);
  const std::size_t limit = parameters.number("limit", 200, 1, 2000);
  if (auto done = parameters.finish(); !done) return done.error();
  const auto found = store::network(*desk.store, filter, limit);
  if (!found) return found.error();
  if (*format == Format::Csv) return csv_response(to_csv(*found));
  Json nodes = Json::array(), edges = Json::array();
  for (const store::Node& node : found->nodes) nodes.push_back(to_json(node));
  for (const store::Edge& edge : found->edges) edges.push_back(to_json(edge));
  return json_response({{"nodes", std::move(nodes)}, {"edges", std::move(edges)}});
}

}  // namespace

void add_network(Router& router) {
  router.add({"GET", "/api/v1/network", Role::Read, Lane::Slow, 0, true, network});
}

}  // namespace dragoman::serve
