/* SPDX-License-Identifier: Apache-2.0 */
/* The C ABI from C: handles that go stale, arguments that cannot be, one whole visit. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "yiping/yiping_abi.h"

static int failures = 0;
static int checks = 0;

#define CHECK(condition)                                                \
  do {                                                                  \
    ++checks;                                                           \
    if (!(condition)) {                                                 \
      ++failures;                                                       \
      fprintf(stderr, "line %d: %s is not so\n", __LINE__, #condition); \
    }                                                                   \
  } while (0)

enum { kNow = 1795312800, kMaxPack = 96 * 1024 };

static const uint8_t* utf8(const char* text) { return (const uint8_t*)text; }

static uint32_t length(const char* text) { return (uint32_t)strlen(text); }

/* Whether the last result holds a text. */
static int result_has(const char* text) {
  const uint32_t size = yp_result_size();
  char* copy = malloc(size + 1U);
  if (copy == NULL) return 0;
  memcpy(copy, yp_result_data(), size);
  copy[size] = '\0';
  const int found = strstr(copy, text) != NULL;
  free(copy);
  return found;
}

static int32_t toggle(int32_t session, const char* item, const char* option) {
  return yp_session_toggle((uint32_t)session, utf8(item), length(item), utf8(option),
                           length(option), kNow);
}

static int32_t apply(int32_t session, uint32_t intent, const char* argument) {
  return yp_session_apply((uint32_t)session, intent, utf8(argument), length(argument), kNow);
}

static void one_visit(uint32_t questionnaire, const uint8_t* id) {
  const int32_t session = yp_session_open(questionnaire, utf8("zh-Hans"), 7, id, 440300);
  CHECK(session > 0);
  const uint32_t handle = (uint32_t)session;
  CHECK(yp_session_evaluation(handle) == -306);
  CHECK(yp_session_choose_level(handle, 0, kNow) == -303);
  CHECK(yp_session_choose_level(handle, 6, kNow) == -303);
  CHECK(yp_session_choose_level(handle, YP_LEVEL_DISSATISFIED, kNow) == 0);
  CHECK(toggle(session, "reasons", "510") == -304);
  CHECK(result_has("\"code\":304"));
  CHECK(toggle(session, "reasons", "\xff\xfe") == -302);
  CHECK(result_has("\"where\":\"\""));
  CHECK(toggle(session, "reasons", "207") == 0);
  CHECK(apply(session, 99, "") == -305);
  CHECK(apply(session, YP_USE_MODE, "dark") == -308);
  CHECK(apply(session, YP_SET_LANGUAGE, "ug") == -307);
  CHECK(yp_session_save(handle) == 0);
  const uint32_t saved_size = yp_result_size();
  uint8_t* saved = yp_alloc(saved_size);
  CHECK(saved != NULL);
  if (saved == NULL) return;
  memcpy(saved, yp_result_data(), saved_size);
  const int32_t restored = yp_session_restore(questionnaire, saved, saved_size);
  CHECK(restored > 0 && restored != session);
  CHECK(yp_session_restore(questionnaire, saved, saved_size - 1) == -101);
  yp_free(saved);
  CHECK(apply(restored, YP_SUBMIT, "") == 0);
  CHECK(yp_session_evaluation((uint32_t)restored) == 0);
  CHECK(result_has("\\\"codes\\\":[\\\"207\\\"]"));
  CHECK(result_has("sha-256:"));
  CHECK(apply(restored, YP_RESET, "short") == -503);
  CHECK(yp_session_view(handle) == 0);
  CHECK(result_has("\"phase\":\"edit\""));
  CHECK(yp_session_close(handle) == 0);
  CHECK(yp_session_close(handle) == -501);
  CHECK(yp_session_view(handle) == -501);
}

static void handles(uint32_t questionnaire, const uint8_t* id) {
  int32_t open[300];
  int32_t count = 0;
  while (count < 300) {
    const int32_t session = yp_session_open(questionnaire, utf8("zh-Hans"), 7, id, 440300);
    if (session < 0) {
      CHECK(session == -502);
      break;
    }
    open[count++] = session;
  }
  CHECK(count > 100 && count < 300);
  CHECK(yp_session_view(questionnaire) == -501); /* a handle of the other kind */
  CHECK(yp_questionnaire_close(questionnaire) == 0);
  CHECK(yp_session_view((uint32_t)open[0]) == -501); /* closed with its questionnaire */
  CHECK(yp_session_open(questionnaire, utf8("zh-Hans"), 7, id, 440300) == -501);
}

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  FILE* file = fopen(argv[1], "rb");
  uint8_t* pack = yp_alloc(kMaxPack);
  if (file == NULL || pack == NULL) return 2;
  const uint32_t size = (uint32_t)fread(pack, 1, kMaxPack, file);
  fclose(file);

  CHECK(yp_abi_version() == YP_ABI_VERSION);
  CHECK(yp_alloc(0) == NULL);
  CHECK(yp_alloc(UINT32_MAX) == NULL);
  CHECK(yp_questionnaire_open(NULL, 100) == -101);
  CHECK(yp_questionnaire_open(pack, size - 1) == -101);
  const int32_t opened = yp_questionnaire_open(pack, size);
  CHECK(opened > 0);
  const uint32_t questionnaire = (uint32_t)opened;
  CHECK(yp_locale_add(questionnaire, pack, size) == 0);
  CHECK(yp_locale_texts(questionnaire, utf8("zh-Hans"), 7) == 0);
  CHECK(result_has("\"ui."));
  CHECK(yp_locale_texts(questionnaire, utf8("en"), 2) == -307);
  yp_free(pack);

  uint8_t id[16] = {1};
  CHECK(yp_session_open(questionnaire, utf8("en"), 2, id, 440300) == -307);
  CHECK(yp_session_open(questionnaire, utf8("zh-Hans"), 7, id, 1) == -503);
  CHECK(yp_session_open(questionnaire, utf8("zh-Hans"), 7, NULL, 440300) == -503);
  CHECK(yp_session_open(0, utf8("zh-Hans"), 7, id, 440300) == -501);
  one_visit(questionnaire, id);
  handles(questionnaire, id);

  printf("%d checks, %d failed\n", checks, failures);
  return failures == 0 ? 0 : 1;
}
