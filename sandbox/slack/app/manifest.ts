import { z } from 'zod';

import type { SlashCommand } from '../types.ts';

/** What the manifest lets the app do. */
export type Grants = Readonly<{
  scopes: ReadonlySet<string>;
  events: ReadonlySet<string>;
  /** With the leading slash → what it says of itself, and whether what is typed is escaped for it. */
  commands: ReadonlyMap<string, SlashCommand & Readonly<{ shouldEscape: boolean }>>;
  socketMode: boolean;
  interactivity: boolean;
  homeTab: boolean;
  messagesTab: boolean;
  displayName: string;
}>;

const Manifest = z.object({
  display_information: z.object({ name: z.string().min(1).max(35) }),
  features: z
    .object({
      app_home: z
        .object({ home_tab_enabled: z.boolean(), messages_tab_enabled: z.boolean() })
        .partial(),
      bot_user: z.object({ display_name: z.string().max(80) }),
      slash_commands: z
        .array(
          z.object({
            command: z.string().regex(/^\/\S{1,31}$/),
            description: z.string().default(''),
            usage_hint: z.string().default(''),
            should_escape: z.boolean().default(false),
          }),
        )
        .max(50),
    })
    .partial()
    .optional(),
  oauth_config: z.object({
    scopes: z.object({
      bot: z.array(z.string()).default([]),
      bot_optional: z.array(z.string()).default([]),
    }),
  }),
  settings: z
    .object({
      event_subscriptions: z.object({ bot_events: z.array(z.string()).max(100) }).partial(),
      interactivity: z.object({ is_enabled: z.boolean() }),
      socket_mode_enabled: z.boolean(),
    })
    .partial()
    .optional(),
});

/** @throws Error naming what is wrong with the manifest */
export function readManifest(manifest: unknown): Grants {
  const read = Manifest.safeParse(manifest);
  if (!read.success) throw new Error(`The app manifest is wrong: ${z.prettifyError(read.error)}`);
  const { features, oauth_config, settings, display_information } = read.data;
  const { bot, bot_optional } = oauth_config.scopes;
  const commands = features?.slash_commands ?? [];
  return {
    scopes: new Set([...bot, ...bot_optional]),
    events: new Set(settings?.event_subscriptions?.bot_events ?? []),
    commands: new Map(
      commands.map(({ command, description, usage_hint, should_escape }) => [
        command,
        { command, description, usageHint: usage_hint, shouldEscape: should_escape },
      ]),
    ),
    socketMode: settings?.socket_mode_enabled === true,
    interactivity: settings?.interactivity?.is_enabled === true,
    homeTab: features?.app_home?.home_tab_enabled === true,
    messagesTab: features?.app_home?.messages_tab_enabled !== false,
    displayName: features?.bot_user?.display_name ?? display_information.name,
  };
}
