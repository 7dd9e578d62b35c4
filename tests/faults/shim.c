/* A disk that fails at a moment of our choosing: preloaded into a test program, never into anything that is shipped.
 *
 * Environment: FAULTS_UNDER is the folder that is watched; FAULTS_CONTROL a file of eight 32-bit numbers and 96 letters,
 * mapped here and written by the test:
 *   0 the call to fail, counted from 1 since arming; 0 is off   1 how: 1 EIO, 2 ENOSPC, 3 a short write and then ENOSPC
 *   2 whether all later calls fail as well                      3 calls counted   4 calls failed
 *   and the name of the first call that failed, with the end of its path
 * Counted are, below the folder: opening to make a file, writing, syncing, cutting, renaming, linking, removing, making a
 * folder.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static volatile uint32_t *control;
static char under[PATH_MAX];

enum { CALL, HOW, STICKY, COUNTED, FAILED };

__attribute__((constructor)) static void begin(void) {
  const char *folder = getenv("FAULTS_UNDER"), *file = getenv("FAULTS_CONTROL");
  if (!folder || !file || !realpath(folder, under)) return;
  int (*really_open)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
  int fd = really_open(file, O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  void *mapped = mmap(NULL, 128, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (mapped != MAP_FAILED) control = mapped;
}

static int is_under(const char *path) {
  size_t length = strlen(under);
  return strncmp(path, under, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static int watched_path(const char *path) {
  /* Everything under test is named by its whole path. */
  return control && control[CALL] && path && is_under(path);
}

/* The path of an open file; empty when it is not watched. */
static const char *watched_fd(int fd) {
  static __thread char path[PATH_MAX];
  if (!control || !control[CALL]) return "";
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  path[length > 0 ? length : 0] = 0;
  return is_under(path) ? path : "";
}

/* 0: go on; 1: fail with errno set; 2: write half of it. */
static int strike(const char *name, const char *path, int writing) {
  /* A full disk still lets go of files. */
  if (control[HOW] != 1 && strncmp(name, "unlink", 6) == 0) return 0;
  uint32_t count = ++control[COUNTED];
  if (count < control[CALL] || (count > control[CALL] && !control[STICKY])) return 0;
  if (count == control[CALL]) {
    size_t length = strlen(path);
    snprintf((char *)control + 32, 96, "%s %s", name, path + (length > 40 ? length - 40 : 0));
  }
  if (control[HOW] == 3 && count == control[CALL] && writing) {
    control[FAILED]++;
    return 2;
  }
  control[FAILED]++;
  errno = control[HOW] == 1 ? EIO : ENOSPC;
  return 1;
}

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = dlsym(RTLD_NEXT, #name)

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    REAL(int, name, const char *, int, ...); \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = va_arg(rest, mode_t); \
    va_end(rest); \
    if ((flags & O_CREAT) && watched_path(path) && strike(__func__, path, 0)) return -1; \
    return real(path, flags, mode); \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
  int name(int folder, const char *path, int flags, ...) { \
    REAL(int, name, int, const char *, int, ...); \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = va_arg(rest, mode_t); \
    va_end(rest); \
    if ((flags & O_CREAT) && watched_path(path) && strike(__func__, path, 0)) return -1; \
    return real(folder, path, flags, mode); \
  }
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int fd, const void *bytes, size_t count) {
  REAL(ssize_t, write, int, const void *, size_t);
  const char *path = watched_fd(fd);
  if (*path) {
    int struck = strike("write", path, 1);
    if (struck == 1) return -1;
    if (struck == 2) return real(fd, bytes, count > 1 ? count / 2 : count);
  }
  return real(fd, bytes, count);
}

#define PWRITE(name, offset_t) \
  ssize_t name(int fd, const void *bytes, size_t count, offset_t at) { \
    REAL(ssize_t, name, int, const void *, size_t, offset_t); \
    const char *path = watched_fd(fd); \
    if (*path) { \
      int struck = strike(#name, path, 1); \
      if (struck == 1) return -1; \
      if (struck == 2) return real(fd, bytes, count > 1 ? count / 2 : count, at); \
    } \
    return real(fd, bytes, count, at); \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define ON_FD(name, declared, passed) \
  int name declared { \
    static int(*real) declared; \
    if (!real) real = dlsym(RTLD_NEXT, #name); \
    const char *path = watched_fd(fd); \
    if (*path && strike(#name, path, 0)) return -1; \
    return real passed; \
  }
ON_FD(fsync, (int fd), (fd))
ON_FD(fdatasync, (int fd), (fd))
ON_FD(ftruncate, (int fd, off_t size), (fd, size))
ON_FD(ftruncate64, (int fd, off64_t size), (fd, size))

#define ON_PATH(name, path, declared, passed) \
  int name declared { \
    static int(*real) declared; \
    if (!real) real = dlsym(RTLD_NEXT, #name); \
    if (watched_path(path) && strike(#name, path, 0)) return -1; \
    return real passed; \
  }
ON_PATH(rename, to, (const char *from, const char *to), (from, to))
ON_PATH(renameat, to, (int a, const char *from, int b, const char *to), (a, from, b, to))
ON_PATH(renameat2, to, (int a, const char *from, int b, const char *to, unsigned flags), (a, from, b, to, flags))
ON_PATH(link, to, (const char *from, const char *to), (from, to))
ON_PATH(linkat, to, (int a, const char *from, int b, const char *to, int flags), (a, from, b, to, flags))
ON_PATH(unlink, path, (const char *path), (path))
ON_PATH(unlinkat, path, (int folder, const char *path, int flags), (folder, path, flags))
ON_PATH(mkdir, path, (const char *path, mode_t mode), (path, mode))
