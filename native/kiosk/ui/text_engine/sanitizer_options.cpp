// SPDX-License-Identifier: Apache-2.0
// What the sanitizers may find in two libraries that are not ours. Not part of what is shipped.

// libgooglepinyin frees arrays as if they were single objects.
extern "C" const char* __asan_default_options() { return "alloc_dealloc_mismatch=0"; }

// It never frees its tables (200 kB; we open it once); fontconfig keeps its lists until the end.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libgooglepinyin.so\nleak:libfontconfig.so\n";
}
