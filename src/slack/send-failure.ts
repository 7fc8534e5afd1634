import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import type { Attempt } from '../domain/delivery.ts';

/*
 * The only file that knows how Slack's client fails. What is not proven to be a refusal may have
 * been carried out: a 502, a timeout, and also a code that nobody has documented.
 */

/** Codes that say: not done, and not to be repeated unchanged. @see Slack's method pages */
const REFUSALS = new Set(
  `access_denied account_inactive already_in_channel already_pinned app_access_restricted
  as_user_not_supported attachment_payload_limit_exceeded bad_timestamp cannot_create_channel
  cannot_reply_to_message cannot_share_cross_workspace_channel cannot_share_mandatory_channel
  cant_invite cant_invite_self cant_update_message channel_archived channel_not_found
  connection_limit_exceeded connection_limit_exceeded_pending duplicate_channel_not_found
  duplicate_message_not_found edit_window_closed ekm_access_denied enterprise_is_restricted
  external_channel_migrating file_deleted file_not_found hash_conflict invalid_arg_name
  invalid_arguments invalid_array_arg invalid_auth invalid_blocks invalid_blocks_format
  invalid_channel_type invalid_charset invalid_email invalid_form_data invalid_metadata_format
  invalid_metadata_schema invalid_name invalid_name_maxlength invalid_name_punctuation
  invalid_name_required invalid_name_specials invalid_post_type is_archived is_inactive
  legacy_connection_limit_exceeded markdown_text_conflict member_limit_exceeded message_limit_exceeded
  message_not_found messages_tab_disabled metadata_must_be_sent_from_app metadata_too_large
  method_deprecated method_not_supported_for_channel_type missing_scope msg_blocks_too_long
  msg_too_long name_taken no_external_invite_permission no_permission no_text no_user not_allowed_for_grid_workspace
  not_allowed_token_type not_authed not_in_channel not_owner not_paid not_supported not_visible
  org_login_required org_user_not_in_team recipients_not_specified restricted_action
  restricted_action_non_threadable_channel restricted_action_read_only_channel
  restricted_action_thread_locked restricted_action_thread_only_channel
  slack_connect_canvas_sharing_blocked slack_connect_file_link_sharing_blocked
  slack_connect_lists_sharing_blocked team_access_not_granted team_not_found token_expired
  token_revoked too_many_attachments too_many_contact_cards too_many_emails unknown_method
  ura_max_channels user_disabled user_is_restricted user_not_found user_not_visible users_not_found`.split(
    /\s+/,
  ),
);

/** Slack has three spellings for “later”, and two of them do not come as HTTP 429. */
const LATER = new Set(['ratelimited', 'rate_limited', 'ratelimit', 'message_limit_exceeded']);
/** For limits that come without a time. */
const LATER_MS = 60_000;

/** What a failed call proves. */
export function failedAttempt(error: unknown): Exclude<Attempt, { kind: 'sent' }> {
  if (error instanceof WebAPIRateLimitedError) {
    return { kind: 'postponed', retryAfterMs: error.retryAfter * 1000, error: 'ratelimited' };
  }
  if (error instanceof WebAPIPlatformError) {
    const code = error.data.error;
    if (LATER.has(code)) return { kind: 'postponed', retryAfterMs: LATER_MS, error: code };
    return { kind: REFUSALS.has(code) ? 'refused' : 'unclear', error: code.slice(0, 100) };
  }
  if (error instanceof WebAPIHTTPError)
    return { kind: 'unclear', error: `HTTP ${error.statusCode}` };
  if (error instanceof WebAPIRequestError) return { kind: 'unclear', error: error.original.name };
  return { kind: 'unclear', error: error instanceof Error ? error.name : 'unknown' };
}

/** Slack's code for a refusal; undefined for everything else. */
export function refusalCode(error: unknown): string | undefined {
  const attempt = failedAttempt(error);
  return attempt.kind === 'refused' ? attempt.error : undefined;
}
