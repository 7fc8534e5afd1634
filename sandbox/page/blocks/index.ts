export { Blocks, MessageText } from './blocks.tsx';
export { PortalContext } from './portal.ts';
export type { Choice, Entered, PickedFile, Reader, Surface, Where } from './types.ts';
