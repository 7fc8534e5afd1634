import { openReader, UnreadableError } from '../../db/open-reader.ts';
import { adviceOn, factsText, verdictText } from '../../views/doctor-words.ts';
import { ConfigError, readRecordConfig, zoneDataOf } from '../config.ts';
import { ailmentsOf, type Findings } from '../domain/doctor.ts';
import type { Zone } from '../domain/ids.ts';
import { examine } from '../usecases/see-doctor.ts';
import { EX_USAGE, type Shell } from './shell.ts';

/** Says what there is to mend: 0 when nothing is, 1 when something is or nobody can tell. */
export async function doctorCommand(args: readonly string[], shell: Shell): Promise<number> {
  if (args.length > 0) {
    shell.print('The command: npm run onboard -- doctor');
    return EX_USAGE;
  }
  try {
    const config = readRecordConfig(shell.environment);
    const { read, close } = await openReader(config.database);
    try {
      const zoneData = zoneDataOf(config);
      return report(await examine(read, { now: shell.now, zoneData }), config.zone, shell);
    } finally {
      await close();
    }
  } catch (error) {
    if (!(error instanceof ConfigError) && !(error instanceof UnreadableError)) throw error;
    shell.print(error.message);
    return 1;
  }
}

function report(findings: Findings, zone: Zone, { print }: Shell): number {
  const ailments = ailmentsOf(findings);
  for (const ailment of ailments) {
    const { what, mend } = adviceOn(ailment, zone);
    print(`${what}\n  ${mend}`);
  }
  print(factsText(findings, zone));
  print(verdictText(ailments));
  return ailments.length === 0 ? 0 : 1;
}
