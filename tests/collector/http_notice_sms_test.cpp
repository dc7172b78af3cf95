// SPDX-License-Identifier: Apache-2.0
// Deadlines told by files for a gateway of text messages.
#include <sys/mount.h>
#include <sys/stat.h>

#include <catch2/catch_test_macros.hpp>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>

#include "collector/tell/notice.hpp"
#include "collector/tell/sms_teller.hpp"
#include "notice_support.hpp"
#include "yiping/sha256.hpp"
#include "yiping/text.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;
using yiping::DeadlineKind;

namespace {

namespace fs = std::filesystem;

SmsConfig config_of(const fs::path& folder) { return {folder, {"13800000000", "+8675512345"}}; }

/// All that is in a folder, hidden files too.
std::map<std::string, std::string> files_of(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const fs::directory_entry& one : fs::directory_iterator(folder)) {
    std::ifstream in(one.path(), std::ios::binary);
    files[one.path().filename().string()] = {std::istreambuf_iterator<char>(in), {}};
  }
  return files;
}

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// Characters of UTF-16, as a telephone counts them.
std::size_t length_of(std::string_view text) {
  std::size_t pairs = 0;
  for (const char c : text) pairs += static_cast<unsigned char>(c) >= 0xF0 ? 1 : 0;
  return yiping::code_points(text) + pairs;
}

class Umask {
 public:
  explicit Umask(mode_t mask) : before_(::umask(mask)) {}
  ~Umask() { ::umask(before_); }
  Umask(const Umask&) = delete;
  Umask& operator=(const Umask&) = delete;

 private:
  mode_t before_;
};

}  // namespace

TEST_CASE("a file for each number tells of a deadline, and of nothing personal",
          "[http][notices]") {
  const Umask strict(0077);
  const Folder folder;
  Stack stack([&](Config& config) { config.notices = config_of(folder.path()); });
  const CaseSummary one = overdue(stack);
  REQUIRE(eventually([&] { return waiting(stack) == 0; }));
  const auto files = files_of(folder.path());
  REQUIRE(files.size() == 2);
  const std::string name =
      yiping::to_hex(one.id) + "-case.overdue-" + std::to_string(one.due) + "-0.json";
  REQUIRE(files.contains(name));
  const Json file = Json::parse(files.at(name));
  CHECK(file["schema"] == "yiping.sms/1");
  CHECK(file["to"] == "13800000000");
  CHECK(file["created"] == one.due);
  CHECK(file.size() == 4);
  const std::string text = file["text"];
  CHECK(text.starts_with("差评整改已逾期：" + one.org_name + "“" + one.item_name +
                         "”，待答复，期限"));
  CHECK(length_of(text) <= 70);
  struct stat facts {};
  REQUIRE(::stat((folder.path() / name).c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777U) == 0640U);
  for (const auto& [path, bytes] : files) {
    CHECK_FALSE(holds(bytes, "13800138000"));
    CHECK_FALSE(holds(bytes, service_event(1)["case_no"].get<std::string>()));
  }
}

TEST_CASE("a text message that is written again takes its own place", "[notices]") {
  const Folder folder;
  Waiting store;
  SmsTeller teller(*store, config_of(folder.path()));
  CHECK(teller.tell(store.delivery(), store.due()).result == Attempt::Result::told);
  const auto first = files_of(folder.path());
  CHECK(teller.tell(store.delivery(), store.due() + 60).result == Attempt::Result::told);
  CHECK(files_of(folder.path()) == first);
  CHECK(first.size() == 2);
}

TEST_CASE("a spool that is missing, or no folder, is waited for", "[http][notices][hostile]") {
  const Folder folder;
  const fs::path spool = folder.path() / "spool";
  SECTION("missing") {}
  SECTION("a file") { std::ofstream(spool) << "x"; }
  Waiting store;
  SmsTeller teller(*store, config_of(spool));
  const Attempt attempt = teller.tell(store.delivery(), store.due());
  CHECK(attempt.result == Attempt::Result::later);
  CHECK(attempt.next == store.due() + 1);
  CHECK(holds(attempt.error, spool.string()));
  const auto courier = store.courier(std::make_unique<SmsTeller>(*store, config_of(spool)));
  fs::remove(spool);
  fs::create_directory(spool);
  Seconds now = store.due();
  CHECK(eventually([&] {
    store.set_clock(now += 5);
    return store->delivery_figures(Target::notices).waiting == 0;
  }));
  CHECK(files_of(spool).size() == 2);
  CHECK(store->delivery_figures(Target::notices).dead == 0);
}

TEST_CASE("a full spool gets no half of a message, and no message for some alone",
          "[notices][hostile][disk]") {
  const Folder folder;
  if (::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=16k,mode=0700") != 0) {
    SKIP("a small file system cannot be mounted here: " << std::strerror(errno));
  }
  struct Unmount {
    const Folder& folder;
    ~Unmount() { ::umount2(folder.path().c_str(), MNT_DETACH); }
  } const unmount{folder};
  const fs::path ballast = folder.path() / "ballast";
  Waiting store;
  SmsTeller teller(*store, config_of(folder.path()));
  // Room for one of the two, then for none.
  for (const std::size_t size : {std::size_t{12'288}, std::size_t{16'384}}) {
    std::ofstream(ballast) << std::string(size, 'b');
    const Attempt attempt = teller.tell(store.delivery(), store.due());
    CHECK(attempt.result == Attempt::Result::later);
    CHECK(holds(attempt.error, std::strerror(ENOSPC)));
    CHECK(files_of(folder.path()).size() == 1);
  }
  fs::remove(ballast);
  CHECK(teller.tell(store.delivery(), store.due()).result == Attempt::Result::told);
  CHECK(files_of(folder.path()).size() == 2);
}

TEST_CASE("people are told of the duty there is, when it is near or over", "[notices]") {
  Waiting store;
  const CaseSummary& one = store.the_case();
  const auto at = [&](Seconds now) { return find_notice(*store, store.delivery(), now); };
  CHECK_FALSE(at(one.warns - 1));
  REQUIRE(at(one.warns));
  CHECK(at(one.warns)->stage == DeadlineNotice::Stage::near);
  CHECK(at(one.due - 1)->stage == DeadlineNotice::Stage::near);
  CHECK(at(one.due)->stage == DeadlineNotice::Stage::passed);
  CHECK(at(one.due)->duty == one.duty);
  Delivery other = store.delivery();
  other.id[0] ^= 1U;
  CHECK_FALSE(find_notice(*store, other, one.due));
}

TEST_CASE("a text message is one, whatever the names are", "[notices]") {
  std::string item;
  std::string office;
  for (int i = 0; i < 40; ++i) item += "社保卡𠀀补办";
  for (int i = 0; i < 40; ++i) office += "人力资源局";
  for (int kind = 0; kind < yiping::kDeadlineKinds; ++kind) {
    for (const auto stage : {DeadlineNotice::Stage::near, DeadlineNotice::Stage::passed}) {
      DeadlineNotice notice{stage, static_cast<DeadlineKind>(kind), kNow, {}, item, office};
      for (const bool brief : {false, true}) {
        if (brief) notice.office = "区医保局";
        const std::string text = short_text_of(notice);
        INFO(text);
        CHECK(yiping::is_utf8(text));
        CHECK(length_of(text) <= 70);
        CHECK(length_of(text) >= 68);
        CHECK(holds(text, "…”"));
        if (brief) CHECK(holds(text, "区医保局“"));
        CHECK(text.ends_with("，期限11-22 10:00。请登录办理。"));
      }
    }
  }
}
