import type { PickedFile } from './blocks/types.ts';

/** Files from this machine, with what is in them. */
export function readFiles(files: readonly File[]): Promise<readonly PickedFile[]> {
  return Promise.all(files.map(read));
}

async function read(file: File): Promise<PickedFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return {
    name: file.name,
    mimetype: file.type || 'application/octet-stream',
    size: file.size,
    base64: btoa(binary),
  };
}

/** `84 kB`. */
export function sizeText(bytes: number): string {
  const kilo = 1_000;
  if (bytes < kilo) return `${bytes} bytes`;
  const [size, unit] = bytes < kilo ** 2 ? [bytes / kilo, 'kB'] : [bytes / kilo ** 2, 'MB'];
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`;
}
