#pragma once

#include <memory>

#include "base/text.h"

namespace CLI {
class FormatterBase;
}  // namespace CLI

namespace pos::cli {

/// How the help of a command is laid out, its placeholders in the user's language too.
std::shared_ptr<CLI::FormatterBase> help_formatter(Language language);

}  // namespace pos::cli
