// Which addresses nobody outside may be led to: this machine, its network, what clouds tell their
// machines. Internal to fetch.
#pragma once

struct sockaddr;

namespace dragoman::fetch {

// What kind of address it is, for messages ("loopback", "private"); nullptr for one of the public
// internet. IPv6 addresses that stand for IPv4 ones (mapped, NAT64, 6to4) are judged as those.
// After the registries of RFC 6890 and its updates.
const char* reserved_kind(const sockaddr* address);

}  // namespace dragoman::fetch
