// SPDX-License-Identifier: Apache-2.0
#include "collector/service_check.hpp"

#include <algorithm>

namespace yiping::collector {

std::string read_area(const Context& context, const SystemKey& key, const Body& body) {
  std::string area = body.area("area");
  if (context.config.area(area) == nullptr) {
    throw Problem("area_unknown", body.pointer_of("area"));
  }
  if (std::find(key.areas.begin(), key.areas.end(), area) == key.areas.end()) {
    throw Problem("area_refused", body.pointer_of("area"));
  }
  return area;
}

ServiceReference read_reference(const Context& context, const SystemKey& key, const Body& body) {
  ServiceReference reference;
  reference.area = read_area(context, key, body);
  reference.case_no = body.text("case_no", kMaxCode);
  reference.service_no = body.integer("service_no", 1, 9'999);
  return reference;
}

Id16 digest_of(const Context& context, const ServiceReference& reference) {
  return context.tokens.case_digest(reference.area, reference.case_no, reference.service_no);
}

}  // namespace yiping::collector
