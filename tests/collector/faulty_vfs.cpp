// SPDX-License-Identifier: Apache-2.0
#include "faulty_vfs.hpp"

#include <sqlite3.h>

#include <atomic>
#include <fstream>
#include <mutex>
#include <vector>

namespace yiping::collector::test {
namespace {

std::atomic<int> calls_left{0};
std::atomic<bool> has_failed{false};
std::atomic<int> failed_syncs{0};

std::mutex shadow_mutex;
std::filesystem::path live_folder;
std::filesystem::path shadow_folder;  // empty: nothing is kept
Sync shadow_sync = Sync::works;

/// True for the one call that has to fail.
bool fails() {
  if (calls_left.load() <= 0 || calls_left.fetch_sub(1) != 1) return false;
  has_failed = true;
  return true;
}

/// SQLite gives the memory: the real file lies behind ours in it.
struct File {
  sqlite3_file base;
  const char* name;  // SQLite keeps it until the file is closed
  [[nodiscard]] sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real(); }
const sqlite3_io_methods& methods(sqlite3_file* file) { return *real(file)->pMethods; }

/// Read through the open file: opening it again and closing it would drop SQLite's locks.
void keep(sqlite3_file* file) {
  const std::lock_guard lock(shadow_mutex);
  const char* name = reinterpret_cast<File*>(file)->name;
  if (shadow_folder.empty() || shadow_sync == Sync::lies || name == nullptr) return;
  if (std::filesystem::path(name).parent_path() != live_folder) return;
  sqlite3_int64 size = 0;
  if (methods(file).xFileSize(real(file), &size) != SQLITE_OK) return;
  std::vector<char> bytes(static_cast<std::size_t>(size));
  if (methods(file).xRead(real(file), bytes.data(), static_cast<int>(size), 0) != SQLITE_OK) return;
  std::ofstream out(shadow_folder / std::filesystem::path(name).filename(), std::ios::binary);
  out.write(bytes.data(), size);
}

int close_file(sqlite3_file* file) { return methods(file).xClose(real(file)); }
int read(sqlite3_file* file, void* data, int size, sqlite3_int64 at) {
  return methods(file).xRead(real(file), data, size, at);
}
int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 at) {
  if (!fails()) return methods(file).xWrite(real(file), data, size, at);
  // What a crash of the disk leaves: half of it.
  methods(file).xWrite(real(file), data, size / 2, at);
  return SQLITE_IOERR_WRITE;
}
int truncate(sqlite3_file* file, sqlite3_int64 size) {
  return fails() ? SQLITE_IOERR_TRUNCATE : methods(file).xTruncate(real(file), size);
}
int sync(sqlite3_file* file, int flags) {
  if (!fails()) {
    const int code = methods(file).xSync(real(file), flags);
    if (code == SQLITE_OK) keep(file);
    return code;
  }
  ++failed_syncs;
  return SQLITE_IOERR_FSYNC;
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
  return methods(file).xFileSize(real(file), size);
}
int lock(sqlite3_file* file, int level) { return methods(file).xLock(real(file), level); }
int unlock(sqlite3_file* file, int level) { return methods(file).xUnlock(real(file), level); }
int check_lock(sqlite3_file* file, int* out) {
  return methods(file).xCheckReservedLock(real(file), out);
}
int control(sqlite3_file* file, int operation, void* argument) {
  return methods(file).xFileControl(real(file), operation, argument);
}
int sector_size(sqlite3_file* file) { return methods(file).xSectorSize(real(file)); }
int characteristics(sqlite3_file* file) { return methods(file).xDeviceCharacteristics(real(file)); }
int shm_map(sqlite3_file* file, int page, int size, int extend, volatile void** out) {
  return methods(file).xShmMap(real(file), page, size, extend, out);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  return methods(file).xShmLock(real(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) { methods(file).xShmBarrier(real(file)); }
int shm_unmap(sqlite3_file* file, int remove) {
  return methods(file).xShmUnmap(real(file), remove);
}

const sqlite3_io_methods kMethods = {
    2,         close_file, read,    write,       truncate,        sync,    file_size, lock,
    unlock,    check_lock, control, sector_size, characteristics, shm_map, shm_lock,  shm_barrier,
    shm_unmap, nullptr,    nullptr};

sqlite3_vfs* original = nullptr;
sqlite3_vfs faulty{};

int open_file(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out) {
  file->pMethods = nullptr;
  reinterpret_cast<File*>(file)->name = name;
  const int code = original->xOpen(original, name, real(file), flags, out);
  if (code == SQLITE_OK) file->pMethods = &kMethods;
  return code;
}

/// Durable at once, because the store syncs the folder before its first row: else the journal of
/// the file's creation would be back after a cut, and roll everything back to nothing.
int delete_file(sqlite3_vfs*, const char* name, int sync_folder) {
  const int code = original->xDelete(original, name, sync_folder);
  const std::lock_guard lock(shadow_mutex);
  const std::filesystem::path path = name;
  if (code == SQLITE_OK && path.parent_path() == live_folder) {
    std::filesystem::remove(shadow_folder / path.filename());
  }
  return code;
}

}  // namespace

FaultyFiles::FaultyFiles() {
  original = sqlite3_vfs_find(nullptr);
  faulty = *original;
  faulty.pNext = nullptr;
  faulty.zName = "faulty";
  faulty.szOsFile = static_cast<int>(sizeof(File)) + original->szOsFile;
  faulty.xOpen = open_file;
  faulty.xDelete = delete_file;
  fail_at(0);
  sqlite3_vfs_register(&faulty, 1);
}

FaultyFiles::~FaultyFiles() {
  keep_synced({}, {}, Sync::works);
  sqlite3_vfs_unregister(&faulty);
  sqlite3_vfs_register(original, 1);
}

void FaultyFiles::fail_at(int call) {
  has_failed = false;
  failed_syncs = 0;
  calls_left = call;
}

void FaultyFiles::keep_synced(const std::filesystem::path& live,
                              const std::filesystem::path& folder, Sync sync) {
  const std::lock_guard lock(shadow_mutex);
  live_folder = live;
  shadow_folder = folder;
  shadow_sync = sync;
}

void FaultyFiles::cut_power(const std::filesystem::path& folder) {
  const std::lock_guard lock(shadow_mutex);
  std::filesystem::create_directories(folder);
  std::filesystem::copy(shadow_folder, folder);
}

bool FaultyFiles::failed() const { return has_failed; }
int FaultyFiles::syncs_failed() const { return failed_syncs; }

}  // namespace yiping::collector::test
