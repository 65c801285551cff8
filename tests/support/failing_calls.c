// Preloaded into the program: lets one system call on files fail, or all of them from one on.
//
//   FAILING_CALL=NAME:N:ERRNO[:on]   the Nth call of NAME fails with ERRNO (a number); with `on` all after it too.
//                                    ERRNO 0: a short read or write, of half the bytes
//   FAILING_CALLS_LOG=FILE           at exit, "NAME COUNT" for each name
//
// Names: open, read, write, sync, truncate, map, unlink. Reads and writes count on regular files only.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum Call { kOpen, kRead, kWrite, kSync, kTruncate, kMap, kUnlink, kCalls };
static const char* const kNames[kCalls] = {"open", "read", "write", "sync", "truncate", "map", "unlink"};

static atomic_long counts[kCalls];
static int failing = -1, error_number, stays;
static long failing_from;

__attribute__((constructor)) static void configure(void) {
  const char* wish = getenv("FAILING_CALL");
  if (!wish) return;
  char name[16] = "", end[8] = "";
  if (sscanf(wish, "%15[a-z]:%ld:%d:%7s", name, &failing_from, &error_number, end) < 3) abort();
  for (int i = 0; i < kCalls; ++i) {
    if (strcmp(name, kNames[i]) == 0) failing = i;
  }
  if (failing < 0) abort();
  stays = strcmp(end, "on") == 0;
}

__attribute__((destructor)) static void tell(void) {
  const char* path = getenv("FAILING_CALLS_LOG");
  FILE* log = path ? fopen(path, "w") : NULL;
  if (!log) return;
  for (int i = 0; i < kCalls; ++i) fprintf(log, "%s %ld\n", kNames[i], atomic_load(&counts[i]));
  fclose(log);
}

static int fails(enum Call call) {
  const long number = atomic_fetch_add(&counts[call], 1) + 1;
  return (int)call == failing && (stays ? number >= failing_from : number == failing_from);
}

static int is_file(int descriptor) {
  struct stat status;
  return fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

// What the call does instead: -1 with errno, or with ERRNO 0 the same with half the bytes.
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAIL_OR(call, real_call) \
  if (fails(call)) {             \
    errno = error_number;        \
    return -1;                   \
  }                              \
  return real_call
#define FAIL_SHORT_OR(call, real_short, real_call)      \
  if (is_file(descriptor) && size > 0 && fails(call)) { \
    if (error_number == 0) return real_short;           \
    errno = error_number;                               \
    return -1;                                          \
  }                                                     \
  return real_call

static mode_t mode_of(int flags, va_list rest) {
  return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? (mode_t)va_arg(rest, int) : 0;
}

#define OPEN(name)                                       \
  int name(const char* path, int flags, ...) {           \
    va_list rest;                                        \
    va_start(rest, flags);                               \
    const mode_t mode = mode_of(flags, rest);            \
    va_end(rest);                                        \
    FAIL_OR(kOpen, REAL(name)(path, flags, mode));       \
  }
#define OPENAT(name)                                        \
  int name(int folder, const char* path, int flags, ...) {  \
    va_list rest;                                           \
    va_start(rest, flags);                                  \
    const mode_t mode = mode_of(flags, rest);               \
    va_end(rest);                                           \
    FAIL_OR(kOpen, REAL(name)(folder, path, flags, mode));  \
  }
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

ssize_t read(int descriptor, void* to, size_t size) {
  FAIL_SHORT_OR(kRead, REAL(read)(descriptor, to, (size + 1) / 2), REAL(read)(descriptor, to, size));
}
ssize_t pread(int descriptor, void* to, size_t size, off_t at) {
  FAIL_SHORT_OR(kRead, REAL(pread)(descriptor, to, (size + 1) / 2, at), REAL(pread)(descriptor, to, size, at));
}
ssize_t pread64(int descriptor, void* to, size_t size, off64_t at) {
  FAIL_SHORT_OR(kRead, REAL(pread64)(descriptor, to, (size + 1) / 2, at), REAL(pread64)(descriptor, to, size, at));
}
ssize_t write(int descriptor, const void* from, size_t size) {
  FAIL_SHORT_OR(kWrite, REAL(write)(descriptor, from, (size + 1) / 2), REAL(write)(descriptor, from, size));
}
ssize_t pwrite(int descriptor, const void* from, size_t size, off_t at) {
  FAIL_SHORT_OR(kWrite, REAL(pwrite)(descriptor, from, (size + 1) / 2, at), REAL(pwrite)(descriptor, from, size, at));
}
ssize_t pwrite64(int descriptor, const void* from, size_t size, off64_t at) {
  FAIL_SHORT_OR(kWrite, REAL(pwrite64)(descriptor, from, (size + 1) / 2, at), REAL(pwrite64)(descriptor, from, size, at));
}
int fsync(int descriptor) { FAIL_OR(kSync, REAL(fsync)(descriptor)); }
int fdatasync(int descriptor) { FAIL_OR(kSync, REAL(fdatasync)(descriptor)); }
int ftruncate(int descriptor, off_t size) { FAIL_OR(kTruncate, REAL(ftruncate)(descriptor, size)); }
int ftruncate64(int descriptor, off64_t size) { FAIL_OR(kTruncate, REAL(ftruncate64)(descriptor, size)); }
int unlink(const char* path) { FAIL_OR(kUnlink, REAL(unlink)(path)); }

// Only of files: memory itself is another matter.
void* mmap(void* at, size_t size, int protection, int flags, int descriptor, off_t offset) {
  if (descriptor >= 0 && fails(kMap)) {
    errno = error_number;
    return MAP_FAILED;
  }
  return REAL(mmap)(at, size, protection, flags, descriptor, offset);
}
void* mmap64(void* at, size_t size, int protection, int flags, int descriptor, off64_t offset) {
  if (descriptor >= 0 && fails(kMap)) {
    errno = error_number;
    return MAP_FAILED;
  }
  return REAL(mmap64)(at, size, protection, flags, descriptor, offset);
}
