// What must hold of every report that intake makes, whatever the bytes were.
#pragma once

#include <cstdlib>
#include <string_view>

#include "dragoman/report.h"

#include "core/utf8.h"

namespace dragoman::fuzz {

inline void check(bool claim) {
  if (!claim) std::abort();
}

inline void check_span(const Report& report, ByteSpan span) {
  check(span.begin <= span.end && span.end <= report.text.size());
  const auto on_code_point = [&](std::uint32_t at) {
    return at == report.text.size() ||
           (static_cast<unsigned char>(report.text[at]) & 0xC0u) != 0x80u;
  };
  check(on_code_point(span.begin) && on_code_point(span.end));
}

inline void check_report(const Report& report) {
  check(!report.text.empty());
  check(core::find_invalid_utf8(report.text) == std::string_view::npos);
  check_span(report, report.title_span);
  check_span(report, report.agency_span);
  std::uint32_t covered = 0, last = 0;
  for (const Furniture& part : report.furniture) {
    check_span(report, part.span);
    check(!part.span.empty() && part.span.begin >= last);
    check(!part.span.overlaps(report.title_span));
    last = part.span.end;
    covered += part.span.size();
  }
  check(covered == 0 || covered < report.text.size());
  if (report.dateline) {
    check_span(report, report.dateline->span);
    check_span(report, report.dateline->place_span);
    check_span(report, report.dateline->agency_span);
    check(report.dateline->place_span.empty() ||
          report.dateline->span.contains(report.dateline->place_span));
    check(report.dateline->agency_span.empty() ||
          report.dateline->span.contains(report.dateline->agency_span));
  }
}

}  // namespace dragoman::fuzz
