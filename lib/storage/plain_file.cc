#include "storage/plain_file.h"

#include <algorithm>
#include <set>

#include "storage/document_order.h"
#include "storage/layout.h"

namespace pos {
namespace {

/// What the headers of all plain files of a vault must agree with.
StreamHeader expected_header(std::string_view kind, std::string id, std::string vault) {
  return {find_document_kind(kind), std::move(id), {}, std::move(vault)};
}

void require_fit(const StreamHeader& header, const StreamHeader& expected,
                 const std::string& file) {
  if (const std::optional<Finding> misfit = misfit_of(header, expected, file)) {
    throw Error(ErrorCode::Integrity, misfit->message, misfit->hint, misfit->where);
  }
}

void add_unreadable(PlainFile& plain, const Finding& finding) {
  plain.findings.push_back(finding);
  plain.unreadable.push_back(finding);
}

void add_document(PlainFile& plain, Document document, const std::string& file) {
  if (document.fault) {
    add_unreadable(plain, *document.fault);
    return;
  }
  const auto same = [&](const PlainDocument& known) {
    return known.document.hash == document.hash;
  };
  if (std::any_of(plain.documents.begin(), plain.documents.end(), same)) {
    return;
  }
  PlainDocument added;
  added.recorded = *parse_instant(document.values.scalar_of("recorded"));
  added.document = std::move(document);
  added.file = file;
  plain.documents.push_back(std::move(added));
}

Stream read_stream(FileSystem& files, const std::string& vault, const std::string& file) {
  return parse_stream(files.read(join_path(vault, file)).value_or(""), file, Padding::None);
}

void add_stream(PlainFile& plain, Stream stream, const StreamHeader& expected,
                const std::string& file) {
  require_fit(stream.header, expected, file);
  plain.header = stream.header;
  for (Document& document : stream.documents) {
    add_document(plain, std::move(document), file);
  }
}

void find_lost(PlainFile& plain) {
  std::set<std::string> known;
  for (const PlainDocument& document : plain.documents) {
    known.insert(document.document.hash);
  }
  for (const PlainDocument& document : plain.documents) {
    for (const std::string& parent : document.document.values.texts_of("after")) {
      if (known.insert(parent).second) {
        plain.findings.push_back(
            {{document.file, document.document.line, "after"},
             {"un document qui est nommé ici manque", "a document that is named here is missing"},
             {}});
      }
    }
  }
}

void order_documents(std::vector<PlainDocument>& documents) {
  sort_documents(documents,
                 [](const PlainDocument& each) -> const Document& { return each.document; });
}

/// `pos.yaml` itself was read before all others, for what their headers must agree with.
PlainFile read_plain_file(FileSystem& files, const std::string& vault, const StreamHeader& expected,
                          const std::vector<std::string>& parts, const Stream& office) {
  PlainFile plain;
  plain.path = plain_path(expected.kind->name, expected.id);
  for (const std::string& file : parts) {
    try {
      add_stream(plain, file == kVaultFile ? office : read_stream(files, vault, file), expected,
                 file);
    } catch (const Error& error) {
      if (file == kVaultFile) {
        throw;
      }
      if (error.code == ErrorCode::Io) {
        plain.unread_parts.insert(file);
        plain.unread = plain.unread || file == plain.path;
      }
      add_unreadable(plain,
                     {{file, error.where.line, error.where.field}, error.message, error.hint});
    }
  }
  find_lost(plain);
  order_documents(plain.documents);
  return plain;
}

Stream read_office(FileSystem& files, const std::string& vault) {
  const std::optional<std::string> bytes = files.read(join_path(vault, kVaultFile));
  if (!bytes) {
    throw Error(ErrorCode::NoVault,
                {"aucun coffre ici : pas de pos.yaml", "no vault here: there is no pos.yaml"}, {},
                {vault, 0, {}});
  }
  const std::string file(kVaultFile);
  Stream office = parse_stream(*bytes, file, Padding::None);
  require_fit(office.header, expected_header(kVaultKind, office.header.id, office.header.vault),
              file);
  return office;
}

template <class Counts>
std::vector<std::string> heads_among(const std::vector<PlainDocument>& documents, Counts counts) {
  std::set<std::string> heads;
  for (const PlainDocument& document : documents) {
    if (counts(document)) {
      heads.insert(document.document.hash);
    }
  }
  for (const PlainDocument& document : documents) {
    if (counts(document)) {
      for (const std::string& parent : document.document.values.texts_of("after")) {
        heads.erase(parent);
      }
    }
  }
  return {heads.begin(), heads.end()};
}

}  // namespace

std::optional<Finding> misfit_of(const StreamHeader& header, const StreamHeader& expected,
                                 const std::string& file) {
  const bool same_vault = header.vault == expected.vault;
  if (header.kind == expected.kind && header.id == expected.id && same_vault) {
    return std::nullopt;
  }
  Finding misfit{{file, 0, {}},
                 {"l'en-tête ne correspond pas au nom du fichier ou au coffre",
                  "the header does not fit the file's name or the vault"},
                 {}};
  const bool same_folder = header.kind == expected.kind && header.kind->name != kVaultKind &&
                           folder_of(file) == plain_folder(header.kind->name);
  if (same_vault && same_folder && is_code(header.id)) {
    const std::string named = plain_path(header.kind->name, header.id);
    misfit.hint = text(
        "il nomme {0} : sans doute une copie, qu'un synchroniseur (OneDrive) a nommée d'après sa "
        "machine ; comparer les deux, puis la nommer `{1}.conflict.yaml` et faire `pos merge "
        "--conflicts`, ou la sortir du coffre",
        "it names {0}: most likely a copy that a synchroniser (OneDrive) has named after its "
        "machine; compare the two, then name it `{1}.conflict.yaml` and run `pos merge "
        "--conflicts`, or take it out of the vault",
        named, named.substr(0, named.rfind('.')));
  }
  return misfit;
}

const Value& data_of(const PlainDocument& document) {
  return *document.document.values.find("data");
}

const std::string& author_of(const PlainDocument& document) {
  return document.document.values.scalar_of("author");
}

void require_read(const PlainFile& file) {
  for (const Finding& why : file.unreadable) {
    if (file.unread && why.where.file == file.path) {
      throw Error(ErrorCode::Io, why.message, why.hint, why.where);
    }
  }
}

void unite(PlainFile& plain, const Stream& stream) {
  for (const Document& document : stream.documents) {
    add_document(plain, document, stream.name);
  }
  order_documents(plain.documents);
}

std::vector<std::string> PlainFile::heads() const {
  const auto rests_on_held_back = [&](const PlainDocument& document) {
    const std::set<std::string> reached = reached_by(document);
    return std::any_of(documents.begin(), documents.end(), [&](const PlainDocument& known) {
      return known.held_back && reached.contains(known.document.hash);
    });
  };
  const std::vector<std::string> heads = heads_among(documents, [&](const PlainDocument& document) {
    return document.well_signed && !document.held_back &&
           (document.believed || !rests_on_held_back(document));
  });
  const std::vector<std::string> believed =
      heads_among(documents, [](const PlainDocument& document) { return document.believed; });
  std::set<std::string> all(heads.begin(), heads.end());
  all.insert(believed.begin(), believed.end());
  return {all.begin(), all.end()};
}

std::set<std::string> PlainFile::reached_by(const PlainDocument& document,
                                            const Passes& passes) const {
  std::set<std::string> reached;
  const auto reach = [&](const PlainDocument& known) {
    const std::vector<std::string> after = known.document.values.texts_of("after");
    reached.insert(after.begin(), after.end());
  };
  reach(document);
  for (auto known = documents.rbegin(); known != documents.rend(); ++known) {
    if (reached.contains(known->document.hash) && (!passes || passes(*known))) {
      reach(*known);
    }
  }
  return reached;
}

std::set<std::string> PlainFile::to_confirm() const {
  std::set<std::string> waiting, held_back;
  for (const PlainDocument& document : documents) {
    if (document.held_back) {
      held_back.insert(document.document.hash);
    }
    if (document.waits()) {
      waiting.insert(document.document.hash);
    }
  }
  return waiting.empty() ? held_back : waiting;
}

std::vector<std::string> PlainFile::all_heads() const {
  std::set<std::string> all = to_confirm();
  const auto is_left_out = [&](const PlainDocument& known) {
    return known.held_back && !all.contains(known.document.hash);
  };
  const auto rests_on_left_out = [&](const PlainDocument& document) {
    const std::set<std::string> reached = reached_by(document);
    return std::any_of(documents.begin(), documents.end(), [&](const PlainDocument& known) {
      return is_left_out(known) && reached.contains(known.document.hash);
    });
  };
  const std::vector<std::string> heads = heads_among(documents, [&](const PlainDocument& document) {
    return document.well_signed && !is_left_out(document) && !rests_on_left_out(document);
  });
  all.insert(heads.begin(), heads.end());
  return {all.begin(), all.end()};
}

std::vector<std::string> PlainFile::lacking() const {
  std::set<std::string> named;
  for (const PlainDocument& document : documents) {
    if (document.believed) {
      const std::vector<std::string> after = document.document.values.texts_of("after");
      named.insert(after.begin(), after.end());
    }
  }
  for (const PlainDocument& document : documents) {
    named.erase(document.document.hash);
  }
  return {named.begin(), named.end()};
}

void lay_over(Value& state, const Value& data) {
  for (const Member& member : data.members) {
    state.set(member.key, member.value);
  }
}

Value PlainFile::state(Instant at) const {
  Value state;
  for (const PlainDocument& document : documents) {
    if (document.believed && document.recorded <= at) {
      lay_over(state, *document.document.values.find("data"));
    }
  }
  return state;
}

PlainFiles read_sender_files(FileSystem& files, const std::string& vault,
                             const std::string& vault_id) {
  PlainFiles all;
  for (const auto& [code, parts] : list_sender_files(files, vault, vault_id)) {
    const std::string kind(code == kOfficeCode ? kVaultKind : kPersonKind);
    PlainFile& plain = all[{kind, code}];
    plain.path = sender_path(vault_id, code);
    for (const std::string& file : parts) {
      try {
        Stream stream = read_stream(files, vault, file);
        const std::string id = kind == kVaultKind ? stream.header.id : code;
        add_stream(plain, std::move(stream), expected_header(kind, id, vault_id), file);
      } catch (const Error& error) {
        plain.findings.push_back({error.where, error.message, error.hint});
      }
    }
    find_lost(plain);
    order_documents(plain.documents);
  }
  return all.contains({std::string(kVaultKind), kOfficeCode}) ? all : PlainFiles();
}

PlainFiles read_plain_files(FileSystem& files, const std::string& vault) {
  const Stream office = read_office(files, vault);
  PlainFiles all;
  for (std::string_view kind : kPlainKinds) {
    for (const auto& [code, parts] : list_plain_files(files, vault, kind)) {
      const std::string& id = kind == kVaultKind ? office.header.id : code;
      all[{std::string(kind), code}] = read_plain_file(
          files, vault, expected_header(kind, id, office.header.vault), parts, office);
    }
  }
  return all;
}

}  // namespace pos
