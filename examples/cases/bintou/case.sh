# Bintou, about eight months: found at a market. Nobody can consent for her yet, so what is shared is
# shared in her best interests, with the reason on record. A shelter at once, a report to the police
# that no consent is asked for, and a host family in September. An invented child.

as adiarra
at 2026-07-20T12:00:00Z
child=$(pos register --from 1.B.yaml)
emergency=$(pos record "$child" 1.U --from 1.U.yaml)
at 2026-07-20T12:30:00Z
pos record "$child" 1.A --from 1.A.yaml
at 2026-07-20T13:00:00Z
home=$(pos refer "$child" --to DENISO --service family_alternatives --from A.1-home.yaml)
at 2026-07-20T17:00:00Z
pos record "$child" 1.U --completes "$emergency" --from 1.U-end.yaml
at 2026-07-20T17:40:00Z
pos assess "$child" --from 1.C.yaml
at 2026-07-21T16:00:00Z
pos assess "$child" --from 2.A.yaml
at 2026-07-23T09:00:00Z
pos refer counter "$child" "$home" --from A.1-home-answer.yaml
at 2026-07-23T15:00:00Z
pos plan "$child" --from 3.A.yaml
as mkone
at 2026-07-24T09:00:00Z
pos plan "$child" --validate
as adiarra
at 2026-07-28T16:00:00Z
pos followup "$child" --from 5.A-2026-07-28.yaml
at 2026-08-14T16:00:00Z
pos followup "$child" --from 5.A-2026-08-14.yaml
at 2026-09-18T16:00:00Z
pos review "$child" --from 5.B.yaml
at 2026-09-22T09:00:00Z
pos refer "$child" --to ETAT-CIVIL-C6 --service civil_status --from A.1-civil-status.yaml
at 2026-09-25T16:00:00Z
pos followup "$child" --from 5.A-2026-09-25.yaml
at 2026-10-23T16:00:00Z
pos followup "$child" --from 5.A-2026-10-23.yaml
