// SPDX-License-Identifier: Apache-2.0
#include "collector/form/html.hpp"

#include <utility>

namespace yiping::collector {

Html::Html() : out_("<!doctype html>\n") {}

Html& Html::open(std::string_view tag, Attributes attributes) {
  start(tag, attributes);
  open_.push_back(tag);
  return *this;
}

Html& Html::close() {
  out_.append("</").append(open_.back()).append(">");
  open_.pop_back();
  return *this;
}

Html& Html::text(std::string_view text) {
  escaped(text);
  return *this;
}

Html& Html::element(std::string_view tag, Attributes attributes, std::string_view text) {
  open(tag, attributes);
  // A parser drops the first line feed inside a textarea: it gets one to drop.
  if (tag == "textarea") out_ += '\n';
  return this->text(text).close();
}

Html& Html::empty(std::string_view tag, Attributes attributes) {
  start(tag, attributes);
  return *this;
}

std::string Html::take() {
  while (!open_.empty()) close();
  out_ += '\n';
  return std::move(out_);
}

void Html::start(std::string_view tag, Attributes attributes) {
  out_.append("<").append(tag);
  for (const Attribute& attribute : attributes) {
    if (attribute.name.empty()) continue;
    out_.append(" ").append(attribute.name).append("=\"");
    escaped(attribute.value);
    out_ += '"';
  }
  out_ += '>';
}

void Html::escaped(std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out_ += "&amp;";
        break;
      case '<':
        out_ += "&lt;";
        break;
      case '>':
        out_ += "&gt;";
        break;
      case '"':
        out_ += "&quot;";
        break;
      case '\'':
        out_ += "&#39;";
        break;
      default:
        out_ += c;
    }
  }
}

}  // namespace yiping::collector
