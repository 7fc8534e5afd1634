import { basicMethods } from './basics.ts';
import type { Method } from './call.ts';
import { chatMethods } from './chat.ts';
import { connectMethods } from './connect.ts';
import { conversationMethods } from './conversations.ts';
import { fileMethods } from './files.ts';
import { historyMethods } from './history.ts';
import { markMethods } from './marks.ts';
import { userMethods } from './users.ts';
import { viewMethods } from './views.ts';

/** Every method that is simulated; `facts/methods.json` holds their rules. */
export const HANDLERS: ReadonlyMap<string, Method> = new Map(
  Object.entries({
    ...basicMethods,
    ...chatMethods,
    ...conversationMethods,
    ...historyMethods,
    ...connectMethods,
    ...viewMethods,
    ...userMethods,
    ...markMethods,
    ...fileMethods,
  }),
);
