#include "cli/progress.h"

#include <ostream>

#include "cli/context.h"

namespace pos::cli {
namespace {

constexpr std::size_t kWidth = 30;
// A bar drawn for every file would cost more than the file.
constexpr std::size_t kSteps = 200;

std::string bar(const std::string& work, std::size_t done, std::size_t total) {
  const std::size_t full = done * kWidth / total;
  return work + " [" + std::string(full, '#') + std::string(kWidth - full, '.') + "] " +
         std::to_string(done) + "/" + std::to_string(total);
}

}  // namespace

Progress progress_bar(Context& context, const Text& work) {
  if (!context.world.error_is_terminal) {
    return {};
  }
  return [&context, work](std::size_t done, std::size_t total) {
    std::ostream& err = context.world.err;
    if (done >= total) {
      err << "\r\x1b[K" << std::flush;
    } else if (done % (total / kSteps + 1) == 0) {
      err << '\r' << bar(context.words(work), done, total) << std::flush;
    }
  };
}

}  // namespace pos::cli
