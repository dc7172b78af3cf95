/* SPDX-License-Identifier: Apache-2.0 */
/* The C ABI of the Yiping core, C99. How to use it: docs/abi.md. */
#ifndef YIPING_ABI_H
#define YIPING_ABI_H

#include <stdint.h>

#if defined(__wasm__)
#define YP_API(name) __attribute__((export_name(#name), used))
#else
#define YP_API(name) __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define YP_ABI_VERSION 1u

/* Levels at this boundary only; every document of ours uses the names. */
enum {
  YP_LEVEL_VERY_DISSATISFIED = 1,
  YP_LEVEL_DISSATISFIED = 2,
  YP_LEVEL_BASICALLY_SATISFIED = 3,
  YP_LEVEL_SATISFIED = 4,
  YP_LEVEL_VERY_SATISFIED = 5
};

/* Intents of yp_session_apply; the argument of each is in docs/view.md. */
enum {
  YP_CLEAR = 1,
  YP_SET_LANGUAGE = 2,
  YP_USE_MODE = 3,
  YP_SUBMIT = 4,
  YP_STORED = 5,
  YP_REJECTED = 6,
  YP_UNREACHABLE = 7,
  YP_EDIT = 8,
  YP_DECLINE = 9,
  YP_RESET = 10,
  YP_UNDO = 11,
  YP_SET_PAGING = 12,
  YP_NEXT = 13,
  YP_BACK = 14
};

YP_API(yp_abi_version) uint32_t yp_abi_version(void);

/* Memory for arguments. Null when there is none left. */
YP_API(yp_alloc) uint8_t* yp_alloc(uint32_t size);
YP_API(yp_free) void yp_free(uint8_t* memory);

/* The bytes of the last call's result or error, valid until the next call. */
YP_API(yp_result_data) const uint8_t* yp_result_data(void);
YP_API(yp_result_size) uint32_t yp_result_size(void);

/* Opens a pack (CBOR). Returns a questionnaire handle, or minus an error code. */
YP_API(yp_questionnaire_open)
int32_t yp_questionnaire_open(const uint8_t* pack, uint32_t size);
/* Closes it and every session on it. */
YP_API(yp_questionnaire_close) int32_t yp_questionnaire_close(uint32_t questionnaire);

/* Adds the locale of another pack of the same questionnaire. */
YP_API(yp_locale_add)
int32_t yp_locale_add(uint32_t questionnaire, const uint8_t* pack, uint32_t size);
/* Result: the texts of a language that hosts use themselves, JSON. */
YP_API(yp_locale_texts)
int32_t yp_locale_texts(uint32_t questionnaire, const uint8_t* language, uint32_t language_size);

/* `submission`: 16 random bytes. `area`: six digits, 100000 to 999999. Returns a session handle. */
YP_API(yp_session_open)
int32_t yp_session_open(uint32_t questionnaire, const uint8_t* language, uint32_t language_size,
                        const uint8_t* submission, uint32_t area);
YP_API(yp_session_close) int32_t yp_session_close(uint32_t session);

/* Intents. `now`: seconds since 1970-01-01T00:00:00Z. */
YP_API(yp_session_choose_level)
int32_t yp_session_choose_level(uint32_t session, uint32_t level, uint32_t now);
YP_API(yp_session_toggle)
int32_t yp_session_toggle(uint32_t session, const uint8_t* item, uint32_t item_size,
                          const uint8_t* option, uint32_t option_size, uint32_t now);
YP_API(yp_session_set_text)
int32_t yp_session_set_text(uint32_t session, const uint8_t* item, uint32_t item_size,
                            const uint8_t* text, uint32_t text_size, uint32_t now);
YP_API(yp_session_apply)
int32_t yp_session_apply(uint32_t session, uint32_t intent, const uint8_t* argument,
                         uint32_t argument_size, uint32_t now);

/* Results: what docs/abi.md lists. */
YP_API(yp_session_view) int32_t yp_session_view(uint32_t session);
YP_API(yp_session_save) int32_t yp_session_save(uint32_t session);
YP_API(yp_session_evaluation) int32_t yp_session_evaluation(uint32_t session);

/* Opens a session from saved bytes. Returns a session handle. */
YP_API(yp_session_restore)
int32_t yp_session_restore(uint32_t questionnaire, const uint8_t* saved, uint32_t size);

#ifdef __cplusplus
}
#endif
#endif
