// A second, invented edition of the procedures: what it changes, and what stays as it was.
#include <doctest/doctest.h>

#include "support/json_reader.h"
#include "support/revision.h"
#include "support/two_children.h"

namespace pos::test {
namespace {

constexpr const char* kVisitInMay = "examples/cases/hawa/5.A-2026-05-13.yaml";

std::string visit_on(TwoChildren& office, const std::string& day, const std::string& more) {
  std::string visit = office.bytes(kVisitInMay);
  visit.replace(visit.find("2026-05-13"), 10, day);
  office.files.put("visit.yaml", visit + more);
  return " --from visit.yaml";
}

/// Without the line that a revision asks no more.
std::string revised_visit(TwoChildren& office, const std::string& day, const std::string& more) {
  const std::string words = visit_on(office, day, more);
  std::string visit = office.bytes("visit.yaml");
  const std::size_t at = visit.find("objectives_reached");
  visit.erase(at, visit.find('\n', at) + 1 - at);
  office.files.put("visit.yaml", visit);
  return words;
}

TwoChildren revised_office() {
  TwoChildren office = two_children();
  office.person = "adiarra";
  office.now = "2026-05-14T09:00:00Z";
  office.get("followup " + office.girl + visit_on(office, "2026-05-13", ""));
  install_revision(office.files);
  return office;
}

}  // namespace

TEST_CASE("a revision changes forms and lists without a new program, once the office takes it") {
  TwoChildren office = revised_office();
  office.now = "2026-06-10T09:00:00Z";
  CHECK(office.run("form blank 5.D").code == 5);
  CHECK(!says(office.get("form blank 5.A"), "school_now"));
  CHECK(!says(office.get("form list"), "5.D"));
  CHECK(office.run("rules use pos-2026.06").code == 15);
  office.person = "amaiga";
  CHECK(office.run("rules use pos-2099.01").code == 5);
  office.get("rules use pos-2026.06");
  CHECK(office.run("rules use pos-2020.08").code == 15);
  const std::string editions = office.get("rules list");
  CHECK(says(editions, "V.2, June 2026"));
  CHECK(says(editions, "pos-2026.06  (this office)"));
  CHECK(says(office.get("rules list --format json"), "\"replaces\":\"pos-2020.08\""));

  office.person = "adiarra";
  CHECK(says(office.get("form list"), "5.D"));
  CHECK(says(office.get("form blank 5.A"), "school_now"));
  CHECK(!says(office.get("form blank 5.A"), "objectives_reached"));
  const std::string followup = "followup " + office.girl;
  const Outcome former = office.run(followup + visit_on(office, "2026-06-10", "school_now: ok\n"));
  CHECK(former.code == 4);
  CHECK(says(former.err, "no longer asked since the edition pos-2026.06"));
  CHECK(office.run(followup + revised_visit(office, "2026-06-10", "")).code == 4);
  const std::string visit = revised_visit(office, "2026-06-10", "school_now: ok\n");
  std::string by_phone = office.bytes("visit.yaml");
  by_phone.replace(by_phone.find("home_visit"), 10, "phone");
  office.files.put("phone.yaml", by_phone);
  CHECK(office.run(followup + " --from phone.yaml").code == 4);
  office.get(followup + visit);
}

TEST_CASE(
    "an old entry is read by the edition it was filled by, and lacks nothing of a later one") {
  TwoChildren office = revised_office();
  office.person = "amaiga";
  office.now = "2026-06-10T09:00:00Z";
  office.get("rules use pos-2026.06");
  office.person = "adiarra";
  const std::string json = office.get("show " + office.girl + " --format json");
  CHECK(says(json, "objectives_reached"));
  const Value shown = read_json(json);
  for (const Value& missing : at(shown, "missing")->items) {
    CHECK(told(missing, "field") != "school_now");
  }
  CHECK(office.what_check_finds() == "");
  // The deadlines of May are those of May.
  const Value due = read_json(office.get("due --all --case " + office.girl + " --format json"));
  for (const Value& item : at(due, "items")->items) {
    const bool later = told(*at(item, "basis"), "at") >= "2026-06-01";
    CHECK(told(item, "edition") == (later ? "pos-2026.06" : "pos-2020.08"));
  }
}

TEST_CASE("no addition of an office changes a national deadline") {
  TwoChildren office = two_children();
  const std::string due = "due --all --case " + office.girl;
  office.person = "adiarra";
  const std::string national = office.get(due);
  revise(office.files, "rules/pos-2020.08.yaml", "own.yaml",
         {{"delay: {high: P3D, medium: P7D", "delay: {high: P3D, medium: P30D"}});
  const std::string rules = office.files.read(std::string(kSchemasFolder) + "/own.yaml").value();
  office.files.put("rules.yaml", rules);
  office.files.put(std::string(kVaultFolder) + "/schemas/rules/pos-2020.08.yaml", rules);
  CHECK(office.get(due) == national);
  office.person = "amaiga";
  CHECK(office.run("form add rules.yaml").code == 4);
}

}  // namespace pos::test
