#include "workflow/transferring.h"

#include <algorithm>
#include <set>

#include "storage/atomic_write.h"
#include "storage/layout.h"
#include "storage/sealed_file.h"
#include "workflow/case_readers.h"
#include "workflow/cases.h"
#include "workflow/losses.h"
#include "workflow/part_files.h"
#include "workflow/sharing.h"
#include "workflow/transferring_parts.h"

namespace pos {
namespace {

std::vector<std::string> bytes_of_all(const std::vector<CaseDocument>& documents) {
  std::vector<std::string> bytes;
  for (const CaseDocument& document : documents) {
    if (document.well_signed()) {
      bytes.push_back(document.document.bytes);
    }
  }
  return bytes;
}

/// Whose cards prove the journal.
std::vector<std::string> cards_of_case(Workspace& workspace, const Journal& journal) {
  const Vault& vault = workspace.vault();
  std::vector<std::string> people = {workspace.me().code};
  std::set<std::string> vaults;
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    const Entry& entry = journal.entries[i];
    vaults.insert(journal.vaults[i]);
    for (const std::string* code : {&entry.author, &entry.by, &entry.on_behalf, &entry.to}) {
      people.push_back(*code);
    }
  }
  std::vector<std::string> cards = cards_of(vault.plain_files(), std::move(people));
  vaults.erase("");
  for (const std::string& id : vaults) {
    for (const auto& [key, file] : vault.sender_files().at(id)) {
      cards.push_back(card_text(file));
    }
  }
  return cards;
}

void require_whole(Workspace& workspace, const CaseFiles& files) {
  if (is_torn(files.journal_documents, files.journal) || !files.journal.lost.empty()) {
    throw lost_entries(files.id, Compartment::Case, files.journal.lost.size(),
                       files.journal_parts.closed);
  }
  require_mounted_identities(workspace);
  require_whole_names(workspace, files.id, files.journal, files.identity_documents,
                      files.identity_parts.closed);
  if (closed_names_matter(files)) {
    throw Error(ErrorCode::NoKey,
                {"les noms de ce dossier ne s'ouvrent pas tous avec votre clé",
                 "your key does not open all the names of this case"},
                {"l'ancien gestionnaire ou la clé de secours les rechiffre par `pos rekey`",
                 "the former manager or the recovery key seals them anew with `pos rekey`"});
  }
}

/// What the sender wrote after the package, which the other vault does not have.
std::size_t unsent(const Journal& journal, const std::vector<std::string>& heads) {
  std::set<std::size_t> sent;
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    if (std::find(heads.begin(), heads.end(), journal.entries[i].hash) == heads.end()) {
      continue;
    }
    sent.insert(i);
    for (std::size_t j = 0; j < journal.entries.size(); ++j) {
      if (journal.known[i][j]) {
        sent.insert(j);
      }
    }
  }
  return journal.entries.size() - sent.size();
}

/// Whoever has not had the package knows none of the journal's hashes, the transfer's own included.
void require_sent_heads(const OpenedPackage& receipt, const Journal& journal) {
  bool has_transfer = false;
  for (const std::string& head : receipt.package.heads) {
    const auto entry = std::find_if(journal.entries.begin(), journal.entries.end(),
                                    [&](const Entry& each) { return each.hash == head; });
    if (entry == journal.entries.end()) {
      throw not_whole(receipt.name, {"ce reçu nomme une saisie que ce dossier n'a pas",
                                     "this receipt names an entry that this case has not"});
    }
    const auto at = static_cast<std::size_t>(entry - journal.entries.begin());
    for (std::size_t i = 0; i < journal.entries.size(); ++i) {
      has_transfer = has_transfer || ((i == at || journal.known[at][i]) &&
                                      journal.entries[i].id == receipt.package.entry &&
                                      journal.entries[i].recorded <= receipt.recorded());
    }
  }
  if (!has_transfer) {
    throw not_whole(receipt.name, {"ce reçu ne connaît pas le transfert auquel il répond",
                                   "this receipt does not know the transfer that it answers"});
  }
}

