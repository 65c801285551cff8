#include "language/model.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <map>
#include <utility>

namespace dragoman::language {

static_assert(std::endian::native == std::endian::little, "model files are little-endian");
static_assert(sizeof(VocabularyEntry) == 12);

namespace {

constexpr std::size_t kHeaderSize = 64;
constexpr std::size_t kEntrySize = 48;
constexpr std::uint32_t kVersion = 1;
constexpr std::uint32_t kByteOrder = 0x01020304;
constexpr std::uint64_t kFnvBasis = 14695981039346656037ull;
constexpr std::uint64_t kFnvPrime = 1099511628211ull;

struct Section {
  std::string_view bytes;
  std::size_t rows = 0, columns = 0;
};

template <class T>
T read_at(std::string_view bytes, std::size_t offset) {
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    out.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

std::size_t padded(std::size_t n) {
  return (n + 15) / 16 * 16;
}

}  // namespace

std::uint64_t model_checksum(std::string_view bytes) {
  std::uint64_t lanes[4] = {kFnvBasis, kFnvBasis, kFnvBasis, kFnvBasis};
  std::size_t at = 0;
  const auto mix = [](std::uint64_t lane, std::uint64_t word) {
    lane = (lane ^ word) * kFnvPrime;
    return lane ^ (lane >> 29);
  };
  for (; at + 32 <= bytes.size(); at += 32) {
    for (std::size_t i = 0; i < 4; ++i) {
      lanes[i] = mix(lanes[i], read_at<std::uint64_t>(bytes, at + 8 * i));
    }
  }
  if (at < bytes.size()) {
    char rest[32] = {};
    std::memcpy(rest, bytes.data() + at, bytes.size() - at);
    for (std::size_t i = 0; i < 4; ++i) {
      lanes[i] = mix(lanes[i], read_at<std::uint64_t>({rest, 32}, 8 * i));
    }
  }
  std::uint64_t total = kFnvBasis;
  for (const std::uint64_t lane : lanes) total = mix(total, lane);
  return total;
}

// Walks the sections once; the first thing that does not fit ends it with that message.
class ModelReader {
 public:
  ModelReader(Model& model, std::string_view bytes) : model_(model), bytes_(bytes) {}

  // Empty when all is well, else what is wrong.
  std::string read() {
    open() && labels() && vocabulary() && tables() && network() && shapes_agree() &&
        attribution() && splitter() && lemma_table() && calibration();
    return error_;
  }

 private:
  bool fail(std::string message) {
    if (error_.empty()) error_ = std::move(message);
    return false;
  }

  bool open() {
    if (bytes_.size() < kHeaderSize) return fail("shorter than a header");
    if (bytes_.substr(0, 8) != "DRAGOMDL") return fail("not a Dragoman model");
    const auto version = read_at<std::uint32_t>(bytes_, 8);
    if (version != kVersion) {
      return fail("format version " + std::to_string(version) + ", this program reads version " +
                  std::to_string(kVersion));
    }
    if (read_at<std::uint32_t>(bytes_, 12) != kByteOrder) return fail("other byte order");
    const auto size = read_at<std::uint64_t>(bytes_, 16);
    if (size != bytes_.size()) {
      return fail("header states " + std::to_string(size) + " bytes, the file has " +
                  std::to_string(bytes_.size()));
    }
    const auto sum = read_at<std::uint64_t>(bytes_, 24);
    if (sum != model_checksum(bytes_.substr(kHeaderSize))) return fail("checksum does not match");
    const auto count = read_at<std::uint32_t>(bytes_, 32);
    if (count > (bytes_.size() - kHeaderSize) / kEntrySize) return fail("section table too long");
    for (std::size_t i = 0; i < count; ++i) {
      const std::string_view entry = bytes_.substr(kHeaderSize + i * kEntrySize, kEntrySize);
      std::string_view name = entry.substr(0, 24);
      name = name.substr(0, name.find('\0'));
      const auto offset = read_at<std::uint64_t>(entry, 24),
                 length = read_at<std::uint64_t>(entry, 32);
      if (offset % 64 != 0 || offset > bytes_.size() || length > bytes_.size() - offset) {
        return fail("section " + std::string(name) + " lies outside the file");
      }
      sections_[std::string(name)] = {bytes_.substr(offset, length),
                                      read_at<std::uint32_t>(entry, 40),
                                      read_at<std::uint32_t>(entry, 44)};
    }
    char hex[17];
    static const char* digits = "0123456789abcdef";
    for (int i = 0; i < 16; ++i) hex[i] = digits[(sum >> (60 - 4 * i)) & 15];
    hex[16] = 0;
    model_.version_ = hex;
    return true;
  }

