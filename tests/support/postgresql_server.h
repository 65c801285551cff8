// A PostgreSQL server for the tests of one program: made in a temporary folder, reached by a Unix
// socket alone, gone with the program however that ends.
#pragma once

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace dragoman::testing {

class PostgresqlServer {
 public:
  // One for the program, started at the first call. Where it cannot be, why_not() says so.
  static PostgresqlServer& shared() {
    static PostgresqlServer server;
    return server;
  }

  const std::string& why_not() const { return why_not_; }  // empty: it runs
  std::string address() const {
    return "postgresql:///postgres?user=dragoman&host=" + folder_.string();
  }

  void stop() {
    if (server_ <= 0) return;
    kill(server_, SIGQUIT);  // at once, as in a power cut
    waitpid(server_, nullptr, 0);
    server_ = -1;
  }
  // start() waits until it answers.
  void start() {
    begin_to_start();
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (PQping(address().c_str()) != PQPING_OK) {
      if (std::chrono::steady_clock::now() >= give_up) {
        why_not_ = "the PostgreSQL server did not start";
        return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
  void begin_to_start() {
    if (server_ > 0) return;
    server_ = spawn({folder_of_programs() + "/postgres", "-D", (folder_ / "data").string(), "-k",
                     folder_.string(), "-c", "listen_addresses=", "-c", "fsync=off", "-c",
                     "shared_buffers=16MB", "-c", "max_connections=20"});
  }

  // Takes everything of Dragoman's out of the database.
  void empty() {
    PGconn* connection = PQconnectdb(address().c_str());
    PQclear(PQexec(connection, "SET client_min_messages = error; DROP SCHEMA IF EXISTS dragoman "
                               "CASCADE"));
    PQfinish(connection);
  }

 private:
  PostgresqlServer() {
    if (folder_of_programs().empty()) {
      why_not_ = "no PostgreSQL server is installed (Debian's package postgresql)";
      return;
    }
    // initdb refuses to run as root; whoever it is must own the folder.
    if (geteuid() == 0) {
      const passwd* other = getpwnam("postgres");
      if (other == nullptr) other = getpwnam("nobody");
      if (other == nullptr) {
        why_not_ = "no other user than root to run a PostgreSQL server as";
        return;
      }
      user_ = other->pw_uid, group_ = other->pw_gid;
    }
    folder_ = std::filesystem::temp_directory_path() / ("dragoman-pg-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
    if (user_ && chown(folder_.c_str(), *user_, *group_) != 0) {
      why_not_ = "cannot give a folder to another user";
      return;
    }
    const pid_t made = spawn({folder_of_programs() + "/initdb", "-D", (folder_ / "data").string(),
                              "-U", "dragoman", "-A", "trust", "-E", "UTF8", "--locale=C",
                              "--no-sync"});
    int status = 0;
    waitpid(made, &status, 0);
    if (status != 0) {
      why_not_ = "initdb failed";
      return;
    }
    start();
  }
  ~PostgresqlServer() {
    stop();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  // Of the newest version that is installed.
  static std::string folder_of_programs() {
    std::vector<std::string> found;
    std::error_code none;
    for (const auto& version : std::filesystem::directory_iterator("/usr/lib/postgresql", none)) {
      if (std::filesystem::exists(version.path() / "bin" / "initdb"))
        found.push_back((version.path() / "bin").string());
    }
    return found.empty() ? "" : *std::max_element(found.begin(), found.end());
  }

  pid_t spawn(const std::vector<std::string>& command) const {
    const pid_t child = fork();
    if (child != 0) return child;
    if (user_ && (setgid(*group_) != 0 || setuid(*user_) != 0)) _exit(126);
    // Behind setuid(), which clears it. It comes when the thread that called fork() ends.
    prctl(PR_SET_PDEATHSIG, SIGQUIT);
    const int silence = open("/dev/null", O_RDWR);
    for (int stream = 0; stream <= 2; ++stream) dup2(silence, stream);
    if (chdir("/") != 0) _exit(126);
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    execv(arguments[0], arguments.data());
    _exit(127);
  }

  std::filesystem::path folder_;
  std::optional<uid_t> user_;
  std::optional<gid_t> group_;
  pid_t server_ = -1;
  std::string why_not_;
};

}  // namespace dragoman::testing
