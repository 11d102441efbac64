#pragma once

namespace CLI {
class App;
}

namespace pos::cli {

class Context;

// The steps of the procedures, in their order.
void add_signal(CLI::App& pos, Context& context);
void add_register(CLI::App& pos, Context& context);
void add_assess(CLI::App& pos, Context& context);
void add_plan(CLI::App& pos, Context& context);
void add_refer(CLI::App& pos, Context& context);
void add_transfer(CLI::App& pos, Context& context);
void add_followup(CLI::App& pos, Context& context);
void add_review(CLI::App& pos, Context& context);
void add_close(CLI::App& pos, Context& context);
void add_reopen(CLI::App& pos, Context& context);
void add_record(CLI::App& pos, Context& context);
void add_void(CLI::App& pos, Context& context);
void add_assign(CLI::App& pos, Context& context);
void add_accept(CLI::App& pos, Context& context);
void add_mask(CLI::App& pos, Context& context);
void add_link(CLI::App& pos, Context& context);

void add_due(CLI::App& pos, Context& context);
void add_list(CLI::App& pos, Context& context);
void add_show(CLI::App& pos, Context& context);
void add_history(CLI::App& pos, Context& context);
void add_search(CLI::App& pos, Context& context);
void add_match(CLI::App& pos, Context& context);
void add_report(CLI::App& pos, Context& context);
void add_supervise(CLI::App& pos, Context& context);
void add_export(CLI::App& pos, Context& context);

void add_directory(CLI::App& pos, Context& context);
void add_programme(CLI::App& pos, Context& context);
/// Below `programme`: results against targets.
void add_programme_report(CLI::App& programme, Context& context);
void add_team(CLI::App& pos, Context& context);
void add_people(CLI::App& pos, Context& context);
void add_group(CLI::App& pos, Context& context);
/// Below `group`: another recovery key.
void add_group_rotate(CLI::App& group, Context& context);
void add_policy(CLI::App& pos, Context& context);
void add_form(CLI::App& pos, Context& context);
/// Below `form`: a form for paper.
void add_form_print(CLI::App& form, Context& context);
void add_rules(CLI::App& pos, Context& context);

void add_init(CLI::App& pos, Context& context);
void add_erase(CLI::App& pos, Context& context);
void add_key(CLI::App& pos, Context& context);
/// Below `key`: what concerns its copies on paper.
void add_key_paper(CLI::App& key, Context& context);
void add_unlock(CLI::App& pos, Context& context);
void add_lock(CLI::App& pos, Context& context);
void add_key_trust(CLI::App& key, Context& context);
void add_rekey(CLI::App& pos, Context& context);
void add_check(CLI::App& pos, Context& context);
void add_backup(CLI::App& pos, Context& context);
void add_merge(CLI::App& pos, Context& context);
void add_doctor(CLI::App& pos, Context& context);

}  // namespace pos::cli
