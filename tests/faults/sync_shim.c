// SPDX-License-Identifier: Apache-2.0
// A disk of which a power cut leaves only what was synced; LD_PRELOAD into a program that writes to
// the folder YIPING_SYNC_LIVE. YIPING_SYNC_SHADOW holds what would be left of it:
//  - a sync of a file copies it there, whole or not at all, so that a kill may come at any time;
//  - a name that was taken away or changed is so there only after a sync of the folder, the worst
//    that a file system may do.
// The copy is read through the program's own descriptor: opening the file a second time and closing
// it would drop the POSIX locks that the program holds on it.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { kRenames = 64, kName = 256, kBlock = 1 << 16 };

struct rename_made {
  char from[kName];
  char to[kName];
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static struct rename_made renames[kRenames];  // since the last sync of the folder
static int rename_count = 0;

static void fail(const char* what) {
  // A shim that goes on after a failure would call a loss what is none.
  perror(what);
  abort();
}

static const char* variable(const char* name) {
  const char* value = getenv(name);
  if (value == NULL) fail(name);
  return value;
}

/// The part of `path` behind the live folder: "" for the folder itself, NULL for what is elsewhere.
static const char* name_in_live(const char* path) {
  const char* live = variable("YIPING_SYNC_LIVE");
  const size_t length = strlen(live);
  if (strncmp(path, live, length) != 0) return NULL;
  if (path[length] == '\0') return path + length;
  if (path[length] != '/' || strchr(path + length + 1, '/') != NULL) return NULL;
  return path + length + 1;
}

static const char* name_of(int file, char* path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length < 0) return NULL;
  path[length] = '\0';
  // An open file that has no name any more is called so.
  if (strstr(path, " (deleted)") != NULL) return NULL;
  return name_in_live(path);
}

static void shadow_path(char* path, const char* name) {
  snprintf(path, PATH_MAX, "%s/%s", variable("YIPING_SYNC_SHADOW"), name);
}

static void keep_file(int file, const char* name) {
  char path[PATH_MAX];
  char fresh[PATH_MAX + 8];
  static char block[kBlock];
  shadow_path(path, name);
  snprintf(fresh, sizeof fresh, "%s.fresh", path);
  const int copy = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (copy < 0) fail(fresh);
  off_t at = 0;
  ssize_t size = 0;
  while ((size = pread(file, block, sizeof block, at)) > 0) {
    if (write(copy, block, (size_t)size) != size) fail(fresh);
    at += size;
  }
  if (size < 0) fail(name);
  close(copy);
  if (rename(fresh, path) != 0) fail(path);
}

static void keep_renames(void) {
  char from[PATH_MAX];
  char to[PATH_MAX];
  for (int i = 0; i < rename_count; ++i) {
    shadow_path(from, renames[i].from);
    shadow_path(to, renames[i].to);
    if (access(from, F_OK) == 0 && rename(from, to) != 0) fail(to);
  }
  rename_count = 0;
}

/// The shadow gets the live folder's names: those that are gone go, new ones are empty files.
static void keep_names(void) {
  keep_renames();
  char path[PATH_MAX];
  DIR* folder = opendir(variable("YIPING_SYNC_SHADOW"));
  if (folder == NULL) fail("the shadow folder");
  for (struct dirent* entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
    if (entry->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "%s/%s", variable("YIPING_SYNC_LIVE"), entry->d_name);
    if (access(path, F_OK) == 0) continue;
    shadow_path(path, entry->d_name);
    if (unlink(path) != 0) fail(path);
  }
  closedir(folder);
  folder = opendir(variable("YIPING_SYNC_LIVE"));
  if (folder == NULL) fail("the live folder");
  for (struct dirent* entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
    if (entry->d_name[0] == '.') continue;
    shadow_path(path, entry->d_name);
    const int made = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (made < 0) fail(path);
    close(made);
  }
  closedir(folder);
}

static int after_sync(int file, int result) {
  char path[PATH_MAX];
  const char* name = result == 0 ? name_of(file, path) : NULL;
  if (name == NULL) return result;
  pthread_mutex_lock(&mutex);
  if (*name == '\0') {
    keep_names();
  } else {
    keep_file(file, name);
  }
  pthread_mutex_unlock(&mutex);
  return result;
}

typedef int (*sync_call)(int);
typedef int (*rename_call)(const char*, const char*);

int fsync(int file) {
  // dlsym gives functions as objects: POSIX's own way from one to the other.
  sync_call real = NULL;
  *(void**)&real = dlsym(RTLD_NEXT, "fsync");
  return after_sync(file, real(file));
}

int fdatasync(int file) {
  sync_call real = NULL;
  *(void**)&real = dlsym(RTLD_NEXT, "fdatasync");
  return after_sync(file, real(file));
}

int rename(const char* from, const char* to) {
  rename_call real = NULL;
  *(void**)&real = dlsym(RTLD_NEXT, "rename");
  const int result = real(from, to);
  const char* old_name = name_in_live(from);
  const char* new_name = name_in_live(to);
  if (result != 0 || old_name == NULL || new_name == NULL) return result;
  pthread_mutex_lock(&mutex);
  if (rename_count == kRenames) fail("more renames than the shim can note");
  snprintf(renames[rename_count].from, kName, "%s", old_name);
  snprintf(renames[rename_count].to, kName, "%s", new_name);
  ++rename_count;
  pthread_mutex_unlock(&mutex);
  return result;
}