  // A section of exactly rows * columns items of `item` bytes.
  bool get(const std::string& name, std::size_t item, Section& out) {
    const auto it = sections_.find(name);
    if (it == sections_.end()) return fail("section " + name + " is missing");
    out = it->second;
    if (out.bytes.size() / item != out.rows * out.columns || out.bytes.size() % item != 0) {
      return fail("section " + name + " has " + std::to_string(out.bytes.size()) + " bytes for " +
                  std::to_string(out.rows) + " x " + std::to_string(out.columns));
    }
    return true;
  }

  bool number(const std::string& key, std::size_t most, std::size_t& out) {
    const auto it = config_.find(key);
    if (it == config_.end()) return fail("config lacks " + key);
    const std::string& text = it->second;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), out);
    if (end.ec != std::errc() || end.ptr != text.data() + text.size() || out == 0 || out > most) {
      return fail("config " + key + " is " + text);
    }
    return true;
  }

  // Lines `case cut add`.
  bool scripts(const std::string& name, std::vector<LemmaScript>& out) {
    Section s;
    if (!get(name, 1, s)) return false;
    for (const std::string_view line : lines_of(s.bytes)) {
      LemmaScript script;
      const std::size_t a = line.find(' '), b = line.find(' ', a + 1);
      if (a != 1 || b == std::string_view::npos) return fail("malformed lemma script");
      switch (line[0]) {
        case 'k':
          script.shape = LemmaScript::Case::Keep;
          break;
        case 'l':
          script.shape = LemmaScript::Case::Lower;
          break;
        case 't':
          script.shape = LemmaScript::Case::Title;
          break;
        case '=':
          script.shape = LemmaScript::Case::Whole;
          break;
        default:
          return fail("malformed lemma script");
      }
      if (std::from_chars(line.data() + 2, line.data() + b, script.cut).ptr != line.data() + b) {
        return fail("malformed lemma script");
      }
      script.add = line.substr(b + 1);
      out.push_back(std::move(script));
    }
    return !out.empty() || fail("no lemma scripts");
  }

  bool labels() {
    Section s;
    if (!get("config", 1, s)) return false;
    for (const std::string_view line : lines_of(s.bytes)) {
      const std::size_t space = line.find(' ');
      if (space != std::string_view::npos)
        config_[std::string(line.substr(0, space))] = line.substr(space + 1);
    }
    if (!number("dim", 4096, model_.dim) || !number("hidden", 4096, model_.hidden) ||
        !number("arc_dim", 4096, model_.arc_dim) || !number("rel_dim", 4096, model_.rel_dim) ||
        !number("distances", 512, model_.distances)) {
      return false;
    }
    model_.clip = std::strtof(config_["clip"].c_str(), nullptr);
    if (!(model_.clip >= 0.5f && model_.clip <= 64.0f))
      return fail("config clip is " + config_["clip"]);

    if (!get("labels.tag", 1, s)) return false;
    auto tagset = std::make_shared<Tagset>();
    for (const std::string_view line : lines_of(s.bytes)) {
      const std::size_t a = line.find('\t'), b = line.find('\t', a + 1);
      if (a == std::string_view::npos || b == std::string_view::npos)
        return fail("tag without two tabs");
      const auto upos = parse_upos(line.substr(0, a));
      if (!upos) return fail("unknown part of speech " + std::string(line.substr(0, a)));
      const std::string_view feats = line.substr(b + 1);
      tagset->push_back({*upos, std::string(line.substr(a + 1, b - a - 1)), std::string(feats),
                         parse_features(feats)});
    }
    if (tagset->empty() || tagset->size() > 60000) return fail("no tags, or too many");
    model_.tagset_ = std::move(tagset);

    if (!get("labels.deprel", 1, s)) return false;
    bool has_root = false;
    for (const std::string_view line : lines_of(s.bytes)) {
      const auto deprel = parse_deprel(line);
      if (!deprel) return fail("unknown relation " + std::string(line));
      if (*deprel == Deprel::Root) {
        has_root = true;
        model_.root_deprel = model_.deprels_.size();
      }
      model_.deprels_.push_back(*deprel);
    }
    if (!has_root || model_.deprels_.size() < 2) return fail("no relation `root`, or no other");

    if (!scripts("labels.lemma", model_.lemmas)) return false;

    if (!get("labels.name", 1, s)) return false;
    for (const std::string_view line : lines_of(s.bytes)) {
      NameLabel label;
      if (line != "O") {
        const auto type = line.size() > 2 ? parse_name_type(line.substr(2)) : std::nullopt;
        const std::size_t kind =
            line.empty() ? std::string_view::npos : std::string_view("BIES").find(line[0]);
        if (!type || kind == std::string_view::npos)
          return fail("unknown name label " + std::string(line));
        label = {static_cast<NamePosition>(kind + 1), *type};
      }
      model_.names.push_back(label);
    }
    if (model_.names.empty() || model_.names[0].position != NamePosition::Outside ||
        model_.names.size() > 64) {
      return fail("name labels must begin with O");
    }
    for (const NameLabel& label : model_.names) {
      std::vector<std::uint8_t>& before = model_.names_before.emplace_back();
      if (!continues_name(label)) continue;
      for (std::size_t p = 0; p < model_.names.size(); ++p) {
        if (opens_name(model_.names[p]) && model_.names[p].type == label.type)
          before.push_back(static_cast<std::uint8_t>(p));
      }
    }
    return true;
  }

