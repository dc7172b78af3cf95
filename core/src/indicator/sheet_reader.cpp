// SPDX-License-Identifier: Apache-2.0
#include "indicator/reading.hpp"

namespace yiping {
namespace {

using Kind = CborValue::Kind;

void read_nodes(FieldReader& fields, Sheet& sheet, std::optional<std::size_t> parent,
                std::size_t depth);

void read_node(FieldReader& fields, Sheet& sheet, std::optional<std::size_t> parent,
               std::size_t depth) {
  SheetNode node;
  node.id = reading::id_of(fields, "id");
  node.label = reading::id_of(fields, "label");
  node.parent = parent;
  node.weight = reading::count_of(fields, "weight", kWholeWeight);
  if (sheet.find(node.id)) fields.fail(ErrorCode::duplicate_id, "id");
  const std::size_t index = sheet.nodes.size();
  const bool inner = fields.may("nodes", Kind::array).has_value();
  node.leaf = !inner;
  if (node.leaf) node.evidence = fields.boolean("evidence");
  sheet.nodes.push_back(std::move(node));
  if (inner) read_nodes(fields, sheet, index, depth + 1);
  fields.finish();
}

void read_nodes(FieldReader& fields, Sheet& sheet, std::optional<std::size_t> parent,
                std::size_t depth) {
  const auto nodes = fields.need("nodes", Kind::array);
  if (!nodes) return;
  if (depth > kMaxSheetDepth) return fields.fail(ErrorCode::too_deep, "nodes");
  if (nodes->size() + sheet.nodes.size() > kMaxSheetNodes) {
    return fields.fail(ErrorCode::too_large, "nodes");
  }
  std::uint32_t sum = 0;
  CborValue::Cursor cursor(*nodes);
  for (int index = 0; !cursor.done() && !fields.failed(); ++index) {
    FieldReader inner(fields, "nodes", cursor.next(), index);
    const std::size_t at = sheet.nodes.size();
    read_node(inner, sheet, parent, depth);
    sum += sheet.nodes[at].weight;
  }
  if (sum != kWholeWeight) fields.fail(ErrorCode::bad_weights, "nodes");
}

void read_language(FieldReader& texts, std::string_view language, const CborValue& map,
                   Sheet& sheet) {
  const std::string name(language);
  if (map.size() > kMaxSheetNodes + 1) {
    return texts.fail_key(ErrorCode::too_large, nullptr, language);
  }
  CborValue::Cursor cursor(map);
  while (!cursor.done()) {
    const std::string_view key = cursor.next().text();
    const CborValue text = cursor.next();
    if (text.kind() != Kind::text || text.text().empty()) {
      return texts.fail_key(ErrorCode::wrong_type, name.c_str(), key);
    }
    sheet.texts.push_back({name, std::string(key), std::string(text.text())});
  }
  const auto need = [&](const std::string& key) {
    if (!sheet.text(language, key).empty()) return;
    texts.fail_key(ErrorCode::missing_text, name.c_str(), key);
  };
  need(sheet.title);
  for (const SheetNode& node : sheet.nodes) need(node.label);
}

void read_texts(FieldReader& fields, Sheet& sheet) {
  const auto texts = fields.need("texts", Kind::map);
  if (!texts) return;
  if (texts->size() == 0) return fields.fail(ErrorCode::bad_value, "texts");
  if (texts->size() > kMaxSheetLanguages) return fields.fail(ErrorCode::too_large, "texts");
  FieldReader inner(fields, "texts", *texts);
  CborValue::Cursor cursor(*texts);
  while (!cursor.done() && !fields.failed()) {
    const std::string_view language = cursor.next().text();
    const CborValue map = cursor.next();
    if (map.kind() != Kind::map) return inner.fail_key(ErrorCode::wrong_type, nullptr, language);
    read_language(inner, language, map, sheet);
  }
}

void read_score(FieldReader& fields, const char* name, std::optional<std::uint32_t>& score) {
  const auto value = fields.may(name, Kind::integer);
  if (!value) return;
  score = value->integer();
  if (*score > kMaxScore) fields.fail(ErrorCode::bad_value, name);
}

void read_evidence(FieldReader& fields, LeafScore& leaf) {
  const auto evidence = fields.may("evidence", Kind::array);
  if (!evidence) return;
  CborValue::Cursor cursor(*evidence);
  for (int index = 0; !cursor.done(); ++index) {
    const CborValue reference = cursor.next();
    if (reference.kind() != Kind::text || reference.text().empty()) {
      return fields.fail(ErrorCode::wrong_type, "evidence", index);
    }
    leaf.evidence.emplace_back(reference.text());
  }
}

void read_leaf(FieldReader& fields, const Sheet& sheet, std::vector<bool>& seen,
               SheetScores& scores) {
  const auto node = sheet.find(fields.text("id"));
  if (!node) return fields.fail(ErrorCode::unknown_item, "id");
  if (!sheet.nodes[*node].leaf) return fields.fail(ErrorCode::bad_value, "id");
  if (seen[*node]) return fields.fail(ErrorCode::duplicate_id, "id");
  seen[*node] = true;
  LeafScore& leaf = scores.leaves[*node];
  read_score(fields, "self", leaf.self);
  read_score(fields, "panel", leaf.panel);
  read_evidence(fields, leaf);
  fields.finish();
}

}  // namespace

void reading::read(FieldReader& fields, Sheet& out) {
  Head head = reading::head(fields, "yiping.sheet/1");
  out.id = std::move(head.id);
  out.version = head.version;
  out.source = std::move(head.source);
  out.title = id_of(fields, "title");
  const std::string_view kind = fields.text("kind");
  if (kind == name_of(SheetKind::self_assessment)) {
    out.kind = SheetKind::self_assessment;
  } else if (kind != name_of(SheetKind::third_party)) {
    fields.fail(ErrorCode::bad_value, "kind");
  }
  read_nodes(fields, out, std::nullopt, 1);
  read_texts(fields, out);
  fields.finish();
}

void reading::read(FieldReader& fields, const Sheet& sheet, SheetScores& out) {
  if (fields.text("schema") != "yiping.sheet-scores/1") {
    fields.fail(ErrorCode::bad_value, "schema");
  }
  out.sheet = fields.text("sheet");
  if (out.sheet != sheet.id) fields.fail(ErrorCode::bad_value, "sheet");
  out.version = fields.integer("version");
  if (out.version != sheet.version) fields.fail(ErrorCode::bad_value, "version");
  out.leaves = std::vector<LeafScore>(sheet.nodes.size());
  if (const auto scores = fields.need("scores", Kind::array)) {
    std::vector<bool> seen(sheet.nodes.size());
    CborValue::Cursor cursor(*scores);
    for (int index = 0; !cursor.done() && !fields.failed(); ++index) {
      FieldReader inner(fields, "scores", cursor.next(), index);
      read_leaf(inner, sheet, seen, out);
    }
  }
  fields.finish();
}

Result<Sheet> read_sheet(std::span<const std::uint8_t> cbor) { return reading::whole<Sheet>(cbor); }

Result<SheetScores> read_sheet_scores(std::span<const std::uint8_t> cbor, const Sheet& sheet) {
  const auto root = CborValue::parse(cbor);
  if (!root) return root.error();
  FieldReader::Fault fault;
  FieldReader fields(*root, fault);
  SheetScores scores;
  reading::read(fields, sheet, scores);
  if (fields.failed()) return fault.take();
  return scores;
}

}  // namespace yiping
