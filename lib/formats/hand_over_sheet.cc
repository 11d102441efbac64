#include "formats/hand_over_sheet.h"

#include <fmt/format.h>

#include "formats/due_list.h"
#include "formats/json.h"

namespace pos {
namespace {

// What comes later stands in `pos due`; the sheet says what waits for no reading of the case.
constexpr std::size_t kComing = 3;

class HandOverSheet {
 public:
  HandOverSheet(const HandOverHead& head, const Rulebook& rules, const CodeList& services,
                Language language)
      : head_(head), rules_(rules), services_(services), language_(language) {}

  std::string write(const std::vector<HandedCase>& cases) {
    line({"FICHE DE PASSATION", "HAND-OVER SHEET"});
    line(text("{}, le {}", "{}, {}", head_.office, to_string(day_of(head_.at))));
    line(text("à {} : {} dossier(s)", "to {}: {} case(s)", head_.to, cases.size()));
    for (const HandedCase& handed : cases) {
      write_case(handed);
    }
    line({});
    line({"Remis par (date, signature) : ..............................",
          "Handed over by (date, signature): .........................."});
    line({"Reçu par (date, signature) :  ..............................",
          "Received by (date, signature):    .........................."});
    line({});
    line(rules_.name());
    return std::move(out_);
  }

 private:
  void line(const Text& words) { out_ += words.in(language_) + "\n"; }
  void write_case(const HandedCase& handed);
  void write_due(const Text& heading, const DueItem& item);
  void write_referral(const OpenReferral& referral);
  Text service(const std::string& code) const {
    const Choice* choice = services_.find(code);
    return choice == nullptr ? same_text(code) : choice->label;
  }

  const HandOverHead& head_;
  const Rulebook& rules_;
  const CodeList& services_;
  Language language_;
  std::string out_;
};

void HandOverSheet::write_due(const Text& heading, const DueItem& item) {
  const Obligation& o = item.obligation;
  const std::string due = o.due ? to_string(*o.due).substr(0, 10) : std::string("–");
  const Text& step = rules_.steps.at(o.step).label;
  line(text("  {}  {}  {} ({})", "  {}  {}  {} ({})", heading, due, step, o.source));
}

void HandOverSheet::write_referral(const OpenReferral& referral) {
  const std::string made = to_string(referral.made.day());
  const Text kind = service(referral.service);
  line(referral.answer_due ? text("  référence  {}  {}, réponse attendue le {}",
                                  "  referral   {}  {}, answer expected on {}", made, kind,
                                  to_string(referral.answer_due->day()))
                           : text("  référence  {}  {}, sans réponse",
                                  "  referral   {}  {}, without an answer", made, kind));
}

void HandOverSheet::write_case(const HandedCase& handed) {
  const CaseSummary& summary = handed.summary;
  const Text level = summary.level ? label(*summary.level) : Text{"non évalué", "not assessed"};
  line({});
  line(text("{}  {} ; risque : {} ; avant : {}", "{}  {}; risk: {}; before: {}", summary.id.text(),
            label(summary.status), level, handed.former));
  for (const DueItem& item : handed.overdue) {
    write_due({"en retard", "overdue  "}, item);
  }
  for (std::size_t i = 0; i < handed.coming.size() && i < kComing; ++i) {
    write_due({"à venir  ", "coming   "}, handed.coming[i]);
  }
  for (const OpenReferral& referral : handed.referrals) {
    write_referral(referral);
  }
  line(handed.names_pending ? text("  noms : en attente, jusqu'à la prochaine commande de {}",
                                   "  names: pending, until the next command of {}", handed.former)
                            : Text{"  noms : transmis", "  names: handed over"});
}

std::vector<Value> due_values(const std::vector<DueItem>& items, Instant now) {
  std::vector<Value> values;
  for (const DueItem& item : items) {
    values.push_back(due_value(item, now));
  }
  return values;
}

}  // namespace

std::string write_hand_over(const HandOverHead& head, const std::vector<HandedCase>& cases,
                            const Rulebook& rules, const CodeList& services, Language language) {
  return HandOverSheet(head, rules, services, language).write(cases);
}

Value handed_value(const HandedCase& handed, Instant now) {
  std::vector<Value> referrals;
  for (const OpenReferral& referral : handed.referrals) {
    referrals.push_back(Value::map(
        {{"entry", Value::text(referral.entry)},
         {"made", Value::text(to_string(referral.made))},
         {"service", Value::text(referral.service)},
         {"answer_due",
          referral.answer_due ? Value::text(to_string(*referral.answer_due)) : json_null()}}));
  }
  Value value = summary_value(handed.summary);
  value.set("entry", Value::text(handed.entry));
  value.set("former", Value::text(handed.former));
  value.set("names", handed.names_pending ? Value::text("pending") : json_null());
  value.set("overdue_items", Value::list(due_values(handed.overdue, now)));
  value.set("coming_items", Value::list(due_values(handed.coming, now)));
  value.set("referrals", Value::list(std::move(referrals)));
  return value;
}

}  // namespace pos
