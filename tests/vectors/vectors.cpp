// SPDX-License-Identifier: Apache-2.0
#include "vectors.hpp"

namespace yiping::vectors {
namespace {

struct Module {
  std::string_view name;
  void (*answer)(std::string_view call, FieldReader& input, JsonWriter& out);
};

constexpr Module kModules[] = {
    {"eligibility", eligibility},
    {"indicator", indicator},
    {"mapping", mapping},
    {"rectification", rectification},
};

std::string refused(const Error& error) {
  JsonWriter out;
  write_error(error, out);
  return out.take();
}

}  // namespace

void no_such_call(FieldReader& input) { input.fail(ErrorCode::bad_value, "call"); }

void write_error(const Error& error, JsonWriter& out) {
  out.begin_object();
  out.key("error").text(name_of(error.code));
  out.key("where").text(error.where);
  out.end_object();
}

std::string run(std::span<const std::uint8_t> question) {
  const auto root = CborValue::parse(question);
  if (!root) return refused(root.error());
  FieldReader::Fault fault;
  FieldReader fields(*root, fault);
  const std::string_view name = fields.text("module");
  const std::string_view call = fields.text("call");
  const auto map = fields.need("input", CborValue::Kind::map);
  fields.finish();
  if (!map) return refused(fault.take().error());
  for (const Module& module : kModules) {
    if (module.name != name) continue;
    FieldReader input(fields, "input", *map);
    JsonWriter out;
    module.answer(call, input, out);
    input.finish();
    if (const auto status = fault.take(); !status) return refused(status.error());
    return out.take();
  }
  return refused({ErrorCode::bad_value, "/module"});
}

}  // namespace yiping::vectors
