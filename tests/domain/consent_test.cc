#include "domain/consent.h"

#include <doctest/doctest.h>

#include "support/case_builder.h"
#include "support/shipped_rules.h"

using namespace pos;
using namespace pos::test;

namespace {

using Changes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// A caregiver's full agreement, with changes.
Value consent(Changes changes = {}) {
  Value data = answers({{"consent_status", "given"},
                        {"interview_subject", "caregiver"},
                        {"child_assent", "true"},
                        {"disclosure_other_orgs", "true"}});
  for (const auto& [field, words] : changes) {
    data.set(field, Value::text(std::string(words)));
  }
  return data;
}

CaseBuilder registered_child() {
  CaseBuilder builder;
  builder.registered("2026-03-02");
  return builder;
}

ConsentCover cover(const CaseBuilder& builder, std::string_view service,
                   std::string_view moment = "2026-03-10T12:00:00Z") {
  return consent_cover(builder.at("2026-12-31", shipped_form), service, parse_when(moment).value());
}

std::string why_not(Changes changes, std::string_view service = "health_care") {
  CaseBuilder builder = registered_child();
  builder.form("1.A", "2026-03-02", consent(changes));
  const ConsentCover found = cover(builder, service);
  CHECK(found.covers == found.reason.empty());
  CHECK(found.entry == builder.last().id);
  return found.reason.en;
}

}  // namespace

TEST_CASE("without a 1.A nothing covers sharing") {
  const ConsentCover found = cover(registered_child(), "health_care");
  CHECK_FALSE(found.covers);
  CHECK(found.entry.empty());
  CHECK(found.reason.fr == "aucun accord au partage de l'information (fiche 1.A) n'est enregistré");
}

TEST_CASE(
    "a withdrawal known by its day alone counts over an agreement of that day told before it") {
  CaseBuilder builder = registered_child();
  builder.form("1.A", "2026-03-05T10:00:00Z", consent());
  builder.form("1.A", "2026-03-05", consent({{"consent_status", "withdrawn"}}));
  CHECK(cover(builder, "health_care").entry == builder.last().id);
  CHECK_FALSE(cover(builder, "health_care").covers);
  builder.form("1.A", "2026-03-05", consent());
  CHECK(cover(builder, "health_care").covers);
}

TEST_CASE("a caregiver's agreement with disclosure covers every service and a transfer") {
  CHECK(why_not({}).empty());
  CHECK(why_not({}, "").empty());
  CHECK(why_not({}, "legal").empty());
}

TEST_CASE("each part of the consent that is missing is told") {
  CHECK(why_not({{"consent_status", "refused"}}) == "consent was refused");
  CHECK(why_not({{"consent_status", "withdrawn"}}) == "consent was withdrawn");
  CHECK(why_not({{"consent_status", "not_obtained"}}) == "consent was not obtained");
  CHECK(why_not({{"child_assent", "false"}}) == "the child does not agree");
  CHECK(why_not({{"child_assent", "not_applicable"}}).empty());
  CHECK(why_not({{"disclosure_other_orgs", "false"}}) ==
        "the consent does not allow sharing with other organisations");
}

TEST_CASE("a no for a service excludes what it covers and nothing else") {
  CHECK(why_not({{"consent_to_share_info_by_health", "false"}}, "health_care") ==
        "the consent excludes this service");
  CHECK(why_not({{"consent_to_share_info_by_health", "false"}}, "legal").empty());
  CHECK(why_not({{"consent_to_share_info_by_health", "true"}}, "health_care").empty());
  CHECK(why_not({{"consent_to_share_info_by_protection", "false"}}, "family_links") ==
        "the consent excludes this service");
  CHECK(why_not({{"consent_to_share_info_by_health", "false"}}, "").empty());
}

TEST_CASE("without a representative a reason must stand why none could agree") {
  const std::string missing = "no legal representative agreed, and no reason is given";
  CHECK(why_not({{"interview_subject", "individual"}}) == missing);
  CHECK(why_not({{"interview_subject", "other"}}) == missing);
  CHECK(why_not({{"interview_subject", "individual"}, {"representative_absence_reason", "absent"}})
            .empty());
  CHECK(why_not({{"interview_subject", "individual"},
                 {"representative_absence_reason", "alleged_author"}})
            .empty());
}

