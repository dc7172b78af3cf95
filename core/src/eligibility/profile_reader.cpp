// SPDX-License-Identifier: Apache-2.0
#include "eligibility/setting.hpp"
#include "yiping/profile.hpp"

namespace yiping {
namespace {

using Kind = CborValue::Kind;

constexpr std::uint32_t kMaxDays = 366;
constexpr std::uint32_t kMaxSeconds = 86'400;
constexpr std::uint32_t kMaxTimes = 99;

/// Whether a file must have every setting, or only what differs from the one that it extends.
enum class Extent : std::uint8_t { whole, part };

/// A group of settings, or a setting, on its way into the profile. Does nothing when it is absent
/// and may be.
class Group {
 public:
  Group(FieldReader& fields, Extent extent) : fields_(fields), extent_(extent) {}

  template <typename Read>
  void inside(const char* name, const Read& read) {
    const auto map =
        extent_ == Extent::whole ? fields_.need(name, Kind::map) : fields_.may(name, Kind::map);
    if (!map) return;
    FieldReader inner(fields_, name, *map);
    read(inner);
    inner.finish();
  }

  /// A group: its settings may be absent where it may.
  template <typename Read>
  void group(const char* name, const Read& read) {
    inside(name, [&](FieldReader& inner) {
      Group settings(inner, extent_);
      read(settings);
    });
  }

  /// A setting: whole or not there, and never without who says so.
  template <typename Read>
  void setting(const char* name, const Read& read) {
    inside(name, [&](FieldReader& inner) {
      read(inner);
      if (inner.text("source").empty()) inner.fail(ErrorCode::bad_value, "source");
    });
  }

