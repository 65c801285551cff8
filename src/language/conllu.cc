#include "language/conllu.h"

#include <charconv>
#include <vector>

#include "core/utf8.h"

namespace dragoman::language {

namespace {

std::vector<std::string_view> columns_of(std::string_view line) {
  std::vector<std::string_view> out;
  for (;;) {
    const std::size_t tab = line.find('\t');
    out.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return out;
    line.remove_prefix(tab + 1);
  }
}

bool has_item(std::string_view misc, std::string_view item) {
  while (!misc.empty()) {
    const std::size_t bar = misc.find('|');
    if (misc.substr(0, bar) == item) return true;
    misc.remove_prefix(bar == std::string_view::npos ? misc.size() : bar + 1);
  }
  return false;
}

bool number(std::string_view text, std::size_t& out) {
  const auto r = std::from_chars(text.data(), text.data() + text.size(), out);
  return r.ec == std::errc() && r.ptr == text.data() + text.size();
}

// Builds the document line by line.
class Reader {
 public:
  Result<std::vector<Document>> read(std::string_view text) {
    std::size_t line_number = 0;
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      std::string_view line = text.substr(0, end);
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
      ++line_number;
      if (line.ends_with('\r')) line.remove_suffix(1);
      const std::string problem = take(line);
      if (!problem.empty()) {
        return make_error(ErrorCode::BadFormat, problem, std::to_string(line_number));
      }
    }
    close_document();
    if (docs_.empty()) {
      return make_error(ErrorCode::BadFormat, "no sentence in this CoNLL-U",
                        std::to_string(line_number));
    }
    return std::move(docs_);
  }

 private:
  std::string take(std::string_view line) {
    if (line.find_first_not_of(" \t") == std::string_view::npos) {
      close_sentence();
      return {};
    }
    if (line[0] == '#') {
      if (line.starts_with("# newdoc") && !open_) close_document();
      if (line.starts_with("# newpar")) paragraph_ = true;
      return {};
    }
    const std::vector<std::string_view> col = columns_of(line);
    if (col.size() != 10)
      return "a word has " + std::to_string(col.size()) + " columns, CoNLL-U has 10";
    if (col[0].find('.') != std::string_view::npos) return {};  // empty nodes are not text
    if (col[1].empty()) return "empty form";
    if (col[1].front() == ' ' || col[1].back() == ' ') return "a form begins or ends with a space";
    if (doc_.report.text.size() + col[1].size() + 2 > 0xfffffff0u) return "more than 4 GB of text";
    const std::size_t hyphen = col[0].find('-');
    if (hyphen != std::string_view::npos) {
      std::size_t from = 0, to = 0;
      if (!number(col[0].substr(0, hyphen), from) || !number(col[0].substr(hyphen + 1), to) ||
          from != words_ + 1 || to < from || range_last_ != 0) {
        return "range " + std::string(col[0]) + " does not fit here";
      }
      range_last_ = to;
      range_first_ = from;
      range_ = col[1];
      range_at_ = 0;
      range_space_ = !has_item(col[9], "SpaceAfter=No");
      return {};
    }
    std::size_t id = 0;
    if (!number(col[0], id) || id != words_ + 1) {
      return "word number " + std::string(col[0]) + ", expected " + std::to_string(words_ + 1);
    }
    ++words_;
    begin_sentence();
    Token t;
    std::string_view form = col[1];
    t.space_after = !has_item(col[9], "SpaceAfter=No");
    if (range_last_ != 0) {
      // The part of the range's letters that this word covers; the last word takes what is left.
      t.continues_word = id > range_first_;
      if (range_.substr(range_at_).starts_with(form)) range_at_ += form.size();
      t.space_after = id == range_last_ && range_space_;
      if (id == range_last_) range_last_ = 0;
    }
    t.span.begin = static_cast<std::uint32_t>(doc_.report.text.size());
    doc_.report.text += form;
    t.span.end = static_cast<std::uint32_t>(doc_.report.text.size());
    if (t.space_after) doc_.report.text += ' ';
    t.sentence = static_cast<std::uint32_t>(doc_.sentences.size());
    doc_.tokens.push_back(std::move(t));
    return {};
  }

  void begin_sentence() {
    if (open_) return;
    open_ = true;
    Sentence s;
    s.starts_paragraph = paragraph_ || doc_.sentences.empty();
    if (s.starts_paragraph && !doc_.report.text.empty()) {
      while (doc_.report.text.ends_with(' ')) doc_.report.text.pop_back();
      doc_.report.text += "\n\n";
    } else if (!doc_.report.text.empty() && !doc_.report.text.ends_with(' ')) {
      doc_.report.text += ' ';
    }
    paragraph_ = false;
    s.tokens.begin = static_cast<std::uint32_t>(doc_.tokens.size());
    doc_.sentences.push_back(s);
  }

