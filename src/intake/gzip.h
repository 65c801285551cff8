// A gzip file, member by member. Internal to intake; see bytes.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <zlib.h>

#include "intake/bytes.h"

namespace dragoman::intake {

// An open file, closed with its last owner.
class FileHandle {
 public:
  FileHandle(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  FileHandle(const FileHandle&) = delete;
  FileHandle& operator=(const FileHandle&) = delete;
  ~FileHandle();

  Result<std::size_t> read(char* to, std::size_t size) const;
  Result<std::size_t> read_at(std::uint64_t offset, char* to, std::size_t size) const;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  int descriptor_;
};

// Behind a broken member, the next one is sought from the byte after its start on, since a member
// that was cut off is followed by whole ones; where the file cannot be read twice (a pipe), from
// where it broke.
class GzipFile : public ByteSource {
 public:
  // `head`: bytes already taken from the file, which begin at `offset`. `size`: of the file, where
  // it can be read at any place.
  GzipFile(std::shared_ptr<const FileHandle> file,
           std::string head,
           std::uint64_t offset,
           std::optional<std::uint64_t> size);
  ~GzipFile() override;

  Result<std::size_t> read(char* to, std::size_t size) override;
  Restart restart() const override { return {last_member_, last_lead_}; }
  std::uint64_t damaged_part() const override { return member_; }
  std::uint64_t consumed() const override { return offset(); }

 private:
  enum class At { MemberStart, Inside, Broken, End };

  std::uint64_t offset() const { return input_offset_ + input_at_; }
  std::size_t ahead() const { return input_.size() - input_at_; }
  bool fill();  // more compressed bytes; false at the end of the file, or on a failure
  Result<bool> begin_member();  // false: the end
  Error broken(const std::string& why);
  void seek_member();
  void go_to(std::uint64_t offset);

  std::shared_ptr<const FileHandle> file_;
  std::optional<std::uint64_t> size_;
  std::string input_;  // compressed bytes; those before input_at_ are used up
  std::size_t input_at_ = 0;
  std::uint64_t input_offset_;  // of input_[0] in the file
  std::optional<Error> unreadable_;
  std::optional<Error> late_;  // given out behind the bytes that came before it
  z_stream stream_{};
  At at_ = At::MemberStart;
  std::uint64_t member_ = 0, written_ = 0;         // start of the member; bytes that came out of it
  std::uint64_t last_member_ = 0, last_lead_ = 0;  // of the last read()
  std::uint64_t in_ = 0, out_ = 0;                 // of the whole file
};

}  // namespace dragoman::intake