 private:
  FieldReader& fields_;
  Extent extent_;
};

void read_span(FieldReader& fields, Span& span) {
  span.count = read_within(fields, "count", 1, kMaxDays);
  span.unit = read_choice(fields, "unit", {DayUnit::natural, DayUnit::working}, DayUnit::natural);
}

void read_times(FieldReader& fields, std::uint32_t& times) {
  times = read_within(fields, "times", 0, kMaxTimes);
}

/// Names of stages but `overall`, which a theme has a setting of its own for; one at least.
StageSet read_stages(FieldReader& fields) {
  const auto list = fields.need("stages", Kind::array);
  if (!list) return 0;
  StageSet set = 0;
  CborValue::Cursor cursor(*list);
  for (int index = 0; !cursor.done(); ++index) {
    const CborValue value = cursor.next();
    const StageSet before = set;
    for (unsigned i = 0; value.kind() == Kind::text && i < kStages; ++i) {
      const auto stage = static_cast<Stage>(i);
      if (stage != Stage::overall && name_of(stage) == value.text()) {
        set = static_cast<StageSet>(set | 1U << i);
      }
    }
    if (set == before) fields.fail(ErrorCode::bad_value, "stages", index);
  }
  if (set == 0) fields.fail(ErrorCode::bad_value, "stages");
  return set;
}

void read_stage_rule(FieldReader& fields, StageRule& rule) {
  rule.stages = read_stages(fields);
  rule.least = read_within(fields, "least", 0, kMaxTimes);
  rule.most = read_within(fields, "most", 0, kMaxTimes);
  if (rule.most != 0 && rule.most < rule.least) fields.fail(ErrorCode::bad_value, "most");
}

void read_windows(Group& group, Windows& out) {
  group.setting("rating", [&](FieldReader& in) { read_span(in, out.rating); });
  group.setting("correction", [&](FieldReader& in) {
    out.correction_seconds = read_within(in, "seconds", 0, kMaxSeconds);
    read_times(in, out.corrections);
  });
  group.setting("follow_up", [&](FieldReader& in) {
    read_span(in, out.follow_up);
    read_times(in, out.follow_ups);
  });
  group.setting("device_clock", [&](FieldReader& in) {
    out.clock_tolerance = read_within(in, "seconds", 0, kMaxSeconds);
  });
}

void read_deadlines(Group& group, Deadlines& out) {
  group.setting("sign_for", [&](FieldReader& in) { read_span(in, out.sign_for); });
  group.setting("reply", [&](FieldReader& in) { read_span(in, out.reply); });
  group.setting("extension", [&](FieldReader& in) {
    read_span(in, out.extension);
    read_times(in, out.extensions);
  });
  group.setting("evidence", [&](FieldReader& in) { read_span(in, out.evidence); });
  group.setting("appeal_review", [&](FieldReader& in) { read_span(in, out.appeal_review); });
  group.setting("call_back", [&](FieldReader& in) {
    read_span(in, out.call_back);
    out.call_back_attempts = read_within(in, "times", 1, kMaxTimes);
  });
}

void read_cases(Group& group, CaseHandling& out) {
  group.setting("short_way", [&](FieldReader& in) { out.short_way = in.boolean("value"); });
  group.setting("reply_approval",
                [&](FieldReader& in) { out.reply_approval = in.boolean("value"); });
}

void read_services(Group& group, Services& out) {
  group.setting("immediate", [&](FieldReader& in) { read_stage_rule(in, out.immediate); });
  group.setting("promised", [&](FieldReader& in) { read_stage_rule(in, out.promised); });
  group.setting("batch", [&](FieldReader& in) {
    out.batch = read_choice(in, "rated", {BatchRated::once, BatchRated::each}, BatchRated::once);
  });
  group.setting("theme", [&](FieldReader& in) {
    out.theme_stages = read_stages(in);
    out.theme_overall =
        read_choice(in, "overall", {ThemeOverall::one, ThemeOverall::none}, ThemeOverall::one);
  });
}

void read_invitations(Group& group, Invitations& out) {
  group.setting("message", [&](FieldReader& in) {
    read_span(in, out.message);
    read_times(in, out.messages);
  });
  group.setting("staff_prompt", [&](FieldReader& in) { read_times(in, out.staff_prompts); });
}

void read_form(Group& group, Profile& out) {
  group.setting("labels", [&](FieldReader& in) {
    out.labels = read_choice(in, "value", {LabelSet::satisfaction, LabelSet::quality},
                             LabelSet::satisfaction);
  });
  group.setting("bad_level_reason", [&](FieldReader& in) {
    out.bad_level_reason = read_choice(in, "value", {BadLevelReason::ask, BadLevelReason::require},
                                       BadLevelReason::ask);
  });
}

void read_head(FieldReader& fields, Profile& out) {
  if (fields.text("schema") != "yiping.profile/1") fields.fail(ErrorCode::bad_value, "schema");
  out.id = read_asset_id(fields);
  out.version = read_within(fields, "version", 1, kMaxAssetVersion);
  if (fields.text("name").empty()) fields.fail(ErrorCode::bad_value, "name");
  if (fields.text("source").empty()) fields.fail(ErrorCode::bad_value, "source");
  fields.optional_text("note");
}

void read_groups(FieldReader& fields, Extent extent, Profile& out) {
  Group file(fields, extent);
  file.group("windows", [&](Group& in) { read_windows(in, out.windows); });
  file.group("deadlines", [&](Group& in) { read_deadlines(in, out.deadlines); });
  file.group("cases", [&](Group& in) { read_cases(in, out.cases); });
  file.group("services", [&](Group& in) { read_services(in, out.services); });
  file.group("invitations", [&](Group& in) { read_invitations(in, out.invitations); });
  file.group("form", [&](Group& in) { read_form(in, out); });
  file.group("publication", [&](Group& in) {
    in.setting("small_cell", [&](FieldReader& setting) {
      out.small_cell = read_within(setting, "count", 1, 1'000);
    });
  });
}

}  // namespace

Result<std::string> base_of(const CborValue& file) {
  FieldReader::Fault fault;
  FieldReader fields(file, fault);
  const std::string base(fields.optional_text("extends"));
  if (auto status = fault.take(); !status) return status;
  return base;
}

Result<Profile> read_profile(const CborValue& file) {
  FieldReader::Fault fault;
  FieldReader fields(file, fault);
  Profile profile;
  read_head(fields, profile);
  read_groups(fields, Extent::whole, profile);
  fields.finish();
  if (auto status = fault.take(); !status) return status;
  return profile;
}

Result<Profile> read_profile(const CborValue& file, const Profile& base) {
  FieldReader::Fault fault;
  FieldReader fields(file, fault);
  Profile profile = base;
  read_head(fields, profile);
  if (fields.text("extends") != base.id) fields.fail(ErrorCode::bad_value, "extends");
  read_groups(fields, Extent::part, profile);
  fields.finish();
  if (auto status = fault.take(); !status) return status;
  return profile;
}

}  // namespace yiping
