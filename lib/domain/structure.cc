#include "domain/structure.h"

#include <algorithm>

namespace pos {
namespace {

/// EntryAnswers of one form, or of a row of one of its tables, by their roles.
class EntryAnswers {
 public:
  EntryAnswers(const std::vector<Field>& fields, const Value& values)
      : fields_(fields), values_(values) {}

  const std::string& text(Role role) const {
    static const std::string none;
    const Field* field = first(role);
    return field == nullptr ? none : values_.scalar_of(field->name);
  }
  bool yes(Role role) const { return text(role) == "true"; }
  std::optional<int> number(Role role) const {
    return text(role).empty() ? std::nullopt : whole_number(text(role));
  }
  bool any(Role role) const {
    return std::any_of(fields_.begin(), fields_.end(), [&](const Field& field) {
      return field.role == role && is_answered(values_.find(field.name));
    });
  }
  /// Of all fields with the role.
  std::vector<std::string> texts(Role role) const {
    std::vector<std::string> all;
    for (const Field& field : fields_) {
      if (field.role == role) {
        const std::vector<std::string> some = values_.texts_of(field.name);
        all.insert(all.end(), some.begin(), some.end());
      }
    }
    return all;
  }
  template <class Visit>
  void each_row(Role table, Visit visit) const {
    const Field* field = first(table);
    const Value* rows = field == nullptr ? nullptr : values_.find(field->name);
    for (const Value& row : rows == nullptr ? std::vector<Value>{} : rows->items) {
      visit(EntryAnswers(field->columns, row));
    }
  }
  /// The scalars of columns with that role, of whatever table.
  std::vector<std::string> in_columns(Role role) const {
    std::vector<std::string> all;
    for (const Field& table : fields_) {
      const Value* rows = values_.find(table.name);
      for (const Value& row : rows == nullptr ? std::vector<Value>{} : rows->items) {
        const std::string& words = EntryAnswers(table.columns, row).text(role);
        if (!words.empty()) {
          all.push_back(words);
        }
      }
    }
    return all;
  }

 private:
  static bool is_answered(const Value* value) {
    return value != nullptr && (!value->scalar.empty() || !value->items.empty());
  }
  const Field* first(Role role) const {
    const auto found = std::find_if(fields_.begin(), fields_.end(),
                                    [&](const Field& field) { return field.role == role; });
    return found == fields_.end() ? nullptr : &*found;
  }

