# Nouhoum, 14: adults use boys to steal telephones; the police bring him. In conflict with the law
# and first of all a victim (article 50 i, high whatever else is true). An alternative to detention,
# a lawyer who answers late, visits that fall behind at the end of October. An invented child.

as adiarra
at 2026-10-05T14:00:00Z
child=$(pos register --from 1.B.yaml)
at 2026-10-05T14:20:00Z
pos record "$child" 1.A --from 1.A.yaml
at 2026-10-05T15:10:00Z
pos assess "$child" --from 1.C.yaml
at 2026-10-05T18:00:00Z
pos assess "$child" --from 2.A.yaml
at 2026-10-06T09:00:00Z
lawyer=$(pos refer "$child" --to BNCE --service legal --from A.1-legal.yaml)
at 2026-10-08T10:00:00Z
pos plan "$child" --from 3.A.yaml
as mkone
at 2026-10-09T09:00:00Z
pos plan "$child" --validate
as adiarra
at 2026-10-13T16:00:00Z
pos followup "$child" --from 5.A-2026-10-13.yaml
at 2026-10-16T16:00:00Z
pos followup "$child" --from 5.A-2026-10-16.yaml
at 2026-10-19T09:00:00Z
pos refer counter "$child" "$lawyer" --from A.1-legal-answer.yaml
at 2026-10-20T16:00:00Z
pos followup "$child" --from 5.A-2026-10-20.yaml
