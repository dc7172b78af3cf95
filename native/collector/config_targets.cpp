// SPDX-License-Identifier: Apache-2.0
#include "collector/config_targets.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <string>

#include "host/files.hpp"
#include "host/hmac.hpp"

namespace yiping::collector {
namespace {

using host::ConfigReader;
using host::pointer_to;

namespace fs = std::filesystem;

constexpr std::string_view kHere[] = {"127.0.0.1", "localhost", "[::1]"};

bool is_here(std::string_view host) {
  return std::find(std::begin(kHere), std::end(kHere), host) != std::end(kHere);
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool all_of(std::string_view text, bool (*holds)(char)) {
  return !text.empty() && std::all_of(text.begin(), text.end(), holds);
}

bool is_host_character(char c) { return is_letter_or_digit(c) || c == '.' || c == '-'; }

/// What is told holds texts of citizens: it does not travel in the clear.
bool is_safe_url(std::string_view url) {
  constexpr std::string_view kSecure = "https://";
  constexpr std::string_view kPlain = "http://";
  if (url.starts_with(kSecure)) return url.size() > kSecure.size();
  if (!url.starts_with(kPlain)) return false;
  url.remove_prefix(kPlain.size());
  return std::any_of(std::begin(kHere), std::end(kHere), [&](std::string_view here) {
    return url.starts_with(here) &&
           (url.size() == here.size() || url[here.size()] == ':' || url[here.size()] == '/');
  });
}

fs::path read_ca_file(const ConfigReader& reader, const fs::path& folder) {
  if (!reader.has("ca_file")) return {};
  fs::path file = (folder / reader.text("ca_file")).lexically_normal();
  if (!fs::is_regular_file(file)) {
    reader.fail(reader.at("ca_file"), {"没有这个文件", "is no file"});
  }
  return file;
}

TargetConfig read_target(const ConfigReader& reader, const fs::path& folder) {
  reader.allow({"url", "key", "secret", "ca_file"});
  TargetConfig target{
      reader.text("url"), {reader.text("key"), secret_of(reader, "secret"), {}}, {}};
  if (!is_safe_url(target.url)) {
    reader.fail(reader.at("url"), {"应为 https 地址；只有本机可用 http",
                                   "must be an https address; http is for this machine alone"});
  }
  target.ca_file = read_ca_file(reader, folder);
  return target;
}

struct MailServer {
  bool is_secure = false;  // from its first byte
  std::string_view host;
};

/// "smtps://mail.example.gov.cn:465": nothing before the host, nothing after the port.
std::optional<MailServer> mail_server(std::string_view url) {
  constexpr std::string_view kSecure = "smtps://";
  constexpr std::string_view kPlain = "smtp://";
  constexpr int kMaxPort = 65'535;
  MailServer server{url.starts_with(kSecure), {}};
  if (!server.is_secure && !url.starts_with(kPlain)) return std::nullopt;
  url.remove_prefix(server.is_secure ? kSecure.size() : kPlain.size());
  server.host = url.substr(0, url.find(':', url.starts_with('[') ? url.find(']') : 0));
  if (!all_of(server.host, is_host_character) && !is_here(server.host)) return std::nullopt;
  url.remove_prefix(server.host.size());
  if (url.empty()) return server;
  int port = 0;
  const auto [end, error] = std::from_chars(url.data() + 1, url.data() + url.size(), port);
  const bool whole = error == std::errc() && end == url.data() + url.size();
  if (!whole || port < 1 || port > kMaxPort) return std::nullopt;
  return server;
}

/// A mail address that goes into a header and to the server as it is: so no quotes, no spaces and
/// no line of its own.
bool is_mail_address(std::string_view text) {
  constexpr std::size_t kLongest = 254;
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || text.size() > kLongest) return false;
  return all_of(text.substr(0, at),
                [](char c) {
                  return is_letter_or_digit(c) ||
                         std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
                }) &&
         all_of(text.substr(at + 1), is_host_character);
}

bool is_telephone(std::string_view text) {
  constexpr std::size_t kShortest = 3;
  constexpr std::size_t kLongest = 15;  // ITU-T E.164
  if (text.starts_with('+')) text.remove_prefix(1);
  return text.size() >= kShortest && text.size() <= kLongest &&
         all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

const host::ConfigRule kAddressRule{"应为邮件地址，如 office@example.gov.cn，不带姓名",
                                    "must be a mail address, as office@example.gov.cn, without a "
                                    "name"};

std::vector<std::string> read_to(const ConfigReader& reader, bool (*is_one)(std::string_view),
                                 const host::ConfigRule& rule) {
  std::vector<std::string> to = reader.texts("to");
  if (to.empty()) reader.fail(reader.at("to"), {"至少要有一个", "needs at least one"});
  for (std::size_t i = 0; i < to.size(); ++i) {
    const std::string place = pointer_to(reader.at("to"), i);
    if (!is_one(to[i])) reader.fail(place, rule);
    const auto here = to.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::find(to.begin(), here, to[i]) != here) {
      reader.fail(place, {"与前面的一项重复", "repeats an earlier one"});
    }
  }
  return to;
}

/// The file's one line. Passwords are in a file of their own, which can be changed, and kept from a
/// backup of the configuration.
std::string read_password(const ConfigReader& reader, const fs::path& folder) {
  constexpr std::size_t kLongest = 1'024;
  const host::FileBytes read =
      host::read_file((folder / reader.text("password_file")).lexically_normal(), kLongest);
  std::string password = read.bytes;
  if (password.ends_with('\n')) password.pop_back();
  const bool is_line =
      !password.empty() && std::none_of(password.begin(), password.end(),
                                        [](char c) { return static_cast<unsigned char>(c) < ' '; });
  if (!read || !is_line) {
    reader.fail(reader.at("password_file"),
                {"应为可读的文件，只有一行密码 " + read.error,
                 "must be a file that can be read, with the password as its one line"});
  }
  return password;
}

MailConfig read_mail(const ConfigReader& reader, const fs::path& folder) {
  reader.allow({"smtp", "from", "to", "user", "password_file", "ca_file"});
  MailConfig mail;
  mail.server = reader.text("smtp");
  const auto server = mail_server(mail.server);
  if (!server) {
    reader.fail(reader.at("smtp"),
                {"应为 smtps://主机:端口 或 smtp://主机:端口，不带用户名和路径",
                 "must be smtps://host:port or smtp://host:port, without a user and a path"});
  }
  mail.start_tls = !server->is_secure && !is_here(server->host);
  mail.from = reader.text("from");
  if (!is_mail_address(mail.from)) reader.fail(reader.at("from"), kAddressRule);
  mail.to = read_to(reader, is_mail_address, kAddressRule);
  if (reader.has("user") != reader.has("password_file")) {
    reader.fail(reader.at(reader.has("user") ? "user" : "password_file"),
                {"user 与 password_file 应同时有或同时没有",
                 "user and password_file are there together or not at all"});
  }
  if (reader.has("user")) {
    mail.user = reader.text("user");
    mail.password = read_password(reader, folder);
  }
  mail.ca_file = read_ca_file(reader, folder);
  return mail;
}

SmsConfig read_sms(const ConfigReader& reader, const fs::path& folder) {
  reader.allow({"sms_folder", "to"});
  // Whether it is there is seen when a message is put there: a spool may come after us.
  return {(folder / reader.text("sms_folder")).lexically_normal(),
          read_to(reader, is_telephone,
                  {"应为电话号码，只有数字，可以 + 开头",
                   "must be a telephone number: digits alone, or after a +"})};
}

}  // namespace

std::vector<std::uint8_t> secret_of(const ConfigReader& reader, std::string_view name) {
  const auto bytes = host::from_hex(reader.text(name));
  if (!bytes || bytes->size() < kKeyBytes) {
    reader.fail(
        reader.at(name),
        {"应为至少 64 位十六进制数字（32 字节）；可用 `openssl rand -hex 32` 生成",
         "must be at least 64 hex digits (32 bytes); make one with `openssl rand -hex 32`"});
  }
  return *bytes;
}

TargetConfig read_relay(const ConfigReader& reader, const fs::path& folder) {
  return read_target(reader.object("relay"), folder);
}

NoticesConfig read_notices(const ConfigReader& reader, const fs::path& folder) {
  const ConfigReader notices = reader.object("notices");
  const bool by_mail = notices.has("smtp");
  const bool by_sms = notices.has("sms_folder");
  if (int{notices.has("url")} + int{by_mail} + int{by_sms} != 1) {
    reader.fail(reader.at("notices"), {"url、smtp、sms_folder 应恰有其一",
                                       "must have one of url, smtp and sms_folder, and no other"});
  }
  if (by_mail) return read_mail(notices, folder);
  if (by_sms) return read_sms(notices, folder);
  return read_target(notices, folder);
}

}  // namespace yiping::collector
