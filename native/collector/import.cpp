// SPDX-License-Identifier: Apache-2.0
#include "collector/import.hpp"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iostream>
#include <utility>
#include <vector>

#include "collector/import_row.hpp"
#include "collector/own_service.hpp"
#include "host/authored_settings.hpp"
#include "host/operator_error.hpp"

namespace yiping::collector {
namespace {

using host::Json;
using host::OperatorError;

constexpr std::size_t kGroup = 100;  // of POST /v1/entries
constexpr std::size_t kShown = 20;
constexpr std::int64_t kProgress = 1'000;
constexpr std::string_view kServices = "/services/";

const SystemKey& key_of(const Config& config, const std::string& id) {
  const auto found = std::find_if(config.system_keys.begin(), config.system_keys.end(),
                                  [&](const SystemKey& key) { return key.id == id; });
  if (found != config.system_keys.end() && found->entries) return *found;
  throw OperatorError("--key " + id + ": 配置里没有这把密钥，或没有写 \"entries\": true。\n--key " +
                      id + ": the configuration has no such key, or not with \"entries\": true.");
}

Mapping mapping_of(const std::filesystem::path& file) {
  std::vector<host::Fault> faults;
  auto mapping = host::load_mapping(file, faults);
  if (mapping) return *std::move(mapping);
  throw OperatorError(host::describe(faults.front()));
}

/// A refused row with the reasons, as people can sort them.
struct Refused {
  std::int64_t row = 0;
  std::string why;
};

std::string told(const MapProblem& problem) {
  std::string out(name_of(problem.rule));
  if (!problem.field.empty()) out.append(" ").append(problem.field);
  if (!problem.what.empty()) out.append(" (").append(problem.what).append(")");
  return out;
}

std::string told(const Json& result) {
  return result.value("code", "") + (result.contains("field") ? " " : "") +
         result.value("field", "");
}

class Importer {
 public:
  Importer(const Config& config, const Import& import)
      : import_(import),
        mapping_(mapping_of(import.mapping)),
        service_(config, key_of(config, import.key)) {
    if (import.rejects.empty()) return;
    rejects_.open(import.rejects, std::ios::binary | std::ios::trunc);
    if (!rejects_) {
      throw OperatorError(import.rejects.string() + ": 无法写入。\n" + import.rejects.string() +
                          ": cannot be written.");
    }
  }

  void run() {
    read_csv(import_.file, import_.encoding, [this](const CsvRow& row) { take(row); });
    send();
    if (is_shown_) std::cerr << "\r" << std::string(40, ' ') << "\r" << std::flush;
    rejects_.flush();
    if (!import_.rejects.empty() && !rejects_) {
      throw OperatorError(import_.rejects.string() + ": 没有写全，请检查磁盘空间。\n" +
                          import_.rejects.string() + ": was not written whole; is the disk full?");
    }
  }

  void report(std::ostream& out) const {
    out << import_.file.string()
        << (import_.dry_run ? "（试运行，未发送 / dry run, nothing sent）" : "")
        << "\n  数据行 / rows                       " << rows_
        << "\n  评价 / ratings                      " << ratings_
        << "\n  其中原已存在 / there already        " << known_
        << "\n  系统默认，不算评价 / defaults, none  " << defaults_
        << "\n  未导入 / refused                    " << refused_count_ << "\n";
    for (const Refused& each : refused_) out << "    " << each.row << ": " << each.why << "\n";
    if (refused_count_ > refused_.size()) out << "    …\n";
  }

 private:
  void take(const CsvRow& row) {
    ++rows_;
    ImportRow read = import_row(mapping_, row, import_.area);
    if (!read.problems.empty()) {
      refuse(row, told(read.problems.front()));
      return;
    }
    group_.push_back({row, std::move(read)});
    if (group_.size() == kGroup) send();
  }

  struct Pending {
    CsvRow row;
    ImportRow read;
  };

