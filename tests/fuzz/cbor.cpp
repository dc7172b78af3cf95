// SPDX-License-Identifier: Apache-2.0
#include "fuzz/cbor_oracle.hpp"
#include "fuzz/invariant.hpp"

namespace yiping::fuzz {
namespace {

const Invariant kReadAlike("what is accepted, the oracle reads alike");
const Invariant kWrittenAlike("a value is written as the oracle writes it");
const Invariant kReadAgain("what was written is read again");
const Invariant kSubset("what the oracle writes of the subset is accepted");

void look(const Invariant& invariant, const std::optional<Compared>& compared) {
  if (compared) invariant.same(compared->actual, compared->expected);
}

void check(std::span<const std::uint8_t> input) {
  const CborComparison found = compare_cbor(input);
  look(kReadAlike, found.read);
  look(kWrittenAlike, found.written);
  look(kReadAgain, found.again);
  if (found.subset) kSubset.holds(*found.subset);
}

}  // namespace
}  // namespace yiping::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  yiping::fuzz::check({data, size});
  return 0;
}
