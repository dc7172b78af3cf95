// SPDX-License-Identifier: Apache-2.0
// The only extern "C": each function finds its handle, calls the core, stores the result.
#include "yiping/yiping_abi.h"

#include <new>
#include <utility>

#include "abi/handle_table.hpp"
#include "yiping/evaluation.hpp"
#include "yiping/json_writer.hpp"
#include "yiping/text.hpp"
#include "yiping/view.hpp"

namespace {

using namespace yiping;  // NOLINT(google-build-using-namespace): the file is the boundary

constexpr std::uint32_t kMaxAlloc = 1U << 20;

struct Instance {
  HandleTable<Questionnaire, 0> questionnaires;
  HandleTable<Session, 1> sessions;
  std::string result;
};

/// One per process or wasm instance, never destroyed: handles outlive every scope.
Instance& instance() {
  static auto* const only = new Instance;
  return *only;
}

std::string_view text(const std::uint8_t* data, std::uint32_t size) {
  return {reinterpret_cast<const char*>(data), data == nullptr ? 0 : size};
}

std::span<const std::uint8_t> bytes(const std::uint8_t* data, std::uint32_t size) {
  return {data, data == nullptr ? 0 : size};
}

std::int32_t fail(const Error& error) {
  JsonWriter out;
  out.begin_object();
  out.key("code").integer(static_cast<std::uint32_t>(error.code));
  out.key("name").text(name_of(error.code));
  // It may quote an argument, and those are any bytes.
  out.key("where").text(is_utf8(error.where) ? error.where : std::string_view{});
  instance().result = out.end_object().take();
  return -static_cast<std::int32_t>(error.code);
}

std::int32_t fail(ErrorCode code) { return fail(Error{code, {}}); }

std::int32_t succeed(std::string result) {
  instance().result = std::move(result);
  return 0;
}

std::int32_t report(const Status& status) { return status ? succeed({}) : fail(status.error()); }

/// Keeps the object behind a new handle.
template <typename Table, typename T>
std::int32_t keep(Table& table, Result<T>&& opened) {
  if (!opened) return fail(opened.error());
  auto* object = new T(*std::move(opened));
  const std::int32_t handle = table.add(object);
  if (handle != 0) return handle;
  delete object;
  return fail(ErrorCode::too_many_handles);
}

Questionnaire* questionnaire_of(std::uint32_t handle) {
  return instance().questionnaires.find(handle);
}

Session* session_of(std::uint32_t handle) { return instance().sessions.find(handle); }

/// "ui.": wording that hosts use themselves.
std::string host_texts(const Locale& locale) {
  JsonWriter out;
  out.begin_object();
  out.key("lang").text(locale.language);
  out.key("name").text(locale.name);
  out.key("dir").text(locale.direction);
  out.key("writing_mode").text(locale.writing_mode);
  out.key("texts").begin_object();
  for (const Locale::Text& entry : locale.texts) {
    if (std::string_view(entry.key).starts_with("ui.")) out.key(entry.key).text(entry.value);
  }
  return out.end_object().end_object().take();
}

std::string evaluation_record(const Session& session) {
  const std::string document = write_evaluation(session);
  JsonWriter out;
  const std::string contact = write_contact(session);
  out.begin_object();
  if (!contact.empty()) out.key("contact").text(contact);
  out.key("digest").text(digest_of(document));
  out.key("document").text(document);
  out.key("receipt").text(receipt_of(session.area(), session.submission()));
  return out.end_object().take();
}

Result<SubmissionId> submission_of(const std::uint8_t* data, std::uint32_t size) {
  SubmissionId id{};
  if (data == nullptr || size != id.size()) return Error{ErrorCode::bad_argument, "submission"};
  for (std::size_t i = 0; i < id.size(); ++i) id[i] = data[i];
  return id;
}

Status apply(Session& session, std::uint32_t intent, const std::uint8_t* argument,
             std::uint32_t size, UnixTime now) {
  switch (intent) {
    case YP_CLEAR:
      return session.clear(text(argument, size), now);
    case YP_SET_LANGUAGE:
      return session.set_language(text(argument, size));
    case YP_USE_MODE: {
      const auto mode = mode_named(text(argument, size));
      return mode ? session.use_mode(*mode) : Error{ErrorCode::unknown_mode, {}};
    }
    case YP_SUBMIT:
      return session.submit(now);
    case YP_STORED:
      return session.stored();
    case YP_REJECTED:
      return session.rejected();
    case YP_UNREACHABLE:
      return session.unreachable();
    case YP_EDIT:
      return session.edit();
    case YP_DECLINE:
      return session.decline();
    case YP_UNDO:
      return session.undo();
    case YP_SET_PAGING: {
      const auto paging = paging_named(text(argument, size));
      return paging ? session.set_paging(*paging) : Error{ErrorCode::unknown_paging, {}};
    }
    case YP_NEXT:
      return session.next();
    case YP_BACK:
      return session.back();
    case YP_RESET: {
      const auto id = submission_of(argument, size);
      if (!id) return id.error();
      session.reset(*id);
      return {};
    }
    default:
      return Error{ErrorCode::unknown_intent, {}};
  }
}

}  // namespace

