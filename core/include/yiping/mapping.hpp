// SPDX-License-Identifier: Apache-2.0
// Mapping files (映射文件): the field names of one receiver, and how our facts are written there.
// The envelope, its encryption and the sending belong to the relay. Format: docs/mapping.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "yiping/code_table.hpp"
#include "yiping/division.hpp"
#include "yiping/error.hpp"
#include "yiping/fact.hpp"

namespace yiping {

/// Times are written in UTC+8 and never moved.
enum class TimeForm : std::uint8_t {
  date_time,  // 2026-11-22 10:00:00
  date,       // 2026-11-22
  digits,     // 20261122100000
  basic,      // 20261122T100000
};

/// What happens to a character that the receiver takes for a separator.
enum class Escape : std::uint8_t {
  refuse,     // the record waits
  backslash,  // \, and \\ for the backslash
  percent,    // %2C and %25
};

struct MappingField {
  enum class Need : std::uint8_t { optional, required };

  std::string theirs;
  Fact ours{};
  Need need{};
  std::optional<Fact> needed_by;  // needed when that fact has one of the names `needed_for`
  std::vector<std::string> needed_for;
  std::size_t table = 0;  // name facts: index into Mapping::tables
  TimeForm time{};
  std::string reserved;  // text: separators of theirs; codes: the one that joins
  Escape escape{};
  std::string list;  // codes: the list that the receiver knows
  std::uint32_t list_version = 0;
  std::uint32_t max = 0;                 // code points; 0: no limit
  std::optional<DivisionForm> division;  // area: written with so many digits, read into 12
  std::string prefix;                    // case_no: put before ours, taken off theirs
  std::string constant;                  // fixed facts only
};

struct Mapping {
  std::string id;
  std::uint32_t version = 0;
  std::string source;
  Mark mark{};
  std::vector<Fact> bad_level_needs;  // one of these must be there for a bad rating
  std::vector<MappingField> evaluation;
  std::vector<MappingField> service;
  std::vector<CodeTable> tables;
};

/// Reads `yiping.mapping/1`. Tables are named by id and version and taken from `tables`:
/// `unknown_table` when one is missing or of another kind. A constant in place of anything that is
/// a fact of a rating or a service is `forbidden_constant`.
Result<Mapping> read_mapping(const CborValue& root, std::span<const CodeTable> tables);
Result<Mapping> read_mapping(std::span<const std::uint8_t> cbor, std::span<const CodeTable> tables);

struct FieldText {
  std::string name;
  std::string value;
};

struct MapProblem {
  enum class Rule : std::uint8_t {
    missing,         // required and not known
    withheld,        // required, but the rater did not choose to be named
    reason_missing,  // a bad rating without what the receiver asks of one
    unknown_code,    // not in the table
    other_list,      // reason codes of another list
    separator,       // holds a separator, and the file says to refuse
    too_long,
    bad_time,
    bad_number,
    bad_division,    // a place that the form cannot say
    prefix,          // a case number without the receiver's prefix
    before_service,  // rated before the service: reported, never moved
    repeated,        // a field given twice
  };
  std::string field;  // theirs
  Rule rule{};
  Want want{};
  std::string what;  // the fact, value or table at fault
};

/// What would be sent. With a problem the record waits: nothing is invented to fill it.
struct OutRecord {
  std::vector<FieldText> fields;
  std::vector<MapProblem> problems;
};

/// What was understood. Fields that the mapping does not have, and values that it could not read,
/// are kept aside as they came.
struct InRecord {
  Facts facts;
  std::vector<FieldText> aside;
  std::vector<MapProblem> problems;
};

/// `service`: what business systems push (办件服务推送). `evaluation`: rows of an older system.
enum class MapPart : std::uint8_t { service, evaluation };

/// Identity leaves only when `way` is "named" (实名).
[[nodiscard]] OutRecord map_out(const Mapping& mapping, const Facts& facts);
[[nodiscard]] InRecord map_in(const Mapping& mapping, MapPart part,
                              std::span<const FieldText> fields);

[[nodiscard]] std::string_view name_of(MapProblem::Rule rule);
[[nodiscard]] std::string_view name_of(Want want);

}  // namespace yiping
