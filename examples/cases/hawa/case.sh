# Hawa, 5: a twin who begs beside her mother, the example of POS 4.3. Living with a protective
# mother makes it a medium risk. Support to the family, a birth certificate, and the family's own wish
# to stop: closure at the wish of child and family, with what POS 5.6 asks for. An invented child.

as adiarra
at 2026-04-13T09:20:00Z
child=$(pos register --from 1.B.yaml)
at 2026-04-13T09:50:00Z
pos record "$child" 1.A --from 1.A.yaml
at 2026-04-13T10:30:00Z
pos assess "$child" --from 1.C.yaml
at 2026-04-20T15:00:00Z
pos assess "$child" --from 2.A.yaml
at 2026-04-27T10:00:00Z
plan=$(pos plan "$child" --from 3.A.yaml)
as mkone
at 2026-04-29T10:00:00Z
pos plan "$child" --validate
as adiarra
at 2026-04-30T09:00:00Z
support=$(pos refer "$child" --to DRDS-ES --service parental_support --from A.1-parental-support.yaml)
at 2026-04-30T09:30:00Z
register=$(pos refer "$child" --to ETAT-CIVIL-C6 --service civil_status --from A.1-civil-status.yaml)
at 2026-05-06T16:00:00Z
pos followup "$child" --from 5.A-2026-05-06.yaml
at 2026-05-13T16:00:00Z
pos followup "$child" --from 5.A-2026-05-13.yaml
at 2026-05-18T09:00:00Z
pos refer counter "$child" "$register" --from A.1-civil-status-answer.yaml
at 2026-05-20T16:00:00Z
pos followup "$child" --from 5.A-2026-05-20.yaml
at 2026-06-02T09:00:00Z
pos refer counter "$child" "$support" --from A.1-parental-support-answer.yaml
at 2026-06-03T16:00:00Z
pos followup "$child" --from 5.A-2026-06-03.yaml
at 2026-06-12T10:00:00Z
pos close "$child" --from 6.A.yaml
as mkone
at 2026-06-16T09:00:00Z
pos close "$child" --validate
