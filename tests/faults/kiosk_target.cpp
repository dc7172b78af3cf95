// SPDX-License-Identifier: Apache-2.0
#include "kiosk_target.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace yiping::faults {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kPatience = std::chrono::seconds(20);

std::array<int, 2> pipe_of() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  return ends;
}

/// "kept=1" -> "1"
std::string value_of(const std::string& word) { return word.substr(word.find('=') + 1); }

}  // namespace

KioskTarget::KioskTarget(Command program, const std::filesystem::path& log,
                         std::function<void(const Shown&)> see)
    : process_(std::move(program), log), see_(std::move(see)) {}

KioskTarget::~KioskTarget() { close_pipes(); }

void KioskTarget::start() {
  const auto [tapped, taps] = pipe_of();
  const auto [lines, said] = pipe_of();
  taps_ = taps;
  lines_ = lines;
  heard_.clear();
  shown_.reset();
  process_.start({.input = tapped, .output = said});
  ::close(tapped);
  ::close(said);
  await("something", [](const Shown&) { return true; });
}

bool KioskTarget::kill() {
  const bool killed = process_.kill();
  // What stands in the pipe was on the screen before the kill.
  while (lines_ >= 0 && hear(Clock::now() + kPatience)) {
  }
  close_pipes();
  return killed;
}

void KioskTarget::tap(const std::string& name) {
  const std::string line = "tap " + name + "\n";
  if (::write(taps_, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
    throw std::runtime_error("the kiosk takes no taps; see kiosk.log");
  }
}

void KioskTarget::await(const std::string& what, const std::function<bool(const Shown&)>& test) {
  const auto end = Clock::now() + kPatience;
  while (!shown_ || !test(*shown_)) {
    if (hear(end)) continue;
    throw std::runtime_error("the kiosk does not show " + what + "; see kiosk.log");
  }
}

void KioskTarget::await_screen(const std::string& name) {
  await(name, [&](const Shown& shown) { return shown.screen == name; });
}

bool KioskTarget::hear(Clock::time_point end) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
  pollfd waiting{lines_, POLLIN, 0};
  if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) return false;
  std::array<char, 4'096> bytes;
  const ssize_t size = ::read(lines_, bytes.data(), bytes.size());
  if (size <= 0) return false;
  heard_.append(bytes.data(), static_cast<std::size_t>(size));
  for (auto line = heard_.find('\n'); line != std::string::npos; line = heard_.find('\n')) {
    take(heard_.substr(0, line));
    heard_.erase(0, line + 1);
  }
  return true;
}

void KioskTarget::take(const std::string& line) {
  std::istringstream words(line);
  std::string kind;
  Shown shown;
  std::string chosen;
  std::string kept;
  std::string receipt;
  words >> kind >> shown.screen >> chosen >> kept >> receipt;
  if (kind != "screen") throw std::runtime_error("the kiosk says: " + line);
  shown.chosen = value_of(chosen);
  shown.kept = value_of(kept) == "1";
  shown.receipt = value_of(receipt);
  shown_ = shown;
  see_(shown);
}

void KioskTarget::close_pipes() {
  for (int* end : {&taps_, &lines_}) {
    if (*end >= 0) ::close(std::exchange(*end, -1));
  }
}

}  // namespace yiping::faults
