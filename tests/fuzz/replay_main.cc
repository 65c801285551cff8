// Replays inputs through a fuzz target in builds without libFuzzer: files, and all files of
// folders, in order of names. Each input is also replayed cut short at a few places and with single
// bytes flipped, by fixed rules, so that an ordinary test run looks a little beyond the corpus.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void run(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  std::vector<std::string> files;
  for (int i = 1; i < argc; ++i) {
    if (fs::is_directory(argv[i])) {
      for (const fs::directory_entry& entry : fs::recursive_directory_iterator(argv[i])) {
        if (entry.is_regular_file()) files.push_back(entry.path().string());
      }
    } else if (fs::exists(argv[i])) {
      files.emplace_back(argv[i]);
    } else {
      std::fprintf(stderr, "%s: no such file or folder\n", argv[i]);
      return 2;
    }
  }
  std::sort(files.begin(), files.end());
  std::size_t runs = 1;
  run({});
  for (const std::string& file : files) {
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream),
                            std::istreambuf_iterator<char>()};
    run(bytes);
    const std::size_t step = std::max<std::size_t>(1, bytes.size() / 64);
    for (std::size_t at = 0; at < bytes.size(); at += step) {
      run(bytes.substr(0, at));
      std::string changed = bytes;
      for (const int bit : {0x01, 0x20, 0x80}) {
        changed[at] = static_cast<char>(bytes[at] ^ bit);
        run(changed);
      }
      runs += 4;
    }
    ++runs;
  }
  std::printf("%zu inputs from %zu files\n", runs, files.size());
  return files.empty() ? 2 : 0;
}
