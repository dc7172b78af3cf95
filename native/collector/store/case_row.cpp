// SPDX-License-Identifier: Apache-2.0
#include "collector/store/case_row.hpp"

#include <string_view>

namespace yiping::collector {
namespace {

/// One column: how it is read into a case, and what is written of one.
struct Column {
  std::string_view name;
  void (*read)(const Row& row, int column, Case& out);
  Value (*write)(const Case& one, std::vector<std::string>& texts);
};

/// The member of an enumeration that has this name; all of them count from 0 without a gap.
template <typename Named>
Named named(std::string_view name) {
  for (int i = 0; i < 64; ++i) {
    const auto each = static_cast<Named>(i);
    if (name_of(each).empty()) break;
    if (name_of(each) == name) return each;
  }
  throw DatabaseError(DatabaseError::Kind::storage,
                      "a stored case has an unknown " + std::string(name));
}

template <auto kMember>
constexpr Column choice(std::string_view name) {
  return {name,
          [](const Row& row, int column, Case& out) {
            using Named = std::remove_reference_t<decltype(out.*kMember)>;
            out.*kMember = named<Named>(row.text(column));
          },
          [](const Case& one, std::vector<std::string>&) { return Value(name_of(one.*kMember)); }};
}

template <auto kMember>
constexpr Column text(std::string_view name) {
  return {name, [](const Row& row, int column, Case& out) { out.*kMember = row.string(column); },
          [](const Case& one, std::vector<std::string>&) {
            return Value(std::string_view(one.*kMember));
          }};
}

template <auto kMember>
constexpr Column number(std::string_view name) {
  return {name,
          [](const Row& row, int column, Case& out) {
            using Number = std::remove_reference_t<decltype(out.*kMember)>;
            out.*kMember = static_cast<Number>(row.integer(column));
          },
          [](const Case& one, std::vector<std::string>&) {
            return Value(static_cast<std::int64_t>(one.*kMember));
          }};
}

/// Between units: no text that was normalised holds it.
constexpr char kSeparator = '\x1f';

void read_co_handlers(const Row& row, int column, Case& out) {
  std::string_view rest = row.text(column);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(kSeparator), rest.size());
    out.co_handlers.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

Value write_co_handlers(const Case& one, std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& unit : one.co_handlers) {
    if (!joined.empty()) joined.push_back(kSeparator);
    joined.append(unit);
  }
  texts.push_back(std::move(joined));
  return std::string_view(texts.back());
}

constexpr Column kColumns[] = {
    choice<&Case::state>("state"),
    choice<&Case::origin>("origin"),
    choice<&Case::way>("way"),
    text<&Case::owner>("owner"),
    {"co_handlers", read_co_handlers, write_co_handlers},
    text<&Case::rated>("rated"),
    choice<&Case::finding>("finding"),
    choice<&Case::proposal>("proposal"),
    choice<&Case::ruling>("ruling"),
    choice<&Case::extension>("extension"),
    choice<&Case::appeal>("appeal"),
    choice<&Case::outcome>("outcome"),
    choice<&Case::drafted_from>("drafted_from"),
    number<&Case::weight>("weight"),
    number<&Case::returned>("returned"),
    number<&Case::reopened>("reopened"),
    number<&Case::urged>("urged"),
    number<&Case::attempt_days>("attempt_days"),
    text<&Case::merged_into>("merged_into"),
    number<&Case::opened>("dispatched"),
    number<&Case::updated>("updated"),
    number<&Case::entered>("entered"),
    number<&Case::assigned>("assigned"),
    number<&Case::reply_from>("reply_from"),
    number<&Case::noticed>("noticed"),
    number<&Case::replied>("replied"),
    number<&Case::appealed>("appealed"),
    number<&Case::last_attempt>("last_attempt"),
    number<&Case::ledger_date>("ledger_date"),
};

template <typename Each>
std::string joined(Each each) {
  std::string out;
  for (const Column& column : kColumns) {
    if (!out.empty()) out.append(", ");
    out.append(each(column));
  }
  return out;
}

}  // namespace

const std::string& case_columns() {
  static const std::string names =
      joined([](const Column& column) { return std::string(column.name); });
  return names;
}

const std::string& case_columns_of_r() {
  static const std::string names =
      joined([](const Column& column) { return "r." + std::string(column.name); });
  return names;
}

int count_of_case_columns() { return static_cast<int>(std::size(kColumns)); }

std::string case_parameters(int first) {
  return joined([next = first](const Column&) mutable { return "$" + std::to_string(next++); });
}

std::string case_assignments(int first) {
  return joined([next = first](const Column& column) mutable {
    return std::string(column.name) + " = $" + std::to_string(next++);
  });
}

Case read_case(const Row& row, int first) {
  Case one;
  for (const Column& column : kColumns) column.read(row, first++, one);
  return one;
}

void append_case(std::vector<Value>& values, const Case& one, std::vector<std::string>& texts) {
  texts.reserve(texts.size() + 1);
  for (const Column& column : kColumns) values.push_back(column.write(one, texts));
}

}  // namespace yiping::collector
