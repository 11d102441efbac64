# Assétou, 15: a child on the move whose project is elsewhere. Referred to nobody, transferred to a
# trained team that has signed the procedures; the case closes when they accept. An invented child.

as adiarra
at 2026-05-04T09:30:00Z
child=$(pos register --from 1.B.yaml)
at 2026-05-04T11:00:00Z
pos record "$child" 1.A --from 1.A.yaml
pos assess "$child" --from 1.C.yaml
as mkone
at 2026-05-05T09:00:00Z
pos directory add ACCOMPAGNER --from ACCOMPAGNER.yaml
as adiarra
at 2026-05-06T10:00:00Z
transfer=$(pos transfer "$child" --to ACCOMPAGNER --from A.2.yaml)
pos refer print "$child" "$transfer"
at 2026-05-11T16:00:00Z
pos transfer answer "$child" "$transfer" --from A.2-answer.yaml
