#include "alerts/settings.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <variant>

#include <toml++/toml.h>

#include "store/database.h"

namespace dragoman::alerts {
namespace {

using Slot = std::variant<std::string*, bool*>;
using Slots = std::map<std::string, Slot, std::less<>>;

std::string place(const std::string& path, const toml::source_region& at) {
  return path + ":" + std::to_string(at.begin.line) + ":" + std::to_string(at.begin.column);
}

Result<void> read_value(const toml::node& node, const std::string& name, const std::string& path, Slot slot) {
  if (auto* text = std::get_if<std::string*>(&slot)) {
    if (auto value = node.value_exact<std::string>()) {
      **text = *value;
      return {};
    }
    return make_error(ErrorCode::BadFormat, name + " is to be a text", place(path, node.source()));
  }
  if (auto value = node.value_exact<bool>()) {
    *std::get<bool*>(slot) = *value;
    return {};
  }
  return make_error(ErrorCode::BadFormat, name + " is to be true or false", place(path, node.source()));
}

// Keys with a table in front: "smtp.url".
Result<void> read_table(const toml::table& table,
                        const std::string& before,
                        const std::string& path,
                        const Slots& slots) {
  for (const auto& [key, node] : table) {
    const std::string name = before + std::string(key.str());
    if (const toml::table* inner = node.as_table()) {
      if (auto done = read_table(*inner, name + ".", path, slots); !done) return done;
      continue;
    }
    const auto slot = slots.find(name);
    if (slot == slots.end())
      return make_error(ErrorCode::BadFormat, "nothing is called " + name + " here",
                        place(path, node.source()));
    if (auto done = read_value(node, name, path, slot->second); !done) return done;
  }
  return {};
}

std::string file_of(const std::string& path, const std::string& store) {
  if (!path.empty()) return path;
  if (const char* named = std::getenv("DRAGOMAN_ALERTS"); named != nullptr && *named != 0)
    return named;
  if (store::is_server(store)) return {};
  const auto beside = std::filesystem::path(store).parent_path() / "alerts.toml";
  std::error_code error;
  return std::filesystem::exists(beside, error) ? beside.string() : std::string();
}

}  // namespace

Result<Settings> load_settings(const std::string& path, const std::string& store) {
  Settings out;
  const Slots slots = {{"webhook.secret", &out.webhook.secret},
                       {"webhook.allow_private", &out.webhook.allow_private},
                       {"webhook.ca_file", &out.webhook.ca_file},
                       {"smtp.url", &out.smtp.url},
                       {"smtp.from", &out.smtp.from},
                       {"smtp.user", &out.smtp.user},
                       {"smtp.password", &out.smtp.password},
                       {"smtp.tls", &out.smtp.tls},
                       {"smtp.ca_file", &out.smtp.ca_file},
                       {"desk", &out.desk}};
  if (const std::string file = file_of(path, store); !file.empty()) {
    std::ifstream stream(file);
    std::stringstream text;
    text << stream.rdbuf();
    if (!stream) return make_error(ErrorCode::NotReadable, "cannot be read", file);
    try {
      const toml::table table = toml::parse(text.str());
      if (auto done = read_table(table, "", file, slots); !done) return done.error();
    } catch (const toml::parse_error& error) {
      return make_error(ErrorCode::BadFormat, std::string(error.description()),
                        place(file, error.source()));
    }
  }
  const std::pair<const char*, std::string*> variables[] = {
      {"DRAGOMAN_WEBHOOK_SECRET", &out.webhook.secret},
      {"DRAGOMAN_SMTP_URL", &out.smtp.url},
      {"DRAGOMAN_SMTP_FROM", &out.smtp.from},
      {"DRAGOMAN_SMTP_USER", &out.smtp.user},
      {"DRAGOMAN_SMTP_PASSWORD", &out.smtp.password}};
  for (const auto& [name, slot] : variables) {
    if (const char* value = std::getenv(name); value != nullptr && *value != 0) *slot = value;
  }
  return out;
}

}  // namespace dragoman::alerts
