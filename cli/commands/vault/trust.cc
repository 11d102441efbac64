// pos key trust: the fingerprint of the vault was compared with what the administrator has.
#include "cli/command.h"
#include "cli/commands.h"
#include "workflow/setup.h"

namespace pos::cli {
namespace {

void run(const std::vector<std::string>& groups, Context& context) {
  std::string typed;
  for (const std::string& group : groups) {
    typed += group;
  }
  context.trusted_fingerprint = parse_fingerprint(typed);
  trust_founding(context.workspace(), typed);
  context.keep_memory();
  context.note({"empreinte confirmée sur cette machine", "fingerprint confirmed on this machine"});
}

}  // namespace

void add_key_trust(CLI::App& key, Context& context) {
  auto groups = std::make_shared<std::vector<std::string>>();
  CLI::App* command =
      add_command(key, context, "trust", {"confirmer"},
                  {"Confirmer l'empreinte du coffre, une fois comparée à celle de l'administrateur",
                   "Confirm the vault's fingerprint, once compared with the administrator's"});
  option(command, context, "FINGERPRINT", *groups,
         {"L'empreinte en entier, d'un tenant ou par groupes",
          "The whole fingerprint, in one piece or in groups"})
      .required();
  on_run(command, context, [groups, &context] { run(*groups, context); });
}

}  // namespace pos::cli
