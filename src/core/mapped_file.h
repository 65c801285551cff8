// MappedFile: a file mapped read-only into memory, for models, knowledge bases and large inputs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "dragoman/result.h"

namespace dragoman::core {

class MappedFile {
 public:
  // Fails with NotFound or NotReadable (which also covers folders and devices).
  static Result<MappedFile> open(const std::string& path);

  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept { *this = std::move(other); }
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  // Valid while this object lives; the address is a multiple of the page size.
  std::string_view bytes() const { return {data_, size_}; }

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace dragoman::core
