# Awa, 12: the girl of POS 5.2. Displaced with her family, beaten by a father whom the flight has
# made ill; a maternal uncle lives close by. High risk, a full assessment in two sittings, a plan
# that the supervisor returns once, then a risk that falls. An invented child.

as adiarra
at 2026-08-17T09:40:00Z
child=$(pos register --from 1.B.yaml)
at 2026-08-17T10:15:00Z
pos record "$child" 1.A --from 1.A.yaml
at 2026-08-17T11:20:00Z
pos assess "$child" --from 1.C.yaml

# The full assessment is due at once. One sitting is not enough; the second completes it.
at 2026-08-17T16:10:00Z
pos assess "$child" --from 2.A-first-sitting.yaml
at 2026-08-21T15:30:00Z
pos assess "$child" --from 2.A.yaml

at 2026-08-24T10:00:00Z
pos plan "$child" --from 3.A-first.yaml
as mkone
at 2026-08-25T14:00:00Z
pos plan "$child" --validate --decision returned --from returned.yaml
as adiarra
at 2026-08-26T09:30:00Z
plan=$(pos plan "$child" --from 3.A.yaml)
as mkone
at 2026-08-27T11:00:00Z
pos plan "$child" --validate

# One referral answered in time, one whose answer is still awaited.
as adiarra
at 2026-08-28T10:00:00Z
psychologist=$(pos refer "$child" --to JIGI --service psychosocial --from A.1-psychosocial.yaml)
# The sheet for the psychologist, and a counter-referral for her to fill in: with an identifier alone.
pos refer print "$child" "$psychologist" >/dev/null
at 2026-08-31T16:00:00Z
pos followup "$child" --from 5.A-2026-08-31.yaml
at 2026-09-03T16:00:00Z
pos followup "$child" --from 5.A-2026-09-03.yaml
# The paper file: where it lies, what lies in it. `pos show CASE --cover` prints its cover page.
at 2026-09-04T08:50:00Z
pos record "$child" cover --from cover.yaml
at 2026-09-04T09:00:00Z
pos record "$child" 4.A --from 4.A-leisure.yaml
at 2026-09-04T09:10:00Z
pos record "$child" checklist --from checklist.yaml
at 2026-09-07T16:00:00Z
pos followup "$child" --from 5.A-2026-09-07.yaml
at 2026-09-11T09:00:00Z
pos refer counter "$child" "$psychologist" --from A.1-psychosocial-answer.yaml
at 2026-09-11T16:00:00Z
pos followup "$child" --from 5.A-2026-09-11.yaml
at 2026-09-18T16:00:00Z
pos followup "$child" --from 5.A-2026-09-18.yaml
# Between two visits a community relay looks in on her, and is told no more than that asks for.
at 2026-09-18T17:00:00Z
pos record "$child" A.3 --from A.3.yaml
at 2026-09-28T15:00:00Z
pos review "$child" --from 5.B.yaml
at 2026-10-05T10:00:00Z
pos refer "$child" --to NYELENI --service education_training --from A.1-education.yaml
at 2026-10-05T16:00:00Z
pos followup "$child" --from 5.A-2026-10-05.yaml

# What is done is said by an entry that completes the plan; its text is not written again.
at 2026-10-12T15:00:00Z
pos record "$child" 3.A --completes "$plan" --from 3.A-progress.yaml
at 2026-10-12T16:00:00Z
pos followup "$child" --from 5.A-2026-10-12.yaml
at 2026-10-20T16:00:00Z
pos followup "$child" --from 5.A-2026-10-20.yaml
