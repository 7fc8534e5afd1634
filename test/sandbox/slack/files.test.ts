import { expect, test } from 'vitest';

import { createTown, INES, input, MARA, modal, openModal, type Json, type Town } from './town.ts';

const PDF = { name: 'soc2.pdf', mimetype: 'application/pdf', size: 4, content: '%PDF' };
const form = modal([
  input('evidence', 'Evidence', { type: 'file_input', action_id: 'files', max_files: 2 }),
]);

async function handIn(town: Town, who: string): Promise<Json> {
  const channel = await town.sharedRoom();
  await openModal(town, channel, who, form);
  await town.slack.as(who).submit({ Evidence: [PDF] });
  const { view } = town.received.at(-1)?.payload ?? {};
  const { values } = (view as { state: { values: Record<string, Json> } }).state;
  const { files } = values['evidence']?.['files'] as { files: Json[] };
  return files[0] ?? {};
}

function download(town: Town, file: Json, token = town.slack.app.botToken): Promise<Response> {
  return fetch(String(file['url_private']), { headers: { authorization: `Bearer ${token}` } });
}

test('a file of our own people comes in full, its bytes with the token', async () => {
  const town = await createTown();
  const file = await handIn(town, MARA);
  expect(file).toMatchObject({ name: 'soc2.pdf', mimetype: PDF.mimetype, size: 4, user: MARA });
  expect(await (await download(town, file)).text()).toBe('%PDF');
  const stranger = await download(town, file, 'xoxb-wrong');
  expect(stranger.headers.get('content-type')).toContain('text/html');
});

test('a file of an outsider comes as a stub that files.info resolves', async () => {
  const town = await createTown();
  const stub = await handIn(town, INES);
  expect(stub).toEqual({
    id: stub['id'],
    mode: 'file_access',
    file_access: 'check_file_info',
    created: 0,
    timestamp: 0,
    user: '',
  });
  const { file } = await town.call('files.info', { file: stub['id'] });
  expect(file).toMatchObject({ name: 'soc2.pdf', file_access: 'visible', user: INES });
  expect(await (await download(town, file as Json)).text()).toBe('%PDF');
});

test('the client refuses too many files and too large ones', async () => {
  const town = await createTown();
  const channel = await town.room();
  await openModal(town, channel, MARA, form);
  const mara = town.slack.as(MARA);
  expect(() => {
    mara.fill({ Evidence: [PDF, PDF, PDF] });
  }).toThrow('takes 2 files at most');
  expect(() => {
    mara.fill({ Evidence: [{ ...PDF, size: 10 * 1024 * 1024 + 1 }] });
  }).toThrow('larger than 10 MB');
});

test('a file in a shared channel is a stub in events; elsewhere the app cannot see it', async () => {
  const town = await createTown();
  const channel = await town.sharedRoom();
  town.received.length = 0;
  await town.slack.as(INES).say(channel, 'Here it is', undefined, [PDF]);
  const [message, shared] = town.received.map(({ payload }) => payload['event'] as Json);
  expect(message).toMatchObject({
    subtype: 'file_share',
    files: [{ mode: 'file_access', file_access: 'check_file_info' }],
  });
  expect(shared).toMatchObject({ type: 'file_shared', user_id: INES, channel_id: channel });
  const info = await town.call('files.info', { file: shared?.['file_id'] });
  expect(info).toMatchObject({ file: { groups: [channel] } });

  const hidden = town.slack.createChannel({
    name: 'exec',
    teamId: town.slack.app.teamId,
    isPrivate: true,
    members: [MARA],
  });
  await town.slack.as(MARA).say(hidden.id, '', undefined, [PDF]);
  const [id] = town.slack.channel('exec').messages.at(-1)?.files ?? [];
  expect(await town.call('files.info', { file: id })).toMatchObject({ error: 'not_visible' });
});

test('an upload takes three steps and lands in a thread', async () => {
  const town = await createTown();
  const channel = await town.room();
  const { ts } = await town.call('chat.postMessage', { channel, text: 'Report' });
  const wanted = { filename: 'report.csv', length: 3 };
  const { upload_url, file_id } = await town.call('files.getUploadURLExternal', wanted);
  const complete = {
    files: [{ id: file_id, title: 'Report' }],
    channel_id: channel,
    thread_ts: ts,
    initial_comment: 'The numbers',
  };
  expect(await town.call('files.completeUploadExternal', complete)).toMatchObject({
    error: 'file_not_found',
  });
  const short = await fetch(String(upload_url), { method: 'POST', body: 'a' });
  expect(short.status).toBe(400);
  const form = new FormData();
  form.append('body', new Blob(['a,b']), 'report.csv');
  expect((await fetch(String(upload_url), { method: 'POST', body: form })).status).toBe(200);
  const done = await town.call('files.completeUploadExternal', complete);
  expect(done).toMatchObject({ ok: true, files: [{ id: file_id, title: 'Report' }] });
  expect(town.slack.as(MARA).reads(channel)).toBe(
    'onboarding: Report\n    onboarding: The numbers\n    (file: report.csv)',
  );
  const { file } = await town.call('files.info', { file: file_id });
  expect(await (await download(town, file as Json)).text()).toBe('a,b');
});
