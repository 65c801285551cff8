// Ctrl-C and its kin: the first one asks the work to stop after what is under way; the second one ends at once.
#pragma once

namespace dragoman::cli {

// From now on SIGINT, SIGTERM and SIGHUP are only noted. To be called once, before threads start.
void watch_signals();
// The signal that came, or 0. Any thread.
int signal_seen();
// Says which thread reads the inputs: a signal then also interrupts its blocking read (of standard input, say).
void set_reading_thread();

}  // namespace dragoman::cli
