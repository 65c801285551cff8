// How messages leave: the mail server, the secret of webhooks. A TOML file and the environment;
// secrets stand in neither the store nor any log.
#pragma once

#include <string>

#include "dragoman/result.h"

namespace dragoman::alerts {

struct Settings {
  struct Webhook {
    std::string secret;          // signs bodies (HMAC-SHA256); empty: unsigned
    bool allow_private = false;  // addresses of this machine and its network, too
    std::string ca_file;         // certificates to trust in place of the system's, PEM
  } webhook;
  struct Smtp {
    std::string url;   // smtp://host:port, smtps://host:port; empty: no mail leaves
    std::string from;  // address
    std::string user, password;
    bool tls = true;  // STARTTLS or nothing; false for a server on this machine
    std::string ca_file;
  } smtp;
  std::string desk;  // address of the desk, for links in messages; may be empty
};

// The file at `path`; where that is empty $DRAGOMAN_ALERTS, else alerts.toml beside the store, else
// none. Then the environment: DRAGOMAN_WEBHOOK_SECRET, DRAGOMAN_SMTP_URL, DRAGOMAN_SMTP_FROM,
// DRAGOMAN_SMTP_USER, DRAGOMAN_SMTP_PASSWORD. Fails with NotReadable, or BadFormat at line:column.
Result<Settings> load_settings(const std::string& path, const std::string& store);

}  // namespace dragoman::alerts
