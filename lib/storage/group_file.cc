#include "storage/group_file.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "crypto/age_armor.h"
#include "storage/sealed_file.h"

namespace pos {

std::string seal_group_secret(std::span<const Identity> secrets,
                              const std::vector<std::string>& recipients, Instant created) {
  std::string armoured = put_on_armor(seal_file(identity_file_text(secrets, created), recipients));
  // As a literal block of the document, which no text that ends in a line end can be.
  while (armoured.ends_with('\n')) {
    armoured.pop_back();
  }
  return armoured;
}

std::vector<Identity> open_group_secret(std::string_view armoured,
                                        std::span<const Identity> identities,
                                        const std::string& group) {
  try {
    const std::optional<WipedString> text = open_file(armoured, identities, group);
    return text ? parse_identities(*text) : std::vector<Identity>();
  } catch (const Error&) {
    return {};  // a member has signed what is none: it must not stop the others' work
  }
}

void add_new(std::vector<Identity>& identities, std::vector<Identity> more) {
  for (Identity& identity : more) {
    const auto same = [&](const Identity& known) {
      return known.recipient() == identity.recipient();
    };
    if (std::none_of(identities.begin(), identities.end(), same)) {
      identities.push_back(std::move(identity));
    }
  }
}

}  // namespace pos
