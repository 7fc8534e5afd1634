export type Json = Readonly<Record<string, unknown>>;
/** Makes a text from what it is for. */
export type Say = (what: string) => string;

export const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
export const AT = Date.UTC(2026, 2, 13, 14, 5) / 1000;

/** The small pieces that elements and blocks are made of. */
export function wordsOf(say: Say) {
  const plain = (what: string) => ({ type: 'plain_text', text: say(what) });
  const mrkdwn = (what: string) => ({ type: 'mrkdwn', text: say(what) });
  const image = { type: 'image', image_url: 'https://files.example/a.png', alt_text: say('alt') };
  const pixel = { type: 'image', image_url: PIXEL, alt_text: say('pixel alt') };
  const button = (id: string, more = {}) => ({
    type: 'button',
    action_id: id,
    text: plain(`button ${id}`),
    value: 'v',
    ...more,
  });
  const run = (text: string, style = {}) => ({ type: 'text', text, style });
  const part = (elements: readonly Json[]) => ({ type: 'rich_text_section', elements });
  return { plain, mrkdwn, image, pixel, button, run, part };
}

/** Rich text with everything in it. */
export function richTextOf(say: Say) {
  const { run, part } = wordsOf(say);
  return {
    type: 'rich_text',
    elements: [
      part([
        run(say('rich plain ')),
        run(say('bold '), { bold: true }),
        run(say('italic '), { italic: true }),
        run(say('strike '), { strike: true }),
        run(say('code'), { code: true }),
        run(say('under '), { underline: true }),
        run(say('high '), { highlight: true }),
        { type: 'link', url: 'https://acme.example', text: say('rich link') },
        { type: 'user', user_id: 'U1' },
        { type: 'channel', channel_id: 'C1' },
        { type: 'usergroup', usergroup_id: say('group') },
        { type: 'broadcast', range: 'here' },
        { type: 'emoji', name: 'tada' },
        { type: 'date', timestamp: AT, format: '{date_short} at {time}', fallback: say('date') },
        { type: 'color', value: '#b3123f' },
      ]),
      {
        type: 'rich_text_list',
        style: 'ordered',
        elements: [part([run(say('first'))]), part([run(say('second'))])],
      },
      {
        type: 'rich_text_list',
        style: 'bullet',
        indent: 1,
        elements: [part([run(say('below second'))])],
      },
      {
        type: 'rich_text_list',
        style: 'ordered',
        offset: 2,
        elements: [part([run(say('third'))])],
      },
      { type: 'rich_text_quote', elements: [run(say('quoted'))] },
      { type: 'rich_text_preformatted', elements: [run(say('preformatted'))] },
    ],
  };
}