  void close_sentence() {
    if (open_) {
      Sentence& s = doc_.sentences.back();
      s.tokens.end = static_cast<std::uint32_t>(doc_.tokens.size());
      s.span = {doc_.tokens[s.tokens.begin].span.begin, doc_.tokens.back().span.end};
    }
    open_ = false;
    words_ = 0;
    range_last_ = 0;
  }

  void close_document() {
    close_sentence();
    if (!doc_.sentences.empty()) {
      while (doc_.report.text.ends_with(' ')) doc_.report.text.pop_back();  // behind the last word
      doc_.mark(Layer::Tokens);
      docs_.push_back(std::move(doc_));
    }
    doc_ = Document();
    paragraph_ = true;
  }

  std::vector<Document> docs_;
  Document doc_;
  bool open_ = false, paragraph_ = true;
  std::size_t words_ = 0;
  std::size_t range_first_ = 0, range_last_ = 0, range_at_ = 0;
  std::string range_;
  bool range_space_ = true;
};

// One line: white space inside a form or text becomes a plain space, as CoNLL-U has no other.
void put_text(std::string_view text, std::string& out) {
  bool space = false;
  for (const char c : text) {
    if (c == '\n' || c == '\t' || c == '\r' || c == ' ') {
      space = true;
      continue;
    }
    if (space) out += ' ';
    space = false;
    out += c;
  }
}

}  // namespace

Result<std::vector<Document>> read_conllu(std::string_view text) {
  return Reader().read(text);
}

std::string write_conllu(const Document& doc, const ConlluOptions& options) {
  std::string out;
  const core::CodePointIndex points(doc.report.text);
  std::size_t name = 0;
  const auto misc = [&](bool space_after, ByteSpan span, std::string_view entity) {
    std::string m;
    const auto add = [&](std::string_view item) {
      if (!m.empty()) m += '|';
      m += item;
    };
    if (!entity.empty()) add(entity);
    if (!space_after) add("SpaceAfter=No");
    if (options.token_range) {
      add("TokenRange=" + std::to_string(points.at(span.begin)) + ":" +
          std::to_string(points.at(span.end)));
    }
    return m.empty() ? std::string("_") : m;
  };
  for (std::size_t n = 0; n < doc.sentences.size(); ++n) {
    const Sentence& s = doc.sentences[n];
    if (s.starts_paragraph) out += "# newpar\n";
    out += "# sent_id = " + (options.sent_id_prefix.empty() ? "s" : options.sent_id_prefix + "-") +
           std::to_string(n + 1) + "\n";
    out += "# text = ";
    put_text(doc.view(s.span), out);
    out += '\n';
    for (std::uint32_t i = s.tokens.begin; i < s.tokens.end; ++i) {
      const Token& t = doc.tokens[i];
      const std::uint32_t id = i - s.tokens.begin + 1;
      std::uint32_t last = i;
      if (!t.continues_word) {
        while (last + 1 < s.tokens.end && doc.tokens[last + 1].continues_word) ++last;
      }
      if (last > i) {
        const ByteSpan whole{t.span.begin, doc.tokens[last].span.end};
        out += std::to_string(id) + "-" + std::to_string(id + last - i) + "\t";
        put_text(doc.view(whole), out);
        out += "\t_\t_\t_\t_\t_\t_\t_\t" + misc(doc.tokens[last].space_after, whole, {}) + "\n";
      }
      const bool in_range = t.continues_word || last > i;
      std::string entity;
      if (options.names) {
        while (name < doc.names.size() && doc.names[name].tokens.end <= i) ++name;
        if (name < doc.names.size() && doc.names[name].tokens.contains(i)) {
          entity = doc.names[name].tokens.begin == i ? "NE=B-" : "NE=I-";
          entity += to_string(doc.names[name].type);
        }
      }
      const Tag* tag = doc.tagset && t.tag < doc.tagset->size() ? &(*doc.tagset)[t.tag] : nullptr;
      out += std::to_string(id) + "\t";
      put_text(doc.form(i), out);
      out += '\t';
      out += t.lemma.empty() ? "_" : t.lemma;
      out += '\t';
      out += to_string(t.upos);
      out += '\t';
      out += tag ? tag->xpos : "_";
      out += '\t';
      out += tag ? tag->feats : "_";
      out += '\t';
      out += t.head == kNone ? "0" : std::to_string(t.head - s.tokens.begin + 1);
      out += '\t';
      out += to_string(t.deprel);
      out += "\t_\t";
      out += misc(in_range ? true : t.space_after, t.span, entity);
      out += '\n';
    }
    out += '\n';
  }
  return out;
}

}  // namespace dragoman::language
