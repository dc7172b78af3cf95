// SPDX-License-Identifier: Apache-2.0
#include "collector/tell/notice.hpp"

#include <algorithm>

#include "yiping/calendar.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

/// 70 units of UCS-2 are one message; more would be several, joined by the telephone.
constexpr std::size_t kOneMessage = 70;
constexpr std::string_view kCut = "…";

struct Words {
  std::string_view zh;
  std::string_view en;
};

Words words_of(DeadlineKind duty) {
  switch (duty) {
    case DeadlineKind::sign_for:
      return {"签收", "to sign for the case"};
    case DeadlineKind::dispatch:
      return {"重新分派", "to dispatch the case again"};
    case DeadlineKind::reply:
      return {"答复", "to reply"};
    case DeadlineKind::ledger:
      return {"办结挂账事项", "to settle what is in the ledger"};
    case DeadlineKind::ruling:
      return {"裁定", "to rule on the proposal"};
    case DeadlineKind::call_back:
      return {"回访", "to call back"};
    case DeadlineKind::review:
      return {"复核", "to review"};
    case DeadlineKind::evidence:
      return {"举证", "to hand in evidence"};
    case DeadlineKind::appeal:
      return {"申诉", "to appeal"};
  }
  return {};
}

Words words_of(DeadlineNotice::Stage stage) {
  return stage == DeadlineNotice::Stage::near ? Words{"即将到期", "is near"}
                                              : Words{"已逾期", "has passed"};
}

std::string without_controls(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; }, ' ');
  return text;
}

/// "2026-11-29 24:00" in UTC+8: the end of a day is that day's, not the next one's beginning.
std::string time_of(Seconds due) {
  constexpr Seconds kMinute = 60;
  constexpr Seconds kHour = 3'600;
  const Date day = date_of(due - 1);
  const Seconds into = due - start_of(day);
  const auto two = [](Seconds number) {
    const std::string digits = std::to_string(number);
    return digits.size() < 2 ? "0" + digits : digits;
  };
  return text_of(day) + " " + two(into / kHour) + ":" + two(into % kHour / kMinute);
}

/// Units of UTF-16 of UTF-8: bytes that go on count nothing, and four bytes are a pair.
std::size_t units(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) count += byte >= 0xF0U ? 2 : 1;
  }
  return count;
}

std::string cut_to(std::string_view text, std::size_t most) {
  if (units(text) <= most) return std::string(text);
  std::size_t end = 0;
  for (std::size_t count = units(kCut); end < text.size(); ++end) {
    count += units(text.substr(end, 1));
    if (count > most) break;
  }
  return std::string(text.substr(0, end)).append(kCut);
}

}  // namespace

bool is_of_case(const Delivery& delivery) { return delivery.kind.starts_with("case."); }

std::optional<DeadlineNotice> find_notice(Store& store, const Delivery& delivery, Seconds now) {
  const auto found = store.find_notified(delivery.area, delivery.id);
  if (!found || !found->duty || now < found->warns) return std::nullopt;
  return DeadlineNotice{
      found->due <= now ? DeadlineNotice::Stage::passed : DeadlineNotice::Stage::near,
      *found->duty,
      found->due,
      found->id,
      without_controls(found->item_name),
      without_controls(found->org_name)};
}

Letter letter_of(const DeadlineNotice& notice, std::string_view public_url) {
  const Words duty = words_of(notice.duty);
  const Words stage = words_of(notice.stage);
  const std::string due = time_of(notice.due);
  std::string desk(public_url);
  desk.append("/desk/#").append(to_hex(notice.id));
  Letter letter;
  letter.subject.append("差评整改")
      .append(stage.zh)
      .append("：")
      .append(notice.item)
      .append(" / A deadline ")
      .append(stage.en);
  const auto line = [&](std::string_view name, std::string_view value) {
    letter.body.append(name).append(value).append("\n");
  };
  line("有一件差评整改", std::string(stage.zh) + "。\n");
  line("事项：", notice.item);
  line("单位：", notice.office);
  line("待办：", duty.zh);
  line("期限：", due + "（北京时间）");
  line("办理：", desk);
  line("\nThe deadline of a case ", std::string(stage.en) + ".\n");
  line("Item: ", notice.item);
  line("Office: ", notice.office);
  line("Duty: ", duty.en);
  line("Due: ", due + " (UTC+8)");
  line("Desk: ", desk);
  return letter;
}

std::string short_text_of(const DeadlineNotice& notice) {
  constexpr std::size_t kYear = 5;  // "2026-", which goes without saying
  std::string head = "差评整改";
  head.append(words_of(notice.stage).zh).append("：");
  std::string tail = "，待";
  tail.append(words_of(notice.duty).zh).append("，期限").append(time_of(notice.due).substr(kYear));
  tail += "。请登录办理。";
  const std::size_t room = kOneMessage - units(head) - units(tail) - units("“”");
  // Of two long names each gets half; what a short one leaves is the other's.
  const std::size_t office = std::min(units(notice.office), room / 2);
  const std::size_t item = std::min(units(notice.item), room - office);
  return head.append(cut_to(notice.office, room - item))
      .append("“")
      .append(cut_to(notice.item, item))
      .append("”")
      .append(tail);
}

}  // namespace yiping::collector