  bool table(const std::string& name, Table& out) {
    Section data, step;
    if (!get(name, 1, data) || !get(name + ".scale", 4, step)) return false;
    if (data.rows == 0 || step.columns != data.rows || data.columns % 16 != 0 ||
        data.columns == 0) {
      return fail("table " + name + " has a wrong shape");
    }
    out = {reinterpret_cast<const std::int8_t*>(data.bytes.data()),
           reinterpret_cast<const float*>(step.bytes.data()), data.rows, data.columns};
    return finite(name, out.step, out.rows);
  }

  bool finite(const std::string& name, const float* values, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      if (!std::isfinite(values[i])) return fail(name + " holds a value that is not finite");
    }
    return true;
  }

  bool linear(const std::string& name, std::size_t rows, std::size_t columns, Linear& out) {
    Section w, scale, bias;
    if (!get(name + ".weight", 1, w) || !get(name + ".scale", 4, scale) ||
        !get(name + ".bias", 4, bias)) {
      return false;
    }
    if (w.rows != padded(rows) || w.columns != columns || columns % 4 != 0 ||
        scale.columns != w.rows || bias.columns != w.rows) {
      return fail("matrix " + name + " is " + std::to_string(w.rows) + " x " +
                  std::to_string(w.columns) + ", expected " + std::to_string(padded(rows)) + " x " +
                  std::to_string(columns));
    }
    out.weight = reinterpret_cast<const std::int8_t*>(w.bytes.data());
    out.scale = reinterpret_cast<const float*>(scale.bytes.data());
    out.bias = reinterpret_cast<const float*>(bias.bytes.data());
    out.rows = w.rows;
    out.columns = w.columns;
    if (!finite(name, out.scale, out.rows) || !finite(name, out.bias, out.rows)) return false;
    std::vector<std::int32_t> shift(out.rows, 0);
    std::int8_t most = 0;
    const std::int8_t* at = out.weight;
    for (std::size_t block = 0; block < out.rows; block += 16) {
      for (std::size_t k = 0; k < out.columns; k += 4, at += 64) {
        for (std::size_t i = 0; i < 64; ++i) {
          shift[block + i / 4] += at[i];
          most = std::max<std::int8_t>(most, at[i] < 0 ? static_cast<std::int8_t>(~at[i]) : at[i]);
        }
      }
    }
    if (most > 63) return fail("matrix " + name + " holds more than seven bits");
    for (std::int32_t& v : shift) v *= 128;
    model_.shifts_.push_back(std::move(shift));
    out.shift = model_.shifts_.back().data();
    return true;
  }

  // Three matrices of a third of the columns each, in the same bytes.
  void cut_in_taps(Block& block) {
    const Linear& whole = block.inner;
    const std::size_t columns = whole.columns / 3;
    for (std::size_t k = 0; k < 3; ++k) {
      Linear& tap = block.taps[k];
      tap = whole;
      tap.columns = columns;
      tap.block_bytes = 16 * whole.columns;
      tap.weight = whole.weight + k * 16 * columns;
      std::vector<std::int32_t> shift(whole.rows, 0);
      for (std::size_t b = 0; b < whole.rows / 16; ++b) {
        const std::int8_t* at = tap.weight + b * tap.block_bytes;
        for (std::size_t i = 0; i < 16 * columns; ++i) shift[16 * b + i % 64 / 4] += 128 * at[i];
      }
      model_.shifts_.push_back(std::move(shift));
      tap.shift = model_.shifts_.back().data();
    }
  }

  bool floats(const std::string& name, std::size_t rows, std::size_t columns, const float*& out) {
    Section s;
    if (!get(name, 4, s)) return false;
    if (s.rows != rows || s.columns != columns) return fail(name + " has a wrong shape");
    out = reinterpret_cast<const float*>(s.bytes.data());
    return finite(name, out, rows * columns);
  }

  bool vocabulary() {
    Section hash, entry, rows;
    if (!get("vocabulary.hash", 8, hash) || !get("vocabulary.entry", 4, entry) ||
        !get("vocabulary.rows", 4, rows)) {
      return false;
    }
    if (!std::has_single_bit(hash.columns) || hash.rows != 1 || entry.rows != 1 ||
        entry.columns != hash.columns || rows.columns != 3 || rows.rows == 0) {
      return fail("vocabulary has a wrong shape");
    }
    model_.slots_ = reinterpret_cast<const std::uint64_t*>(hash.bytes.data());
    model_.slot_entry_ = reinterpret_cast<const std::uint32_t*>(entry.bytes.data());
    model_.slot_mask_ = hash.columns - 1;
    model_.entries_ = reinterpret_cast<const VocabularyEntry*>(rows.bytes.data());
    model_.entry_count_ = rows.rows;
    std::size_t empty = 0;
    for (std::size_t i = 0; i < hash.columns; ++i) {
      if (model_.slot_entry_[i] >= rows.rows) return fail("vocabulary slot beyond the entries");
      empty += model_.slots_[i] == 0;
    }
    if (empty == 0) return fail("vocabulary has no empty slot");  // a look-up would never end
    return true;
  }

  bool tables() {
    if (!table("vector", model_.vectors) || !table("word", model_.words) ||
        !table("prefix", model_.prefixes) || !table("suffix", model_.suffixes) ||
        !table("shape", model_.shapes) || !table("profile", model_.profiles)) {
      return false;
    }
    for (std::size_t i = 0; i < model_.entry_count_; ++i) {
      const VocabularyEntry& e = model_.entries_[i];
      if (e.vector >= model_.vectors.rows || e.word >= model_.words.rows ||
          e.profile >= model_.profiles.rows) {
        return fail("vocabulary entry beyond its table");
      }
    }
    return true;
  }

  bool network() {
    const std::size_t dim = model_.dim, hidden = model_.hidden;
    if (dim % 16 != 0 || hidden % 16 != 0 || model_.arc_dim % 16 != 0 || model_.rel_dim % 16 != 0) {
      return fail("sizes must be multiples of 16");
    }
    const std::string kinds = config_["blocks"];
    if (kinds.empty() || kinds.size() > 64) return fail("config blocks is " + kinds);
    const std::size_t width = model_.vectors.width + model_.words.width + model_.prefixes.width +
                              model_.suffixes.width + model_.shapes.width + model_.profiles.width;
    if (!linear("input", dim, width, model_.input)) return false;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      Block block;
      const std::string name = "block" + std::to_string(i);
      if (kinds[i] == 'c') {
        block.kind = Block::Kind::Conv;
        if (!linear(name, 2 * dim, 3 * dim, block.inner)) return false;
        cut_in_taps(block);
      } else if (kinds[i] == 's') {
        if (!linear(name + ".inner", 6 * hidden, dim, block.inner) ||
            !linear(name + ".outer", dim, 2 * hidden, block.outer)) {
          return false;
        }
      } else {
        return fail("config blocks is " + kinds);
      }
      model_.blocks.push_back(block);
    }
    return true;
  }

  bool shapes_agree() {
    const std::size_t arc = model_.arc_dim, rel = model_.rel_dim,
                      relations = model_.deprels_.size();
    const std::size_t outputs =
        model_.tagset_->size() + model_.lemmas.size() + model_.names.size() + 2 * arc + 2 * rel;
    const float *distance = nullptr, *weight = nullptr;
    const std::size_t gaps = 2 * model_.distances + 1;
    if (!linear("heads", outputs, model_.dim, model_.heads) ||
        !floats("arc.root", 1, arc, model_.arc_root) ||
        !floats("rel.root", 1, rel, model_.rel_root) ||
        !floats("arc.distance", gaps, arc, distance) ||
        !floats("rel.weight", rel, relations, weight) ||
        !floats("rel.bias", 1, relations, model_.rel_bias)) {
      return false;
    }
    model_.distance_width = padded(gaps);
    model_.arc_distance.assign(arc * model_.distance_width, 0.0f);
    for (std::size_t g = 0; g < gaps; ++g) {
      for (std::size_t k = 0; k < arc; ++k) {
        model_.arc_distance[k * model_.distance_width + g] = distance[g * arc + k];
      }
    }
    model_.rel_width = padded(relations);
    model_.rel_weight.assign(rel * model_.rel_width, 0.0f);
    for (std::size_t k = 0; k < rel; ++k) {
      for (std::size_t r = 0; r < relations; ++r) {
        model_.rel_weight[k * model_.rel_width + r] = weight[k * relations + r];
      }
    }
    return true;
  }

  // The scorer of sentence ends; a file may lack it.
  bool splitter() {
    if (!sections_.contains("split.rows")) return true;
    Section rows, bias, output;
    if (!get("split.rows", 1, rows) || !get("split.bias", 4, bias) ||
        !get("split.output", 4, output))
      return false;
    const std::size_t width = rows.columns;
    const bool counted = output.columns == width + 3;  // states how many features it was made for
    if (width == 0 || width % kEndWidth != 0 || width > kMostEndWidth ||
        !std::has_single_bit(rows.rows) || bias.rows != 1 || bias.columns != width ||
        output.rows != 1 || (output.columns != width + 2 && !counted)) {
      return fail("the splitter has a wrong shape");
    }
    EndScorer& ends = model_.ends;
    ends.rows = reinterpret_cast<const std::int8_t*>(rows.bytes.data());
    ends.count = rows.rows;
    ends.bias = reinterpret_cast<const std::int32_t*>(bias.bytes.data());
    ends.output = reinterpret_cast<const std::int32_t*>(output.bytes.data());
    ends.width = width;
    if (counted) {
      const std::int32_t features = ends.output[width + 2];
      if (features < 1 || features > static_cast<std::int32_t>(kEndFeatures))
        return fail("the splitter wants features that this program lacks");
      ends.features = static_cast<std::size_t>(features);
    }
    if (sections_.contains("split.gate")) {
      Section gate;
      if (!get("split.gate", 1, gate)) return false;
      if (gate.bytes.size() != kEndKinds / 8) return fail("the splitter has a wrong shape");
      ends.gate = reinterpret_cast<const std::uint8_t*>(gate.bytes.data());
    }
    // Small enough for sums in 16 and scores in 32 bits, whatever the text.
    constexpr std::int32_t kMost = 8192;
    for (std::size_t i = 0; i < width + 2; ++i) {
      const std::int32_t most = i == width + 1 ? 1 << 24 : kMost;
      if (std::abs(std::int64_t{ends.output[i]}) > most ||
          (i < width && std::abs(std::int64_t{ends.bias[i]}) > kMost)) {
        return fail("the splitter holds too large a number");
      }
    }
    return ends.output[width] >= 0 || fail("the splitter's clip is negative");
  }

  // Who says what; a file may lack it.
  bool attribution() {
    const auto inner = sections_.find("attribution.inner.weight");
    if (inner == sections_.end()) return true;
    const std::size_t rows = inner->second.rows, hidden = rows / 6;
    if (rows == 0 || rows % 96 != 0 || hidden > 4096)
      return fail("the attribution head has a wrong shape");
    return linear("attribution.inner", rows, model_.dim, model_.attribution.inner) &&
           linear("attribution.outer", kAttributionAnswers, 2 * hidden, model_.attribution.outer);
  }

  // Known lemmas; a file may lack them.
  bool lemma_table() {
    if (!sections_.contains("lemma.key")) return true;
    Section keys, values;
    if (!get("lemma.key", 4, keys) || !get("lemma.value", 2, values) ||
        !scripts("lemma.scripts", model_.known_lemmas_))
      return false;
    if (keys.rows != 1 || values.rows != 1 || keys.columns != values.columns ||
        !std::has_single_bit(keys.columns)) {
      return fail("the table of lemmas has a wrong shape");
    }
    model_.lemma_keys_ = reinterpret_cast<const std::uint32_t*>(keys.bytes.data());
    model_.lemma_values_ = reinterpret_cast<const std::uint16_t*>(values.bytes.data());
    model_.lemma_slots_ = keys.columns;
    bool empty_slot = false;
    for (std::size_t i = 0; i < keys.columns; ++i) {
      empty_slot |= model_.lemma_keys_[i] == 0;
      if (model_.lemma_values_[i] >= model_.known_lemmas_.size())
        return fail("the table of lemmas points outside its scripts");
    }
    return empty_slot || fail("the table of lemmas has no empty slot");
  }

  // Lines `tag|arc|name slope offset`; a file may lack them.
  bool calibration() {
    if (!sections_.contains("calibration")) return true;
    Section s;
    if (!get("calibration", 1, s)) return false;
    for (const std::string_view line : lines_of(s.bytes)) {
      const std::size_t a = line.find(' '),
                        b = a == std::string_view::npos ? a : line.find(' ', a + 1);
      if (b == std::string_view::npos) return fail("malformed calibration");
      const std::string_view what = line.substr(0, a);
      Calibration* out = what == "tag"    ? &model_.tag_calibration
                         : what == "arc"  ? &model_.arc_calibration
                         : what == "name" ? &model_.name_calibration
                                          : nullptr;
      if (out == nullptr) continue;
      const std::string slope(line.substr(a + 1, b - a - 1)), offset(line.substr(b + 1));
      *out = {std::strtof(slope.c_str(), nullptr), std::strtof(offset.c_str(), nullptr)};
      if (!(out->slope > 0 && out->slope < 10 && std::abs(out->offset) < 10))
        return fail("calibration out of range");
    }
    return true;
  }

  Model& model_;
  std::string_view bytes_;
  std::string error_;
  std::map<std::string, Section> sections_;
  std::map<std::string, std::string> config_;
};

