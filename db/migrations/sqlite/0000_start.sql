CREATE TABLE `audit` (
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`actor_id` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text NOT NULL,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_seq_unique` ON `audit` (`seq`);--> statement-breakpoint
CREATE TABLE `blockers` (
	`id` text PRIMARY KEY NOT NULL,
	`onboarding_id` text NOT NULL,
	`item_id` text,
	`category` text NOT NULL,
	`waits_for` text NOT NULL,
	`description` text NOT NULL,
	`raised_by_id` text NOT NULL,
	`raised_at` integer NOT NULL,
	`owner_id` text NOT NULL,
	`cleared_at` integer,
	`cleared_by_id` text,
	FOREIGN KEY (`onboarding_id`) REFERENCES `onboardings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`raised_by_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`owner_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`cleared_by_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `blockers_open` ON `blockers` (`onboarding_id`) WHERE cleared_at is null;--> statement-breakpoint
CREATE TABLE `connected_teams` (
	`onboarding_id` text NOT NULL,
	`team_id` text NOT NULL,
	`connected_at` integer NOT NULL,
	PRIMARY KEY(`onboarding_id`, `team_id`),
	FOREIGN KEY (`onboarding_id`) REFERENCES `onboardings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `contact_roles` (
	`contact_id` text NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`contact_id`, `role`),
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `contacts` (
	`id` text PRIMARY KEY NOT NULL,
	`side` text NOT NULL,
	`partner_id` text,
	`slack_user_id` text,
	`slack_team_id` text,
	`email` text,
	`name` text,
	`zone` text NOT NULL,
	`standing` text NOT NULL,
	`dm_channel_id` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `contacts_vendor_user` ON `contacts` (`slack_user_id`) WHERE partner_id is null;--> statement-breakpoint
CREATE UNIQUE INDEX `contacts_partner_user` ON `contacts` (`partner_id`,`slack_user_id`) WHERE partner_id is not null;--> statement-breakpoint
CREATE TABLE `evidence` (
	`id` text PRIMARY KEY NOT NULL,
	`item_id` text NOT NULL,
	`nth` integer NOT NULL,
	`note` text,
	`link` text,
	`files` text NOT NULL,
	`submitted_by_id` text NOT NULL,
	`submitted_at` integer NOT NULL,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`submitted_by_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `evidence_nth` ON `evidence` (`item_id`,`nth`);--> statement-breakpoint
CREATE TABLE `inbox` (
	`key` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `inbox_at` ON `inbox` (`at`);--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`onboarding_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`state` text NOT NULL,
	`slack_invite_id` text,
	`limited` integer NOT NULL,
	`attempted_at` integer,
	`sent_at` integer,
	`accepted_at` integer,
	FOREIGN KEY (`onboarding_id`) REFERENCES `onboardings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_slack_invite_id_unique` ON `invitations` (`slack_invite_id`);--> statement-breakpoint
CREATE TABLE `items` (
	`id` text PRIMARY KEY NOT NULL,
	`onboarding_id` text NOT NULL,
	`key` text NOT NULL,
	`status` text NOT NULL,
	`opened_at` integer,
	`due_at` integer,
	`review_due_at` integer,
	`next_nudge_at` integer,
	`nudges` integer NOT NULL,
	`accepted_at` integer,
	`accepted_by_id` text,
	`rev` integer NOT NULL,
	FOREIGN KEY (`onboarding_id`) REFERENCES `onboardings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`accepted_by_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `items_key` ON `items` (`onboarding_id`,`key`);--> statement-breakpoint
CREATE INDEX `items_nudge` ON `items` (`next_nudge_at`) WHERE next_nudge_at is not null;--> statement-breakpoint
CREATE TABLE `messages` (
	`id` text PRIMARY KEY NOT NULL,
	`onboarding_id` text NOT NULL,
	`kind` text NOT NULL,
	`module_key` text NOT NULL,
	`channel_id` text,
	`ts` text,
	`desired_rev` integer NOT NULL,
	`rendered_rev` integer NOT NULL,
	`lease_until` integer NOT NULL,
	FOREIGN KEY (`onboarding_id`) REFERENCES `onboardings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `messages_one` ON `messages` (`onboarding_id`,`kind`,`module_key`);--> statement-breakpoint
CREATE INDEX `messages_stale` ON `messages` (`lease_until`) WHERE ts is not null and desired_rev > rendered_rev;--> statement-breakpoint
CREATE TABLE `onboardings` (
	`id` text PRIMARY KEY NOT NULL,
	`partner_id` text NOT NULL,
	`playbook_hash` text NOT NULL,
	`state` text NOT NULL,
	`channel_name` text NOT NULL,
	`channel_id` text,
	`problem` text,
	`started_at` integer NOT NULL,
	`active_at` integer,
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`playbook_hash`) REFERENCES `playbooks`(`hash`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `onboardings_partner_id_unique` ON `onboardings` (`partner_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `onboardings_channel_id_unique` ON `onboardings` (`channel_id`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`dedupe_key` text NOT NULL,
	`lane` text NOT NULL,
	`after_seq` integer,
	`intent` text NOT NULL,
	`priority` integer NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`attempt` integer NOT NULL,
	`checks` integer NOT NULL,
	`owner` text,
	`lease_until` integer,
	`first_try_at` integer,
	`channel_id` text,
	`thread_ts` text,
	`ts` text,
	`last_error` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_dedupe_key_unique` ON `outbox` (`dedupe_key`);--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`due_at`) WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX `outbox_lane` ON `outbox` (`lane`,`seq`) WHERE state in ('pending', 'sending');--> statement-breakpoint
CREATE INDEX `outbox_unclear` ON `outbox` (`lease_until`) WHERE state = 'sending';--> statement-breakpoint
CREATE TABLE `outcomes` (
	`id` text PRIMARY KEY NOT NULL,
	`onboarding_id` text NOT NULL,
	`type` text NOT NULL,
	`reference` text NOT NULL,
	`happened_on` text NOT NULL,
	`claimed_by_id` text NOT NULL,
	`claimed_at` integer NOT NULL,
	`state` text NOT NULL,
	`decided_by_id` text,
	`decided_at` integer,
	`reason` text,
	FOREIGN KEY (`onboarding_id`) REFERENCES `onboardings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`claimed_by_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outcomes_reference` ON `outcomes` (`onboarding_id`,`type`,`reference`);--> statement-breakpoint
CREATE TABLE `partners` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`type` text NOT NULL,
	`zone` text NOT NULL,
	`signed_on` text NOT NULL,
	`manager_id` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`manager_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `partners_name_key_unique` ON `partners` (`name_key`);--> statement-breakpoint
CREATE TABLE `playbooks` (
	`hash` text PRIMARY KEY NOT NULL,
	`content` text NOT NULL,
	`added_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `reviews` (
	`id` text PRIMARY KEY NOT NULL,
	`evidence_id` text NOT NULL,
	`item_id` text NOT NULL,
	`reviewer_id` text NOT NULL,
	`reviewed_at` integer NOT NULL,
	`decision` text NOT NULL,
	`verdicts` text NOT NULL,
	`reason` text,
	FOREIGN KEY (`evidence_id`) REFERENCES `evidence`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reviewer_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reviews_evidence_id_unique` ON `reviews` (`evidence_id`);--> statement-breakpoint
CREATE TABLE `schedule_runs` (
	`job` text NOT NULL,
	`slot_at` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`job`, `slot_at`)
);
