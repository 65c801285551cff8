// A notification as it goes out: JSON for webhooks, a mail.
#pragma once

#include <string>

#include "alerts/alerts.h"
#include "alerts/settings.h"

namespace dragoman::alerts {

// What to_json(Notification) gives, without deliveries, and "desk" where one is set.
std::string webhook_body(const Notification& notification, const Settings& settings);
// "sha256=" and 64 hex digits: HMAC-SHA256 of time, a full stop and body, by the secret.
std::string signature(const std::string& secret, const std::string& time, const std::string& body);

// Headers and body, lines ended by CR LF: plain text in UTF-8 as base64. The Message-ID is the same
// for every try, so that a mailbox shows one mail.
std::string mail_of(const Notification& notification,
                    const std::string& to,
                    const Settings& settings);

}  // namespace dragoman::alerts
