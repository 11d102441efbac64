#include "domain/target_match.h"

#include <algorithm>

namespace pos {
namespace {

constexpr std::string_view kBoth = "both";

void judge_sex(const Receivers& target, const Need& need, const SearchGround& ground,
               std::vector<Reason>& reasons) {
  if (target.sex.empty() || target.sex == kBoth) {
    return;
  }
  const Text receives = ground.label(Role::TargetSex, target.sex);
  if (need.sex.empty()) {
    reasons.push_back({Fit::Ask, text("reçoit : {}", "receives: {}", receives)});
  } else if (need.sex == target.sex) {
    reasons.push_back({Fit::Yes, text("reçoit : {}", "receives: {}", receives)});
  } else {
    reasons.push_back({Fit::No, text("ne reçoit que : {}", "receives only: {}", receives)});
  }
}

void judge_age(const Receivers& target, const Need& need, std::vector<Reason>& reasons) {
  if (target.ages.empty() || !need.age) {
    return;
  }
  const std::optional<AgeRange> range = parse_age_range(target.ages);
  const Fit fit = !range ? Fit::Ask : range->has(*need.age) ? Fit::Yes : Fit::No;
  reasons.push_back({fit, text("âges reçus : {}", "ages received: {}", target.ages)});
}

void judge_profiles(const Receivers& target, const Need& need, const SearchGround& ground,
                    std::vector<Reason>& reasons) {
  if (target.profiles.empty()) {
    return;
  }
  const auto met =
      std::find_if(need.profiles.begin(), need.profiles.end(),
                   [&](const std::string& profile) { return holds(target.profiles, profile); });
  if (met != need.profiles.end()) {
    const Text label = ground.label(Role::TargetProfiles, *met);
    reasons.push_back({Fit::Yes, text("profil reçu : {}", "profile received: {}", label)});
    return;
  }
  Text labels;
  for (const std::string& profile : target.profiles) {
    const Text label = ground.label(Role::TargetProfiles, profile);
    labels = labels.empty() ? label : text("{} ; {}", "{}; {}", labels, label);
  }
  const Fit fit = need.profiles.empty() || need.some_profiles ? Fit::Ask : Fit::No;
  reasons.push_back({fit, text("profils reçus : {}", "profiles received: {}", labels)});
}

Reason judge_after_delivery(const Receivers& target, int days) {
  const int most = *target.days_after_delivery;
  if (days <= most) {
    return {Fit::Yes, text("jusqu'à {} jours après l'accouchement",
                           "until {} days after the delivery", most)};
  }
  return target.longer
             ? Reason{Fit::Ask, text("plus de {} jours après l'accouchement : à titre exceptionnel,"
                                     " avec une note qui le motive",
                                     "more than {} days after the delivery: as an exception, with "
                                     "a note that gives the reason",
                                     most)}
             : Reason{Fit::No, text("seulement jusqu'à {} jours après l'accouchement",
                                    "only until {} days after the delivery", most)};
}

void judge_pregnancy(const Receivers& target, const Need& need, std::vector<Reason>& reasons) {
  if (need.days_after_delivery && target.days_after_delivery) {
    reasons.push_back(judge_after_delivery(target, *need.days_after_delivery));
  } else if (target.pregnancy_month && !need.days_after_delivery) {
    const int month = *target.pregnancy_month;
    const Fit fit = !need.pregnancy_month            ? Fit::Ask
                    : *need.pregnancy_month >= month ? Fit::Yes
                                                     : Fit::No;
    reasons.push_back(
        {fit, text("grossesse : à partir du mois {}", "pregnancy: from month {}", month)});
  }
}

std::vector<Reason> reasons_of(const Receivers& target, const Need& need,
                               const SearchGround& ground) {
  std::vector<Reason> reasons;
  judge_sex(target, need, ground, reasons);
  judge_age(target, need, reasons);
  judge_profiles(target, need, ground, reasons);
  judge_pregnancy(target, need, reasons);
  if (!target.name.empty()) {
    reasons.insert(reasons.begin(),
                   {least(reasons), text("cible : {}", "target group: {}", target.name)});
  }
  return reasons;
}

}  // namespace

Fit least(const std::vector<Reason>& reasons) {
  Fit fit = Fit::Yes;
  for (const Reason& reason : reasons) {
    fit = std::min(fit, reason.fit);
  }
  return fit;
}

std::vector<Reason> target_reasons(const Structure& structure, const Need& need,
                                   const SearchGround& ground) {
  std::vector<Reason> reasons = reasons_of(structure.general, need, ground);
  std::vector<Reason> best;
  for (const Receivers& target : structure.targets) {
    std::vector<Reason> told = reasons_of(target, need, ground);
    if (best.empty() || least(told) > least(best)) {
      best = std::move(told);
    }
  }
  reasons.insert(reasons.end(), best.begin(), best.end());
  return reasons;
}

}  // namespace pos