  void send() {
    if (!import_.dry_run) send_services();
    Json entries = Json::array();
    std::vector<const Pending*> of;
    for (const Pending& pending : group_) {
      if (!pending.read.entry) {
        ++defaults_;
        continue;
      }
      entries.push_back(*pending.read.entry);
      of.push_back(&pending);
    }
    if (import_.dry_run) {
      ratings_ += of.size();
    } else if (!of.empty()) {
      send_entries(entries, of);
    }
    group_.clear();
    show();
  }

  /// The interface refuses a body for one service of it: that one is taken out.
  void send_services() {
    while (!group_.empty()) {
      Json services = Json::array();
      for (const Pending& pending : group_) services.push_back(pending.read.service);
      const host::HttpAnswer answer =
          service_.post("/v1/services", {{"services", std::move(services)}});
      if (answer.status == 200) return;
      const Json problem = host::parse_json(answer.body).value;
      const std::size_t at = index_in(problem);
      if (at >= group_.size()) {
        throw OperatorError("/v1/services: " + std::to_string(answer.status) + " " + answer.body);
      }
      refuse(group_[at].row, problem.value("code", "") + within(problem));
      group_.erase(group_.begin() + static_cast<std::ptrdiff_t>(at));
    }
  }

  /// "/services/7/org_code": " /org_code".
  static std::string within(const Json& problem) {
    const std::string field = problem.value("field", "");
    const std::size_t member = field.find('/', kServices.size());
    return member == std::string::npos ? "" : " " + field.substr(member);
  }

  /// "/services/7/org_code": 7. Past every group: it names none.
  static std::size_t index_in(const Json& problem) {
    const std::string field = problem.is_object() ? problem.value("field", "") : "";
    if (!field.starts_with(kServices)) return kGroup;
    std::size_t at = 0;
    const char* digits = field.data() + kServices.size();
    const auto read = std::from_chars(digits, field.data() + field.size(), at);
    return read.ec == std::errc() ? at : kGroup;
  }

  void send_entries(const Json& entries, const std::vector<const Pending*>& of) {
    const host::HttpAnswer answer = service_.post("/v1/entries", {{"entries", entries}});
    if (answer.status != 200) {
      throw OperatorError("/v1/entries: " + std::to_string(answer.status) + " " + answer.body);
    }
    const Json results = host::parse_json(answer.body).value["results"];
    for (std::size_t i = 0; i < of.size(); ++i) {
      const std::int64_t status = results[i]["status"];
      if (status >= 300) {
        refuse(of[i]->row, told(results[i]));
        continue;
      }
      ++ratings_;
      if (status == 200) ++known_;
    }
  }

  /// A copy of the row behind its number and the reason: what is mended can be imported again.
  void refuse(const CsvRow& row, std::string why) {
    ++refused_count_;
    if (rejects_.is_open()) {
      if (refused_count_ == 1) {
        rejects_ << "row,why";
        for (const FieldText& cell : row.cells) rejects_ << "," << csv_cell(cell.name);
        rejects_ << "\r\n";
      }
      rejects_ << row.number << "," << csv_cell(why);
      for (const FieldText& cell : row.cells) rejects_ << "," << csv_cell(cell.value);
      rejects_ << "\r\n";
    }
    if (refused_.size() < kShown) refused_.push_back({row.number, std::move(why)});
  }

  void show() const {
    if (is_shown_ && rows_ % kProgress < static_cast<std::int64_t>(kGroup)) {
      std::cerr << "\r" << rows_ << " …" << std::flush;
    }
  }

  const Import& import_;
  const Mapping mapping_;
  OwnService service_;
  std::ofstream rejects_;
  std::vector<Pending> group_;
  std::vector<Refused> refused_;  // the first
  std::int64_t rows_ = 0;
  std::size_t ratings_ = 0;
  std::size_t known_ = 0;
  std::size_t defaults_ = 0;
  std::size_t refused_count_ = 0;
  const bool is_shown_ = ::isatty(STDERR_FILENO) != 0;
};

}  // namespace

void import_ratings(const Config& config, const Import& import, std::ostream& out) {
  Importer importer(config, import);
  importer.run();
  importer.report(out);
}

}  // namespace yiping::collector
