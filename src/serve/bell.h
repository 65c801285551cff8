// Alerts of a server: asked when something came into the store, told when they are due.
//
// A thread of its own with a connection of its own, so that neither posting nor reading waits for a
// receiver. It looks at the store once a second and asks when what changed has come to rest, or a
// minute after it began; rules that a day decides are asked when the day changes. It waits until what is derived is
// there. A server that only reads has none.
#pragma once

#include <stop_token>
#include <string>
#include <thread>

#include "serve/shared.h"
#include "store/store.h"

namespace dragoman::serve {

class Bell {
 public:
  explicit Bell(Shared& shared) : shared_(shared) {}
  ~Bell() { stop(); }

  void start();
  void stop();

 private:
  void work(std::stop_token stop);
  void watch(const std::stop_token& stop, store::Store store);
  void ask(store::Store& store);
  void deliver(const std::stop_token& stop, store::Store& store);

  Shared& shared_;
  std::string told_;  // the last failure that was told
  std::jthread thread_;
};

}  // namespace dragoman::serve
