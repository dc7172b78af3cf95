// SPDX-License-Identifier: Apache-2.0
// Open to everyone: questionnaires and published figures.
#include <algorithm>

#include "collector/routes.hpp"
#include "collector/static_files.hpp"
#include "yiping/indicator.hpp"

namespace yiping::collector {
namespace {

using host::Json;

constexpr std::string_view kDefaultLanguage = "zh-Hans";
constexpr Seconds kMaxFiguresAge = 60;

Response get_questionnaire(Context& context, const Request& request, const PathParts& parts) {
  const auto version = read_whole(parts[1]);
  const ServedQuestionnaire* served =
      version ? context.questionnaires.find(parts[0], *version) : nullptr;
  if (served == nullptr) throw Problem("questionnaire_unknown");
  const auto* language = served->language(request.query_value("lang").value_or(kDefaultLanguage));
  if (language == nullptr) throw Problem("questionnaire_unknown");

  const bool is_compressed = accepts_encoding(request.header("Accept-Encoding"), "br");
  const std::string etag = "\"" + language->etag + (is_compressed ? "-br\"" : "\"");
  Response response;
  response.content_type = "application/cbor";
  response.with("ETag", etag)
      .with("Vary", "Accept-Encoding")
      .with("Cache-Control", "public, max-age=31536000, immutable");
  if (knows_tag(request, etag)) {
    response.status = 304;
    return response;
  }
  if (is_compressed) response.with("Content-Encoding", "br");
  response.body = is_compressed ? language->brotli : language->pack;
  return response;
}

Json write_counts(const Counts& counts) {
  Json levels;
  for (const Level level : kLevels) {
    levels[std::string(name_of(level))] = counts.levels[static_cast<std::size_t>(level)];
  }
  Json figures = Json::array();
  for (const Figure& figure : figures_of(counts)) {
    figures.push_back({{"id", figure.id},
                       {"formula", figure.formula},
                       {"numerator", figure.numerator},
                       {"denominator", figure.denominator}});
  }
  return {{"levels", std::move(levels)},       {"pending", counts.pending},
          {"unrated", counts.unrated},         {"bad", counts.bad()},
          {"bad_replied", counts.bad_replied}, {"late", counts.late},
          {"corrected", counts.corrected},     {"voided", counts.voided},
          {"figures", std::move(figures)}};
}

Response cached(const Context& context, const Request& request, const Json& body) {
  Response response = json_response(body);
  const Seconds age = std::min(context.config.snapshot_seconds, kMaxFiguresAge);
  response.with("Cache-Control", "public, max-age=" + std::to_string(age));
  return unless_known(request, std::move(response));
}

Response get_index(Context& context, const Request& request) {
  const PublicIndex index = context.store.public_index();
  Json areas = Json::array();
  for (const AreaConfig& area : context.config.areas) {
    if (std::find(index.areas.begin(), index.areas.end(), area.code) == index.areas.end()) continue;
    areas.push_back({{"code", area.code}, {"name", area.name}});
  }
  return cached(context, request, {{"areas", std::move(areas)}, {"months", index.months}});
}

Response get_figures(Context& context, const Request& request) {
  const auto area = request.query_value("area");
  const auto month = request.query_value("month");
  if (!area) throw Problem("missing_field", "/area");
  if (!month) throw Problem("missing_field", "/month");
  if (context.config.area(*area) == nullptr) throw Problem("area_unknown", "/area");
  const auto table = table_named(request.query_value("table").value_or("cases"));
  if (!table)
    throw Problem("bad_value", "/table", {{"expected", "cases, follow_ups, visits, general"}});
  const auto snapshot = context.store.latest_snapshot(*area, *month, *table);
  if (!snapshot) throw Problem("figures_unknown");

  Json body = write_counts(snapshot->total);
  body["schema"] = "yiping.figures/1";
  body["area"] = snapshot->area;
  body["month"] = snapshot->month;
  body["table"] = name_of(snapshot->table);
  body["cut_off"] = snapshot->cut_off;
  body["next"] = snapshot->next;
  Json& organisations = body["organisations"] = Json::array();
  for (const GroupFigures& group : snapshot->organisations) {
    Json one = write_counts(group.counts);
    one["code"] = group.code;
    one["name"] = group.name;
    one["cut_off"] = group.cut_off;
    organisations.push_back(std::move(one));
  }
  return cached(context, request, body);
}

}  // namespace

std::vector<Route> public_routes(Context& context) {
  return {{"GET", "/v1/questionnaires/{id}/{version}", Sharing::everyone, 0,
           [&context](const Request& request, const PathParts& parts) {
             return get_questionnaire(context, request, parts);
           }},
          {"GET", "/v1/public/index", Sharing::everyone, 0,
           [&context](const Request& request, const PathParts&) {
             return get_index(context, request);
           }},
          {"GET", "/v1/public/figures", Sharing::everyone, 0,
           [&context](const Request& request, const PathParts&) {
             return get_figures(context, request);
           }}};
}

}  // namespace yiping::collector
