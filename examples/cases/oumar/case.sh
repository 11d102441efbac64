# Oumar, 11: alone, asking for asylum. UNHCR is told at once and shelters him: 14 days at most for an
# asylum seeker (POS 5.1.2), that is until tomorrow on the day of this demonstration. His full
# assessment has not been made: it is overdue. An invented child.

as ktraore
at 2026-10-20T11:00:00Z
child=$(pos register --from 1.B.yaml)
emergency=$(pos record "$child" 1.U --from 1.U.yaml)
at 2026-10-20T11:30:00Z
pos record "$child" 1.A --from 1.A.yaml
at 2026-10-20T18:00:00Z
pos record "$child" 1.U --completes "$emergency" --from 1.U-end.yaml
at 2026-10-20T18:30:00Z
pos assess "$child" --from 1.C.yaml
at 2026-10-21T09:00:00Z
pos refer "$child" --to ENDA-TDH --service family_links --from A.1-family-links.yaml
