# Mariam, 7: both parents dead, already loved and cared for in her aunt's house: no risk, and the POS
# recommend to close. The supervisor returns the first request, for the closing interview with the
# child had been forgotten; the corrected request is validated. An invented child.

as ktraore
at 2026-09-07T10:00:00Z
child=$(pos register --from 1.B.yaml)
at 2026-09-07T10:20:00Z
pos record "$child" 1.A --from 1.A.yaml
at 2026-09-08T09:30:00Z
pos assess "$child" --from 1.C.yaml
at 2026-09-14T10:00:00Z
request=$(pos close "$child" --from 6.A.yaml)
as mkone
at 2026-09-15T09:00:00Z
pos close "$child" --validate --decision returned --from returned.yaml
as ktraore
at 2026-09-17T10:00:00Z
pos record "$child" 6.A --corrects "$request" --from 6.A-corrected.yaml
as mkone
at 2026-09-18T09:00:00Z
pos close "$child" --validate