/// Errors: Refused unless the directory has the fingerprint of the vault that answers, of the
/// structure that the case was given to, and a supervisor of it signed.
void require_receiver_of(Workspace& workspace, const OpenedPackage& receipt, const Case& c,
                         const Event& transfer) {
  const std::string structure = answer_text(c, transfer, Role::ReferralStructure);
  const std::optional<ReceivingVault> vault = vault_of(workspace, structure);
  if (!vault || vault->fingerprint != receipt.sender().fingerprint) {
    throw refusal(
        "unknown-sender",
        text("ce reçu n'est pas du coffre de {} que l'annuaire nomme",
             "this receipt is not of the vault of {} that the directory names", structure),
        {"comparer l'empreinte avec la structure, par un autre canal",
         "compare the fingerprint with the structure by another channel"},
        "POS 3.4.2.1");
  }
  if (!receipt.sender().staff.has_role(receipt.author(), StaffRole::Supervisor,
                                       receipt.recorded())) {
    throw not_whole(receipt.name, {"ce reçu n'est pas d'un superviseur de cette structure",
                                   "this receipt is not by a supervisor of that structure"});
  }
}

void require_purpose(const OpenedPackage& opened, std::string_view purpose) {
  if (opened.package.purpose == purpose) {
    return;
  }
  throw Error(ErrorCode::Usage,
              purpose == kReferralPurpose
                  ? Text{"c'est un transfert, pas une référence", "a transfer, not a referral"}
                  : Text{"c'est une référence, pas un transfert", "a referral, not a transfer"},
              purpose == kReferralPurpose
                  ? Text{"`pos transfer accept` le prend", "`pos transfer accept` takes it"}
                  : Text{"`pos refer open` la montre", "`pos refer open` shows it"},
              {opened.name, 0, ""});
}

}  // namespace

Error not_whole(const std::string& name, Text why) {
  return Error(ErrorCode::Integrity, std::move(why),
               {"demander un nouvel envoi à la structure", "ask the structure to send it again"},
               {name, 0, ""});
}

void require_sender(Workspace& workspace, const Journal& journal) {
  if (journal.manager != workspace.me().code) {
    throw refusal(
        "role",
        {"seul le gestionnaire de cas du dossier l'envoie", "only the case's manager sends it"},
        {"`pos show` dit qui gère le dossier", "`pos show` says who manages the case"},
        "POS 3.4.2.1");
  }
}

OpenedPackage read_package(Workspace& workspace, const std::string& file, std::string_view kind,
                           std::string_view purpose) {
  workspace.require_case_reader();
  const std::string path = workspace.absolute(file);
  const std::optional<std::string> bytes = workspace.disk.read(path);
  if (!bytes) {
    throw Error(ErrorCode::NotFound, {"fichier introuvable", "no such file"}, {}, {file, 0, ""});
  }
  const auto text = open_file(*bytes, workspace.keys().all(), file);
  if (!text) {
    throw Error(ErrorCode::NoKey,
                {"votre clé n'ouvre pas cet envoi", "your key does not open this package"},
                {"il est fermé à qui n'a pas la clé que l'annuaire de l'expéditeur porte",
                 "it is closed to who has not the key that the sender's directory names"},
                {file, 0, ""});
  }
  OpenedPackage opened = open_package(*text, file, kind, workspace.vault().sender_files());
  require_signature(opened);
  require_purpose(opened, purpose);
  const std::string& receiver = opened.package.receiver;
  const bool anybody = receiver.empty() && purpose == kReferralPurpose;
  if (!anybody && receiver != workspace.vault().office().fingerprint) {
    throw refusal("receiver",
                  {"cet envoi est pour un autre coffre", "this package is for another vault"},
                  {"l'expéditeur vérifie l'empreinte que son annuaire porte",
                   "the sender checks the fingerprint in its directory"},
                  "");
  }
  return opened;
}

const Event& pending_transfer(const Case& c, const std::string& entry) {
  const auto found = std::find_if(c.events.begin(), c.events.end(), [&](const Event& event) {
    return event.entry == entry && event.form == kTransferForm;
  });
  if (found == c.events.end() || !c.open() ||
      !answer_text(c, *found, Role::TransferStatus).empty()) {
    throw refusal("entry",
                  {"cette saisie n'est pas un transfert qui attend sa réponse",
                   "this entry is no transfer that waits for its answer"},
                  {"`pos history` montre les saisies du dossier",
                   "`pos history` shows the entries of the case"},
                  "POS 3.4.2.1");
  }
  return *found;
}

Package package_head(Workspace& workspace, std::string_view purpose, const CaseFiles& files,
                     const std::string& entry, const std::string& receiver) {
  const Office& office = workspace.vault().office();
  Package package;
  package.kind = kPackageKind;
  package.id = entry;
  package.vault = office.vault_id;
  package.fingerprint = office.fingerprint;
  package.receiver = receiver;
  package.case_id = files.id;
  package.purpose = purpose;
  package.entry = entry;
  package.heads = files.journal.heads();
  return package;
}

