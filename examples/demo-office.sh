#!/bin/sh
# demo-office.sh FOLDER: makes a demonstration office in a new folder, with nothing but `pos` commands
# and the form files beside this script. Every name in it is invented.
#
#   FOLDER/vault        the vault: what an office would keep and carry between machines
#   FOLDER/keys         everyone's secret key; in an actual office each person has their own
#   FOLDER/backup       last evening's copy of the vault
#   FOLDER/cases.txt    which child of cases/ has which identifier
#   FOLDER/env.sh       `. FOLDER/env.sh` and you are the case manager adiarra on 2 November 2026
#
# It is a tutorial too: read it from top to bottom, then a cases/*/case.sh with its forms.
#   POS_PROGRAM   the program; else build/release/pos, else pos
set -eu

examples=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
[ $# = 1 ] || { echo "usage: sh examples/demo-office.sh FOLDER" >&2; exit 2; }
[ ! -e "$1" ] || { echo "$1: existe déjà / already there" >&2; exit 1; }
mkdir -p "$1"
office=$(CDPATH='' cd -- "$1" && pwd)
keys=$office/keys
drafts=$(mktemp -d)
exec 3>&2  # what is for the reader; the commands' own messages are shown only when one fails

program=${POS_PROGRAM:-$examples/../build/release/pos}
[ -x "$program" ] || program=$(command -v pos)
pos() { "$program" --no-input "$@" </dev/null; }

# Whose key the next commands use, and at what moment they are run. Both are ordinary settings of
# `pos`; here they let eight months pass in a minute.
as() { export POS_IDENTITY="$keys/$1.key"; }
at() { export POS_NOW="$1"; }

# Half an office is of no use: what fails is shown, and the folder taken away again.
clean_up() {
  status=$1
  if [ "$status" -ne 0 ]; then
    [ ! -f "$drafts/messages" ] || tail -n 20 "$drafts/messages" >&3
    rm -rf "$office"
  fi
  rm -rf "$drafts"
}
trap 'clean_up $?' EXIT
trap 'exit 130' INT TERM

# --- The office: keys, the vault, the staff -------------------------------------------------------

# Each person makes a key and hands in its public card. (Without a passphrase only because nobody is
# here to type it.)
make_key() {
  pos key new "$keys/$1.key" --no-passphrase
  pos key card "$keys/$1.key" --code "$1" --name "$2" >"$keys/$1.card.yaml"
}

each_staff_member() { grep -v '^#' "$examples/staff/staff.txt"; }

make_keys() {
  mkdir -m 700 "$keys"
  each_staff_member | while IFS=: read -r code role unit supervisor name; do
    make_key "$code" "$name"
  done
}

# The administrator founds the vault. The recovery key opens everything, once all else is lost: an
# office keeps it in two copies, off the machine.
found_office() {
  as otoure
  at 2026-02-27T08:00:00Z
  fingerprint=$(pos init "$office/vault" --code DEMO-BKO \
    --name "Bureau de démonstration (personnes inventées)" --region BKO --structure DRPFEF-BKO \
    --card "$keys/otoure.card.yaml" --recovery "$keys/recovery.key")
  export POS_VAULT="$office/vault"
}

# The first supervisor and the first statistics officer need the recovery key, for their groups are
# made with them; a case manager's card names the unit and the supervisor.
hire_staff() {
  each_staff_member | while IFS=: read -r code role unit supervisor name; do
    case $role in
      administrator) continue ;;
      case_manager) set -- --unit "$unit" --supervisor "$supervisor" ;;
      supervisor) set -- --unit "$unit" --recovery "$keys/recovery.key" ;;
      *) set -- --recovery "$keys/recovery.key" ;;
    esac
    pos people add --card "$keys/$code.card.yaml" --role "$role" "$@"
  done
}

# Each person compares the vault's fingerprint with the one the administrator gives them by telephone,
# once; until then every command shows it.
confirm_fingerprint() {
  each_staff_member | while IFS=: read -r code role unit supervisor name; do
    as "$code"
    pos key trust "$fingerprint"
  done
}

# --- The directory of services --------------------------------------------------------------------

