#include "feeds/xml.h"

#include <cstring>

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/uri.h>

#include "core/utf8.h"

namespace dragoman::feeds {
namespace {

const char* chars(const xmlChar* text) {
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

const xmlChar* xml_chars(const std::string& text) {
  return reinterpret_cast<const xmlChar*>(text.c_str());
}

// Takes over a string of libxml2.
std::string taken(xmlChar* text) {
  std::string out(chars(text));
  xmlFree(text);
  return out;
}

// ---- mending ----

// The size of a markup construct at the start of `xml` in which "&" is no reference: comment,
// CDATA, processing instruction, DOCTYPE; 0 where there is none.
std::size_t opaque_size(std::string_view xml) {
  constexpr std::pair<std::string_view, std::string_view> kConstructs[] = {
      {"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
  for (const auto& [begin, end] : kConstructs) {
    if (!xml.starts_with(begin)) continue;
    const std::size_t found = xml.find(end, begin.size());
    return found == std::string_view::npos ? xml.size() : found + end.size();
  }
  if (!xml.starts_with("<!")) return 0;
  int depth = 0;
  for (std::size_t at = 2; at < xml.size(); ++at) {
    if (xml[at] == '[') ++depth;
    if (xml[at] == ']') --depth;
    if (xml[at] == '>' && depth <= 0) return at + 1;
  }
  return xml.size();
}

// What "&..." at the start of `xml` comes to: appends it, gives its size in `xml`.
std::size_t mend_reference(std::string_view xml, std::string& out, std::size_t& mended) {
  constexpr std::size_t kLongest = 32;
  const std::size_t end = xml.substr(0, kLongest).find(';');
  const std::string name(end == std::string_view::npos ? std::string_view()
                                                       : xml.substr(1, end - 1));
  const bool is_number = name.size() > 1 && name[0] == '#' &&
                         name.find_first_not_of("0123456789abcdefABCDEFxX", 1) == std::string::npos;
  const bool is_xml =
      name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos";
  if (is_number || is_xml) {
    out += xml.substr(0, end + 1);
    return end + 1;
  }
  ++mended;
  const htmlEntityDesc* known = name.empty() ? nullptr : htmlEntityLookup(xml_chars(name));
  if (known != nullptr) {
    core::append_utf8(out, known->value);
    return end + 1;
  }
  out += "&amp;";
  return 1;
}

bool is_forbidden(char c) {
  return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

// ---- parsing ----

struct Faults {
  std::size_t count = 0;
  std::string first;  // "line 5: Opening and ending tag mismatch"
  bool entities = false;
};

void note_fault(void* user, xmlErrorPtr error) {
  auto* context = static_cast<xmlParserCtxtPtr>(user);
  auto& faults = *static_cast<Faults*>(context->_private);
  if (error->level < XML_ERR_ERROR) return;
  if (faults.count++ > 0) return;
  std::string message = error->message == nullptr ? "not well-formed" : error->message;
  while (!message.empty() && core::is_ascii_space(message.back())) message.pop_back();
  faults.first = "line " + std::to_string(error->line) + ": " + message;
}

void refuse_entity(void* user, const xmlChar*, int, const xmlChar*, const xmlChar*, xmlChar*) {
  auto* context = static_cast<xmlParserCtxtPtr>(user);
  static_cast<Faults*>(context->_private)->entities = true;
  xmlStopParser(context);
}

xmlParserInputPtr load_nothing(void*, const xmlChar*, const xmlChar*) {
  return nullptr;
}

struct FreeContext {
  void operator()(xmlParserCtxt* context) const { xmlFreeParserCtxt(context); }
};

// "http://purl.org/dc/elements/1.1/" -> "dc".
const char* usual_prefix(const xmlChar* uri) {
  constexpr std::pair<const char*, const char*> kPrefixes[] = {
      {"http://purl.org/dc/elements/1.1/", "dc"},
      {"http://purl.org/dc/terms/", "dcterms"},
      {"http://purl.org/rss/1.0/modules/content/", "content"},
      {"http://www.w3.org/2005/Atom", "atom"},
      {"http://purl.org/atom/ns#", "atom"},
      {"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"}};
  for (const auto& [known, prefix] : kPrefixes) {
    if (std::strcmp(chars(uri), known) == 0) return prefix;
  }
  return nullptr;
}

}  // namespace

std::string mend_xml(std::string_view xml, std::size_t& mended) {
  std::string out;
  out.reserve(xml.size() + xml.size() / 64);
  if (xml.starts_with("\xEF\xBB\xBF")) xml.remove_prefix(3);
  const std::size_t begin = xml.find('<');
  if (begin != std::string_view::npos && begin > 0 && core::trim(xml.substr(0, begin)).empty()) {
    xml.remove_prefix(begin);
    ++mended;
  }
  const auto append_clean = [&](std::string_view part) {
    for (const char c : part) is_forbidden(c) ? static_cast<void>(++mended) : out.push_back(c);
  };
  for (std::size_t at = 0; at < xml.size();) {
    const std::size_t next = std::min(xml.find_first_of("&<", at), xml.size());
    append_clean(xml.substr(at, next - at));
    at = next;
    if (at == xml.size()) break;
    if (xml[at] == '&') {
      at += mend_reference(xml.substr(at), out, mended);
    } else {
      const std::size_t size = std::max<std::size_t>(1, opaque_size(xml.substr(at)));
      append_clean(xml.substr(at, size));
      at += size;
    }
  }
  return out;
}

Result<XmlTree> XmlTree::parse(std::string_view utf8, std::vector<std::string>& notes) {
  std::size_t mended = 0;
  const std::string xml = mend_xml(utf8, mended);
  xmlInitParser();
  const std::unique_ptr<xmlParserCtxt, FreeContext> context(xmlNewParserCtxt());
  if (!context) return make_error(ErrorCode::Internal, "no memory for a parser");
  Faults faults;
  context->_private = &faults;
  context->sax->serror = note_fault;
  context->sax->entityDecl = refuse_entity;
  context->sax->resolveEntity = load_nothing;
  constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOERROR |
                           XML_PARSE_NOWARNING | XML_PARSE_NOCDATA | XML_PARSE_COMPACT;
  XmlTree out;
  out.document_.reset(xmlCtxtReadMemory(context.get(), xml.data(), static_cast<int>(xml.size()),
                                        nullptr, "UTF-8", kOptions));
  if (faults.entities) {
    return make_error(ErrorCode::BadFormat,
                      "the document declares entities of its own, which are not read");
  }
  const xmlNode* root = out.document_ ? out.root() : nullptr;
  if (root == nullptr) {
    return make_error(ErrorCode::BadFormat,
                      "no XML" + (faults.first.empty() ? "" : ": " + faults.first));
  }
  if (mended > 0)
    notes.push_back("XML mended in " + std::to_string(mended) +
                    (mended == 1 ? " place" : " places"));
  if (context->wellFormed == 0) {
    notes.push_back("broken XML, read as far as it is certain: " + faults.first);
    const std::string prefix = root->ns != nullptr ? chars(root->ns->prefix) : "";
    const std::string close = "</" + (prefix.empty() ? "" : prefix + ":") + chars(root->name);
    out.cut_ = xml.rfind(close) == std::string::npos;
  }
  out.home_ = root->ns;
  return out;
}

std::string XmlTree::name(const xmlNode* node) const {
  const std::string local = chars(node->name);  // with the prefix where nothing declares it
  if (node->ns == nullptr) return local;
  if (home_ != nullptr && std::strcmp(chars(node->ns->href), chars(home_->href)) == 0) return local;
  const char* prefix = usual_prefix(node->ns->href);
  if (prefix == nullptr) prefix = chars(node->ns->prefix);
  return *prefix == '\0' ? local : std::string(prefix) + ":" + local;
}

std::vector<xmlNode*> children(const xmlNode* node) {
  std::vector<xmlNode*> out;
  for (xmlNode* child = node->children; child != nullptr; child = child->next) {
    if (child->type == XML_ELEMENT_NODE) out.push_back(child);
  }
  return out;
}

std::string local_name(const xmlNode* node) {
  const std::string_view name = chars(node->name);
  return std::string(name.substr(name.find(':') + 1));
}

std::string text_of(const xmlNode* node) {
  return taken(xmlNodeGetContent(node));
}

std::string markup_of(xmlNode* node) {
  struct FreeBuffer {
    void operator()(xmlBuffer* buffer) const { xmlBufferFree(buffer); }
  };
  const std::unique_ptr<xmlBuffer, FreeBuffer> buffer(xmlBufferCreate());
  for (xmlNode* child = node->children; child != nullptr; child = child->next)
    xmlNodeDump(buffer.get(), node->doc, child, 0, 0);
  return chars(xmlBufferContent(buffer.get()));
}

std::string attribute(const xmlNode* node, const char* name) {
  const std::string wanted = core::ascii_lower(name);
  for (const xmlAttr* found = node->properties; found != nullptr; found = found->next) {
    if (core::ascii_lower(chars(found->name)) == wanted)
      return taken(xmlNodeListGetString(node->doc, found->children, 1));
  }
  return {};
}

std::string language_of(const xmlNode* node) {
  return taken(xmlNodeGetLang(node));
}

std::string absolute(const std::string& reference, const std::string& base) {
  if (reference.empty() || base.empty()) return reference;
  std::string out = taken(xmlBuildURI(xml_chars(reference), xml_chars(base)));
  return out.empty() ? reference : out;
}

std::string absolute(xmlNode* node, const std::string& reference, const std::string& base) {
  const std::string stated = taken(xmlNodeGetBase(node->doc, node));
  return absolute(reference, absolute(stated, base).empty() ? base : absolute(stated, base));
}

}  // namespace dragoman::feeds
