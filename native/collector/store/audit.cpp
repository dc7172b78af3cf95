// SPDX-License-Identifier: Apache-2.0
#include "collector/store/audit.hpp"

#include <map>
#include <utility>

#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kInsert =
    "INSERT INTO audit (collector, boot, sequence, at, kind, area, actor, subject, hash)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
constexpr std::string_view kAll =
    "SELECT collector, boot, sequence, at, kind, area, actor, subject, hash FROM audit"
    " ORDER BY collector, boot, sequence";

void put_integer(std::string& out, std::int64_t value) {
  auto bits = static_cast<std::uint64_t>(value);
  for (int shift = 56; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>((bits >> static_cast<unsigned>(shift)) & 0xFFU));
  }
}

// Length before text: two entries never have the same canonical form.
void put_text(std::string& out, std::string_view text) {
  put_integer(out, static_cast<std::int64_t>(text.size()));
  out.append(text);
}

Hash32 start_of(const Id16& boot) { return sha256(bytes_of(boot)); }

Hash32 link(const Hash32& head, std::int64_t sequence, Seconds at, const AuditNote& note) {
  std::string entry(head.begin(), head.end());
  put_integer(entry, sequence);
  put_integer(entry, at);
  for (const std::string* text : {&note.kind, &note.area, &note.actor, &note.subject}) {
    put_text(entry, *text);
  }
  return sha256(as_bytes(entry));
}

}  // namespace

AuditChain::AuditChain(std::int64_t collector, const Id16& boot)
    : collector_(collector), boot_(boot), head_(start_of(boot)) {}

void AuditChain::append(Connection& database, Seconds at, const AuditNote& note) {
  const Hash32 next = link(head_, sequence_ + 1, at, note);
  database.execute(kInsert, {collector_, bytes_of(boot_), sequence_ + 1, at, note.kind, note.area,
                             note.actor, note.subject, bytes_of(next)});
  ++sequence_;
  head_ = next;
}

AuditCheck check_audit(Connection& database) {
  struct Chain {
    std::int64_t sequence = 0;
    Hash32 head{};
  };
  std::map<std::pair<std::int64_t, Id16>, Chain> chains;
  AuditCheck check;
  database.query(kAll, {}, [&](const Row& row) {
    const Id16 boot = row.id(1);
    auto [at, fresh] = chains.try_emplace({row.integer(0), boot});
    Chain& chain = at->second;
    if (fresh) chain.head = start_of(boot);
    const AuditNote note{row.string(4), row.string(5), row.string(6), row.string(7)};
    const Hash32 expected = link(chain.head, row.integer(2), row.integer(3), note);
    const Hash32 stored = row.hash(8);
    if (row.integer(2) != chain.sequence + 1 || stored != expected) ++check.broken;
    chain.sequence = row.integer(2);
    chain.head = stored;
    ++check.entries;
  });
  return check;
}

}  // namespace yiping::collector
