// XML as feeds serve it -> a tree of libxml2. Internal to feeds.
//
// Mended before parsing, since there is one thing that each can mean: white space in front of the
// declaration; control characters, which no XML may hold; HTML's named characters (&nbsp;); "&"
// that begins no reference ("AT&T", "?a=1&b=2"). What else is broken is left to the recovery of
// libxml2.
// Refused: documents that declare entities, so that nothing can be fetched (XXE) or expanded
// without end (billion laughs).
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <libxml/tree.h>

#include "dragoman/result.h"

namespace dragoman::feeds {

// `xml` with the faults above mended; `mended` counts them.
std::string mend_xml(std::string_view xml, std::size_t& mended);

class XmlTree {
 public:
  // `utf8`: the document; an encoding that it declares counts no more. Fails with BadFormat.
  static Result<XmlTree> parse(std::string_view utf8, std::vector<std::string>& notes);

  xmlNode* root() const { return xmlDocGetRootElement(document_.get()); }
  // The document ends before its root does: the last element may be half of one.
  bool is_cut() const { return cut_; }

  // ---- elements ----
  // The name of an element with the usual prefix of its namespace ("dc:date"), whatever prefix the
  // document uses; none in the namespace of the document itself.
  std::string name(const xmlNode* node) const;
  // Names without prefix are in that namespace.
  void set_home(const xmlNs* home) { home_ = home; }

 private:
  struct Free {
    void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
  };
  std::unique_ptr<xmlDoc, Free> document_;
  const xmlNs* home_ = nullptr;
  bool cut_ = false;
};

// Child elements in order.
std::vector<xmlNode*> children(const xmlNode* node);
std::string local_name(const xmlNode* node);
// All text in it.
std::string text_of(const xmlNode* node);
// Its content as markup.
std::string markup_of(xmlNode* node);
// Of any namespace; empty when it is not there.
std::string attribute(const xmlNode* node, const char* name);
// xml:lang of it or of what it stands in.
std::string language_of(const xmlNode* node);
// `reference` against xml:base, else against `base`.
std::string absolute(xmlNode* node, const std::string& reference, const std::string& base);
// `reference` against `base`; as it is where one of them is no address.
std::string absolute(const std::string& reference, const std::string& base);

}  // namespace dragoman::feeds
