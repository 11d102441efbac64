// Entries of any shape, by anybody, knowing whatever they like: judged in any order of input, from
// the journal or from the facts, they give the same states.

#include "domain/deadlines.h"
#include "domain/journal.h"
#include "fuzz/property.h"
#include "support/case_builder.h"

using namespace pos;
using namespace pos::fuzz;

namespace {

const std::vector<std::string> kAuthors = {"adiarra",    "bkeita", "mtraore",  "cdiallo",
                                           "dsidibe",    "root",   "recovery", "nobody",
                                           "fcoulibaly", "skone"};
const std::vector<std::string> kForms = {"1.B", "1.A", "1.C", "2.A", "3.A", "5.A",
                                         "5.B", "6.A", "A.1", "B.1", "1.U"};
const std::vector<Act> kActs = {Act::Assign, Act::Validate, Act::Void,  Act::Mask,
                                Act::Accept, Act::Access,   Act::Erase, Act::Renumber};

std::string hash_of(int number) {
  return fmt::format("{:064x}", number);
}
std::string id_of(int number) {
  return make_ulid(test::instant("2026-01-01"),
                   {0, 0, 0, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(number)});
}

/// The identifier of one of the entries, or of none.
std::string some_id(FuzzedDataProvider& input, int count) {
  return id_of(input.ConsumeIntegralInRange(1, count + 1));
}

void set_form(FuzzedDataProvider& input, Entry& entry, int count) {
  entry.form = chosen(input, kForms);
  entry.edition = "pos-2020.08";
  entry.data = test::answers({{"risk_level", input.ConsumeBool() ? "high" : "low"}});
  switch (input.ConsumeIntegralInRange(0, 5)) {
    case 0:
      entry.corrects = some_id(input, count);
      break;
    case 1:
      entry.completes = some_id(input, count);
      break;
    default:
      break;
  }
  if (input.ConsumeIntegralInRange(0, 5) == 0) {
    entry.on_behalf = chosen(input, kAuthors);
  }
}

void set_act(FuzzedDataProvider& input, Entry& entry, int count) {
  entry.act = chosen(input, kActs);
  switch (*entry.act) {
    case Act::Assign:
      entry.to = chosen(input, kAuthors);
      break;
    case Act::Validate:
      entry.validates = some_id(input, count);
      entry.decision = input.ConsumeBool() ? Decision::Approved : Decision::Returned;
      break;
    case Act::Void:
      entry.voids = some_id(input, count);
      break;
    case Act::Mask:
      entry.masked = input.ConsumeBool();
      break;
    case Act::Accept:
      entry.accepts = some_id(input, count);
      break;
    default:
      break;
  }
}

Entry any_entry(FuzzedDataProvider& input, int number, int count) {
  Entry entry;
  entry.id = input.ConsumeIntegralInRange(0, 15) == 0 ? some_id(input, count) : id_of(number);
  entry.hash = hash_of(number);
  entry.author = chosen(input, kAuthors);
  entry.recorded = test::instant("2026-01-05") +
                   std::chrono::hours(number + input.ConsumeIntegralInRange(-3, 3));
  entry.occurred = when(entry.recorded);
  for (int i = input.ConsumeIntegralInRange(0, 3); i > 0; --i) {
    // Mostly what is there already; now and then what comes later, or is lost.
    const bool any = input.ConsumeIntegralInRange(0, 9) == 0;
    const int last = any ? count + 1 : number - 1;
    if (last >= 1) {
      entry.after.push_back(hash_of(input.ConsumeIntegralInRange(1, last)));
    }
  }
  if (number == 1 && input.ConsumeIntegralInRange(0, 9) > 0) {
    entry.form = kRegistrationForm;
    entry.author = "adiarra";
    entry.after.clear();
  } else if (input.ConsumeIntegralInRange(0, 2) > 0) {
    set_form(input, entry, count);
  } else {
    set_act(input, entry, count);
  }
  return entry;
}

std::vector<Entry> as_facts(std::vector<Entry> entries) {
  for (Entry& entry : entries) {
    entry.key = entry.package = entry.purpose = entry.reason = entry.identity = "";
  }
  return entries;
}

std::vector<std::string> hashes(const Journal& journal) {
  std::vector<std::string> all;
  for (const Entry& entry : journal.entries) {
    all.push_back(entry.hash);
  }
  return all;
}

void require_equal(const Journal& a, const Journal& b) {
  require(hashes(a) == hashes(b), "the same order");
  require(a.states == b.states, "the same states");
  require(a.manager == b.manager && a.lost == b.lost && a.heads() == b.heads(),
          "the same manager, losses and heads");
}

void require_equal_cases(const Journal& a, const Journal& b, const Staff& staff) {
  static const Forms forms = test::small_forms();
  const Instant now = test::instant("2026-03-01");
  const CaseId id = CaseId::parse("BKO-2026-4XKD7RPC").value();
  const Case one = read_case(id, a, forms, staff, "DRPFEF-BKO", now);
  const Case other = read_case(id, b, forms, staff, "DRPFEF-BKO", now);
  require(one.status() == other.status() && one.manager == other.manager, "the same status");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Staff staff = test::office();
  FuzzedDataProvider input(data, size);
  const int count = input.ConsumeIntegralInRange(1, 14);
  std::vector<Entry> entries;
  for (int number = 1; number <= count; ++number) {
    entries.push_back(any_entry(input, number, count));
  }
  const Journal journal = judge(entries, staff);
  require(journal.entries.size() == entries.size() && journal.states.size() == entries.size(),
          "every entry is judged");
  shuffle(input, entries);
  const Journal shuffled = judge(entries, staff);
  require_equal(journal, shuffled);
  require_equal(journal, judge(as_facts(entries), staff));
  entries.insert(entries.end(), journal.entries.begin(), journal.entries.end());
  require_equal(journal, judge(entries, staff));
  if (journal.registration() != nullptr) {
    require_equal_cases(journal, shuffled, staff);
  }
  return 0;
}
