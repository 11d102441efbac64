#include "domain/staff.h"

#include <doctest/doctest.h>

#include "support/case_builder.h"

using namespace pos;
using namespace pos::test;

TEST_CASE("every role has a word of its own") {
  REQUIRE(all_staff_roles().size() == 6);
  for (StaffRole role : all_staff_roles()) {
    CHECK(parse_staff_role(word(role)) == role);
  }
  CHECK(parse_staff_role("data_clerk") == StaffRole::DataClerk);
  CHECK_FALSE(parse_staff_role("manager"));
}

TEST_CASE("a card reads as it stood at the moment") {
  Staff staff;
  staff.add(person("adiarra", {StaffRole::CaseManager}, "u2"), instant("2026-06-01"));
  staff.add(person("adiarra", {StaffRole::CaseManager}, "u1"), instant("2026-01-01"));
  CHECK(staff.at("adiarra", instant("2025-12-31T23:59:59Z")) == nullptr);
  CHECK(staff.at("adiarra", instant("2026-01-01"))->unit == "u1");
  CHECK(staff.at("adiarra", instant("2026-05-31"))->unit == "u1");
  CHECK(staff.at("adiarra", instant("2026-06-01"))->unit == "u2");
  CHECK(staff.latest("adiarra")->unit == "u2");
  CHECK(staff.at("nobody", instant("2026-06-01")) == nullptr);
  CHECK(staff.latest("nobody") == nullptr);
  CHECK(staff.codes() == std::vector<std::string>{"adiarra"});
}

TEST_CASE("a role ends after its announced last day") {
  Staff staff;
  Person leaving = person("adiarra", {StaffRole::CaseManager});
  leaving.from = "2026-01-05";
  leaving.to = "2026-06-30";
  staff.add(leaving, instant("2026-01-01"));
  CHECK_FALSE(staff.has_role("adiarra", StaffRole::CaseManager, instant("2026-01-04")));
  CHECK(staff.has_role("adiarra", StaffRole::CaseManager, instant("2026-01-05")));
  CHECK(staff.has_role("adiarra", StaffRole::CaseManager, instant("2026-06-30T23:59:59Z")));
  CHECK_FALSE(staff.has_role("adiarra", StaffRole::CaseManager, instant("2026-07-01")));
  CHECK_FALSE(staff.has_role("adiarra", StaffRole::Supervisor, instant("2026-01-05")));
  CHECK(staff.latest("adiarra") != nullptr);
}

TEST_CASE("a role that is ended today ends at once") {
  Staff staff;
  Person leaving = person("adiarra", {StaffRole::CaseManager});
  staff.add(leaving, instant("2026-01-01"));
  leaving.to = "2026-03-10";
  staff.add(leaving, instant("2026-03-10T10:00:00Z"));
  CHECK(staff.has_role("adiarra", StaffRole::CaseManager, instant("2026-03-10T09:59:59Z")));
  CHECK_FALSE(staff.has_role("adiarra", StaffRole::CaseManager, instant("2026-03-10T10:00:00Z")));
}

TEST_CASE("a supervisor counts only while a member of the unit's team") {
  Staff staff = office();
  staff.set_members("team-u1", {}, instant("2026-06-01"));
  CHECK(team_of("u1") == "team-u1");
  CHECK(staff.supervisor_of("adiarra", instant("2026-05-31")) == "mtraore");
  CHECK(staff.supervisor_of("adiarra", instant("2026-06-01")).empty());
  CHECK(staff.is_member("team-u1", "mtraore", instant("2026-05-31")));
  CHECK_FALSE(staff.is_member("team-u1", "mtraore", instant("2019-12-31")));
}

TEST_CASE("a card that names a supervisor of another unit names nobody") {
  Staff staff = office();
  staff.add(person("adiarra", {StaffRole::CaseManager}, "u1", "fcoulibaly"), instant("2026-01-01"));
  CHECK(staff.supervisor_of("adiarra", instant("2026-01-02")).empty());
}

TEST_CASE("a supervisor who has left supervises nobody from that moment") {
  Staff staff = office();
  Person leaving = person("mtraore", {StaffRole::Supervisor});
  leaving.to = "2026-03-10";
  staff.add(leaving, instant("2026-03-10T10:00:00Z"));
  CHECK(staff.supervisor_of("adiarra", instant("2026-03-10")) == "mtraore");
  CHECK(staff.supervisor_of("adiarra", instant("2026-03-10T10:00:00Z")).empty());
}

TEST_CASE("the supervisor of a manager who has left can still hand the cases over") {
  Staff staff = office();
  Person leaving = person("adiarra", {StaffRole::CaseManager}, "u1", "mtraore");
  leaving.to = "2026-03-10";
  staff.add(leaving, instant("2026-03-10"));
  CHECK(staff.supervisor_of("adiarra", instant("2026-04-01")) == "mtraore");
}

TEST_CASE("nobody is their own supervisor") {
  Staff staff = office();
  staff.add(person("mtraore", {StaffRole::Supervisor, StaffRole::CaseManager}, "u1", "mtraore"),
            instant("2026-01-01"));
  CHECK(staff.supervisor_of("mtraore", instant("2026-01-02")).empty());
}

TEST_CASE("a former supervisor of the unit is left over in its team, a deputy by name is not") {
  Staff staff;
  const auto is_left_over = [&](const char* code) {
    return staff.is_left_over("u1", code, instant("2026-09-01"));
  };
  staff.add(person("deputy", {StaffRole::CaseManager}, "u1"), instant("2026-01-01"));
  staff.add(person("sup", {StaffRole::Supervisor}, "u1"), instant("2026-01-01"));
  staff.set_members("team-u1", {"deputy", "sup"}, instant("2026-01-01"));
  CHECK_FALSE(is_left_over("sup"));
  SUBCASE("moved") {
    staff.add(person("sup", {StaffRole::Supervisor}, "u2"), instant("2026-06-01"));
  }
  SUBCASE("demoted") {
    staff.add(person("sup", {StaffRole::CaseManager}, "u1"), instant("2026-06-01"));
  }
  CHECK(is_left_over("sup"));
  CHECK_FALSE(is_left_over("deputy"));
  CHECK(staff.has_led("u1", "sup", instant("2026-09-01")));
  staff.set_members("team-u1", {"deputy"}, instant("2026-07-01"));
  CHECK_FALSE(is_left_over("sup"));
  staff.set_members("team-u1", {"deputy", "sup"}, instant("2026-08-01"));
  CHECK_FALSE(is_left_over("sup"));
}
