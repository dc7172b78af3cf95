// SPDX-License-Identifier: Apache-2.0
// Handles with a generation: a closed one is an error for ever, never a crash.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace yiping {

/// Owns objects of one kind. A handle is generation (15 bits), kind (1), slot (15).
template <typename T, std::uint32_t kKind>
class HandleTable {
 public:
  static constexpr std::size_t kMaxSlots = 256;
  static constexpr std::uint32_t kMaxGeneration = 0x7FFF;

  /// 0 when the table is full. Takes ownership.
  std::int32_t add(T* object) {
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      Slot& slot = slots_[i];
      if (slot.object != nullptr || slot.generation == kMaxGeneration) continue;
      slot.object = object;
      ++slot.generation;  // so that 0 is never a handle
      return handle(i);
    }
    return 0;
  }

  [[nodiscard]] T* find(std::uint32_t handle) const {
    const std::size_t index = handle & 0x7FFFU;
    if (index >= slots_.size() || (handle >> 15 & 1U) != kKind) return nullptr;
    const Slot& slot = slots_[index];
    return slot.generation == handle >> 16 ? slot.object : nullptr;
  }

  /// The caller has found the handle.
  void close(std::uint32_t handle) {
    Slot& slot = slots_[handle & 0x7FFFU];
    delete slot.object;
    slot.object = nullptr;
  }

  /// Closes every object that `match` names.
  template <typename Match>
  void close_if(Match match) {
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      if (slots_[i].object != nullptr && match(*slots_[i].object)) {
        close(static_cast<std::uint32_t>(i));
      }
    }
  }

 private:
  struct Slot {
    T* object;
    std::uint32_t generation;
  };

  [[nodiscard]] std::int32_t handle(std::size_t index) const {
    return static_cast<std::int32_t>(slots_[index].generation << 16 | kKind << 15 |
                                     static_cast<std::uint32_t>(index));
  }

  std::array<Slot, kMaxSlots> slots_{};
};

}  // namespace yiping
