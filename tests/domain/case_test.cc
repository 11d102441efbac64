#include "domain/case.h"

#include <doctest/doctest.h>

#include "support/case_builder.h"

using namespace pos;
using namespace pos::test;

TEST_CASE("a case does not exist before its registration") {
  CaseBuilder b;
  b.registered("2026-03-02");
  CHECK_FALSE(b.at("2026-03-01").registered());
  CHECK_FALSE(b.at("2026-03-01").open());
  CHECK(b.at("2026-03-02").open());
  CHECK(b.at("2026-03-02").status() == CaseStatus::Registered);
}
