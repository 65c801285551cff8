// dragoman serve: the store for browsers and programs. dragoman mcp: for assistants. dragoman
// token: who may ask a server.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/explainer.h"
#include "cli/open_store.h"
#include "core/resources.h"
#include "corrections/sentence.h"
#include "pipeline/layers.h"
#include "serve/mcp/protocol.h"
#include "serve/server.h"
#include "serve/tokens.h"
#include "times/days.h"

namespace dragoman::cli {
namespace {

struct Options {
  serve::ServeOptions serve;
  std::shared_ptr<std::string> store, resources, lexicon;
  std::shared_ptr<KnowledgeChoice> knowledge;
  std::string alerts;  // file of settings
  bool no_audit = false, open = false;
};

// The web desk beside the other resources, where it was built.
std::string find_pages(const std::string& resources) {
  auto folder = core::find_resources(resources);
  std::error_code error;
  if (!folder || !std::filesystem::exists(*folder + "/web/index.html", error)) return {};
  return *folder + "/web";
}

// What the server tells beside what stands in the store, where the resources are there.
void explain_for(serve::ServeOptions& serve, const Options& options) {
  auto explainer = Explainer::load(*options.resources, *options.knowledge, *options.lexicon);
  auto folder = core::find_resources(*options.resources);
  auto words = folder ? language::Lexicon::load(*folder + kLexiconFile) : folder.error();
  if (!explainer || !words) {
    std::fprintf(stderr, "dragoman: entries are not explained: %s\n",
                 (explainer ? words.error() : explainer.error()).describe().c_str());
    return;
  }
  serve.explain = [explainer = *explainer](const store::CorrectedRecord& record,
                                           const std::string& asked) -> Result<Json> {
    const auto explained = explainer->explain(record, asked);
    if (!explained) return explained.error();
    return to_json(*explained);
  };
  serve.sentence_around = [words = *words](const Record& record, CodePointSpan span) {
    return corrections::sentence_around(*words, record, span);
  };
}

// In the user's browser, which is asked once and not waited for; false where there is no screen.
bool open_browser(const std::string& address) {
  if (std::getenv("DISPLAY") == nullptr && std::getenv("WAYLAND_DISPLAY") == nullptr) return false;
  std::string program = "xdg-open", argument = address;
  char* const arguments[] = {program.data(), argument.data(), nullptr};
  pid_t child = 0;
  return posix_spawnp(&child, program.c_str(), nullptr, nullptr, arguments, environ) == 0;
}

void show_where(const std::string& server, const Options& options, bool has_pages) {
  const std::string desk = has_pages ? server + "/" : server + "/api/v1/openapi.json";
  std::fprintf(stderr, "dragoman: look at %s in a browser (%s; programs ask %s/api/v1/; Ctrl-C ends)\n",
               desk.c_str(), options.store->c_str(), server.c_str());
  if (!has_pages)
    std::fprintf(stderr, "dragoman: the web desk is not built; web/README.md says how\n");
  if (options.open && !open_browser(desk)) {
    std::printf("%s\n", desk.c_str());
    std::fflush(stdout);
  }
}

int run(Options options) {
  serve::ServeOptions& serve = options.serve;
  serve.store = *options.store;
  serve.layers = pipeline::all_layers();
  if (serve.pages.empty()) serve.pages = find_pages(*options.resources);
  if (serve.audit.empty() && !options.no_audit && !serve.read_only)
    serve.audit = serve.store + ".audit.jsonl";
  serve.load_engine = [options] {
    return load_engine(*options.resources, *options.knowledge, *options.lexicon);
  };
  explain_for(serve, options);
  auto settings = alerts::load_settings(options.alerts, serve.store);
  if (!settings) return fail(settings.error());
  serve.alerts = std::move(*settings);
  const bool has_pages = !serve.pages.empty();
  const std::string host =
      serve.host.find(':') == std::string::npos ? serve.host : "[" + serve.host + "]";
  auto server = serve::Server::open(std::move(serve));
  if (!server) return fail(server.error());
  show_where(fmt::format("http://{}:{}", host, unsigned{(*server)->port()}), options, has_pages);
  const int signal = (*server)->run();
  return signal == 0 || signal == SIGTERM ? kAllRead : kSignal + signal;
}

// One JSON-RPC message a line, one answer a line.
int run_mcp(const std::string& path) {
  auto store = open_refreshed(path);
  if (!store) return fail(store.error());
  constexpr std::size_t kLongest = 1 << 20;
  for (std::string line; std::getline(std::cin, line);) {
    if (line.empty() || line == "\r") continue;
    const auto answer = line.size() > kLongest
                            ? serve::mcp::error_message(nullptr, serve::mcp::kInvalidRequest,
                                                        "a message may have 1 MB")
                            : serve::mcp::answer_text(line, *store);
    if (!answer) continue;
    std::cout << serve::dump(*answer) << '\n' << std::flush;
    if (!std::cout) return kSignal + SIGPIPE;
  }
  return kAllRead;
}

struct TokenOptions {
  std::string name, role = "read", expires = "never", file;
};

int run_token(const TokenOptions& options) {
  if (!serve::is_token_name(options.name))
    return fail({ErrorCode::BadArgument, "a name has 1 to 64 letters, digits and -._@", ""});
  if (options.expires != "never" &&
      (options.expires.size() != 10 || !times::days_of(options.expires))) {
    return fail({ErrorCode::BadArgument,
                 "--expires '" + options.expires + "': expected a day as 2027-01-31, or never",
                 ""});
  }
  const auto token = serve::make_token();
  if (!token) return fail(token.error());
  const serve::Role role = options.role == "admin"   ? serve::Role::Admin
                           : options.role == "write" ? serve::Role::Write
                                                     : serve::Role::Read;
  const std::string line =
      serve::token_line({options.name, serve::hash_of(*token), options.expires, role});
  const int file = ::open(options.file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const bool written =
      file >= 0 && ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size());
  if (file >= 0) ::close(file);
  if (!written) return fail({ErrorCode::NotWritable, "cannot be written", options.file});
  std::printf("%s\n", token->c_str());
  std::fprintf(stderr,
               "dragoman: this is shown once; %s keeps its hash. Send it as 'Authorization: Bearer "
               "TOKEN'\n",
               options.file.c_str());
  return kAllRead;
}

void add_limits(CLI::App& command, serve::ServeOptions& serve) {
  command
      .add_option("--rate", serve.rate,
                  "Requests a second for each token or address; 0 for no limit")
      ->check(CLI::NonNegativeNumber)
      ->type_name("N")
      ->capture_default_str();
  command.add_option("--burst", serve.burst, "Requests at once for each token or address")
      ->check(CLI::PositiveNumber)
      ->type_name("N")
      ->capture_default_str();
  command
      .add_option("--max-upload", serve.limits.upload_bytes,
                  "Largest body of posted reports (default 16MB)")
      ->transform(CLI::AsSizeValue(false))
      ->type_name("SIZE");
  command.add_option("--max-connections", serve.limits.connections, "Connections open at once")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}))
      ->type_name("N")
      ->capture_default_str();
  command.add_option("--max-streams", serve.limits.streams, "Streams of changes among them")
      ->type_name("N")
      ->capture_default_str();
  command.add_option("--workers", serve.quick_workers, "Threads for look-ups and pages")
      ->check(CLI::Range(1u, 64u))
      ->type_name("N")
      ->capture_default_str();
  command
      .add_option("--slow-workers", serve.slow_workers, "Threads for questions that read many rows")
      ->check(CLI::Range(1u, 64u))
      ->type_name("N")
      ->capture_default_str();
}

}  // namespace

