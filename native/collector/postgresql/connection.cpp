// SPDX-License-Identifier: Apache-2.0
#include "collector/postgresql/connection.hpp"

#include <poll.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <utility>
#include <vector>

namespace yiping::collector::postgresql {
namespace {

using Clock = std::chrono::steady_clock;
using Kind = DatabaseError::Kind;

// Of the catalogue (pg_type); a parameter's type is told and never guessed.
constexpr Oid kInt8 = 20;
constexpr Oid kText = 25;
constexpr Oid kBytea = 17;
constexpr int kBinary = 1;

/// By SQLSTATE, https://www.postgresql.org/docs/15/errcodes-appendix.html.
Kind kind_of(std::string_view state) {
  if (state.starts_with("22") || state.starts_with("23")) return Kind::row;
  if (state == "40001" || state == "40P01") return Kind::conflict;
  // 40003: whether the statement was completed is unknown. 57P: the server is going down.
  if (state.starts_with("08") || state.starts_with("57P") || state == "40003") return Kind::lost;
  return Kind::storage;
}

class PostgresqlRow final : public Row {
 public:
  explicit PostgresqlRow(const PGresult* result) : result_(result) {}
  [[nodiscard]] bool is_null(int column) const override {
    return PQgetisnull(result_, 0, column) != 0;
  }
  [[nodiscard]] std::int64_t integer(int column) const override {
    const Bytes big_endian = bytes(column);
    // A literal of a statement is an int4, a column an int8.
    if (big_endian.size() != 8 && big_endian.size() != 4) {
      throw DatabaseError(Kind::storage, "a stored number has the wrong length");
    }
    std::uint64_t bits = (big_endian[0] & 0x80U) != 0 ? ~std::uint64_t{0} : 0;
    for (const std::uint8_t byte : big_endian) bits = bits << 8U | byte;
    return static_cast<std::int64_t>(bits);
  }
  [[nodiscard]] std::string_view text(int column) const override {
    return {PQgetvalue(result_, 0, column),
            static_cast<std::size_t>(PQgetlength(result_, 0, column))};
  }
  [[nodiscard]] Bytes bytes(int column) const override {
    const std::string_view value = text(column);
    return {reinterpret_cast<const std::uint8_t*>(value.data()), value.size()};
  }

 private:
  const PGresult* result_;
};

/// The values as libpq takes them: integers big-endian, texts and bytes as they are.
struct Parameters {
  explicit Parameters(std::span<const Value> values) : integers(values.size()) {
    for (std::size_t i = 0; i < values.size(); ++i) add(values[i], integers[i]);
  }

  void add(const Value& value, std::array<char, 8>& integer) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      auto bits = static_cast<std::uint64_t>(*number);
      for (auto byte = integer.rbegin(); byte != integer.rend(); ++byte, bits >>= 8U) {
        *byte = static_cast<char>(bits & 0xFFU);
      }
      push(kInt8, integer.data(), integer.size());
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
      push(kText, text->data(), text->size());
    } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
      push(kBytea, reinterpret_cast<const char*>(bytes->data()), bytes->size());
    } else {
      types.push_back(0);
      data.push_back(nullptr);
      sizes.push_back(0);
    }
  }

  void push(Oid type, const char* at, std::size_t size) {
    types.push_back(type);
    // A null pointer would be NULL: an empty text must stay a text.
    data.push_back(at == nullptr ? "" : at);
    sizes.push_back(static_cast<int>(size));
  }

  std::vector<std::array<char, 8>> integers;
  std::vector<Oid> types;
  std::vector<const char*> data;
  std::vector<int> sizes;
};

bool succeeded(const PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_SINGLE_TUPLE;
}

}  // namespace

// The primary message alone: the detail of a constraint quotes the row.
void Session::fail(const PGresult* result) {
  const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  if (state != nullptr) {
    const char* message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    throw DatabaseError(kind_of(state), std::string("PostgreSQL ") + state + ": " +
                                            (message == nullptr ? "" : message));
  }
  std::string message = PQerrorMessage(get());
  while (!message.empty() && message.back() == '\n') message.pop_back();
  throw DatabaseError(PQstatus(get()) == CONNECTION_OK ? Kind::storage : Kind::lost,
                      "PostgreSQL: " + message);
}