Result<std::shared_ptr<const Model>> Model::from_bytes(std::string_view bytes, std::string where) {
  auto model = std::make_shared<Model>();
  const std::string problem = ModelReader(*model, bytes).read();
  if (!problem.empty()) {
    return make_error(ErrorCode::BadModel, "the model cannot be used: " + problem,
                      std::move(where));
  }
  return std::shared_ptr<const Model>(std::move(model));
}

Result<std::shared_ptr<const Model>> Model::load(const std::string& path) {
  Result<core::MappedFile> file = core::MappedFile::open(path);
  if (!file.ok()) return file.error();
  auto model = std::make_shared<Model>();
  const std::string problem = ModelReader(*model, file->bytes()).read();
  if (!problem.empty()) {
    return make_error(ErrorCode::BadModel, "the model cannot be used: " + problem, path);
  }
  model->file_ = std::move(*file);
  return std::shared_ptr<const Model>(std::move(model));
}

float Calibration::operator()(float p) const {
  if (slope == 1 && offset == 0) return p;
  const float q = std::clamp(p, 0.00005f, 0.99995f);
  return 1 / (1 + std::exp(-(slope * std::log(q / (1 - q)) + offset)));
}

const VocabularyEntry& Model::look_up(std::uint64_t word_hash) const {
  for (std::uint64_t at = word_hash & slot_mask_; slots_[at] != 0; at = (at + 1) & slot_mask_) {
    if (slots_[at] == word_hash) return entries_[slot_entry_[at]];
  }
  return entries_[entry_count_ - 1];
}

const LemmaScript* Model::known_lemma(std::uint32_t key) const {
  if (lemma_slots_ == 0) return nullptr;
  const std::size_t mask = lemma_slots_ - 1;
  for (std::size_t at = key & mask; lemma_keys_[at] != 0; at = (at + 1) & mask) {
    if (lemma_keys_[at] == key) return &known_lemmas_[lemma_values_[at]];
  }
  return nullptr;
}

}  // namespace dragoman::language
