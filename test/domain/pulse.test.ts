import { describe, expect, test } from 'vitest';
import { auditorHealth, STALE_AUDITOR_MS, type AuditRun } from '../../src/domain/pulse.ts';
import { HOUR_MS, NOW } from '../support/builders.ts';

const ran = (hoursAgo: number, gaps = 0): AuditRun => ({
  at: NOW - hoursAgo * HOUR_MS,
  result: { clocks: 40, gaps },
});
const health = (auditor: AuditRun | null, { upFor }: { upFor: number }) =>
  auditorHealth({ startedAt: NOW - upFor, auditor }, NOW);

describe('the auditor', () => {
  test('that ran lately and found nothing is not spoken of', () => {
    expect(health(ran(3), { upFor: 100 * HOUR_MS })).toEqual({ isWell: true, lines: [] });
  });

  test('has time after a start, and what it was before is told', () => {
    expect(health(null, { upFor: STALE_AUDITOR_MS })).toEqual({ isWell: true, lines: [] });
    expect(health(ran(50), { upFor: STALE_AUDITOR_MS })).toEqual({
      isWell: true,
      lines: ['The auditor last ran at 2026-02-28T07:00Z'],
    });
  });

  test('that has not run although it could have is not well', () => {
    const upFor = STALE_AUDITOR_MS + 1;
    expect(health(null, { upFor })).toEqual({
      isWell: false,
      lines: ['The auditor has not run yet'],
    });
    expect(health(ran(3.1), { upFor })).toEqual({
      isWell: false,
      lines: ['The auditor last ran at 2026-03-02T05:54Z'],
    });
  });

  test.each([
    [1, '1 gap'],
    [2, '2 gaps'],
  ])('that found %i is well, and says so', (gaps, says) => {
    expect(health(ran(1, gaps), { upFor: 100 * HOUR_MS })).toEqual({
      isWell: true,
      lines: [`The auditor found ${says} at 2026-03-02T08:00Z: npm run onboard -- doctor`],
    });
  });
});
