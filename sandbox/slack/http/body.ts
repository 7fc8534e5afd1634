import type { IncomingMessage } from 'node:http';

import { isObject, parseJson, type Obj } from '../json.ts';

/** The bytes of a request. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function mediaType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** Form fields or a JSON object; the code Slack answers with when it is neither. */
export async function readFields(request: IncomingMessage): Promise<Obj | string> {
  const bytes = await readBytes(request);
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
  const fields: Obj = Object.fromEntries(query);
  switch (mediaType(request)) {
    case '':
      return bytes.length === 0 ? fields : 'missing_post_type';
    case 'application/x-www-form-urlencoded':
      return { ...fields, ...Object.fromEntries(new URLSearchParams(bytes.toString())) };
    case 'application/json': {
      const parsed = parseJson(bytes.toString());
      return isObject(parsed) ? { ...fields, ...parsed } : 'invalid_json';
    }
    default:
      return 'invalid_post_type';
  }
}

/** The content of the first file in a multipart form. */
function firstFile(form: Buffer, boundary: string): Uint8Array {
  const named = form.indexOf('filename=');
  const start = form.indexOf('\r\n\r\n', Math.max(0, named));
  const end = form.indexOf(`\r\n--${boundary}`, start);
  return start < 0 || end < 0 ? new Uint8Array() : form.subarray(start + 4, end);
}

/** An uploaded file's bytes: the raw body, or the file of a multipart form. */
export async function readUpload(request: IncomingMessage): Promise<Uint8Array> {
  const bytes = await readBytes(request);
  if (mediaType(request) !== 'multipart/form-data') return bytes;
  const [, boundary = ''] = /boundary="?([^";]+)/.exec(request.headers['content-type'] ?? '') ?? [];
  return firstFile(bytes, boundary);
}
