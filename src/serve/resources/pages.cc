// The desk's pages: what `npm run build` left in web/dist, read once at the start. Only those files are
// served, by their names; no path is ever looked up on disk.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include "serve/api.h"
#include "serve/shared.h"

namespace dragoman::serve {
namespace {

// A page may run its own script and style, and ask this server; nothing else.
constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

std::string type_of(const std::string& extension) {
  if (extension == ".html") return "text/html; charset=utf-8";
  if (extension == ".js") return "text/javascript; charset=utf-8";
  if (extension == ".css") return "text/css; charset=utf-8";
  if (extension == ".svg") return "image/svg+xml";
  if (extension == ".json") return "application/json";
  return {};
}

void add_page(Router& router, const std::string& path, const std::string& type, std::string bytes) {
  const auto body = std::make_shared<const std::string>(std::move(bytes));
  router.add({"GET", path, Role::None, Lane::Quick, 0, true, [type, body](const Request&, Desk&) -> Result<Response> {
                Response out;
                out.type = type;
                out.body = *body;
                out.policy = kPolicy;
                return out;
              }});
}

}  // namespace

void add_pages(Router& router, const Shared& shared) {
  namespace fs = std::filesystem;
  if (shared.options.pages.empty()) return;
  std::error_code error;
  for (fs::recursive_directory_iterator at(shared.options.pages, error), end; !error && at != end; at.increment(error)) {
    const std::string type = type_of(at->path().extension().string());
    if (type.empty() || !at->is_regular_file(error)) continue;
    std::ifstream file(at->path(), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const std::string path = "/" + fs::relative(at->path(), shared.options.pages, error).generic_string();
    if (path == "/index.html") add_page(router, "/", type, bytes);
    add_page(router, path, type, std::move(bytes));
  }
}

}  // namespace dragoman::serve
