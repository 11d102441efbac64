# Ibrahim, 16: on his own by choice, with a mentor and in touch with his parents: the table of
# POS 5.1.2 says that this is no case for case management. He stays on the register, and is
# directed the same day to the training he came to ask for. An invented child.

as adiarra
at 2026-05-11T09:00:00Z
child=$(pos register --from 1.B.yaml)
at 2026-05-11T09:20:00Z
pos record "$child" 1.A --from 1.A.yaml
at 2026-05-11T10:00:00Z
training=$(pos refer "$child" --to CARITAS-AET --service education_training --from A.1-training.yaml)
at 2026-05-25T09:00:00Z
pos refer counter "$child" "$training" --from A.1-training-answer.yaml
