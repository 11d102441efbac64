# Moussa, 13: left an armed group in the north and was brought to Bamako, as the protocol of 2013
# wants. Sensitive: a follow-up every week at least, whatever the level. An invented child.

as ktraore
at 2026-08-24T11:00:00Z
child=$(pos register --from 1.B.yaml)
at 2026-08-24T11:20:00Z
pos record "$child" 1.A --from 1.A.yaml
at 2026-08-24T12:30:00Z
pos assess "$child" --from 1.C.yaml
at 2026-08-24T17:00:00Z
pos assess "$child" --from 2.A.yaml
at 2026-08-26T09:00:00Z
home=$(pos refer "$child" --to KANUYA --service family_alternatives --from A.1-home.yaml)
at 2026-08-27T10:00:00Z
pos plan "$child" --from 3.A.yaml
as mkone
at 2026-08-28T09:00:00Z
pos plan "$child" --validate
as ktraore
at 2026-08-31T16:00:00Z
pos followup "$child" --from 5.A-2026-08-31.yaml
at 2026-09-08T09:00:00Z
pos refer counter "$child" "$home" --from A.1-home-answer.yaml
at 2026-09-10T16:00:00Z
pos followup "$child" --from 5.A-2026-09-10.yaml
at 2026-09-25T16:00:00Z
pos review "$child" --from 5.B.yaml
at 2026-10-09T16:00:00Z
pos followup "$child" --from 5.A-2026-10-09.yaml
at 2026-10-27T16:00:00Z
pos followup "$child" --from 5.A-2026-10-27.yaml
