// A supervisor takes over what another vault gives up.

#include <algorithm>

#include "storage/case_file.h"
#include "storage/known_vaults.h"
#include "storage/layout.h"
#include "storage/lost_and_found.h"
#include "storage/vault_change.h"
#include "workflow/case_append.h"
#include "workflow/cases.h"
#include "workflow/handing_over.h"
#include "workflow/losses.h"
#include "workflow/part_files.h"
#include "workflow/sealing.h"
#include "workflow/transferring_parts.h"

namespace pos {
namespace {

Error unknown_sender(const OpenedPackage& opened, const std::string& vault) {
  const JudgedFiles& judged = opened.vaults.at(vault);
  return refusal("unknown-sender",
                 text("expéditeur inconnu : l'annuaire n'a pas l'empreinte {} de « {} »",
                      "unknown sender: the directory has not the fingerprint {} of “{}”",
                      judged.fingerprint, judged.office.scalar_of("name")),
                 text("la comparer par un autre canal, puis donner --trust {}",
                      "compare it by another channel, then give --trust {}", judged.fingerprint),
                 "POS 6.3");
}

Error went_out() {
  return refusal("returned",
                 {"ce dossier est parti d'ici : il y reprend",
                  "this case went out from here: it goes on here"},
                 {"`pos reopen` avec le motif returned_transfer",
                  "`pos reopen` with the reason returned_transfer"},
                 "POS 3.4.2.1");
}

/// The receipt goes to whom the package asks it for.
std::string write_receipt(Workspace& workspace, const OpenedPackage& opened, const Entry& entry) {
  const Office& office = workspace.vault().office();
  Package receipt = opened.package;
  receipt.kind = kReceiptKind;
  receipt.id = entry.id;
  receipt.vault = office.vault_id;
  receipt.fingerprint = office.fingerprint;
  receipt.receiver = opened.sender().fingerprint;
  receipt.package = opened.document.hash;
  receipt.reply = receipt.journal = receipt.identities = {};
  receipt.cards = cards_of(workspace.vault().plain_files(), {workspace.me().code});
  return send_package(workspace, receipt, opened.package.reply);
}

/// A case as a package brings it, judged by the sender's cards.
struct Brought {
  Stream journal, identities;
  std::vector<CaseDocument> documents, names;
  Journal judged;
};

Stream stream_of(const OpenedPackage& opened, Compartment compartment,
                 const std::vector<std::string>& documents) {
  Stream stream;
  stream.header = case_header(compartment, opened.package.case_id.text(), {});
  stream.name = opened.name;
  for (const std::string& bytes : documents) {
    stream.documents.push_back(read_document(bytes, *stream.header.kind, opened.name));
  }
  return stream;
}

bool all_well_signed(const std::vector<CaseDocument>& documents) {
  return std::all_of(documents.begin(), documents.end(),
                     [](const CaseDocument& document) { return document.well_signed(); });
}

Staff staff_of(const OpenedPackage& opened) {
  Staff staff = opened.sender().staff;
  SendingStaffs senders;
  for (const auto& [vault, judged] : opened.vaults) {
    if (vault != opened.package.vault) {
      senders[vault] = std::make_shared<const Staff>(judged.staff);
    }
  }
  staff.set_senders(std::move(senders));
  return staff;
}

/// Errors: Integrity unless everything is there, well signed, and as the package says.
Brought read_brought(const OpenedPackage& opened) {
  Brought brought;
  brought.journal = stream_of(opened, Compartment::Case, opened.package.journal);
  brought.identities = stream_of(opened, Compartment::Identity, opened.package.identities);
  brought.documents = read_case({brought.journal}, opened.find_key());
  brought.judged = judge(well_signed_entries(brought.documents), staff_of(opened));
  brought.names = read_identity({brought.identities}, brought.documents, opened.find_key(),
                                erasures(brought.judged));
  const bool whole = all_well_signed(brought.documents) && all_well_signed(brought.names) &&
                     brought.judged.opening() != nullptr && brought.judged.lost.empty() &&
                     brought.judged.heads() == opened.package.heads &&
                     !lacks_names(brought.judged, brought.names);
  if (!whole) {
    throw not_whole(opened.name, {"l'envoi n'est pas entier, ou pas tout bien signé",
                                  "the package is not whole, or not all of it well signed"});
  }
  return brought;
}

/// Who gives the case up has it, and the entry that says so counts.
void require_given_up(Workspace& workspace, const OpenedPackage& opened, const Journal& journal) {
  require_known_forms(workspace, journal);
  const Case c = read_case(opened.package.case_id, journal, workspace.forms(), staff_of(opened), "",
                           workspace.now());
  pending_transfer(c, opened.package.entry);
  if (opened.author() != journal.manager) {
    throw not_whole(opened.name, {"l'envoi n'est pas du gestionnaire du dossier",
                                  "the package is not by the manager of the case"});
  }
}

/// Accepts one package of this vault's.
class Accepting {
 public:
  Accepting(Workspace& workspace, const OpenedPackage& opened, const Acceptance& acceptance)
      : workspace_(workspace), opened_(opened), acceptance_(acceptance) {}

