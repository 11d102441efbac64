# Ramata, 9: registered twice, by two colleagues of one day. The second file is joined to the first and
# leaves the stock as a duplicate; her names are kept to her case manager. Then she is handed on while
# the first manager's laptop is away: the visit made meanwhile comes back on a stick, and is accepted.
# An invented child.

as adiarra
at 2026-03-16T09:30:00Z
child=$(pos register --from 1.B.yaml)
at 2026-03-16T10:00:00Z
pos assess "$child" --from 1.C.yaml
at 2026-03-16T16:00:00Z
again=$(pos register --from 1.B-again.yaml)
pos search --like "$again"
at 2026-03-17T08:30:00Z
pos link "$again" --same-as "$child"
pos mask "$child" --reason "Parente d'un agent du service"

cp -R "$POS_VAULT" "$drafts/stick"
as mkone
at 2026-03-23T09:00:00Z
pos assign "$child" --to ktraore --reason "Congé de la gestionnaire"
as adiarra
at 2026-03-23T17:00:00Z
visit=$(pos --vault "$drafts/stick" followup "$child" --from 5.A.yaml)
at 2026-03-24T08:00:00Z
pos merge --from "$drafts/stick"  # her names follow to the new manager now
as mkone
at 2026-03-24T09:00:00Z
pos accept "$child" "$visit"
rm -r "$drafts/stick"

# What stood twice need not be kept twice: the names of the duplicate are erased for good.
pos erase "$again" --confirm "$again" --reason "Double d'un autre dossier" \
  --recovery "$keys/recovery.key"
