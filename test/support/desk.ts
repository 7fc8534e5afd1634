import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createDesk, type Desk, type DeskOptions } from '../../sandbox/desk/desk.ts';

/** A desk that is closed with its test, with nothing kept unless a folder is named. */
export async function openDesk(options: Partial<DeskOptions> = {}): Promise<Desk> {
  const desk = await createDesk({
    moment: 'signed',
    slackPort: 0,
    folder: undefined,
    schedule: false,
    onError: () => undefined,
    onChange: () => undefined,
    ...options,
  });
  onTestFinished(() => desk.close());
  return desk;
}

/** A folder that is gone after the test. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'onboard-desk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
