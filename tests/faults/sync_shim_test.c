// SPDX-License-Identifier: Apache-2.0
// What sync_shim.c leaves of a folder, step by step. Run under it: a shim that keeps too much hides
// losses, one that keeps too little makes them up.
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int failures = 0;

/// "" when there is no such file.
static void expect_left(const char* step, const char* name, const char* expected) {
  char path[PATH_MAX];
  char found[64] = "";
  snprintf(path, sizeof path, "%s/%s", getenv("YIPING_SYNC_SHADOW"), name);
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    strcpy(found, "(none)");
  } else if (read(file, found, sizeof found - 1) < 0) {
    strcpy(found, "(unreadable)");
  }
  if (file >= 0) close(file);
  if (strcmp(found, expected) == 0) return;
  ++failures;
  printf("%s: %s is left as \"%s\", not \"%s\"\n", step, name, found, expected);
}

static void put(int file, const char* text) {
  if (pwrite(file, text, strlen(text), 0) != (ssize_t)strlen(text)) abort();
}

int main(void) {
  const char* live = getenv("YIPING_SYNC_LIVE");
  const char* shadow = getenv("YIPING_SYNC_SHADOW");
  if (live == NULL || shadow == NULL || getenv("LD_PRELOAD") == NULL) {
    puts("run under sync_shim, with YIPING_SYNC_LIVE and YIPING_SYNC_SHADOW set");
    return 2;
  }
  mkdir(live, 0700);
  mkdir(shadow, 0700);
  if (chdir(live) != 0) return 2;
  char path[PATH_MAX];
  char other[PATH_MAX];
  snprintf(path, sizeof path, "%s/a", live);
  snprintf(other, sizeof other, "%s/b", live);
  unlink(path);
  unlink(other);
  const int folder = open(live, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  fsync(folder);

  const int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  put(file, "one");
  expect_left("written", "a", "(none)");
  fsync(file);
  expect_left("synced", "a", "one");
  put(file, "two");
  expect_left("written over", "a", "one");
  fdatasync(file);
  expect_left("synced again", "a", "two");

  rename(path, other);
  expect_left("renamed", "a", "two");
  expect_left("renamed", "b", "(none)");
  fsync(folder);
  expect_left("renamed, folder synced", "a", "(none)");
  expect_left("renamed, folder synced", "b", "two");

  unlink(other);
  expect_left("removed", "b", "two");
  put(file, "six");
  fsync(file);
  expect_left("synced without a name", "b", "two");
  fsync(folder);
  expect_left("removed, folder synced", "b", "(none)");

  close(open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  fsync(folder);
  expect_left("created, folder synced", "a", "");
  printf("%d steps went wrong\n", failures);
  return failures == 0 ? 0 : 1;
}
