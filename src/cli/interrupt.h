// Ctrl-C and its kin: the first one asks the work to stop after what is under way; the second one
// ends at once.
#pragma once

namespace dragoman::cli {

// From now on SIGINT, SIGTERM and SIGHUP are only noted. To be called once, before threads start.
void watch_signals();
// The signal that came, or 0. Any thread.
int signal_seen();
// Between the two calls, both made by the thread that reads the inputs, a signal also interrupts
// that thread's blocking read (of standard input, say). begin_reading() may be called again and
// again.
void begin_reading();
void end_reading();

}  // namespace dragoman::cli
