# Sira, 3: a grave heart disease in a family without means. She was cared for and surrounded, and
# died in July. The case is closed with respect, and the parents keep their support. An invented child.

as ktraore
at 2026-05-18T10:00:00Z
child=$(pos register --from 1.B.yaml)
at 2026-05-18T10:20:00Z
pos record "$child" 1.A --from 1.A.yaml
at 2026-05-18T11:00:00Z
pos assess "$child" --from 1.C.yaml
at 2026-05-18T16:00:00Z
pos assess "$child" --from 2.A.yaml
at 2026-05-18T16:30:00Z
care=$(pos refer "$child" --to CSREF-C5 --service health_care --from A.1-health.yaml)
at 2026-05-21T10:00:00Z
pos plan "$child" --from 3.A.yaml
as mkone
at 2026-05-22T09:00:00Z
pos plan "$child" --validate
as ktraore
at 2026-05-22T10:00:00Z
pos refer counter "$child" "$care" --from A.1-health-answer.yaml
at 2026-05-26T16:00:00Z
pos followup "$child" --from 5.A-2026-05-26.yaml
at 2026-06-12T16:00:00Z
pos followup "$child" --from 5.A-2026-06-12.yaml
at 2026-07-06T10:00:00Z
pos close "$child" --from 6.A.yaml
as mkone
at 2026-07-09T09:00:00Z
pos close "$child" --validate
