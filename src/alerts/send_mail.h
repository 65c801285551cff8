// One mail to one address by SMTP (libcurl). Internal to alerts.
#pragma once

#include <string>

#include "dragoman/result.h"

#include "alerts/settings.h"

namespace dragoman::alerts {

// `mail` as message.h makes it. Success is the server's word that it took the mail. Fails with
// Unreachable (DNS, connection, TLS), NotAllowed (login refused), BadResponse (refused for good or
// for now); the message never holds the password.
Result<void> send_mail(const Settings::Smtp& smtp, const std::string& to, const std::string& mail);

}  // namespace dragoman::alerts
