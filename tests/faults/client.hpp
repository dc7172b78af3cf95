// SPDX-License-Identifier: Apache-2.0
// The client model: a business system (业务系统) that reports services, and citizens who rate them
// as a page does: the document is made by the core, and a retry sends the same bytes.
#pragma once

#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "ledger.hpp"
#include "support/http_client.hpp"

namespace yiping::faults {

class Site;

/// A connection that is kept, and made anew after a failure: the collector on it may be dead.
class Client {
 public:
  explicit Client(int port) : port_(port) {}
  /// False when nobody listens. `exchange` does it too.
  bool connect();
  /// Status 0: no whole answer came.
  [[nodiscard]] test::Reply exchange(std::string_view request);
  void disconnect() { connection_.reset(); }

 private:
  int port_;
  std::unique_ptr<test::Connection> connection_;
};

struct Invitation {
  std::string case_no;
  std::string token;
};

/// Ready to be sent.
struct Submission {
  Rating rating;
  std::string request;  // all its bytes
};

class BusinessSystem {
 public:
  /// Case numbers begin with the seed: two of them report different services.
  BusinessSystem(const Site& site, unsigned seed);

  /// One report of the next `count` services. An empty answer: not confirmed, the same call
  /// reports the same services again.
  [[nodiscard]] std::vector<Invitation> report(int count, Ledger& ledger);
  /// A counter asks its window's terminal to have a reported service rated. False: not confirmed.
  [[nodiscard]] bool ask_at_window(const std::string& window, const std::string& case_no);

 private:
  [[nodiscard]] test::Reply post_signed(const std::string& path, const std::string& body);

  const Site& site_;
  Client client_;
  std::mt19937 random_;
  std::string prefix_;
  int next_ = 0;
  std::vector<std::string> case_nos_;  // of the report in hand
  std::string body_;
};

/// Reports until `count` services are confirmed; for plans whose collector is up.
[[nodiscard]] std::vector<Invitation> invite(const Site& site, int count, unsigned seed,
                                             Ledger& ledger);

class Citizen {
 public:
  Citizen(const Site& site, unsigned seed) : site_(site), random_(seed) {}

  /// A rating of their own, with reasons and a text as they come.
  [[nodiscard]] Submission rate(const Invitation& invitation);
  [[nodiscard]] std::mt19937& random() { return random_; }

 private:
  const Site& site_;
  std::mt19937 random_;
};

/// A text of a whole answer, empty when it holds none of that name.
[[nodiscard]] std::string text_in(const test::Reply& reply, const std::string& name);

/// What a refusal is that no retry can mend: a fault, but for those of a clock that is wrong.
enum class Refusals { are_faults, of_time_are_fine };

/// One try. True when it was acknowledged; an answer that no retry can mend is a fault, and
/// `submission` counts as dealt with.
[[nodiscard]] bool send_once(Client& client, const Submission& submission, Ledger& ledger,
                             Refusals refusals = Refusals::are_faults);

}  // namespace yiping::faults
