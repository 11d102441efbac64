#include "crypto/hardening.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include "base/error.h"

namespace pos {

void forbid_core_dumps() {
  const rlimit none = {0, 0};
  if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
    throw Error(ErrorCode::Failure,
                {"le système ne permet pas d'interdire les images mémoire du programme",
                 "the system does not let the program forbid core dumps"});
  }
}

}  // namespace pos