std::string send_package(Workspace& workspace, const Package& package,
                         const std::vector<std::string>& recipients) {
  const std::string document =
      write_package(package, workspace.signature_key(), workspace.me().code, workspace.now());
  const std::string name = outbox_path(package.id);
  const std::string path = workspace.vault().path_of(name);
  workspace.disk.make_folders(folder_of(path));
  write_atomically(workspace.disk, path, seal_package(package, document, recipients));
  return name;
}

SentPackage send_case(Workspace& workspace, const CaseId& id, const std::string& entry) {
  const CaseFiles files = open_to_write(workspace, id);
  require_sender(workspace, files.journal);
  workspace.require_own_card();
  const Case c = state_of(workspace, files);
  const Event& transfer =
      pending_transfer(c, files.journal.original(find_entry(files.journal, entry).id));
  const std::string structure = answer_text(c, transfer, Role::ReferralStructure);
  const std::optional<ReceivingVault> vault = vault_of(workspace, structure);
  if (!vault) {
    throw refusal(
        "structure",
        text("l'annuaire n'a pas la clé age et l'empreinte du coffre de {}",
             "the directory has not the age key and the fingerprint of the vault of {}", structure),
        {"un superviseur les y porte après les avoir comparées ; sinon, le papier : `pos "
         "refer print`",
         "a supervisor enters them once they are compared; else on paper: `pos refer "
         "print`"},
        "POS 3.4.2.1");
  }
  require_cover(c, transfer);
  require_whole(workspace, files);
  Package package =
      package_head(workspace, kTransferPurpose, files, transfer.entry, vault->fingerprint);
  package.reply =
      required_readers(workspace, Compartment::Case, {files.journal.manager, c.counts_as_masked()});
  package.journal = bytes_of_all(files.journal_documents);
  package.identities = bytes_of_all(files.identity_documents);
  package.cards = cards_of_case(workspace, files.journal);
  SentPackage sent{send_package(workspace, package, {vault->recipient}), {}};
  if (c.counts_as_masked()) {
    sent.warnings.push_back(
        {"dossier masqué : la clé de la structure ouvre l'envoi, noms compris",
         "a masked case: the structure's key opens the package, names included"});
  }
  return sent;
}

void add_package(Workspace& workspace, Saved& saved) {
  try {
    const SentPackage sent = send_case(workspace, saved.id, saved.entry);
    saved.warnings.insert(saved.warnings.end(), sent.warnings.begin(), sent.warnings.end());
    saved.notes.push_back(text("envoi chiffré pour la structure : {}",
                               "encrypted package for the structure: {}", sent.file));
  } catch (const Error& error) {
    saved.warnings.push_back(
        text("transfert saisi, envoi non écrit ({}) : `pos transfer send {} {}`",
             "transfer recorded, package not written ({}): `pos transfer send {} {}`",
             error.message, saved.id.text(), saved.entry));
  }
}

Saved close_transfer(Workspace& workspace, const std::string& file, const Manner& manner) {
  const OpenedPackage receipt = read_package(workspace, file, kReceiptKind, kTransferPurpose);
  const CaseId& id = receipt.package.case_id;
  std::size_t later = 0;
  {
    const OpenedCase opened = open_case(workspace, id, false);
    const Case c = state_of(workspace, opened.record);
    const Event& transfer = pending_transfer(c, receipt.package.entry);
    require_receiver_of(workspace, receipt, c, transfer);
    require_sent_heads(receipt, opened.record.journal);
    later = unsent(opened.record.journal, receipt.package.heads);
  }
  const Form& form = workspace.form(kTransferForm);
  Filled filled;
  filled.name = file;
  filled.answers.set(form.with_role(Role::TransferStatus)->name,
                     Value::text(std::string(kAccepted)));
  // The other office's clock may be ahead of this one.
  filled.answers.set(form.with_role(Role::TransferAnswered)->name,
                     Value::text(to_string(std::min(receipt.recorded(), workspace.now()))));
  Manner closing = manner;
  closing.has_receipt = true;
  Saved saved = record_form(workspace, id, form.code, filled, {"", receipt.package.entry}, closing);
  if (later > 0) {
    saved.warnings.push_back(text("{} saisie(s) d'après l'envoi : pas chez la structure",
                                  "made after the package, and not at the structure: {} entries",
                                  later));
  }
  return saved;
}

}  // namespace pos
