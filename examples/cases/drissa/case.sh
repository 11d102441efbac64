# Drissa, 15: sleeps in the street. Lost from sight in April, closed in August after the three
# months that POS 5.6 advises, found again in October and reopened (B.1): a second episode, whose
# deadlines start from the reopening. An invented child.

as ktraore
at 2026-03-16T21:30:00Z
child=$(pos register --from 1.B.yaml)
at 2026-03-16T21:50:00Z
pos record "$child" 1.A --from 1.A.yaml
at 2026-03-16T22:30:00Z
pos assess "$child" --from 1.C.yaml
# Late: at high risk the full assessment is due the same day.
at 2026-03-19T16:00:00Z
pos assess "$child" --from 2.A.yaml
at 2026-03-23T10:00:00Z
pos plan "$child" --from 3.A.yaml
as mkone
at 2026-03-24T09:00:00Z
pos plan "$child" --validate
as ktraore
at 2026-03-24T11:00:00Z
pos refer "$child" --to CARITAS-AET --service education_training --from A.1-training.yaml
at 2026-03-28T22:00:00Z
pos followup "$child" --from 5.A-2026-03-28.yaml
at 2026-04-02T22:00:00Z
pos followup "$child" --from 5.A-2026-04-02.yaml
at 2026-04-28T22:00:00Z
pos followup "$child" --from 5.A-2026-04-28.yaml
at 2026-08-03T09:00:00Z
pos close "$child" --from 6.A.yaml
as mkone
at 2026-08-05T09:00:00Z
pos close "$child" --validate

as ktraore
at 2026-10-14T21:40:00Z
pos reopen "$child" --from B.1.yaml
at 2026-10-14T22:00:00Z
pos record "$child" 1.A --from 1.A-renewed.yaml
at 2026-10-14T22:30:00Z
pos assess "$child" --from 1.C-second.yaml
at 2026-10-15T16:00:00Z
pos assess "$child" --from 2.A-second.yaml
at 2026-10-22T10:00:00Z
pos plan "$child" --from 3.A-second.yaml