TEST_CASE("a best-interest exception covers what the consent does not") {
  CaseBuilder builder = registered_child();
  builder.form("1.A", "2026-03-02",
               consent({{"consent_status", "refused"}, {"best_interest_exception", "true"}}));
  const ConsentCover found = cover(builder, "health_care");
  CHECK(found.covers);
  CHECK(found.exception);
  CHECK(found.reason.empty());
}

TEST_CASE("a withdrawal counts over an agreement of that day that was corrected since") {
  CaseBuilder builder = registered_child();
  const std::string given = builder.form("1.A", "2026-03-05", consent());
  builder.form("1.A", "2026-03-05T15:00:00Z", consent({{"consent_status", "withdrawn"}}));
  builder.corrects(given, "2026-03-05", consent({{"consent_text", "a spelling"}}));
  CHECK_FALSE(cover(builder, "legal", "2026-03-06").covers);
}

TEST_CASE("the latest consent decides, at the moment that is asked about") {
  CaseBuilder builder = registered_child();
  builder.form("1.A", "2026-03-02T09:00:00Z", consent());
  builder.form("1.A", "2026-03-05T09:00:00Z", consent({{"consent_status", "withdrawn"}}));
  builder.form("1.A", "2026-03-08T09:00:00Z", consent());
  CHECK_FALSE(cover(builder, "legal", "2026-03-02T08:59:59Z").covers);
  CHECK(cover(builder, "legal", "2026-03-02T09:00:00Z").covers);
  CHECK(cover(builder, "legal", "2026-03-05T08:59:59Z").covers);
  CHECK_FALSE(cover(builder, "legal", "2026-03-05T09:00:00Z").covers);
  CHECK_FALSE(cover(builder, "legal", "2026-03-07").covers);
  CHECK(cover(builder, "legal", "2026-03-08").covers);  // a bare day takes in what it saw
}

TEST_CASE("a withdrawal counts from the day it names, where that is before its own") {
  CaseBuilder builder = registered_child();
  builder.form("1.A", "2026-03-02", consent());
  builder.form(
      "1.A", "2026-03-09",
      consent({{"consent_status", "withdrawn"}, {"consent_withdrawn_date", "2026-03-05"}}));
  CHECK(cover(builder, "legal", "2026-03-04").covers);
  CHECK_FALSE(cover(builder, "legal", "2026-03-05").covers);
  CHECK_FALSE(cover(builder, "legal", "2026-03-10").covers);
}

TEST_CASE("a consent that names its receivers covers them alone, one that names none covers all") {
  CaseBuilder builder = registered_child();
  Value named = consent();
  named.set("consent_receivers", Value::texts({"KANUYA", "JIGI"}));
  builder.form("1.A", "2026-03-02", named);
  const auto covers = [](const CaseBuilder& told, std::string_view receiver,
                         const char* moment = "2026-03-10T12:00:00Z") {
    return consent_cover(told.at("2026-12-31", shipped_form), "health_care",
                         parse_when(moment).value(), receiver)
        .covers;
  };
  CHECK(covers(builder, "KANUYA"));
  CHECK_FALSE(covers(builder, "CSREF"));
  CHECK(covers(builder, ""));  // where the receiver is not to be seen
  CaseBuilder unlimited = registered_child();
  unlimited.form("1.A", "2026-03-02", consent());
  CHECK(covers(unlimited, "CSREF"));

  // A new third party: a new consent, or the same in the child's best interests.
  Value wider = consent();
  wider.set("consent_receivers", Value::texts({"KANUYA", "CSREF"}));
  builder.form("1.A", "2026-03-12", wider);
  CHECK_FALSE(covers(builder, "CSREF", "2026-03-11"));
  CHECK(covers(builder, "CSREF", "2026-03-12"));
  CHECK_FALSE(covers(builder, "JIGI", "2026-03-12"));
  CaseBuilder excepted = registered_child();
  named.set("best_interest_exception", Value::boolean(true));
  excepted.form("1.A", "2026-03-02", named);
  CHECK(covers(excepted, "CSREF"));
}
