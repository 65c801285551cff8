// Report: one item as published, after intake: clean text and what is known about its publication.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dragoman/span.h"

namespace dragoman {

// "MOSCOW, March 3 (Reuters) -": where and through which agency the report was filed.
struct Dateline {
  std::string place;     // as written, in normal case ("Moscow")
  std::string agency;    // as written inside the brackets, or empty
  std::string date;      // ISO date when the dateline states one, or empty
  ByteSpan span;         // all of it, with the dash that ends it
  ByteSpan place_span;   // the words of `place`
  ByteSpan agency_span;  // the words of `agency`; empty when there is none
};

// A part of the text that is not body: kept in `text` (offsets stay true), left out of language
// analysis.
struct Furniture {
  enum class Kind {
    Byline,
    Dateline,
    Credit,
    SignOff,
    Notice,
    Stamp
  };  // Stamp: a date of publication on its own
  Kind kind = Kind::Notice;
  ByteSpan span;
};

// A paragraph of a text that was taken from a web page, and where it lies there.
struct PageParagraph {
  ByteSpan span;             // of Report::text
  std::string node;          // path of its element: "/html/body/div[2]/p[3]"
  std::uint32_t source = 0;  // byte of the page, in UTF-8, where its text begins
};

// What is known about a web page beside its text.
struct WebPage {
  std::string url;       // canonical address
  std::string modified;  // ISO 8601
  // Where the page states what: ("published", "json-ld datePublished").
  std::vector<std::pair<std::string, std::string>> sources;
  std::vector<PageParagraph> paragraphs;  // in text order; between them are blank lines
};

struct Report {
  std::string id;      // 16 hex digits of the SHA-256 of the normalised text
  std::string uri;     // path or the input's own id
  std::string outlet;  // who published it; empty when unknown
  std::string title;
  ByteSpan
      title_span;  // of a title that stands in `text` (analysed as its own paragraph); else empty
  std::string byline;
  std::string published;        // ISO 8601 date or date-time; empty when unknown
  std::string language = "en";  // BCP 47
  std::string agency;    // the wire it came from by credit or dateline; empty when none is named
  ByteSpan agency_span;  // receipt of `agency`; empty when it came from metadata
  std::optional<Dateline> dateline;
  std::string text;                  // UTF-8, NFC; unchanged once intake is done
  std::vector<Furniture> furniture;  // in text order, disjoint
  std::optional<WebPage> page;       // of a report that was read from HTML
};

}  // namespace dragoman
