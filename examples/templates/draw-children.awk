# draw-children.awk: draws invented children and writes for each a folder like those of cases/: the
# filled forms, and case.sh with the commands that enter them.
#
#   awk -v templates=FOLDER -v out=FOLDER -f draw-children.awk
#
# The draw is a small generator with a fixed seed, so everyone gets the same children. How many, at
# which level of risk and since when stands in courses.txt; what is told of them in situations.txt;
# the forms are the *.yaml beside this file, whose {{words}} are replaced.

# --- The draw -------------------------------------------------------------------------------------

# A number from 0 to n - 1 (Park and Miller's generator, exact in a double).
function draw(n) {
  seed = (seed * 16807) % 2147483647
  return int(seed / 2147483647 * n)
}

function one_in(n) { return draw(n) == 0 }

function pick(words,    list, n) {
  n = split(words, list, " ")
  return list[draw(n) + 1]
}

# --- The calendar: days are numbered, in days since 1970 ------------------------------------------

function day_number(text,    y, m, d) {
  y = substr(text, 1, 4) + 0; m = substr(text, 6, 2) + 0; d = substr(text, 9, 2) + 0
  if (m <= 2) { y--; m += 12 }
  return 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * m - 457) / 5) + d - 719469
}

function date(number,    z, era, doe, yoe, doy, mp, d, m, y) {
  z = number + 719468
  era = int(z / 146097)
  doe = z - era * 146097
  yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
  doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100))
  mp = int((5 * doy + 2) / 153)
  d = doy - int((153 * mp + 2) / 5) + 1
  m = mp < 10 ? mp + 3 : mp - 9
  y = yoe + era * 400 + (m <= 2)
  return sprintf("%04d-%02d-%02d", y, m, d)
}

function workday(number,    weekday) {
  weekday = (number + 3) % 7   # 0: Monday
  return weekday == 5 ? number + 2 : weekday == 6 ? number + 1 : number
}

function time(number, clock) { return date(number) "T" clock ":00Z" }

# --- Reading what the draw is made of -------------------------------------------------------------

