// SPDX-License-Identifier: Apache-2.0
#include "collector/form/faces.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kHead = "M24 4a20 20 0 1 0 0 40a20 20 0 1 0 0-40";

struct Drawing {
  std::string_view name;
  std::string_view lines;
};
constexpr Drawing kDrawings[] = {
    {"very_satisfied", "M15 20q2-4 4 0M29 20q2-4 4 0M13.5 27h21q-1.5 10-10.5 10t-10.5-10z"},
    {"satisfied", "M17 18v3M31 18v3M15 28q9 10 18 0"},
    {"basically_satisfied", "M17 18v3M31 18v3M16 31q8 3 16 0"},
    {"dissatisfied", "M17 18v3M31 18v3M16 34q8-7 16 0"},
    {"very_dissatisfied", "M13.5 16l6 3M34.5 16l-6 3M17.5 21v2M30.5 21v2M14 36q10-12 20 0"},
    {"stored", "M15 24l7 7l12-14"},
    {"state", "M24 21v12M24 14v1"},
};

std::string id_of(std::string_view name) { return "face-" + std::string(name); }

}  // namespace

void define_faces(Html& html) {
  html.open("svg",
            {{"width", "0"}, {"height", "0"}, {"class", "drawings"}, {"aria-hidden", "true"}});
  for (const Drawing& drawing : kDrawings) {
    html.open("symbol", {{"id", id_of(drawing.name)}, {"viewBox", "0 0 48 48"}})
        .element("path", {{"d", std::string(kHead).append(drawing.lines)}}, {})
        .close();
  }
  html.close();
}

void show_face(Html& html, std::string_view name, std::string_view size) {
  // The attributes are for pages without our style sheet: unstyled, a path is filled with black.
  html.open("svg", {{"class", "face"},
                    {"width", size},
                    {"height", size},
                    {"fill", "none"},
                    {"stroke", "currentColor"},
                    {"stroke-width", "2.5"},
                    {"stroke-linecap", "round"},
                    {"stroke-linejoin", "round"},
                    {"aria-hidden", "true"}})
      .element("use", {{"href", "#" + id_of(name)}}, {})
      .close();
}

}  // namespace yiping::collector
