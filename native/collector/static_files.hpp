// SPDX-License-Identifier: Apache-2.0
// The web build's files, held in memory in every encoding that the build made.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "collector/http.hpp"

namespace yiping::collector {

class StaticFiles {
 public:
  /// None.
  StaticFiles() = default;
  /// Reads `folder`/manifest.json and all that it lists. Throws std::runtime_error naming the file
  /// at fault.
  explicit StaticFiles(const std::filesystem::path& folder);

  [[nodiscard]] bool has(std::string_view path) const { return files_.contains(path); }
  /// For GET and HEAD, of a path that `has` knows.
  [[nodiscard]] Response serve(const Request& request) const;
  /// Where the build put a file of its own: "form.css" -> "/assets/form.0123abcdef.css". Empty when
  /// it made none.
  [[nodiscard]] std::string_view path_of(std::string_view name) const;
  [[nodiscard]] std::size_t count() const { return files_.size(); }

 private:
  struct Body {
    std::string bytes;
    std::string etag;
  };
  struct File {
    std::string type;
    bool immutable = false;
    bool page = false;
    std::map<std::string, Body, std::less<>> bodies;  // by encoding: identity, br, gzip
  };
  std::map<std::string, File, std::less<>> files_;
  std::map<std::string, std::string, std::less<>> paths_;  // by name
};

/// The best of the encodings that exist, by what the header accepts: br before gzip.
[[nodiscard]] bool accepts_encoding(std::string_view accept_encoding, std::string_view encoding);

}  // namespace yiping::collector
