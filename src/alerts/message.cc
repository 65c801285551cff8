#include "alerts/message.h"

#include <algorithm>
#include <array>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "core/utc.h"

namespace dragoman::alerts {
namespace {

std::string base64(const std::string& bytes) {
  std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                   reinterpret_cast<const unsigned char*>(bytes.data()),
                                   static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

std::string in_lines(const std::string& text) {
  constexpr std::size_t kLine = 76;
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += kLine) out += text.substr(at, kLine) + "\r\n";
  return out;
}

// RFC 2047; words of at most 45 bytes each, cut between characters.
std::string header_text(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = std::min(at + 45, text.size());
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
    out += (out.empty() ? "" : "\r\n ") + std::string("=?UTF-8?B?") +
           base64(text.substr(at, end - at)) + "?=";
    at = end;
  }
  return out;
}

// "Wed, 23 Mar 2016 10:00:00 +0000" of "2016-03-23T10:00:00Z".
std::string mail_date(const std::string& utc) {
  const auto time = core::parse_utc(utc).value_or(core::now());
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  static constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  char text[64];
  std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d +0000",
                kDays[static_cast<std::size_t>(parts.tm_wday)], parts.tm_mday,
                kMonths[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900, parts.tm_hour,
                parts.tm_min, parts.tm_sec);
  return text;
}

std::string text_of(const Notification& n, const Settings& settings) {
  std::string out;
  for (const Match& match : n.told) {
    out += match.day + "  " + match.text + "\n            report " + match.report;
    if (!match.entry.empty()) out += " " + match.entry;
    if (!settings.desk.empty()) out += "  " + settings.desk + "/#/reports/" + match.report;
    out += "\n\n";
  }
  if (n.told.empty()) out += "What was to be told has been forgotten since.\n\n";
  return out + "Alert: " + n.name + " (" + n.alert + ")\n";
}

std::string domain_of(const std::string& address) {
  const std::size_t at = address.find('@');
  return at == std::string::npos ? "dragoman.invalid" : address.substr(at + 1);
}

}  // namespace

std::string webhook_body(const Notification& notification, const Settings& settings) {
  Json out = to_json(notification);
  out.erase("deliveries"), out.erase("unread"), out.erase("read");
  if (!settings.desk.empty()) out["desk"] = settings.desk;
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string signature(const std::string& secret, const std::string& time, const std::string& body) {
  const std::string text = time + "." + body;
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &size);
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out = "sha256=";
  for (unsigned int i = 0; i < size; ++i) {
    out += kHex[digest[i] >> 4u];
    out += kHex[digest[i] & 15u];
  }
  return out;
}

std::string mail_of(const Notification& n, const std::string& to, const Settings& settings) {
  const std::string subject = "[Dragoman] " + n.name + " (" + std::to_string(n.told.size()) + ")";
  return "Date: " + mail_date(n.made) + "\r\nFrom: <" + settings.smtp.from + ">\r\nTo: <" + to +
         ">\r\nSubject: " + header_text(subject) + "\r\nMessage-ID: <" + n.id + "@" +
         domain_of(settings.smtp.from) +
         ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; "
         "charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
         in_lines(base64(text_of(n, settings)));
}

}  // namespace dragoman::alerts