uint32_t yp_abi_version() { return YP_ABI_VERSION; }

uint8_t* yp_alloc(uint32_t size) {
  if (size == 0 || size > kMaxAlloc) return nullptr;
  return static_cast<uint8_t*>(::operator new(size, std::nothrow));
}

void yp_free(uint8_t* memory) { ::operator delete(memory); }

const uint8_t* yp_result_data() {
  return reinterpret_cast<const uint8_t*>(instance().result.data());
}

uint32_t yp_result_size() { return static_cast<uint32_t>(instance().result.size()); }

int32_t yp_questionnaire_open(const uint8_t* pack, uint32_t size) {
  return keep(instance().questionnaires, read_pack(bytes(pack, size)));
}

int32_t yp_questionnaire_close(uint32_t questionnaire) {
  const Questionnaire* found = questionnaire_of(questionnaire);
  if (found == nullptr) return fail(ErrorCode::stale_handle);
  instance().sessions.close_if(
      [found](const Session& session) { return &session.questionnaire() == found; });
  instance().questionnaires.close(questionnaire);
  return succeed({});
}

int32_t yp_locale_add(uint32_t questionnaire, const uint8_t* pack, uint32_t size) {
  Questionnaire* found = questionnaire_of(questionnaire);
  if (found == nullptr) return fail(ErrorCode::stale_handle);
  return report(add_locale(*found, bytes(pack, size)));
}

int32_t yp_locale_texts(uint32_t questionnaire, const uint8_t* language, uint32_t language_size) {
  const Questionnaire* found = questionnaire_of(questionnaire);
  if (found == nullptr) return fail(ErrorCode::stale_handle);
  const Locale* locale = found->locale(text(language, language_size));
  return locale == nullptr ? fail(ErrorCode::language_missing) : succeed(host_texts(*locale));
}

int32_t yp_session_open(uint32_t questionnaire, const uint8_t* language, uint32_t language_size,
                        const uint8_t* submission, uint32_t area) {
  const Questionnaire* found = questionnaire_of(questionnaire);
  if (found == nullptr) return fail(ErrorCode::stale_handle);
  const auto id = submission_of(submission, 16);
  if (!id) return fail(id.error());
  return keep(instance().sessions, Session::open(*found, text(language, language_size), *id, area));
}

int32_t yp_session_close(uint32_t session) {
  if (session_of(session) == nullptr) return fail(ErrorCode::stale_handle);
  instance().sessions.close(session);
  return succeed({});
}

int32_t yp_session_choose_level(uint32_t session, uint32_t level, uint32_t now) {
  Session* found = session_of(session);
  if (found == nullptr) return fail(ErrorCode::stale_handle);
  if (level < YP_LEVEL_VERY_DISSATISFIED || level > YP_LEVEL_VERY_SATISFIED) {
    return fail(ErrorCode::unknown_level);
  }
  return report(found->choose_level(kLevels[YP_LEVEL_VERY_SATISFIED - level], now));
}

int32_t yp_session_toggle(uint32_t session, const uint8_t* item, uint32_t item_size,
                          const uint8_t* option, uint32_t option_size, uint32_t now) {
  Session* found = session_of(session);
  if (found == nullptr) return fail(ErrorCode::stale_handle);
  return report(found->toggle(text(item, item_size), text(option, option_size), now));
}

int32_t yp_session_set_text(uint32_t session, const uint8_t* item, uint32_t item_size,
                            const uint8_t* typed, uint32_t typed_size, uint32_t now) {
  Session* found = session_of(session);
  if (found == nullptr) return fail(ErrorCode::stale_handle);
  return report(found->set_text(text(item, item_size), text(typed, typed_size), now));
}

int32_t yp_session_apply(uint32_t session, uint32_t intent, const uint8_t* argument,
                         uint32_t argument_size, uint32_t now) {
  Session* found = session_of(session);
  if (found == nullptr) return fail(ErrorCode::stale_handle);
  return report(apply(*found, intent, argument, argument_size, now));
}

int32_t yp_session_view(uint32_t session) {
  const Session* found = session_of(session);
  return found == nullptr ? fail(ErrorCode::stale_handle) : succeed(write_view(view_of(*found)));
}

int32_t yp_session_save(uint32_t session) {
  const Session* found = session_of(session);
  if (found == nullptr) return fail(ErrorCode::stale_handle);
  const auto saved = found->save();
  return succeed(std::string(saved.begin(), saved.end()));
}

int32_t yp_session_evaluation(uint32_t session) {
  const Session* found = session_of(session);
  if (found == nullptr) return fail(ErrorCode::stale_handle);
  return found->is_frozen() ? succeed(evaluation_record(*found)) : fail(ErrorCode::wrong_phase);
}

int32_t yp_session_restore(uint32_t questionnaire, const uint8_t* saved, uint32_t size) {
  const Questionnaire* found = questionnaire_of(questionnaire);
  if (found == nullptr) return fail(ErrorCode::stale_handle);
  return keep(instance().sessions, Session::restore(*found, bytes(saved, size)));
}
