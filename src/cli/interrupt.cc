#include "cli/interrupt.h"

#include <atomic>
#include <csignal>

#include <pthread.h>
#include <unistd.h>

namespace dragoman::cli {
namespace {

// The one piece of global state of the program: a signal handler can reach nothing else.
std::atomic<int> seen{0};
std::atomic<bool> has_reader{false};
pthread_t reader;

void note(int signal) {
  const bool in_reader = has_reader.load() && pthread_equal(pthread_self(), reader) != 0;
  if (seen.load() != 0 && !in_reader) _exit(128 + signal);
  seen.store(signal);
  // Without SA_RESTART its blocking read() ends with EINTR.
  if (has_reader.load() && !in_reader) pthread_kill(reader, signal);
}

}  // namespace

void watch_signals() {
  struct sigaction action = {};
  action.sa_handler = note;
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
}

int signal_seen() {
  return seen.load();
}

void begin_reading() {
  if (has_reader.load()) return;
  reader = pthread_self();
  has_reader.store(true);
}

void end_reading() {
  has_reader.store(false);
}

}  // namespace dragoman::cli
