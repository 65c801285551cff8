#include "alerts/send_mail.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include <curl/curl.h>

namespace dragoman::alerts {
namespace {

constexpr long kConnectSeconds = 10, kSeconds = 30;

struct CloseHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

struct Rest {
  const std::string& mail;
  std::size_t at = 0;
};

std::size_t give(char* into, std::size_t size, std::size_t count, void* user) {
  Rest& rest = *static_cast<Rest*>(user);
  const std::size_t length = std::min(size * count, rest.mail.size() - rest.at);
  std::memcpy(into, rest.mail.data() + rest.at, length);
  rest.at += length;
  return length;
}

Error failure(CURL* handle, CURLcode code, const char* detail, const std::string& server) {
  long answer = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer);
  const std::string reason = *detail != '\0' ? detail : curl_easy_strerror(code);
  const std::string said = answer > 0 ? " (" + std::to_string(answer) + ")" : "";
  switch (code) {
    case CURLE_LOGIN_DENIED:
      return make_error(ErrorCode::NotAllowed, "the mail server refused the login" + said, server);
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_COULDNT_CONNECT:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
      return make_error(ErrorCode::Unreachable, "mail server: " + reason + said, server);
    default:
      return make_error(ErrorCode::BadResponse, "mail server: " + reason + said, server);
  }
}

}  // namespace

Result<void> send_mail(const Settings::Smtp& smtp, const std::string& to, const std::string& mail) {
  if (smtp.url.empty() || smtp.from.empty())
    return make_error(ErrorCode::BadArgument,
                      "no mail server is set: smtp.url and smtp.from in alerts.toml");
  static const CURLcode begun = curl_global_init(CURL_GLOBAL_DEFAULT);
  static_cast<void>(begun);
  const std::unique_ptr<CURL, CloseHandle> owned(curl_easy_init());
  CURL* handle = owned.get();
  if (handle == nullptr) return make_error(ErrorCode::Internal, "no memory for a connection");
  std::array<char, CURL_ERROR_SIZE> detail{};
  const std::unique_ptr<curl_slist, FreeList> recipients(
      curl_slist_append(nullptr, ("<" + to + ">").c_str()));
  Rest rest{mail};
  const std::string from = "<" + smtp.from + ">";
  curl_easy_setopt(handle, CURLOPT_URL, smtp.url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, kSeconds);
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, detail.data());
  curl_easy_setopt(handle, CURLOPT_USE_SSL, smtp.tls ? CURLUSESSL_ALL : CURLUSESSL_NONE);
  if (!smtp.ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, smtp.ca_file.c_str());
  if (!smtp.user.empty()) {
    curl_easy_setopt(handle, CURLOPT_USERNAME, smtp.user.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, smtp.password.c_str());
  }
  curl_easy_setopt(handle, CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(handle, CURLOPT_READFUNCTION, give);
  curl_easy_setopt(handle, CURLOPT_READDATA, &rest);
  curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
  const CURLcode code = curl_easy_perform(handle);
  if (code != CURLE_OK) return failure(handle, code, detail.data(), smtp.url);
  return {};
}

}  // namespace dragoman::alerts
