#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/case.h"
#include "domain/structure.h"

namespace pos {

/// What is looked for in the directory. Empty: it does not matter, or is not known.
struct Need {
  std::string service, heading, kind, type;
  std::string health;  ///< a health service, such as `hiv_screening`
  std::string mode;    ///< of psychosocial support
  std::string place;   ///< `BKO/commune-6`
  std::optional<ChildAge> age;
  std::string sex;                    ///< `female`, `male`
  std::vector<std::string> profiles;  ///< of the child, and other characteristics
  bool some_profiles = false;         ///< there may be others: one that is missing is asked for
  std::optional<int> pregnancy_month, days_after_delivery;
  bool free = false;
  bool open_now = false;
  bool emergency_duty = false;
  bool transfer = false;  ///< where a case may be transferred to
};

/// What is known of a child: sex, age, region, main profile, displacement status.
Need need_of(const Case& c);

/// Ordered: better compares greater.
enum class Fit { No, Ask, Yes };
std::string_view word(Fit fit);

struct Reason {
  Fit fit = Fit::Yes;
  Text words;
};

/// A structure that offers what is looked for, and how far it fits: as far as its least reason.
struct Match {
  const Structure* structure = nullptr;
  Fit fit = Fit::Yes;
  int route_order = 0;        ///< on the region's routes; 0: on none
  bool named_by_pos = false;  ///< the procedures name it for this service and profile
  std::vector<Reason> reasons;
};

/// What a search is judged by.
struct SearchGround {
  const Form& form;
  CodeLists lists;
  const DirectoryRules& rules;
  Instant now;
  /// Places taken, by structure, as far as somebody knows.
  std::map<std::string, int> taken;

  /// The label of a code that the field with this role may have.
  Text label(Role role, const std::string& code) const;
};

/// The structures that offer what is needed, the best first: what fits, what is to be asked, what
/// does not fit; of these those on a route of the region, then those that the POS names, then the
/// nearest to the place, then by code.
std::vector<Match> search(const std::vector<Structure>& structures, const Need& need,
                          const SearchGround& ground);

/// The office in charge of a place: the first institution of the rules that covers it, the most
/// local one of it. Empty: none is in the directory. Source: POS 3.1.1, 3.4.2.1.
std::vector<Match> offices_in_charge(const std::vector<Structure>& structures,
                                     const std::string& place, const SearchGround& ground);

/// Whether one place lies in the other, or is it: `BKO/commune-6` in `BKO`.
bool lies_in(std::string_view place, std::string_view wider);

}  // namespace pos
