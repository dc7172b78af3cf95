// SPDX-License-Identifier: Apache-2.0
#include "collector/csv_file.hpp"

#include <csv.h>
#include <iconv.h>

#include <array>
#include <exception>
#include <fstream>
#include <memory>
#include <set>
#include <string_view>

#include "host/operator_error.hpp"
#include "yiping/text.hpp"

namespace yiping::collector {
namespace {

constexpr std::size_t kChunk = 64U << 10U;
/// What spreadsheets put before UTF-8.
constexpr std::string_view kMark = "\xEF\xBB\xBF";

class Decoder {
 public:
  explicit Decoder(Encoding encoding)
      : iconv_(encoding == Encoding::gb18030 ? ::iconv_open("UTF-8", "GB18030") : nullptr) {}
  ~Decoder() {
    if (iconv_ != nullptr) ::iconv_close(iconv_);
  }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  /// False: not of the encoding.
  bool decode(std::string& text) const {
    if (iconv_ == nullptr) return is_utf8(text);
    // Two bytes of GB 18030 become three of UTF-8 at most, four become four.
    std::string out(text.size() * 2, '\0');
    char* from = text.data();
    char* to = out.data();
    std::size_t left = text.size();
    std::size_t room = out.size();
    if (::iconv(iconv_, &from, &left, &to, &room) == static_cast<std::size_t>(-1)) return false;
    out.resize(out.size() - room);
    text = std::move(out);
    return true;
  }

 private:
  iconv_t iconv_;
};

class Reader {
 public:
  Reader(const std::filesystem::path& file, Encoding encoding,
         const std::function<void(const CsvRow&)>& each)
      : file_(file), decoder_(encoding), each_(each) {
    if (::csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) != 0) {
      throw std::bad_alloc();
    }
  }
  ~Reader() { ::csv_free(&parser_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  void read() {
    std::ifstream in(file_, std::ios::binary);
    if (!in) fail("打不开，请核对路径和权限", "cannot be opened: check path and permissions");
    std::array<char, kChunk> chunk{};
    bool is_first = true;
    while (in.read(chunk.data(), chunk.size()) || in.gcount() > 0) {
      std::string_view bytes(chunk.data(), static_cast<std::size_t>(in.gcount()));
      if (is_first && bytes.starts_with(kMark)) bytes.remove_prefix(kMark.size());
      is_first = false;
      const std::size_t taken =
          ::csv_parse(&parser_, bytes.data(), bytes.size(), on_cell, on_row, this);
      if (failed_) std::rethrow_exception(failed_);
      if (taken != bytes.size()) fail_quotes();
    }
    if (::csv_fini(&parser_, on_cell, on_row, this) != 0) fail_quotes();
    if (failed_) std::rethrow_exception(failed_);
    if (names_.empty()) fail("没有内容", "is empty");
  }

 private:
  // No exception may pass through the library, which is C.
  template <typename Act>
  static void guarded(void* self, const Act& act) {
    Reader& reader = *static_cast<Reader*>(self);
    if (reader.failed_) return;
    try {
      act(reader);
    } catch (...) {
      reader.failed_ = std::current_exception();
    }
  }
  static void on_cell(void* bytes, std::size_t size, void* self) {
    guarded(self, [&](Reader& reader) { reader.cell({static_cast<const char*>(bytes), size}); });
  }
  static void on_row(int, void* self) {
    guarded(self, [](Reader& reader) { reader.row(); });
  }

  void cell(std::string text) {
    if (!decoder_.decode(text)) {
      fail("第 " + std::to_string(number_ + 1) + " 行的编码不对，可用 --encoding gb18030 或 utf-8",
           "row " + std::to_string(number_ + 1) +
               " is not of the encoding: say --encoding gb18030 or utf-8");
    }
    cells_.push_back(std::move(text));
  }

  void row() {
    ++number_;
    if (names_.empty()) {
      names_ = std::move(cells_);
      require_names();
    } else if (cells_.size() != names_.size()) {
      const std::string row = std::to_string(number_);
      const std::string has = std::to_string(cells_.size());
      const std::string wants = std::to_string(names_.size());
      fail("第 " + row + " 行有 " + has + " 列，表头是 " + wants + " 列",
           "row " + row + " has " + has + " cells, and there are " + wants + " names");
    } else {
      CsvRow out{number_, {}};
      for (std::size_t i = 0; i < names_.size(); ++i) {
        out.cells.push_back({names_[i], std::move(cells_[i])});
      }
      each_(out);
    }
    cells_.clear();
  }

  void require_names() const {
    const std::set<std::string> different(names_.begin(), names_.end());
    if (different.size() != names_.size()) {
      fail("表头里有重复的列名", "has a name twice in its first row");
    }
  }

  void fail_quotes() const {
    fail("第 " + std::to_string(number_ + 1) + " 行起引号不成对",
         "has broken quotes from row " + std::to_string(number_ + 1) + " on");
  }

  [[noreturn]] void fail(const std::string& chinese, const std::string& english) const {
    throw host::OperatorError(file_.string() + ": " + chinese + "。\n" + file_.string() + ": " +
                              english + ".");
  }

  const std::filesystem::path& file_;
  const Decoder decoder_;
  const std::function<void(const CsvRow&)>& each_;
  csv_parser parser_{};
  std::int64_t number_ = 0;
  std::vector<std::string> names_;
  std::vector<std::string> cells_;
  std::exception_ptr failed_;
};

}  // namespace

void read_csv(const std::filesystem::path& file, Encoding encoding,
              const std::function<void(const CsvRow&)>& each) {
  Reader(file, encoding, each).read();
}

std::string csv_cell(std::string_view text) {
  std::string out(text.size() * 2 + 2, '\0');
  out.resize(::csv_write(out.data(), out.size(), text.data(), text.size()));
  return out;
}

}  // namespace yiping::collector
