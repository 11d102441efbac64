# Kadidia, 16: the girl of POS 3.4.2.3, here received in Bamako. She came from Mopti to work as a
# domestic help; an association of people from Mopti brings her at night, after a rape by her
# employer. The emergency care begins before the registration and waits for nothing. Sensitive, high
# risk; a revised plan has been waiting for the supervisor since October. An invented child.

as ktraore
at 2026-09-14T09:30:00Z
child=$(pos register --from 1.B.yaml)

# Entered on Monday, happened on Saturday night: each form says when (the 1.A, A.1 and 1.U may
# predate the registration). The steps of the emergency that came later complete the first entry.
at 2026-09-14T09:50:00Z
pos record "$child" 1.A --from 1.A.yaml
emergency=$(pos record "$child" 1.U --from 1.U.yaml)
at 2026-09-14T10:00:00Z
hospital=$(pos refer "$child" --to OSC-BKO --service emergency --from A.1-emergency.yaml)
at 2026-09-14T10:10:00Z
pos refer counter "$child" "$hospital" --from A.1-emergency-answer.yaml
pos record "$child" 1.U --completes "$emergency" --from 1.U-steps.yaml
at 2026-09-14T11:30:00Z
pos assess "$child" --from 1.C.yaml
at 2026-09-14T16:30:00Z
pos followup "$child" --from 5.A-2026-09-14.yaml
at 2026-09-14T17:30:00Z
pos assess "$child" --from 2.A.yaml
at 2026-09-15T12:00:00Z
pos record "$child" 1.U --completes "$emergency" --from 1.U-end.yaml

at 2026-09-16T15:00:00Z
plan=$(pos plan "$child" --from 3.A.yaml)
as mkone
at 2026-09-17T09:00:00Z
pos plan "$child" --validate
as ktraore
at 2026-09-18T10:00:00Z
lawyer=$(pos refer "$child" --to BNCE --service legal --from A.1-legal.yaml)
at 2026-09-18T10:30:00Z
pos refer "$child" --to OSC-BKO --service psychosocial --from A.1-psychosocial.yaml
at 2026-09-21T16:00:00Z
pos followup "$child" --from 5.A-2026-09-21.yaml
at 2026-09-24T16:00:00Z
pos followup "$child" --from 5.A-2026-09-24.yaml
at 2026-09-28T16:00:00Z
pos followup "$child" --from 5.A-2026-09-28.yaml
at 2026-10-01T16:00:00Z
pos followup "$child" --from 5.A-2026-10-01.yaml
at 2026-10-02T11:00:00Z
pos refer counter "$child" "$lawyer" --from A.1-legal-answer.yaml
at 2026-10-08T16:00:00Z
pos followup "$child" --from 5.A-2026-10-08.yaml
at 2026-10-16T16:00:00Z
pos review "$child" --from 5.B.yaml
at 2026-10-19T10:00:00Z
pos plan "$child" --from 3.A-revised.yaml
at 2026-10-29T16:00:00Z
pos followup "$child" --from 5.A-2026-10-29.yaml