fill_directory() {
  as mkone
  at 2026-02-28T09:00:00Z
  for entry in "$examples"/directory/*.yaml; do
    pos directory add "$(basename "$entry" .yaml)" --from "$entry"
  done
}

# Entries are to be verified again every six months (POS 3.4.1). Two were forgotten in August, and
# `pos due --office` says so. A new telephone number of a structure on a referral route, written by a
# case manager, waits for the supervisor's confirmation: `pos directory check`.
check_directory() {
  as mkone
  at 2026-08-10T15:00:00Z
  for entry in "$examples"/directory/*.yaml; do
    code=$(basename "$entry" .yaml)
    case $code in DENISO | ETAT-CIVIL-C6) continue ;; esac
    pos directory edit "$code" --verified
  done
  as adiarra
  at 2026-09-14T09:00:00Z
  echo 'phone: "20 00 00 43"' >"$drafts/entry.yaml"
  pos directory edit JIGI --from "$drafts/entry.yaml"
}

# --- Programmes -----------------------------------------------------------------------------------

# Whom they are for and what they are to reach; `pos programme report` holds the cases against it.
follow_programmes() {
  as mkone
  at 2026-02-28T10:00:00Z
  for entry in "$examples"/programmes/*.yaml; do
    pos programme add "$(basename "$entry" .yaml)" --from "$entry"
  done
}

# --- The team's own work --------------------------------------------------------------------------

# Meetings, supervision, trainings, workshops and complaints are records of the unit, never of a child.
# `pos policy set teams=DATE` would make meetings and supervision due; here they are only kept. A
# complaint is due until it is closed: `pos due --office`.
record_team() {
  as mkone
  at 2026-10-19T16:00:00Z
  cat >"$drafts/meeting.yaml" <<END
record_kind: meeting
record_date: 2026-10-19
participants: [mkone, adiarra, ktraore]
action_points: Relire les plans en retard avant vendredi
END
  cat >"$drafts/session.yaml" <<END
record_kind: supervision
record_date: 2026-10-19
staff: adiarra
duration_minutes: 60
supervision_functions: [professional]
action_points: Préparer la conférence de cas
END
  cat >"$drafts/workshop.yaml" <<END
record_kind: workshop
record_date: 2026-10-15
workshop_cercle: BKO/commune-6
workshop_mechanisms: [community, formal]
workshop_actors: [community_relay, women_association]
workshop_roles: [identification, referral, family_mediation]
workshop_routes_shared: true
END
  cat >"$drafts/complaint.yaml" <<END
record_kind: complaint
record_date: 2026-10-16
complaint_kind: complaint
complaint_channel: community
complaint_from: family
complaint_subject: [delay]
complaint_register_number: 2026/3
complaint_handler: ktraore
END
  for record in meeting session workshop complaint; do
    pos team add enfance --from "$drafts/$record.yaml"
  done
}

# --- The children ---------------------------------------------------------------------------------

# A dozen children have a folder under cases/; the others are drawn, always the same, into folders
# that look alike. In each, case.sh enters one child's forms in the order in which things happened.
draw_children() {
  awk -v templates="$examples/templates" -v out="$drafts" -f "$examples/templates/draw-children.awk"
}

play() {
  echo "  $(basename "$1")" >&3
  (
    cd "$1"
    . ./case.sh
    echo "$(basename "$1") $child" >>"$office/cases.txt"
  )
}

# --- The office looks at itself -------------------------------------------------------------------

# Names are kept for ten years after the closure; the recovery key sets that.
set_policy() {
  as mkone
  at 2026-02-28T11:00:00Z
  pos policy set retention=P10Y --recovery "$keys/recovery.key"
}

# Machine of the night: a card that counts and reminds, and opens no case (README, Scripts).
hire_machine() {
  make_key nuit "Scripts de nuit"
  as otoure
  at 2026-03-02T08:00:00Z
  pos people add --card "$keys/nuit.card.yaml" --role statistics_officer
  as bsidibe
  pos group add statistics nuit
  as nuit
  pos key trust "$fingerprint"
}

# September's sheet went its way on paper, to the region and from there to the central level; what the
# region says of it is entered afterwards, each step with its day.
send_sheet() {
  sheet=2026-09/DRPFEF-BKO
  as bsidibe
  at 2026-11-02T07:20:00Z
  pos report --month 2026-09 --save
  pos report deposit "$sheet" --on 2026-10-05
  pos report process "$sheet" --on 2026-10-08
  pos report validate "$sheet" --from "$examples/sheets/validation-2026-09.yaml"
  pos report share "$sheet" --on 2026-10-09
}

# What changes nothing, as people and scripts ask for it; here nobody is to see it.
look_around() {
  awa=$(sed -n 's/^awa //p' "$office/cases.txt")
  as adiarra
  at 2026-11-02T07:30:00Z
  pos due --office
  pos list --overdue
  pos show "$awa" --plan
  pos history "$awa"
  pos match --all
  pos directory print
  pos people list
  pos form list
  pos form print 5.A
  pos rules list
  pos export cpims "$awa" --format json
  pos export lessons --year 2026 || [ $? -eq 3 ]  # 3: a text that names somebody stayed behind
  as mkone
  pos show "$awa" --cover
  pos supervise
  pos programme report
  as nuit
  pos report --month 2026-10
}

# Every evening a copy on another medium, and what may have been left is sealed anew.
end_the_day() {
  as mkone
  at 2026-11-02T07:45:00Z
  pos rekey
  pos merge --conflicts  # parts that somebody wrote who could not open the whole
  pos check
  mkdir "$office/backup"
  pos backup "$office/backup" --test-restore
  pos doctor || true  # it nags: the recovery key lies beside the vault here
}

# --- From the beginning ---------------------------------------------------------------------------

exec >"$drafts/messages" 2>&1
make_keys
found_office
hire_staff
confirm_fingerprint
set_policy
hire_machine
fill_directory
follow_programmes
draw_children
for folder in "$examples"/cases/* "$drafts"/drawn-*; do
  play "$folder"
done
check_directory
record_team
send_sheet
look_around
end_the_day

# Last, so that its being there says that the office is whole.
cat >"$office/env.sh" <<END
# . this file: the demonstration's vault, its day, and the key of the case manager adiarra.
export POS_VAULT='$office/vault'
export POS_NOW=2026-11-02T08:00:00Z
export POS_IDENTITY='$keys/adiarra.key'
PATH='$(dirname "$program")':\$PATH
END
echo "fait : . $office/env.sh, puis pos due / done: . $office/env.sh, then pos due" >&3
