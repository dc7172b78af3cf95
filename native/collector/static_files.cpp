// SPDX-License-Identifier: Apache-2.0
#include "collector/static_files.hpp"

#include <algorithm>
#include <stdexcept>

#include "host/files.hpp"
#include "host/json.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

/// No inline script or style, no eval but WebAssembly, no markup from strings, no frames.
constexpr std::string_view kPagePolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'";

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

/// "q=0", "q=0.0" and so on: the client refuses it.
bool is_refused(std::string_view parameters) {
  const std::size_t q = parameters.find("q=");
  if (q == std::string_view::npos) return false;
  const std::string_view weight = trimmed(parameters.substr(q + 2));
  return !weight.empty() && weight.find_first_not_of("0.") == std::string_view::npos;
}

[[noreturn]] void refuse(const std::filesystem::path& manifest, const std::string& why) {
  throw std::runtime_error(manifest.string() + ": " + why);
}

}  // namespace

bool accepts_encoding(std::string_view accept_encoding, std::string_view encoding) {
  while (!accept_encoding.empty()) {
    const std::string_view part = next_of_list(accept_encoding);
    const std::size_t end = std::min(part.find(';'), part.size());
    if (trimmed(part.substr(0, end)) == encoding) return !is_refused(part.substr(end));
  }
  return false;
}

StaticFiles::StaticFiles(const std::filesystem::path& folder) {
  const std::filesystem::path manifest = folder / "manifest.json";
  const host::FileBytes read = host::read_file(manifest);
  if (!read) throw std::runtime_error(read.error);
  const host::ParsedJson parsed = host::parse_json(read.bytes);
  if (!parsed || !parsed.value.is_object() || !parsed.value.contains("files")) {
    refuse(manifest, "不是网页构建的清单 / is not the manifest of a web build");
  }
  const auto load = [&](File& file, const std::string& encoding, const std::string& name) {
    const std::filesystem::path relative = std::filesystem::path(name).lexically_normal();
    if (relative.is_absolute() || *relative.begin() == "..") {
      refuse(manifest, "清单指向目录之外 / leads out of its folder: " + name);
    }
    host::FileBytes bytes = host::read_file(folder / relative);
    if (!bytes) throw std::runtime_error(bytes.error);
    std::string etag = "\"" + to_hex(sha256(as_bytes(bytes.bytes))).substr(0, 32) + "\"";
    file.bodies.emplace(encoding, Body{std::move(bytes.bytes), std::move(etag)});
  };
  try {
    for (const host::Json& entry : parsed.value.at("files")) {
      File file;
      file.type = entry.at("type").get<std::string>();
      file.immutable = entry.value("immutable", false);
      file.page = entry.value("page", false);
      load(file, "identity", entry.at("file").get<std::string>());
      if (entry.contains("br")) load(file, "br", entry.at("br").get<std::string>());
      if (entry.contains("gz")) load(file, "gzip", entry.at("gz").get<std::string>());
      const auto path = entry.at("path").get<std::string>();
      if (entry.contains("name")) paths_.emplace(entry.at("name").get<std::string>(), path);
      files_.emplace(path, std::move(file));
    }
  } catch (const host::Json::exception& error) {
    refuse(manifest, std::string("清单条目有误 / an entry is wrong: ") + error.what());
  }
}

std::string_view StaticFiles::path_of(std::string_view name) const {
  const auto path = paths_.find(name);
  return path == paths_.end() ? std::string_view() : std::string_view(path->second);
}

Response StaticFiles::serve(const Request& request) const {
  const File& file = files_.find(request.path)->second;
  const std::string_view accepted = request.header("Accept-Encoding");
  auto chosen = file.bodies.find("identity");
  for (const std::string_view encoding : {"br", "gzip"}) {
    const auto body = file.bodies.find(encoding);
    if (body == file.bodies.end() || !accepts_encoding(accepted, encoding)) continue;
    chosen = body;
    break;
  }

  Response response;
  response.content_type = file.type;
  response.with("ETag", chosen->second.etag).with("Vary", "Accept-Encoding");
  response.with("Cache-Control",
                file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (file.page) {
    response.with("Content-Security-Policy", std::string(kPagePolicy));
    response.with("Cross-Origin-Opener-Policy", "same-origin");
  } else {
    response.with("Cross-Origin-Resource-Policy", "cross-origin");
    response.with("Access-Control-Allow-Origin", "*");
  }
  if (knows_tag(request, chosen->second.etag)) {
    response.status = 304;
    return response;
  }
  if (chosen->first != "identity") response.with("Content-Encoding", chosen->first);
  response.body = chosen->second.bytes;
  return response;
}

}  // namespace yiping::collector