/// libpq alone would wait for ever for a server that hangs and whose kernel still answers.
void Session::wait() {
  const Clock::time_point until = Clock::now() + patience_;
  while (true) {
    const int unsent = PQflush(get());
    if (unsent < 0) fail(nullptr);
    if (unsent == 0 && PQisBusy(get()) == 0) return;
    pollfd socket{PQsocket(get()), static_cast<short>(POLLIN | (unsent > 0 ? POLLOUT : 0)), 0};
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
    if (left.count() <= 0) {
      throw DatabaseError(Kind::storage, "PostgreSQL: no answer within " +
                                             std::to_string(patience_.count()) + " ms");
    }
    if (poll(&socket, 1, static_cast<int>(left.count())) < 0 && errno != EINTR) fail(nullptr);
    if ((socket.revents & (POLLIN | POLLHUP | POLLERR)) != 0 && PQconsumeInput(get()) == 0) {
      fail(nullptr);
    }
  }
}

Result Session::next() {
  wait();
  return Result(PQgetResult(get()));
}

Result Session::last() {
  Result result = next();
  if (result == nullptr) fail(nullptr);
  if (!succeeded(result.get())) {
    drain();
    fail(result.get());
  }
  while (Result more = next()) {
    if (!succeeded(more.get())) {
      drain();
      fail(more.get());
    }
    result = std::move(more);
  }
  return result;
}

/// Whatever is left of an answer, so that the next statement meets its own.
void Session::drain() noexcept {
  try {
    while (next() != nullptr) continue;
  } catch (const DatabaseError&) {
    // Nothing more will come: the next statement finds the session lost.
  }
}

const std::string& Session::prepare(std::string_view sql, std::span<const Value> values) {
  if (const auto found = prepared_.find(sql); found != prepared_.end()) return found->second;
  const std::string name = "s" + std::to_string(prepared_.size());
  const Parameters parameters(values);
  const std::string text(sql);
  if (PQsendPrepare(get(), name.c_str(), text.c_str(), static_cast<int>(values.size()),
                    parameters.types.data()) == 0) {
    fail(nullptr);
  }
  last();
  return prepared_.emplace(sql, name).first->second;
}

void Session::send(std::string_view sql, std::span<const Value> values) {
  const std::string& name = prepare(sql, values);
  const Parameters parameters(values);
  const std::vector<int> formats(values.size(), kBinary);
  if (PQsendQueryPrepared(get(), name.c_str(), static_cast<int>(values.size()),
                          parameters.data.data(), parameters.sizes.data(), formats.data(),
                          kBinary) == 0) {
    fail(nullptr);
  }
}

std::int64_t Session::execute(std::string_view sql, std::span<const Value> values) {
  send(sql, values);
  const Result result = last();
  const std::string_view count = PQcmdTuples(result.get());
  std::int64_t changed = 0;
  std::from_chars(count.data(), count.data() + count.size(), changed);
  return changed;
}

void Session::query(std::string_view sql, std::span<const Value> values,
                    const std::function<void(const Row&)>& each) {
  send(sql, values);
  // Row by row: a recount reads every service.
  PQsetSingleRowMode(get());
  try {
    while (const Result result = next()) {
      if (!succeeded(result.get())) fail(result.get());
      if (PQresultStatus(result.get()) == PGRES_SINGLE_TUPLE) each(PostgresqlRow(result.get()));
    }
  } catch (...) {
    drain();
    throw;
  }
}

std::string Session::run(const std::string& sql) {
  if (PQsendQuery(get(), sql.c_str()) == 0) fail(nullptr);
  const Result result = last();
  const bool none = PQntuples(result.get()) == 0 || PQgetisnull(result.get(), 0, 0) != 0;
  return none ? std::string() : std::string(PQgetvalue(result.get(), 0, 0));
}

void Session::commit() {
  if (PQsendQuery(get(), "COMMIT") == 0) fail(nullptr);
  const Result result = last();
  if (std::string_view(PQcmdStatus(result.get())) == "COMMIT") return;
  throw DatabaseError(Kind::storage, "PostgreSQL rolled back instead of committing");
}

}  // namespace yiping::collector::postgresql
