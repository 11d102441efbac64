#pragma once

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "support/memory_file_system.h"
#include "support/test_office.h"

namespace pos::test {

/// The shipped file with words of it put in the place of others.
inline void revise(MemoryFileSystem& files, const std::string& place, const std::string& to,
                   const std::vector<std::pair<std::string, std::string>>& changes) {
  std::string text = files.read(std::string(kSchemasFolder) + "/" + place).value();
  for (const std::pair<std::string, std::string>& change : changes) {
    const std::size_t at = text.find(change.first);
    REQUIRE_MESSAGE(at != std::string::npos, change.first);
    text.replace(at, change.first.size(), change.second);
  }
  files.put(std::string(kSchemasFolder) + "/" + to, text);
}

/// An invented revision of the procedures, in force from 1 June 2026: other delays and another
/// frequency, a follow-up (5.A) that asks how the child does at school and no longer whether the
/// objectives are reached, a contact by radio in the place of the telephone, and a form of its own.
inline void install_revision(MemoryFileSystem& files) {
  revise(files, "rules/pos-2020.08.yaml", "rules/pos-2026.06.yaml",
         {{"edition: \"pos-2020.08\"", "edition: \"pos-2026.06\"\nreplaces: \"pos-2020.08\""},
          {"version: \"V.1\"", "version: \"V.2\""},
          {"{fr: \"Août 2020\", en: \"August 2020\"}", "{fr: \"Juin 2026\", en: \"June 2026\"}"},
          {"in_force: \"2020-08-01\"", "in_force: \"2026-06-01\""},
          {"delay: {high: at_once, medium: P7D, low: P1M, none: not_required}",
           "delay: {high: at_once, medium: P5D, low: P1M, none: not_required}"},
          {"delay: {high: P3D, medium: P7D, low: P14D, none: not_required}",
           "delay: {high: P3D, medium: P4D, low: P14D, none: not_required}"},
          {"{high: \"2 per P7D\", medium: \"1 per P7D\"",
           "{high: \"3 per P6D\", medium: \"1 per P5D\""}});
  revise(files, "indicators/pos-2020.08.yaml", "indicators/pos-2026.06.yaml",
         {{"edition: \"pos-2020.08\"", "edition: \"pos-2026.06\""}});
  revise(files, "forms/5.A.yaml", "forms/5.A.yaml",
         {{"  - name: followup_made_by\n",
           "  - name: school_now\n    type: text\n    since: \"pos-2026.06\"\n    required: true\n"
           "    label: {fr: \"L'enfant à l'école\", en: \"The child at school\"}\n"
           "  - name: followup_made_by\n"},
          {"  - name: objectives_reached\n",
           "  - name: objectives_reached\n    until: \"pos-2026.06\"\n"}});
  revise(files, "lists/pos-contact-mode.yaml", "lists/pos-contact-mode.yaml",
         {{"{code: phone,", "{code: phone, until: \"pos-2026.06\","},
          {"  - {code: centre_visit",
           "  - {code: radio, since: \"pos-2026.06\", fr: \"Radio\", en: \"Radio\"}\n"
           "  - {code: centre_visit"}});
  files.put(std::string(kSchemasFolder) + "/forms/5.D.yaml",
            "form: \"5.D\"\nedition: \"pos-2026.06\"\n"
            "label: {fr: \"Suivi scolaire (inventé)\", en: \"School follow-up (invented)\"}\n"
            "kind: supplementary\nstage: \"5\"\nentries: repeatable\nsource: \"invented\"\n"
            "fields:\n  - name: school_visit\n    type: text\n"
            "    label: {fr: \"Visite\", en: \"Visit\"}\n    required: true\n");
}

}  // namespace pos::test
