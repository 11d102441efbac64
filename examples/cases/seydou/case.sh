# Seydou, 9: sent to beg by the master of a Koranic school, found on a street round. The matrix
# suggests high (no care at all); the case manager decides medium and says why. Family tracing, return
# to Ségou, a transition period, closure: objective reached. One follow-up is corrected, one
# is withdrawn. An invented child.

as ktraore
at 2026-03-09T10:00:00Z
child=$(pos register --from 1.B.yaml)
at 2026-03-09T10:30:00Z
pos record "$child" 1.A --from 1.A.yaml
at 2026-03-09T11:30:00Z
pos assess "$child" --from 1.C.yaml
at 2026-03-13T16:00:00Z
pos assess "$child" --from 2.A.yaml
at 2026-03-19T10:00:00Z
plan=$(pos plan "$child" --from 3.A.yaml)
as mkone
at 2026-03-20T09:00:00Z
pos plan "$child" --validate
as ktraore
at 2026-03-20T11:00:00Z
tracing=$(pos refer "$child" --to ENDA-TDH --service family_links --from A.1-family-links.yaml)
at 2026-03-27T16:00:00Z
pos followup "$child" --from 5.A-2026-03-27.yaml
at 2026-04-03T16:00:00Z
followup=$(pos followup "$child" --from 5.A-2026-04-03.yaml)

# The level was ticked wrongly: a new entry replaces the first, which stays in the journal.
at 2026-04-06T08:30:00Z
pos record "$child" 5.A --corrects "$followup" --from 5.A-2026-04-03-corrected.yaml
at 2026-04-10T16:00:00Z
pos refer counter "$child" "$tracing" --from A.1-family-links-answer.yaml
pos followup "$child" --from 5.A-2026-04-10.yaml

# This one was another child's; it is withdrawn with the reason.
at 2026-04-16T16:00:00Z
mistaken=$(pos followup "$child" --from 5.A-2026-04-16-mistaken.yaml)
at 2026-04-16T16:20:00Z
pos void "$child" "$mistaken" --reason "Saisie dans le mauvais dossier"
at 2026-04-22T17:00:00Z
pos record "$child" 4.A --from 4.A-reunification.yaml
at 2026-04-24T16:00:00Z
pos followup "$child" --from 5.A-2026-04-24.yaml
at 2026-05-08T16:00:00Z
pos followup "$child" --from 5.A-2026-05-08.yaml

# The plan is carried out: the transition period begins, with two more follow-ups and a review.
at 2026-05-15T10:00:00Z
pos record "$child" 3.A --completes "$plan" --from 3.A-end.yaml
at 2026-05-22T16:00:00Z
pos followup "$child" --from 5.A-2026-05-22.yaml
at 2026-06-05T16:00:00Z
pos followup "$child" --from 5.A-2026-06-05.yaml
at 2026-06-12T16:00:00Z
pos review "$child" --from 5.B.yaml
at 2026-06-15T10:00:00Z
pos close "$child" --from 6.A.yaml
as mkone
at 2026-06-18T09:00:00Z
pos close "$child" --validate