  AcceptedCase run();

 private:
  void require_supervisor();
  void require_own_manager();
  void require_not_ours();
  std::vector<std::string> untrusted() const;
  std::optional<AcceptedCase> accepted_before();
  void trust(const std::string& vault);
  void bring_cards(CaseFiles& files);
  bool is_as_sent(const OpenParts& names) const;
  void require_clear_place(const CaseId& id);
  void clear_place(const CaseId& id);
  CaseFiles files_of(Brought brought);
  void add_acceptance(CaseFiles& files, Stream journal);
  AcceptedCase result(const CaseId& id, const Entry& accepted, const std::string& document);

  Workspace& workspace_;
  const OpenedPackage& opened_;
  const Acceptance& acceptance_;
  Entry accepted_;
  std::vector<Text> notes_, warnings_;
};

void Accepting::require_supervisor() {
  if (!workspace_.has_role(StaffRole::Supervisor)) {
    throw refusal("role",
                  {"seul un superviseur accepte un transfert et l'attribue",
                   "only a supervisor accepts a transfer and assigns it"},
                  {"`pos people list` montre les rôles de chacun",
                   "`pos people list` shows everyone's roles"},
                  "POS 3.4.2.1");
  }
}

/// Who accepts reads the case from then on, and answers for it.
void Accepting::require_own_manager() {
  workspace_.require_known_person(acceptance_.to);
  if (workspace_.vault().staff().supervisor_of(acceptance_.to, workspace_.now()) !=
      workspace_.me().code) {
    throw refusal("role",
                  text("vous n'êtes pas le superviseur de {}", "you are not the supervisor of {}",
                       acceptance_.to),
                  {"le superviseur de ce gestionnaire accepte l'envoi",
                   "that manager's supervisor accepts the package"},
                  "POS 3.3.1");
  }
}

void Accepting::require_not_ours() {
  if (opened_.files.contains(workspace_.vault().office().vault_id)) {
    throw went_out();
  }
}

/// Vaults of the package whose fingerprint the directory does not have.
std::vector<std::string> Accepting::untrusted() const {
  std::vector<std::string> vaults;
  for (const auto& [vault, judged] : opened_.vaults) {
    const bool sender = vault == opened_.package.vault;
    if (sender ? workspace_.vault().trusts(judged.fingerprint)
               : workspace_.vault().vouches_for(judged.fingerprint)) {
      continue;
    }
    if (judged.fingerprint != parse_fingerprint(acceptance_.trusted)) {
      throw unknown_sender(opened_, vault);
    }
    vaults.push_back(vault);
  }
  return vaults;
}

/// One that was broken off is completed.
std::optional<AcceptedCase> Accepting::accepted_before() {
  const CaseId& id = opened_.package.case_id;
  if (paths_of(workspace_, Compartment::Case, id).empty()) {
    return std::nullopt;
  }
  const Journal journal = open_case(workspace_, id, false).record.journal;
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    const Entry& entry = journal.entries[i];
    const bool same = journal.counts(i) && entry.package == opened_.document.hash;
    if (same && !workspace_.disk.status(workspace_.vault().path_of(outbox_path(entry.id)))) {
      Sealing sealing;
      seal_case_anew(workspace_, id, {}, sealing);
      if (journal.manager != acceptance_.to) {
        warnings_.push_back(text("ce dossier était déjà accepté : {} en est chargé, pas {}",
                                 "this case was accepted before: {} is in charge of it, not {}",
                                 journal.manager, acceptance_.to));
      }
      return result(id, entry, "");
    }
  }
  const Case here = state_of(workspace_, open_case(workspace_, id, false).record);
  if (here.registered() && !here.episode().transfer.empty()) {
    throw went_out();
  }
  throw Error(ErrorCode::Conflict,
              text("le dossier {} est déjà ici : un envoi ne s'accepte qu'une fois",
                   "case {} is here already: a package is accepted once", id.text()),
              {"`pos history` montre qui l'a accepté", "`pos history` shows who accepted it"});
}

/// The user has compared the fingerprint: the directory says so from now on.
void Accepting::trust(const std::string& vault) {
  workspace_.require_own_card();
  const JudgedFiles& judged = opened_.vaults.at(vault);
  const PlainFile& office = opened_.files.at(vault).at({std::string(kVaultKind), kOfficeCode});
  const std::string& structure = judged.office.scalar_of("structure");
  const std::string code = is_code(structure) ? structure : office.header.id;
  Value data;
  const auto known = workspace_.vault().directory().find(code);
  if (known == workspace_.vault().directory().end()) {
    set_text(data, "name", judged.office.scalar_of("name"));
  } else if (!known->second.scalar_of("fingerprint").empty()) {
    throw refusal(
        "unknown-sender",
        text("l'annuaire nomme un autre coffre pour {}", "the directory names another vault for {}",
             code),
        {"s'il a changé, un superviseur porte d'abord la nouvelle empreinte dans l'annuaire",
         "if it has changed, a supervisor first enters the new fingerprint in the directory"},
        "");
  }
  data.set("fingerprint", Value::text(judged.fingerprint));
  notes_.push_back(text("l'annuaire tient désormais ce coffre pour celui de {}",
                        "the directory takes this vault for that of {} from now on", code));
  set_directory_entry(workspace_.vault(), {workspace_.me().code, &workspace_.keys().own()}, code,
                      data, workspace_.now());
}

void Accepting::bring_cards(CaseFiles& files) {
  Vault& vault = workspace_.vault();
  for (const auto& [file, bytes] : sender_files_of(opened_)) {
    const std::string path = vault.path_of(file);
    const std::optional<std::string> present = workspace_.disk.read(path);
    if (present != bytes) {
      workspace_.disk.make_folders(folder_of(path));
      files.brought.push_back({path, bytes, was_read(present)});
    }
  }
  for (const auto& [id, cards] : opened_.files) {
    vault.admit(id, cards);
  }
}

bool Accepting::is_as_sent(const OpenParts& names) const {
  const auto& sent = opened_.package.identities;
  bool same = names.closed == 0 && names.paths.size() <= 1;
  for (const Stream& stream : names.streams) {
    for (const Document& document : stream.documents) {
      same = same && std::find(sent.begin(), sent.end(), document.bytes) != sent.end();
    }
  }
  return same;
}

/// No journal bears the identifier here. Names that open here and are not those of an acceptance
/// that was broken off are of a case whose journal is still on its way.
/// Errors: Conflict.
void Accepting::require_clear_place(const CaseId& id) {
  const OpenParts names = open_parts(workspace_, Compartment::Identity, id);
  if (!is_as_sent(names) && names.closed == 0 && !names.paths.empty()) {
    throw Error(ErrorCode::Conflict,
                text("des noms du dossier {} sont déjà ici, son journal pas encore",
                     "names of case {} are here already, its journal not yet", id.text()),
                {"laisser finir le synchroniseur ; si le journal est perdu, sortir ce fichier du "
                 "coffre",
                 "let the synchroniser finish; where the journal is lost, move this file out of "
                 "the vault"},
                {names.paths.front(), 0, ""});
  }
}

/// The names that a broken acceptance left are written over; anything else goes where nothing is
/// lost: names that nobody opens here, old facts.
void Accepting::clear_place(const CaseId& id) {
  for (const Compartment compartment : {Compartment::Identity, Compartment::Facts}) {
    const OpenParts parts = open_parts(workspace_, compartment, id);
    if (compartment == Compartment::Identity && is_as_sent(parts)) {
      continue;
    }
    for (const std::string& path : paths_of(workspace_, compartment, id)) {
      const Vault& vault = workspace_.vault();
      const std::size_t inside = vault.compartment_path(compartment).size();
      const std::string aside =
          lay_aside(vault, compartment_folder(compartment) + path.substr(inside));
      warnings_.push_back(text("un fichier sans dossier portait cet identifiant : mis dans {}",
                               "a file without a case bore this identifier: laid into {}", aside));
    }
  }
}

/// As if the case lay here already, its names sealed to nobody yet.
CaseFiles Accepting::files_of(Brought brought) {
  CaseFiles files = begin_case(workspace_, opened_.package.case_id);
  files.journal = std::move(brought.judged);
  if (!brought.names.empty()) {
    const std::string path = file_of(workspace_, Compartment::Identity, files.id);
    brought.identities.name = path;
    for (CaseDocument& name : brought.names) {
      name.file = path;
    }
    files.identity_documents = std::move(brought.names);
    files.identity_parts.streams.push_back(std::move(brought.identities));
    files.identity_parts.paths.push_back(path);
    files.identity_parts.before[path] =
        read_before(open_parts(workspace_, Compartment::Identity, files.id), path);
  }
  return files;
}

void Accepting::add_acceptance(CaseFiles& files, Stream journal) {
  Entry entry;
  entry.act = Act::Accept;
  entry.package = opened_.document.hash;
  entry.occurred = when(workspace_.now());
  Written written = sign_before(workspace_, files, std::move(entry));
  journal.name = file_of(workspace_, Compartment::Case, files.id);
  journal.documents.push_back(read_document(written.document, *journal.header.kind, journal.name));
  files.journal_documents = read_case({journal}, signing_keys(workspace_));
  if (!all_well_signed(files.journal_documents)) {
    throw not_whole(opened_.name,
                    {"l'envoi n'est pas tout bien signé", "not all of the package is well signed"});
  }
  files.journal = judge(well_signed_entries(files.journal_documents), workspace_.vault().staff());
  accepted_ = std::move(written.entry);
}

AcceptedCase Accepting::result(const CaseId& id, const Entry& accepted,
                               const std::string& document) {
  AcceptedCase done;
  done.saved.id = id;
  done.saved.entry = accepted.id;
  done.saved.document = document;
  done.saved.notes = notes_;
  done.saved.warnings = warnings_;
  done.receipt = write_receipt(workspace_, opened_, accepted);
  return done;
}

AcceptedCase Accepting::run() {
  require_supervisor();
  require_not_ours();
  const std::vector<std::string> fresh = untrusted();
  if (std::optional<AcceptedCase> before = accepted_before()) {
    return std::move(*before);
  }
  require_own_manager();
  Brought brought = read_brought(opened_);
  require_given_up(workspace_, opened_, brought.judged);
  Entry assign;
  assign.act = Act::Assign;
  assign.to = acceptance_.to;
  assign.occurred = when(workspace_.now());
  assign.reason = reason_to_assign({acceptance_.to, "", acceptance_.over_caseload},
                                   open_cases_of(workspace_, acceptance_.to), workspace_.rules());
  if (!brought.names.empty()) {
    require_mounted_identities(workspace_);
  }
  require_clear_place(opened_.package.case_id);
  for (const std::string& vault : fresh) {
    trust(vault);
  }
  clear_place(opened_.package.case_id);
  const Stream journal = brought.journal;
  CaseFiles files = files_of(std::move(brought));
  bring_cards(files);
  add_acceptance(files, journal);
  const Written written = append(workspace_, files, std::move(assign), {}, false);
  return result(files.id, accepted_, written.document);
}

}  // namespace

AcceptedCase accept_case(Workspace& workspace, const std::string& file,
                         const Acceptance& acceptance) {
  const OpenedPackage opened = read_package(workspace, file, kPackageKind, kTransferPurpose);
  return Accepting(workspace, opened, acceptance).run();
}

}  // namespace pos
