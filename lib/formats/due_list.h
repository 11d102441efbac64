#pragma once

#include <string>
#include <vector>

#include "base/value.h"
#include "domain/due_list.h"
#include "formats/csv.h"

namespace pos {

/// One listing as scripts read it (contract.md, "General").
Value envelope(const std::string& schema, Instant generated, bool complete,
               std::vector<Value> warnings);

Value due_value(const DueItem& item, Instant now);
Value summary_value(const CaseSummary& summary);

CsvRow due_header();
CsvRow due_row(const DueItem& item, Instant now);
CsvRow summary_header();
CsvRow summary_row(const CaseSummary& summary);

/// The due times as calendar events (RFC 5545), without any name.
std::string write_ics(const std::vector<DueItem>& items, Instant now);

}  // namespace pos
