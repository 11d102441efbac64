# Fatoumata, 15: she came by herself, before a marriage that had been decided for her. Mediation,
# school kept up, the transition period respected; her closure was asked for in October and waits for
# the supervisor. An invented child.

as adiarra
at 2026-06-08T15:30:00Z
child=$(pos register --from 1.B.yaml)
at 2026-06-08T15:50:00Z
pos record "$child" 1.A --from 1.A.yaml
at 2026-06-08T16:40:00Z
pos assess "$child" --from 1.C.yaml
at 2026-06-15T16:00:00Z
pos assess "$child" --from 2.A.yaml
at 2026-06-18T10:00:00Z
plan=$(pos plan "$child" --from 3.A.yaml)
as mkone
at 2026-06-19T09:00:00Z
pos plan "$child" --validate
as adiarra
at 2026-06-26T16:00:00Z
pos followup "$child" --from 5.A-2026-06-26.yaml
at 2026-07-03T16:00:00Z
pos followup "$child" --from 5.A-2026-07-03.yaml
at 2026-07-17T16:00:00Z
pos followup "$child" --from 5.A-2026-07-17.yaml
at 2026-07-31T16:00:00Z
pos followup "$child" --from 5.A-2026-07-31.yaml
at 2026-08-28T16:00:00Z
pos followup "$child" --from 5.A-2026-08-28.yaml
at 2026-09-04T10:00:00Z
pos record "$child" 3.A --completes "$plan" --from 3.A-end.yaml
at 2026-09-15T16:00:00Z
pos followup "$child" --from 5.A-2026-09-15.yaml
at 2026-10-02T16:00:00Z
pos followup "$child" --from 5.A-2026-10-02.yaml
at 2026-10-12T16:00:00Z
pos review "$child" --from 5.B.yaml
at 2026-10-22T10:00:00Z
pos close "$child" --from 6.A.yaml
