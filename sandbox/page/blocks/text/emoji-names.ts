import { nameToEmoji } from 'gemoji';

/** Slack's names where GitHub's, which `gemoji` knows, differ. */
const SLACK_NAMES: Readonly<Record<string, string>> = {
  large_red_square: '🟥',
  large_orange_square: '🟧',
  large_yellow_square: '🟨',
  large_green_square: '🟩',
  large_blue_square: '🟦',
  large_purple_square: '🟪',
  large_brown_square: '🟫',
  large_orange_circle: '🟠',
  large_yellow_circle: '🟡',
  large_green_circle: '🟢',
  large_purple_circle: '🟣',
  large_brown_circle: '🟤',
  large_red_circle: '🔴',
  simple_smile: '🙂',
  thinking_face: '🤔',
  face_with_rolling_eyes: '🙄',
  hugging_face: '🤗',
  face_palm: '🤦',
  spiral_calendar_pad: '🗓️',
  spiral_note_pad: '🗒️',
  lower_left_ballpoint_pen: '🖊️',
  lower_left_fountain_pen: '🖋️',
  white_frowning_face: '☹️',
  knife_fork_plate: '🍽️',
  robot_face: '🤖',
  face_with_monocle: '🧐',
  double_vertical_bar: '⏸️',
  black_right_pointing_triangle_with_double_vertical_bar: '⏯️',
  octagonal_sign: '🛑',
  waving_white_flag: '🏳️',
  scales: '⚖️',
  lower_left_pencil: '✏️',
  hand_with_index_and_middle_fingers_crossed: '🤞',
  the_horns: '🤘',
  i_love_you_hand_sign: '🤟',
  speaking_head_in_silhouette: '🗣️',
  'man-raising-hand': '🙋‍♂️',
  'woman-raising-hand': '🙋‍♀️',
  'man-shrugging': '🤷‍♂️',
  'woman-shrugging': '🤷‍♀️',
  'man-facepalming': '🤦‍♂️',
  'woman-facepalming': '🤦‍♀️',
  'female-technologist': '👩‍💻',
  'male-technologist': '👨‍💻',
  'flag-us': '🇺🇸',
  'flag-gb': '🇬🇧',
  'flag-de': '🇩🇪',
  'flag-fr': '🇫🇷',
  'flag-es': '🇪🇸',
  'flag-it': '🇮🇹',
  'flag-nl': '🇳🇱',
  'flag-ch': '🇨🇭',
  'flag-at': '🇦🇹',
};

/** Fitzpatrick modifiers by the number that Slack gives them. */
const SKIN_TONES: Readonly<Record<number, string>> = {
  2: '\u{1f3fb}',
  3: '\u{1f3fc}',
  4: '\u{1f3fd}',
  5: '\u{1f3fe}',
  6: '\u{1f3ff}',
};

const VARIATION = '\ufe0f';
const JOINER = '\u200d';

/** Names are written by people: one like `constructor` must find nothing. */
function own(names: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(names, name) ? names[name] : undefined;
}

/** The character for a name as Slack writes it; undefined when there is none. */
export function findEmoji(name: string, skinTone?: number): string | undefined {
  const alone = /^skin-tone-([2-6])$/.exec(name);
  if (alone !== null) return SKIN_TONES[Number(alone[1])];
  const plain = own(SLACK_NAMES, name) ?? own(nameToEmoji, name);
  const tone = SKIN_TONES[skinTone ?? 0];
  if (plain === undefined || tone === undefined) return plain;
  // The tone follows the person, before what they do or carry.
  const [person = '', ...rest] = plain.split(JOINER);
  return [person.replace(VARIATION, '') + tone, ...rest].join(JOINER);
}
