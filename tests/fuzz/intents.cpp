// SPDX-License-Identifier: Apache-2.0
// An input is a script of calls over the C ABI: intents, wrong handles and sizes, damaged saves.
#include <array>
#include <memory>
#include <vector>

#include "fuzz/abi_player.hpp"
#include "fuzz/invariant.hpp"
#include "fuzz/support.hpp"
#include "yiping/sha256.hpp"
#include "yiping/yiping_abi.h"

namespace yiping::fuzz {
namespace {

const Invariant kOpened("the shipped pack is opened");
const Invariant kSaved("what was restored is saved as the same bytes");
const Invariant kClosed("closing a questionnaire closes its sessions");
const Invariant kMemory("memory is handed out up to its limit and not past it");

constexpr std::size_t kMaxSteps = 32;
constexpr std::size_t kMaxSessions = 4;

/// Words that a script names by number; other numbers are followed by a text of its own.
constexpr std::array<std::string_view, 20> kWords{"level",
                                                  "reasons",
                                                  "guide_clarity",
                                                  "interface_friendliness",
                                                  "suggestion",
                                                  "very_satisfied",
                                                  "satisfied",
                                                  "dissatisfied",
                                                  "zh-Hans",
                                                  "en",
                                                  "elder",
                                                  "contrast",
                                                  "101",
                                                  "102",
                                                  "201",
                                                  "301",
                                                  "501",
                                                  "0123456789abcdef",
                                                  "好",
                                                  ""};

std::string word(Script& script) {
  const std::uint8_t index = script.byte();
  return index < kWords.size() ? std::string(kWords[index]) : script.text();
}

std::int32_t open_pack(std::span<const std::uint8_t> pack) {
  return yp_questionnaire_open(pack.data(), static_cast<std::uint32_t>(pack.size()));
}

std::uint32_t open_shipped() {
  const std::int32_t handle = open_pack(chinese_pack());
  kOpened.holds(handle > 0);
  return static_cast<std::uint32_t>(handle);
}

/// Opened once for all inputs that only open sessions.
std::uint32_t shared_questionnaire() {
  static const std::uint32_t handle = open_shipped();
  return handle;
}

class Player {
 public:
  explicit Player(Script script) : script_(script) { open_session(); }
  ~Player();
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  void play() {
    for (std::size_t i = 0; i < kMaxSteps && !script_.done(); ++i) step();
    for (const auto& session : sessions_) session->check_view();
  }

 private:
  void open_own();
  void close_own();
  void step();
  void intent(AbiSession& session);
  void open_session();
  void restore(const AbiSession& session);
  void damage(std::string& saved);
  void add_locale();
  void use_memory();
  void keep(std::int32_t handle);
  [[nodiscard]] bool is_open(std::uint32_t handle) const;

