// Once warm, the network allocates nothing. Counts every `new` of this test program.
#include <atomic>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "language/network.h"
#include "language/tiny_model.h"

namespace {

std::atomic<std::size_t> allocations = 0;

void* counted(std::size_t size, std::size_t alignment) {
  ++allocations;
  void* p = alignment <= alignof(std::max_align_t)
                ? std::malloc(size)
                : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  if (p == nullptr) throw std::bad_alloc();
  return p;
}

}  // namespace

void* operator new(std::size_t size) {
  return counted(size, 1);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return counted(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* p) noexcept {
  std::free(p);
}
void operator delete(void* p, std::size_t) noexcept {
  std::free(p);
}
void operator delete(void* p, std::align_val_t) noexcept {
  std::free(p);
}
void operator delete(void* p, std::size_t, std::align_val_t) noexcept {
  std::free(p);
}

namespace dragoman::language {
namespace {

TEST(Allocation, NoneInTheNetworkOnceWarm) {
  const testing::AlignedBytes bytes(testing::TinyModelWriter(7).write());
  const auto model = *Model::from_bytes(bytes.view(), "tiny");
  testing::Random random(8);
  std::vector<std::string> words(700);
  for (std::string& word : words) {
    for (int n = random.between(1, 30); n > 0; --n)
      word.push_back(static_cast<char>(random.between('a', 'z')));
  }
  const std::vector<std::string_view> forms(words.begin(), words.end());
  const std::vector<std::uint32_t> ends = {1, 20, 45, 237, 300, 301, 450, 640, 700};
  std::vector<WordAnalysis> out(forms.size());
  NetworkBuffers buffers;
  analyse(*model, best_kernels(), buffers, forms, ends, out);
  const std::size_t before = allocations;
  analyse(*model, best_kernels(), buffers, forms, ends, out);
  EXPECT_EQ(allocations - before, 0u);
}

}  // namespace
}  // namespace dragoman::language