void add_serve(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("serve", "Serve the store over HTTP: JSON, CSV, GeoJSON");
  serve::ServeOptions& serve = options->serve;
  options->store = add_store_option(*command);
  command->add_option("--port", serve.port, "Port; 0 for any that is free")
      ->type_name("N")
      ->capture_default_str();
  command
      ->add_option("--host", serve.host,
                   "Address to listen at; others than this machine's need "
                   "--tokens")
      ->type_name("ADDRESS")
      ->capture_default_str();
  command
      ->add_option("--allow-host", serve.more_hosts,
                   "A name that the server may be called by; may be repeated")
      ->type_name("NAME")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->add_option("--tokens", serve.tokens, "File of tokens; who has none is not let in")
      ->type_name("FILE");
  command
      ->add_option("--audit", serve.audit,
                   "File that notes each change (default: the store's name and .audit.jsonl)")
      ->type_name("FILE");
  command
      ->add_option("--alerts", options->alerts,
                   "Mail server and secrets of alerts (default: alerts.toml beside the store)")
      ->type_name("FILE");
  command->add_flag("--no-audit", options->no_audit, "Note no changes");
  command->add_flag("--read-only", serve.read_only, "Take no reports");
  command->add_flag("--open", options->open,
                    "Open the desk in the browser; print its address where there is no screen");
  command->add_flag("--allow-private", serve.fetch_private,
                    "Fetch posted addresses also from this machine and its network");
  add_limits(*command, serve);
  options->resources = add_resources_option(*command);
  options->knowledge = add_knowledge_options(*command);
  options->lexicon = add_lexicon_option(*command);
  set_examples(*command, "dragoman serve --store talks.db",
               "dragoman serve --host 0.0.0.0 --tokens tokens.tsv --allow-host desk.example");
  command->callback([options, &status] { status = run(*options); });
}

void add_mcp(CLI::App& app, int& status) {
  CLI::App* command =
      app.add_subcommand("mcp", "Answer an assistant on standard input and output (MCP)");
  auto store = add_store_option(*command);
  set_examples(*command, "dragoman mcp --store talks.db",
               "dragoman mcp --store postgresql://desk@db.example/news");
  command->callback([store, &status] { status = run_mcp(*store); });
}

void add_token(CLI::App& app, int& status) {
  auto options = std::make_shared<TokenOptions>();
  CLI::App* command = app.add_subcommand("token", "Make a token for a server, print it once");
  command->add_option("NAME", options->name, "Whose it is; stands in the audit log")->required();
  command->add_option("--tokens", options->file, "File to add it to")
      ->type_name("FILE")
      ->required();
  command->add_option("--role", options->role, "read, write or admin")
      ->check(CLI::IsMember({"read", "write", "admin"}))
      ->type_name("ROLE")
      ->capture_default_str();
  command->add_option("--expires", options->expires, "Last day that it holds, or never")
      ->type_name("DAY")
      ->capture_default_str();
  set_examples(*command, "dragoman token desk --role write --tokens tokens.tsv",
               "dragoman token guest --expires 2027-01-31 --tokens tokens.tsv");
  command->callback([options, &status] { status = run_token(*options); });
}

}  // namespace dragoman::cli
