/** Words of stored rows that no decision is about. */
export type InvitationState = 'queued' | 'sent' | 'accepted' | 'declined';
export type MessageKind = 'headline' | 'module';
