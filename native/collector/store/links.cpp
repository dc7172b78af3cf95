// SPDX-License-Identifier: Apache-2.0
// Short links: what a token says, under a code that fits a message and a small QR code.
#include "collector/store/implementation.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kPut =
    "INSERT INTO link (code, area, case_digest, round, kind, via, expires)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (code) DO UPDATE SET expires ="
    " CASE WHEN link.expires < excluded.expires THEN excluded.expires ELSE link.expires END";
constexpr std::string_view kFind =
    "SELECT area, case_digest, round, kind, via, expires FROM link WHERE code = $1";

}  // namespace

void Store::put_links(std::vector<Link> links) {
  if (links.empty()) return;
  const std::size_t rows = links.size();
  implementation_->write(
      rows, rows * sizeof(Link), [links = std::move(links)](Transaction& transaction) {
        for (const Link& link : links) {
          transaction.database.execute(kPut, {link.code, link.area, bytes_of(link.case_digest),
                                              link.round, link.kind, link.via, link.expires});
        }
        return Done{};
      });
}

std::optional<Link> Store::find_link(std::string_view code) {
  return implementation_->read([&](Connection& database) {
    std::optional<Link> found;
    database.query(kFind, {code}, [&](const Row& row) {
      found = {std::string(code), row.string(0),  row.id(1),     row.integer(2),
               row.integer(3),    row.integer(4), row.integer(5)};
    });
    return found;
  });
}

}  // namespace yiping::collector
