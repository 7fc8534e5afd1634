/** The wall clock of a zone at an instant, as native inputs write it: `2026-03-02T09:30`. */
export function toWallClock(at: number, zone: string): string {
  const written = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(at);
  return written.replace(' ', 'T');
}

function asUtc(wallClock: string): number {
  return Date.parse(`${wallClock}:00Z`);
}

/** The instant at which the wall clock of a zone shows this; NaN when it is no time. */
export function fromWallClock(wallClock: string, zone: string): number {
  const wanted = asUtc(wallClock);
  if (Number.isNaN(wanted)) return NaN;
  const offsetAt = (at: number): number => asUtc(toWallClock(at, zone)) - at;
  const near = wanted - offsetAt(wanted);
  // Near a change of the clocks the first guess may stand on the other side of it.
  return wanted - offsetAt(near);
}