  const std::vector<Field>& fields_;
  const Value& values_;
};

Receivers target_of(const EntryAnswers& row) {
  return {row.text(Role::TargetName),
          row.text(Role::TargetSex),
          row.text(Role::TargetAges),
          row.texts(Role::TargetProfiles),
          row.number(Role::TargetPregnancyMonth),
          row.number(Role::TargetDaysAfterDelivery),
          row.yes(Role::TargetLonger)};
}

void read_remarks(Structure& s, const EntryAnswers& a) {
  s.emergency_duty = a.yes(Role::StructureEmergency);
  s.opening = a.text(Role::StructureOpening);
  s.opens = a.text(Role::StructureOpens);
  s.closes = a.text(Role::StructureCloses);
  s.open_days = a.texts(Role::StructureDays);
  s.general = target_of(a);
  a.each_row(Role::StructureTargets,
             [&](const EntryAnswers& row) { s.targets.push_back(target_of(row)); });
  s.capacity = a.number(Role::StructureCapacity);
  s.occupied = a.number(Role::StructureOccupied);
  s.over_capacity = a.yes(Role::StructureOverCapacity);
  s.cost_kind = a.text(Role::StructureCostKind);
  s.cost = a.text(Role::StructureCost);
  s.eligibility = a.text(Role::StructureEligibility);
  s.end = a.text(Role::StructureEnd);
  s.convention_ends = a.in_columns(Role::ConventionEnd);
}

void read_standing(Structure& s, const EntryAnswers& a) {
  a.each_row(Role::StructureRoutes, [&](const EntryAnswers& row) {
    s.routes.push_back({row.text(Role::RouteKind), row.text(Role::RouteService),
                        row.texts(Role::RouteProfiles), row.number(Role::RouteOrder).value_or(0),
                        parse_date(row.text(Role::RouteReviewed))});
  });
  const std::string& accessible = a.text(Role::StructureAccessible);
  s.accessible = accessible.empty() ? std::nullopt : std::optional(accessible == "true");
  s.verified = parse_date(a.text(Role::StructureVerified));
  s.verified_by = a.text(Role::StructureVerifiedBy);
  s.emergency_zone = a.yes(Role::StructureEmergencyZone);
}

void read_places(Structure& s, const EntryAnswers& a, const std::string& region) {
  s.places = a.texts(Role::StructurePlaces);
  if (s.places.empty() && !region.empty()) {
    s.places.push_back(region);
  }
  s.has_location = a.any(Role::StructureLocation) || a.any(Role::StructurePlaces);
  s.focal_point = a.text(Role::StructureFocalPoint);
  s.has_focal_point = !s.focal_point.empty();
  a.each_row(Role::StructureFocalPoints, [&](const EntryAnswers& row) {
    const std::vector<std::string> some = row.texts(Role::StructurePlaces);
    s.branch_places.insert(s.branch_places.end(), some.begin(), some.end());
    s.has_focal_point = true;
  });
}

/// What the words of a field with such a role must be; empty where they are.
Text fault_of_words(Role role, const std::string& words) {
  switch (role) {
    case Role::TargetAges:
      return parse_age_range(words) ? Text{}
                                    : Text{"des âges sont attendus : `0-17`, `12+`, `0-30 jours`",
                                           "ages are expected: `0-17`, `12+`, `0-30 days`"};
    case Role::StructureSince:
    case Role::StructureEnd:
    case Role::ConventionEnd:
      return last_day_of(words) ? Text{}
                                : Text{"une date est attendue : `2014`, `2014-12` ou `2014-12-03`",
                                       "a date is expected: `2014`, `2014-12` or `2014-12-03`"};
    case Role::StructureOpens:
    case Role::StructureCloses:
      return parse_time_of_day(words)
                 ? Text{}
                 : Text{"une heure est attendue : `08:00`", "a time of day is expected: `08:00`"};
    default:
      return {};
  }
}

void add_word_faults(const std::vector<Field>& fields, const Value& values,
                     const std::string& prefix, std::vector<Finding>& faults) {
  for (const Field& field : fields) {
    const Value* answer = values.find(field.name);
    if (answer == nullptr) {
      continue;
    }
    if (field.type == FieldType::Repeat) {
      for (const Value& row : answer->items) {
        add_word_faults(field.columns, row, field.name + ".", faults);
      }
    } else if (field.role && !answer->scalar.empty()) {
      if (Text fault = fault_of_words(*field.role, answer->scalar); !fault.empty()) {
        faults.push_back({{"", answer->line, prefix + field.name}, std::move(fault), {}});
      }
    }
  }
}

bool offers_some(const Structure& s, const std::vector<std::string>& categories) {
  return std::any_of(s.services.begin(), s.services.end(),
                     [&](const std::string& service) { return holds(categories, service); });
}

std::string field_with(const Form& form, Role role) {
  const Field* field = form.with_role(role);
  return field == nullptr ? std::string() : field->name;
}

}  // namespace

Structure read_structure(const Form& form, const std::string& code, const Value& entry,
                         const std::string& region) {
  const EntryAnswers a(form.fields, entry);
  Structure s;
  s.code = code;
  s.name = a.text(Role::StructureName);
  s.type = a.text(Role::StructureType);
  s.institution = a.text(Role::StructureInstitution);
  s.phone = a.text(Role::StructurePhone);
  s.emergency_phone = a.text(Role::StructureEmergencyPhone);
  s.kinds = a.texts(Role::StructureKinds);
  s.headings = a.texts(Role::StructureHeadings);
  s.services = a.texts(Role::StructureServices);
  s.modes = a.texts(Role::StructureModes);
  s.health = a.texts(Role::StructureHealth);
  s.team = a.yes(Role::StructureTeam);
  s.signed_pos = parse_date(a.text(Role::StructureSigned));
  read_places(s, a, region);
  read_remarks(s, a);
  read_standing(s, a);
  return s;
}

bool has_kind(const Structure& structure, std::string_view kind) {
  return structure.kinds.empty() ? kind == "service_provider" : holds(structure.kinds, kind);
}

bool is_ended(const Structure& structure, Date today) {
  const std::optional<Date> end = last_day_of(structure.end);
  return end && *end < today;
}

std::optional<Text> transfer_obstacle(const Structure& structure, const DirectoryRules& rules) {
  if (!structure.team) {
    return Text{
        "sans équipe de gestion de cas formée : pas de transfert, un référencement "
        "(POS 3.4.2.1)",
        "without a trained case-management team: no transfer, a referral (POS 3.4.2.1)"};
  }
  if (!holds(rules.state_types, structure.type) && !structure.signed_pos) {
    return Text{"acteur non étatique qui n'a pas signé les POS : pas de transfert (POS 3.1.2)",
                "a non-State actor that has not signed the POS: no transfer (POS 3.1.2)"};
  }
  return std::nullopt;
}

std::vector<Finding> faults_of_entry(const Form& form, const Value& entry,
                                     const DirectoryRules& rules) {
  std::vector<Finding> faults;
  add_word_faults(form.fields, entry, "", faults);
  const Structure s = read_structure(form, "", entry, "");
  if (!offers_some(s, rules.needs_conditions)) {
    return faults;
  }
  if (!s.has_location) {
    faults.push_back(
        {{"", 0, field_with(form, Role::StructureLocation)},
         {"un service d'urgence est localisé (POS 3.4.1 (2))",
          "an emergency service has its place (POS 3.4.1 (2))"},
         {"l'adresse, la couverture ou les localités", "the address, the coverage or the places"}});
  }
  if (s.cost.empty() && s.cost_kind.empty()) {
    faults.push_back({{"", 0, field_with(form, Role::StructureCostKind)},
                      {"un service d'urgence dit ses conditions d'accès, financières aussi "
                       "(POS 3.4.1 (2))",
                       "an emergency service tells its conditions of access, those of money too "
                       "(POS 3.4.1 (2))"},
                      {}});
  }
  return faults;
}

}  // namespace pos