function read_names(    line, word, kind) {
  while ((getline line < (templates "/names.txt")) > 0) {
    if (line ~ /^#/) continue
    kind = line; sub(/ .*/, "", kind)
    word = line; sub(/^[^ ]* /, "", word)
    name[kind, count[kind]++] = word
  }
}

function read_situations(    line, key, value, section) {
  while ((getline line < (templates "/situations.txt")) > 0) {
    if (line ~ /^#/ || line == "") continue
    if (line ~ /^\[/) { section = substr(line, 2, 1); continue }
    key = line; sub(/: .*/, "", key)
    value = line; sub(/^[^:]*: /, "", value)
    story[section, key] = value
    if (key == "levels" && section != "n") {
      split(value, levels_of_one, " ")
      for (i in levels_of_one) sections[levels_of_one[i]] = sections[levels_of_one[i]] " " section
    }
  }
}

# --- Writing --------------------------------------------------------------------------------------

# Fills a template into the child's folder. A line whose {{word}} has no value is left out.
function fill(template, file,    line, word, path, kept) {
  path = folder "/" file
  while ((getline line < (templates "/" template)) > 0) {
    kept = 1
    while (match(line, /\{\{[a-z_]+\}\}/)) {
      word = substr(line, RSTART + 2, RLENGTH - 4)
      if (value[word] == "") { kept = 0; break }
      line = substr(line, 1, RSTART - 1) value[word] substr(line, RSTART + RLENGTH)
    }
    if (kept) print line > path
  }
  close(path)
  close(templates "/" template)
}

function say(line) { print line > (folder "/case.sh") }

# The next commands are this person's, on this day and hour.
function at(person, number, clock) {
  if (person != speaking) say("as " person)
  speaking = person
  today = number
  value["day"] = date(number)
  value["time"] = time(number, clock)
  say("at " value["time"])
}

# Fills a form and enters it; `keep` names the variable for the entry's identifier.
function enter(command, template, file, keep) {
  if (file == "") file = template
  fill(template, file)
  say((keep == "" ? "" : keep "=$(") "pos " command " --from " file (keep == "" ? "" : ")"))
}

# --- The steps ------------------------------------------------------------------------------------

function begin_child(course, level, number,    n, key, parts) {
  children++
  folder = out "/" sprintf("drawn-%02d", children)
  system("mkdir -p '" folder "'")
  speaking = ""
  manager = children % 2 ? "adiarra" : "ktraore"
  for (key in value) delete value[key]
  n = split(course == "not_eligible" ? "n" : sections[level], parts, " ")
  situation = parts[draw(n) + 1]
  for (key in story) {
    split(key, parts, SUBSEP)
    if (parts[1] == situation) value[parts[2]] = story[key]
  }
  split(value["ages"], parts, " ")
  value["age"] = parts[1] + draw(parts[2] - parts[1] + 1)
  value["sex"] = one_in(2) ? "female" : "male"
  value["first_name"] = name[value["sex"] == "female" ? "girl" : "boy", draw(26)]
  value["last_name"] = name["family", draw(count["family"])]
  value["place"] = name["place", draw(count["place"])]
  value["document"] = pick("birth_certificate birth_certificate none none in_process unknown")
  value["displacement"] = one_in(4) ? "idp" : "resident"
  value["disability"] = one_in(9) ? "physical_disability" : ""
  value["carer"] = pick("mother mother aunt grandmother uncle father")
  value["assent"] = value["age"] >= 6 ? "\"true\"" : "not_applicable"
  value["level"] = value["level_now"] = level
  value["aggravating"] = level == "high" ? value["aggravating-high"] : ""
  value["mitigating"] = value["mitigating-" level]
  value["other_concern"] = value["concern"] == "other" ? "Situation décrite dans la synthèse" : ""
  value["other_situation"] = value["code"] == "other" ? "Difficultés scolaires, sans préjudice" : ""
  value["harm_status"] = level == "high" ? "victim" : "at_risk"
  value["urgent"] = level == "high" ? "true" : "false"
  value["need"] = level == "high" ? "safety" : "none"
  value["mode"] = pick("home_visit office_interview home_visit community")
  value["row"] = sprintf("00000000-0000-4000-8000-%012d", children)
  value["emergency"] = (level == "high" && !one_in(3)) ? "true" : "false"
  value["eligible"] = "true"
  value["services"] = "true"
  say("# An invented child, drawn: " course ", " level " risk.")
}

function register_child(number) {
  value["identified"] = time(number, "08:30")
  at(manager, number, "09:15")
  fill("1.B.yaml", "1.B.yaml")
  say("child=$(pos register --from 1.B.yaml)")
  if (value["emergency"] == "true") {
    value["emergency_kind"] = pick("medical physical_safety psychological")
    value["emergency_end"] = time(number, "12:10")
    value["requisition"] = value["emergency_kind"] == "medical" ? time(number, "11:00") : ""
    at(manager, number, "12:20")
    enter("record \"$child\" 1.U", "1.U.yaml")
  }
  at(manager, number, "12:40")
  enter("record \"$child\" 1.A", "1.A.yaml")
}

function initial_assessment(number) {
  if (one_in(8)) number = workday(number + 2)   # late
  at(manager, number, "14:00")
  enter("assess \"$child\"", "1.C.yaml")
}

function full_assessment(after) {
  if (after < today) after = today              # the initial assessment was late
  if (one_in(5)) after += 6                     # late itself, for some
  if (after <= last_day) at(manager, after, "16:00")
  if (after <= last_day) enter("assess \"$child\"", "2.A.yaml")
  return after
}

# Days from one step to the next that the level allows.
function full_assessment_delay() { return value["level"] == "high" ? 0 : value["level"] == "medium" ? 4 + draw(3) : 10 + draw(12) }
function plan_delay() { return value["level"] == "high" ? 2 : value["level"] == "medium" ? 4 + draw(3) : 6 + draw(7) }
function follow_up_interval() { return value["level_now"] == "high" ? 3 : value["level_now"] == "medium" ? 7 : 14 }

function care_plan(number) {
  value["activity_due"] = date(number + 45)
  at(manager, number, "10:00")
  enter("plan \"$child\"", "3.A.yaml", "3.A.yaml", "plan")
}

function validate_plan(number) {
  at("mkone", number, "09:00")
  say("pos plan \"$child\" --validate")
}

function refer_child(number, clock) {
  value["answer_due"] = date(workday(number + 14))
  at(manager, number, clock)
  enter("refer \"$child\" --to " value["structure"] " --service " value["category"], "A.1.yaml", "A.1.yaml", "referral")
}

function answer_referral(number) {
  at(manager, number, "09:30")
  enter("refer counter \"$child\" \"$referral\"", "A.1-answer.yaml")
}

function follow_up(number, text, progress) {
  value["followup"] = value[text]
  value["progress"] = progress
  value["followup_type"] = one_in(3) ? "for_service" : "in_care"
  value["followup_service"] = value["followup_type"] == "for_service" ? value["service"] : ""
  value["mode"] = pick("home_visit home_visit office_interview phone community")
  at(manager, number, "16:00")
  enter("followup \"$child\"", "5.A.yaml", "5.A-" date(number) ".yaml")
}

function review(number, decision, progress) {
  value["decision"] = decision
  value["progress"] = progress
  at(manager, number, "15:00")
  enter("review \"$child\"", "5.B.yaml", "5.B-" date(number) ".yaml")
}

function close_case(number, reason) {
  value["closure_reason"] = reason
  at(manager, number, "10:00")
  enter("close \"$child\"", "6.A.yaml")
  at("mkone", workday(number + 1 + draw(3)), "09:00")
  say("pos close \"$child\" --validate")
}

function closed_with_the_child(number, summary) {
  value["decided"] = value["safe"] = "true"
  value["feedback"] = "\"true\""
  value["interview"] = date(number - 3)
  value["closure_summary"] = summary
}

# From registration to a validated plan; the day of the validation.
function planned_child(number, assessed, planned, validated) {
  register_child(number)
  initial_assessment(number)
  assessed = full_assessment(workday(number + full_assessment_delay()))
  planned = workday(assessed + plan_delay())
  care_plan(planned)
  validated = workday(planned + 1 + draw(3))
  validate_plan(validated)
  return validated
}

# Follow-ups until `until`; now and then one is missed. The day of the last one.
function followed_child(start, until,    number, done, latest) {
  latest = start
  for (number = start + follow_up_interval(); number <= until; number += follow_up_interval()) {
    if (one_in(6)) continue
    latest = workday(number)
    if (latest > until) break
    follow_up(latest, done == 0 ? "first" : done < 3 ? "middle" : "last", "in_progress")
    done++
  }
  return latest
}

# --- The courses ----------------------------------------------------------------------------------

function reached(number,    start, end) {
  start = planned_child(number)
  refer_child(start, "11:00")
  follow_up(workday(start + follow_up_interval()), "first", "in_progress")
  answer_referral(workday(today + 1))
  follow_up(workday(today + follow_up_interval()), "middle", "in_progress")
  end = workday(today + 5)
  at(manager, end, "10:00")
  enter("record \"$child\" 3.A --completes \"$plan\"", "3.A-end.yaml")
  if (value["level"] == "medium") {
    value["level_now"] = "low"
    value["level_reason"] = "La situation s'est nettement améliorée."
  }
  follow_up(workday(today + 10), "last", "met")
  follow_up(workday(today + 14), "last", "met")
  value["level_now"] = "none"
  value["level_reason"] = "L'objectif est atteint et aucun risque ne demeure."
  review(workday(today + 7), "prepare_closure", "met")
  number = workday(today + 7)
  closed_with_the_child(number, "Objectif atteint ; deux visites et un réexamen après la fin du plan.")
  close_case(number, "objective_reached")
}

function family_wish(number,    start) {
  start = planned_child(number)
  follow_up(workday(start + 12), "first", "in_progress")
  follow_up(workday(today + 13), "middle", "in_progress")
  number = workday(today + 9)
  closed_with_the_child(number, "La famille se sent capable de continuer seule ; nette amélioration constatée.")
  value["withdrawal"] = "\"true\""
  close_case(number, "child_family_wish")
}

function lost(number,    start) {
  start = planned_child(number)
  follow_up(workday(start + 7), "first", "in_progress")
  follow_up(workday(today + 7), "middle", "in_progress")
  value["last_contact"] = date(today)
  value["decided"] = "not_applicable"
  value["safe"] = "false"
  value["closure_summary"] = "Famille partie sans adresse ; recherches menées pendant trois mois."
  close_case(workday(today + 95), "lost_from_sight")
}

function risk_none(number) {
  register_child(number)
  initial_assessment(number)
  number = workday(today + 5)
  closed_with_the_child(number, "Aucun risque relevé ; l'entourage est solide.")
  close_case(number, "risk_none")
}

function not_eligible(number) {
  value["eligible"] = "false"
  value["services"] = "false"
  value["eligibility_reason"] = "Aucun préjudice ni danger ; une orientation suffit."
  value["not_eligible_action"] = children % 3 ? "referred" : "state_service_informed"
  value["informed"] = children % 3 ? "" : time(number, "09:00")
  value["informed_office"] = children % 3 ? "" : "SLPFEF-C4"
  register_child(number)
  if (children % 3) {
    refer_child(number, "15:00")
    if (number + 20 <= last_day) answer_referral(workday(number + 9))
  }
}

function followed(number,    start, answered) {
  start = planned_child(number)
  if (start >= last_day) return
  if (!one_in(4)) {
    refer_child(start, "11:00")
    if (start + 2 <= last_day && one_in(2)) answer_referral(workday(start + 1))
  }
  followed_child(start, last_day - 1 - draw(6))
}

function planned(number,    day) {
  register_child(number)
  initial_assessment(number)
  day = full_assessment(workday(number + 4))
  day = workday(day + 3)
  if (day > last_day) return
  care_plan(day)
  if (day + 2 <= last_day && children % 2) {
    at("mkone", workday(day + 1), "09:00")
    enter("plan \"$child\" --validate --decision returned", "returned.yaml")
  }
}

function assessed(number) {
  register_child(number)
  initial_assessment(number)
  full_assessment(workday(number + full_assessment_delay()))
}

function begun(number) {
  register_child(number)
  initial_assessment(number)
}

BEGIN {
  seed = 2026
  last_day = day_number("2026-10-30")
  read_names()
  read_situations()
  while ((getline line < (templates "/courses.txt")) > 0) {
    if (line ~ /^#/) continue
    split(line, row, /  +/)
    for (i = 1; i <= row[3]; i++) {
      from = day_number(row[4]); until = day_number(row[5])
      number = workday(from + draw(until - from + 1))
      if (number > until) number -= 3
      begin_child(row[1], row[2])
      if (row[1] == "reached") reached(number)
      else if (row[1] == "family_wish") family_wish(number)
      else if (row[1] == "lost") lost(number)
      else if (row[1] == "risk_none") risk_none(number)
      else if (row[1] == "not_eligible") not_eligible(number)
      else if (row[1] == "followed") followed(number)
      else if (row[1] == "planned") planned(number)
      else if (row[1] == "assessed") assessed(number)
      else if (row[1] == "begun") begun(number)
      else register_child(number)
      close(folder "/case.sh")
    }
  }
}
