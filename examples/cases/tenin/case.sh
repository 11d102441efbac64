# Ténin, 6: lost at the bus station, and found again by her mother within three days. A report by
# telephone, a registration of a child alone, a tracing request that fits, both verifications, a case
# conference, the reunification, the voice of mother and child at the end. An invented child.

as ktraore
at 2026-06-29T09:00:00Z
child=$(pos signal --from 0.S.yaml)
at 2026-06-29T10:30:00Z
pos register --signal "$child" --from 1.B.yaml
pos record "$child" 1.D --from 1.D.yaml
at 2026-06-29T11:30:00Z
pos assess "$child" --from 1.C.yaml
at 2026-06-30T10:00:00Z
pos record "$child" 1.A --from 1.A.yaml
pos assess "$child" --from 2.A.yaml
at 2026-07-01T17:00:00Z
pos record "$child" 4.B --from 4.B.yaml

# The mother asks for her daughter. Names are spelt another way; `pos match` finds her all the same.
at 2026-07-02T09:30:00Z
request=$(pos signal --from 0.S-mother.yaml)
pos record "$request" 1.E --from 1.E.yaml
pos match
pos match decide "$child" --request "$request" --row 7b7c --decision to_verify
at 2026-07-02T16:00:00Z
pos record "$child" 4.C --from 4.C.yaml
pos record "$child" 4.D --from 4.D.yaml
pos match decide "$child" --request "$request" --row 7b7c --decision confirmed
printf 'report_outcome: known_case\nreport_known_case: %s\n' "$child" >"$drafts/outcome.yaml"
pos signal close "$request" --from "$drafts/outcome.yaml"

at 2026-07-03T11:00:00Z
pos record "$child" 3.B --from 3.B.yaml
at 2026-07-03T15:00:00Z
plan=$(pos plan "$child" --from 3.A.yaml)
as mkone
at 2026-07-06T09:00:00Z
pos plan "$child" --validate
as ktraore
at 2026-07-07T18:00:00Z
pos record "$child" 4.E --from 4.E.yaml
for day in 2026-07-13 2026-07-20 2026-07-27; do
  at "${day}T16:00:00Z"
  pos followup "$child" --from "5.A-$day.yaml"
done
at 2026-07-31T16:00:00Z
pos record "$child" 3.A --completes "$plan" --from 3.A-end.yaml
for day in 2026-08-07 2026-08-17; do
  at "${day}T16:00:00Z"
  pos followup "$child" --from "5.A-$day.yaml"
done
at 2026-08-18T11:00:00Z
pos record "$child" 5.C --from 5.C.yaml
at 2026-08-19T16:00:00Z
pos review "$child" --from 5.B.yaml
at 2026-08-20T15:00:00Z
pos record "$child" 6.B --from 6.B.yaml
pos record "$child" 6.C --from 6.C.yaml
pos close "$child" --from 6.A.yaml
as mkone
at 2026-08-21T11:00:00Z
pos close "$child" --validate
