#include "storage/entry_document.h"

#include <cassert>

#include "storage/canonical.h"

namespace pos {
namespace {

/// The keys from `entry` to `after`.
Value opening_values(const Entry& entry, bool among_facts) {
  Value values;
  set_text(values, "entry", entry.id);
  set_text(values, "hash", among_facts ? entry.hash : std::string());
  set_text(values, "form", entry.form);
  set_text(values, "act", entry.act ? word(*entry.act) : std::string_view());
  set_text(values, "edition", entry.act ? std::string() : entry.edition);
  set_text(values, "occurred", to_string(entry.occurred));
  set_text(values, "recorded", to_string(entry.recorded));
  set_text(values, "clock", entry.clock_given ? "given" : "");
  set_text(values, "author", entry.author);
  set_text(values, "by", entry.by);
  set_text(values, "for", entry.on_behalf);
  set_text(values, "key", among_facts ? std::string() : entry.key);
  values.set("after", Value::texts(entry.after));
  return values;
}

/// What the entry is about, up to `masked`.
void add_relations(Value& values, const Entry& entry) {
  set_text(values, "corrects", entry.corrects);
  set_text(values, "completes", entry.completes);
  set_text(values, "voids", entry.voids);
  set_text(values, "validates", entry.validates);
  set_text(values, "accepts", entry.accepts);
  set_text(values, "to", entry.to);
  set_text(values, "decision", entry.decision ? word(*entry.decision) : std::string_view());
  if (entry.masked) {
    values.set("masked", Value::boolean(*entry.masked));
  }
}

void add_answers(Value& values, const Entry& entry, const Value& answers) {
  if (!entry.act) {
    values.set("data", answers);
  }
}

void read_relations(const Value& values, Entry& entry) {
  entry.corrects = values.scalar_of("corrects");
  entry.completes = values.scalar_of("completes");
  entry.voids = values.scalar_of("voids");
  entry.validates = values.scalar_of("validates");
  entry.accepts = values.scalar_of("accepts");
  entry.to = values.scalar_of("to");
  entry.decision = parse_decision(values.scalar_of("decision"));
  if (values.find("masked") != nullptr) {
    entry.masked = values.scalar_of("masked") == "true";
  }
  entry.package = values.scalar_of("package");
  entry.purpose = values.scalar_of("purpose");
  entry.reason = values.scalar_of("reason");
  entry.identity = values.scalar_of("identity");
}

SigningContext entry_context(std::string_view kind, const std::string& id) {
  return signing_context({find_document_kind(kind), id, {}, {}});
}

}  // namespace

Value case_values(const Entry& entry) {
  Value values = opening_values(entry, false);
  add_relations(values, entry);
  set_text(values, "package", entry.package);
  set_text(values, "purpose", entry.purpose);
  set_text(values, "reason", entry.reason);
  set_text(values, "identity", entry.identity);
  add_answers(values, entry, entry.data);
  return values;
}

Value identity_values(const Entry& entry, const Value& answers) {
  assert(!entry.act);
  Value values = opening_values(entry, false);
  add_answers(values, entry, answers);
  return values;
}

Value facts_values(const Entry& entry, const Value& answers) {
  assert(!entry.hash.empty());
  Value values = opening_values(entry, true);
  add_relations(values, entry);
  add_answers(values, entry, answers);
  return values;
}

std::string write_case_document(const Entry& entry, const std::string& id, const SigningKey& key) {
  return write_document(case_values(entry), key, entry_context("case", id));
}

std::string write_identity_document(const Entry& entry, const Value& answers, const std::string& id,
                                    const SigningKey& key) {
  return write_document(identity_values(entry, answers), key, entry_context("identity", id));
}

std::string write_facts_document(const Entry& entry, const Value& answers) {
  return write_canonical(facts_values(entry, answers));
}

Entry read_entry(const Document& document, const DocumentKind& kind) {
  assert(document.well_formed());
  const Value& values = document.values;
  Entry entry;
  entry.id = values.scalar_of("entry");
  entry.hash = kind.name == "case" ? document.hash : values.scalar_of("hash");
  entry.form = values.scalar_of("form");
  entry.act = parse_act(values.scalar_of("act"));
  entry.edition = values.scalar_of("edition");
  entry.occurred = parse_when(values.scalar_of("occurred")).value();
  entry.recorded = parse_instant(values.scalar_of("recorded")).value();
  entry.clock_given = values.find("clock") != nullptr;
  entry.author = values.scalar_of("author");
  entry.by = values.scalar_of("by");
  entry.on_behalf = values.scalar_of("for");
  entry.key = values.scalar_of("key");
  entry.after = values.texts_of("after");
  read_relations(values, entry);
  if (const Value* data = values.find("data")) {
    entry.data = *data;
  }
  return entry;
}

}  // namespace pos
