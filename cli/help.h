#pragma once

#include <memory>
#include <string>

#include "base/text.h"

namespace CLI {
class FormatterBase;
}  // namespace CLI

namespace pos::cli {

/// An argument or value as its help names it: `CASE`, in French `DOSSIER`.
Text placeholder(const std::string& word);

/// How the help of a command is laid out, its placeholders in the user's language too.
std::shared_ptr<CLI::FormatterBase> help_formatter(Language language);

}  // namespace pos::cli
