#include "fetch/address.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include <netinet/in.h>
#include <sys/socket.h>

namespace dragoman::fetch {
namespace {

struct Network4 {
  std::uint8_t a, b, c, d;
  int bits;
  const char* kind;
};

constexpr Network4 kReserved4[] = {
    {0, 0, 0, 0, 8, "unspecified"},
    {10, 0, 0, 0, 8, "private"},
    {100, 64, 0, 0, 10, "shared (carrier-grade NAT)"},
    {127, 0, 0, 0, 8, "loopback"},
    {168, 63, 129, 16, 32, "cloud metadata"},
    {169, 254, 0, 0, 16, "link-local"},
    {172, 16, 0, 0, 12, "private"},
    {192, 0, 0, 0, 24, "reserved"},
    {192, 0, 2, 0, 24, "documentation"},
    {192, 168, 0, 0, 16, "private"},
    {198, 18, 0, 0, 15, "benchmarking"},
    {198, 51, 100, 0, 24, "documentation"},
    {203, 0, 113, 0, 24, "documentation"},
    {224, 0, 0, 0, 4, "multicast"},
    {240, 0, 0, 0, 4, "reserved"},
};

using Bytes16 = std::array<std::uint8_t, 16>;

struct Network6 {
  Bytes16 prefix;
  int bits;
  const char* kind;
  int ipv4_at;  // byte where an IPv4 address stands that decides; -1: none
};

constexpr Network6 kReserved6[] = {
    {{}, 128, "unspecified", -1},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, "loopback", -1},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, "IPv4-mapped", 12},
    {{}, 96, "IPv4-compatible", -1},
    {{0, 0x64, 0xff, 0x9b}, 96, "NAT64", 12},
    {{0, 0x64, 0xff, 0x9b, 0, 1}, 48, "local NAT64", -1},
    {{1}, 64, "discard", -1},
    {{0x20, 0x01}, 32, "Teredo", -1},
    {{0x20, 0x01, 0x0d, 0xb8}, 32, "documentation", -1},
    {{0x20, 0x02}, 16, "6to4", 2},
    {{0xfc}, 7, "private", -1},
    {{0xfe, 0x80}, 10, "link-local", -1},
    {{0xfe, 0xc0}, 10, "site-local", -1},
    {{0xff}, 8, "multicast", -1},
};

bool begins_with(const std::uint8_t* address, const std::uint8_t* prefix, int bits) {
  const int whole = bits / 8, rest = bits % 8;
  if (!std::equal(prefix, prefix + whole, address)) return false;
  if (rest == 0) return true;
  const int shift = 8 - rest;
  return address[whole] >> shift == prefix[whole] >> shift;
}

const char* kind_of_ipv4(const std::uint8_t* address) {
  for (const Network4& network : kReserved4) {
    const std::uint8_t prefix[] = {network.a, network.b, network.c, network.d};
    if (begins_with(address, prefix, network.bits)) return network.kind;
  }
  return nullptr;
}

const char* kind_of_ipv6(const std::uint8_t* address) {
  for (const Network6& network : kReserved6) {
    if (!begins_with(address, network.prefix.data(), network.bits)) continue;
    return network.ipv4_at < 0 ? network.kind : kind_of_ipv4(address + network.ipv4_at);
  }
  return nullptr;
}

}  // namespace

const char* reserved_kind(const sockaddr* address) {
  std::uint8_t bytes[16];
  if (address->sa_family == AF_INET) {
    sockaddr_in ipv4;
    std::memcpy(&ipv4, address, sizeof ipv4);
    std::memcpy(bytes, &ipv4.sin_addr, 4);
    return kind_of_ipv4(bytes);
  }
  if (address->sa_family == AF_INET6) {
    sockaddr_in6 ipv6;
    std::memcpy(&ipv6, address, sizeof ipv6);
    std::memcpy(bytes, &ipv6.sin6_addr, 16);
    return kind_of_ipv6(bytes);
  }
  return "not an internet address";
}

}  // namespace dragoman::fetch