  Script script_;
  std::uint32_t questionnaire_ = shared_questionnaire();
  std::vector<std::unique_ptr<AbiSession>> sessions_;
};

Player::~Player() {
  if (questionnaire_ != shared_questionnaire()) close_own();
}

/// What changes or closes a questionnaire does it to one of its own, for the next input finds the
/// shared one as it was.
void Player::open_own() {
  if (questionnaire_ != shared_questionnaire()) return;
  sessions_.clear();
  questionnaire_ = open_shipped();
  open_session();
}

void Player::close_own() {
  std::vector<std::uint32_t> handles;
  for (const auto& session : sessions_) handles.push_back(session->handle());
  yp_questionnaire_close(questionnaire_);
  for (const std::uint32_t handle : handles) kClosed.holds(yp_session_view(handle) < 0);
  kClosed.holds(yp_questionnaire_close(questionnaire_) < 0);
  kClosed.holds(yp_session_open(questionnaire_, nullptr, 0, nullptr, kArea) < 0);
}

void Player::step() {
  enum : std::uint8_t { kOpen, kClose, kRestore, kAddLocale, kTexts, kStale, kAlloc, kIntents };
  const std::uint8_t kind = script_.byte();
  if (kind >= kIntents) {
    if (!sessions_.empty()) intent(*sessions_[kind % sessions_.size()]);
    return;
  }
  switch (kind) {
    case kOpen:
      return open_session();
    case kClose:
      if (!sessions_.empty()) sessions_.pop_back();
      return;
    case kRestore:
      if (!sessions_.empty()) restore(*sessions_.front());
      return;
    case kAddLocale:
      return add_locale();
    case kTexts: {
      const std::string language = word(script_);
      return check_status(yp_locale_texts(questionnaire_, as_bytes(language).data(),
                                          static_cast<std::uint32_t>(language.size())));
    }
    case kStale: {
      const std::uint32_t handle = script_.byte() == 0 ? questionnaire_ : script_.number();
      if (!is_open(handle)) check_stale(handle);
      return;
    }
    case kAlloc:
      return use_memory();
  }
}

void Player::intent(AbiSession& session) {
  enum : std::uint8_t { kChooseLevel, kToggle, kSetText, kApply };
  const std::uint32_t now = 1000U + script_.byte();
  switch (script_.below(4)) {
    case kChooseLevel:
      session.choose_level(static_cast<std::uint32_t>(script_.below(8)), now);
      return;
    case kToggle: {
      const std::string item = word(script_);
      session.toggle(item, word(script_), now);
      return;
    }
    case kSetText: {
      const std::string item = word(script_);
      session.set_text(item, word(script_), now);
      return;
    }
    case kApply: {
      const auto intent = static_cast<std::uint32_t>(script_.below(12));
      session.apply(intent, word(script_), now);
      return;
    }
  }
}

void Player::open_session() {
  const std::array<std::uint8_t, 16> id{script_.byte()};
  const std::string language = script_.byte() == 0 ? "zh-Hans" : word(script_);
  const std::uint32_t area = script_.byte() == 0 ? kArea : script_.number();
  keep(yp_session_open(questionnaire_, as_bytes(language).data(),
                       static_cast<std::uint32_t>(language.size()), id.data(), area));
}

void Player::keep(std::int32_t handle) {
  check_status(handle);
  if (handle <= 0) return;
  sessions_.push_back(std::make_unique<AbiSession>(static_cast<std::uint32_t>(handle)));
  if (sessions_.size() > kMaxSessions) sessions_.erase(sessions_.begin());
}

/// A session from another one's save, which may have been damaged on its way.
void Player::restore(const AbiSession& session) {
  std::string saved = session.save();
  damage(saved);
  const auto restore = [this](const std::string& text) {
    const std::vector<std::uint8_t> bytes(text.begin(), text.end());
    return yp_session_restore(questionnaire_, bytes.data(),
                              static_cast<std::uint32_t>(bytes.size()));
  };
  const std::size_t before = sessions_.size();
  keep(restore(saved));
  if (sessions_.size() == before) return;
  const std::string once = sessions_.back()->save();
  const std::int32_t again = restore(once);
  kSaved.holds(again > 0);
  kSaved.same(AbiSession(static_cast<std::uint32_t>(again)).save(), once);
}

void Player::damage(std::string& saved) {
  for (std::size_t changes = script_.below(4); changes > 0; --changes) {
    const std::size_t at = script_.number() % saved.size();
    saved[at] = static_cast<char>(script_.byte());
  }
  if (script_.below(8) == 7) saved.resize(script_.byte());
}

void Player::add_locale() {
  open_own();
  std::vector<std::uint8_t> pack = english_pack();
  if (script_.below(4) == 3) pack.resize(script_.number() % pack.size());
  check_status(yp_locale_add(questionnaire_, pack.data(), static_cast<std::uint32_t>(pack.size())));
}

void Player::use_memory() {
  constexpr std::uint32_t kLimit = 1U << 20;
  const std::uint32_t size = script_.number() >> script_.below(32);
  std::uint8_t* memory = yp_alloc(size);
  kMemory.holds((memory != nullptr) == (size > 0 && size <= kLimit));
  if (memory != nullptr) memory[size - 1] = 1;
  yp_free(memory);
}

bool Player::is_open(std::uint32_t handle) const {
  for (const auto& session : sessions_) {
    if (session->handle() == handle) return true;
  }
  return false;
}

}  // namespace
}  // namespace yiping::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  yiping::fuzz::Player(yiping::fuzz::Script({data, size})).play();
  return 0;
}
