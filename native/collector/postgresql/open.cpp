// SPDX-License-Identifier: Apache-2.0
// How a session begins and ends: what the URI leaves open, what the server must be like.
#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "collector/postgresql/connection.hpp"
#include "collector/postgresql/schema.hpp"

namespace yiping::collector::postgresql {
namespace {

using Kind = DatabaseError::Kind;

// A statement that runs this long in `patient` has no answer to give any more.
constexpr std::chrono::hours kPatient{6};

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, FreeOptions>;

// libpq's own message would quote the URI, password and all, so it is dropped.
Options parse(const std::string& uri) { return Options(PQconninfoParse(uri.c_str(), nullptr)); }

template <typename Each>
void for_each_option(const Options& options, Each each) {
  for (const PQconninfoOption* one = options.get(); one->keyword != nullptr; ++one) {
    if (one->val != nullptr && *one->val != '\0') each(one->keyword, one->val);
  }
}

using Setting = std::pair<std::string, std::string>;

/// The URI's settings; ours stand where it says nothing.
std::vector<Setting> settings_of(const Server& server) {
  const Options options = parse(server.uri);
  if (options == nullptr) {
    throw DatabaseError(Kind::storage, "this is no URI that libpq can read");
  }
  const auto limit = server.answer / 2;
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(server.answer / 4).count();
  std::vector<Setting> settings = {
      {"connect_timeout", std::to_string(std::max<std::int64_t>(2, seconds))},
      {"tcp_user_timeout", std::to_string(limit.count())},
      {"keepalives_idle", "10"},
      {"keepalives_interval", "5"},
      {"keepalives_count", "3"},
      {"fallback_application_name", "yiping-collector"}};
  for_each_option(options, [&](const char* keyword, const char* value) {
    const auto ours = std::find_if(settings.begin(), settings.end(),
                                   [&](const Setting& one) { return one.first == keyword; });
    if (ours != settings.end()) settings.erase(ours);
    settings.emplace_back(keyword, value);
  });
  settings.emplace_back("client_encoding", "UTF8");
  return settings;
}

PGconn* connect(const Server& server) {
  const std::vector<Setting> settings = settings_of(server);
  std::vector<const char*> keywords;
  std::vector<const char*> values;
  for (const auto& [keyword, value] : settings) {
    keywords.push_back(keyword.c_str());
    values.push_back(value.c_str());
  }
  keywords.push_back(nullptr);
  values.push_back(nullptr);
  return PQconnectdbParams(keywords.data(), values.data(), 0);
}

[[noreturn]] void refuse(const Server& server, const DatabaseError& error) {
  throw StoreRefused(
      describe(server.uri) + ": " + error.what() +
      ". Check that the server runs, and the URI in `store`; the password belongs in "
      "a file that PGPASSFILE or passfile= names. / 无法使用该数据库。请检查服务器是否"
      "运行、store 中的 URI 是否正确；口令请放在 PGPASSFILE 或 passfile= 指定的文件里。");
}

template <typename Make>
std::unique_ptr<Session> open_or_refuse(const Server& server, Make make) {
  try {
    return make();
  } catch (const DatabaseError& error) {
    refuse(server, error);
  }
}

std::unique_ptr<Session> open_for_reading(const Server& server) {
  auto session = std::make_unique<Session>(server);
  session->run("SET default_transaction_read_only = on");
  return session;
}

std::unique_ptr<Session> open_for_writing(const Server& server) {
  auto session = std::make_unique<Session>(server);
  bring_to_schema(*session, describe(server.uri));
  return session;
}

}  // namespace

bool is_readable(const std::string& uri) { return parse(uri) != nullptr; }

std::string describe(const std::string& uri) {
  const Options options = parse(uri);
  if (options == nullptr) return "store";
  std::string user;
  std::string host;
  std::string port;
  std::string database;
  for_each_option(options, [&](std::string_view keyword, const char* value) {
    if (keyword == "user") user = std::string(value) + "@";
    if (keyword == "host") host = value;
    if (keyword == "port") port = std::string(":") + value;
    if (keyword == "dbname") database = std::string("/") + value;
  });
  return "postgresql://" + user + host + port + database;
}

Session::Session(const Server& server)
    : session_(connect(server)), limit_(server.answer / 2), patience_(limit_) {
  if (PQstatus(get()) != CONNECTION_OK) fail(nullptr);
  PQsetnonblocking(get(), 1);
  // They would go to standard error, into our log.
  PQsetNoticeProcessor(
      get(), [](void*, const char*) {}, nullptr);
  if (const char* encoding = PQparameterStatus(get(), "server_encoding");
      encoding == nullptr || std::string_view(encoding) != "UTF8") {
    throw DatabaseError(Kind::storage, "the database's encoding must be UTF8");
  }
  if (run("SHOW fsync") != "on") {
    throw DatabaseError(Kind::storage, "fsync is off: a power cut would lose acknowledged ratings");
  }
  // Whatever the server's or the role's defaults are.
  run("SET synchronous_commit = on; SET default_transaction_isolation = 'read committed';"
      "SET default_transaction_deferrable = off");
  impatient();
}

void Session::interrupt() noexcept {
  PGcancel* cancel = PQgetCancel(get());
  std::array<char, 256> error;
  // In vain when the query has just ended: whoever asks, asks again.
  PQcancel(cancel, error.data(), static_cast<int>(error.size()));
  PQfreeCancel(cancel);
}

void Session::patient() {
  patience_ = kPatient;
  run("SET statement_timeout = 0");
}

void Session::impatient() {
  // The server ends a statement first, and the session lives on.
  run("SET statement_timeout = " + std::to_string(limit_.count()));
  patience_ = limit_ + std::chrono::milliseconds(500);
}

ReadConnection::ReadConnection(Server server) : server_(std::move(server)) {
  session_ = open_or_refuse(server_, [&] { return open_for_reading(server_); });
}

template <typename Work>
auto ReadConnection::with(Work work) {
  if (session_ == nullptr) session_ = open_for_reading(server_);
  try {
    return work(*session_);
  } catch (const DatabaseError& error) {
    // Of a statement whose time is over, an answer may still be on its way.
    if (error.kind() != Kind::row) session_.reset();
    throw;
  }
}

std::int64_t ReadConnection::execute(std::string_view sql, std::span<const Value> values) {
  return with([&](Session& session) { return session.execute(sql, values); });
}

void ReadConnection::query(std::string_view sql, std::span<const Value> values,
                           const std::function<void(const Row&)>& each) {
  with([&](Session& session) { session.query(sql, values, each); });
}

void ReadConnection::begin_moment() {
  with([](Session& session) {
    session.patient();
    session.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  });
}

void ReadConnection::end_moment() noexcept {
  if (session_ == nullptr) return;
  try {
    session_->run("ROLLBACK");
    session_->impatient();
  } catch (const DatabaseError&) {
    session_.reset();
  }
}

void ReadConnection::interrupt() noexcept {
  if (session_ != nullptr) session_->interrupt();
}

bool ReadConnection::is_intact() {
  return with([](Session& session) { return indexes_are_valid(session); });
}

WriteConnection::WriteConnection(Server server) : server_(std::move(server)) {
  session_ = open_or_refuse(server_, [&] { return open_for_writing(server_); });
}

Session& WriteConnection::session() {
  // After a `reopen` that failed there is no session until the next one succeeds.
  if (session_ == nullptr) throw DatabaseError(Kind::storage, "not connected");
  return *session_;
}

std::int64_t WriteConnection::execute(std::string_view sql, std::span<const Value> values) {
  return session().execute(sql, values);
}

void WriteConnection::query(std::string_view sql, std::span<const Value> values,
                            const std::function<void(const Row&)>& each) {
  session().query(sql, values, each);
}

void WriteConnection::begin() { session().run("BEGIN"); }
void WriteConnection::commit() { session().commit(); }

void WriteConnection::rollback() noexcept {
  if (session_ == nullptr || session_->is_idle()) return;
  try {
    session_->run("ROLLBACK");
  } catch (const DatabaseError&) {
    session_.reset();  // the server rolls back what has no session
  }
}

void WriteConnection::savepoint() { session().run("SAVEPOINT one"); }
void WriteConnection::release_savepoint() { session().run("RELEASE SAVEPOINT one"); }
void WriteConnection::rollback_to_savepoint() {
  session().run("ROLLBACK TO SAVEPOINT one; RELEASE SAVEPOINT one");
}

void WriteConnection::reopen() {
  session_.reset();
  session_ = open_for_writing(server_);
}

}  // namespace yiping::collector::postgresql
