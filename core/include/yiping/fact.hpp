// SPDX-License-Identifier: Apache-2.0
// The facts of a rating and of its service that mapping files may name: a closed list.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "yiping/code_table.hpp"
#include "yiping/error.hpp"

namespace yiping {

enum class FactType : std::uint8_t {
  text,
  name,   // one of our names, translated by a code table of the fact's kind
  time,   // Unix seconds
  count,  // 0 to 2^32-1
  codes,  // reason codes with their list
  fixed,  // a property of the deployment: the only facts that a mapping file may set itself
};

/// Which refusal a lack of it is: for want of identity, of a reason, or of something else.
enum class Want : std::uint8_t { value, identity, reason };

enum class Fact : std::uint8_t {
  // the rating
  submission,
  level,
  channel,
  round,
  reasons,
  text,
  rated_at,
  way,
  rater_kind,
  rater_name,
  rater_id_type,
  rater_id,
  rater_phone,
  // the service event and its case
  case_no,
  service_no,
  service_stage,
  service_at,
  is_service,
  task_code,
  handling_code,
  task_guid,
  task_name,
  task_topic,
  task_type,
  org_code,
  org_name,
  area,
  case_status,
  case_channel,
  business_type,
  applied_at,
  accepted_at,
  finished_at,
  promise,
  promise_unit,
  applicant_kind,
  applicant_name,
  applicant_id_type,
  applicant_id,
  applicant_phone,
  agent_name,
  agent_id_type,
  agent_id,
  window_no,
  window_name,
  status_url,
  // the deployment
  data_source,
  network,
  system,
  tenant,
};

struct FactTraits {
  Fact fact;
  std::string_view name;
  FactType type;
  CodeKind kind;  // of `name` facts
  Want want;
};

inline constexpr std::size_t kFactCount = 50;

/// Of the rating itself, not of its service or the deployment.
[[nodiscard]] constexpr bool is_of_rating(Fact fact) { return fact <= Fact::rater_phone; }

[[nodiscard]] const FactTraits& traits_of(Fact fact);
[[nodiscard]] std::optional<Fact> fact_named(std::string_view name);

/// One value, in the member that the fact's type uses.
struct FactValue {
  Fact fact{};
  std::string text;         // text, name, fixed
  std::int64_t number = 0;  // time, count
  std::string list;         // codes: a code means something only inside its list
  std::uint32_t version = 0;
  std::vector<std::string> codes;
};

/// At most one value of each fact. An empty text, and no codes, are no value.
class Facts {
 public:
  /// Replaces what was there.
  void put(FactValue value);
  void erase(Fact fact);
  /// Null when nothing is known.
  [[nodiscard]] const FactValue* find(Fact fact) const;
  /// Of a text or a name; empty when nothing is known.
  [[nodiscard]] std::string_view text(Fact fact) const;

  [[nodiscard]] const std::vector<FactValue>& all() const { return values_; }

 private:
  std::vector<FactValue> values_;
};

/// A map of fact names to text, integer, or {"list", "version", "codes"}. Levels and channels must
/// be ours.
Result<Facts> read_facts(const CborValue& root);
Result<Facts> read_facts(std::span<const std::uint8_t> cbor);

/// The same as JSON, in RFC 8785 form.
[[nodiscard]] std::string write_facts(const Facts& facts);

}  // namespace yiping
