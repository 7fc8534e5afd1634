CREATE TABLE `clock_events` (
	`clock_id` text NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`effective_at` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`actor_id` text NOT NULL,
	`note` text,
	`reason` text,
	`key` text,
	`until` integer,
	PRIMARY KEY(`clock_id`, `seq`),
	FOREIGN KEY (`clock_id`) REFERENCES `clocks`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `clocks` (
	`id` text PRIMARY KEY NOT NULL,
	`onboarding_id` text NOT NULL,
	`subject` text NOT NULL,
	`kind` text NOT NULL,
	`side` text NOT NULL,
	`cycle` integer NOT NULL,
	`policy` text NOT NULL,
	`state` text NOT NULL,
	`started_at` integer,
	`closed_at` integer,
	`due_at` integer,
	`baseline_due_at` integer,
	`breached_at` integer,
	`elapsed_ms` integer NOT NULL,
	`wall_ms` integer NOT NULL,
	`next_at` integer,
	`zone_data` text NOT NULL,
	`rev` integer NOT NULL,
	FOREIGN KEY (`onboarding_id`) REFERENCES `onboardings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `clocks_cycle` ON `clocks` (`subject`,`kind`,`cycle`);--> statement-breakpoint
CREATE INDEX `clocks_open` ON `clocks` (`onboarding_id`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `clocks_next` ON `clocks` (`next_at`) WHERE next_at is not null;--> statement-breakpoint
CREATE TABLE `extensions` (
	`id` text PRIMARY KEY NOT NULL,
	`onboarding_id` text NOT NULL,
	`clock_id` text NOT NULL,
	`item_id` text NOT NULL,
	`requested_by_id` text NOT NULL,
	`requested_at` integer NOT NULL,
	`wanted` text NOT NULL,
	`reason` text NOT NULL,
	`state` text NOT NULL,
	`decided_by_id` text,
	`decided_at` integer,
	`answer` text,
	FOREIGN KEY (`onboarding_id`) REFERENCES `onboardings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`clock_id`) REFERENCES `clocks`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`item_id`) REFERENCES `items`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`requested_by_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `extensions_open` ON `extensions` (`item_id`) WHERE state = 'asked';--> statement-breakpoint
CREATE TABLE `nudges` (
	`id` text PRIMARY KEY NOT NULL,
	`clock_id` text NOT NULL,
	`onboarding_id` text NOT NULL,
	`leg` integer NOT NULL,
	`step` text NOT NULL,
	`contact_id` text NOT NULL,
	`reached_at` integer NOT NULL,
	`fate` text NOT NULL,
	`reason` text,
	`deliver_at` integer,
	`outbox_seq` integer,
	`settled_at` integer,
	FOREIGN KEY (`clock_id`) REFERENCES `clocks`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`onboarding_id`) REFERENCES `onboardings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `nudges_once` ON `nudges` (`clock_id`,`leg`,`step`,`contact_id`);--> statement-breakpoint
CREATE INDEX `nudges_waiting` ON `nudges` (`deliver_at`) WHERE fate = 'planned';--> statement-breakpoint
CREATE INDEX `nudges_outbox` ON `nudges` (`outbox_seq`) WHERE outbox_seq is not null;--> statement-breakpoint
CREATE INDEX `nudges_person` ON `nudges` (`contact_id`,`settled_at`);--> statement-breakpoint
CREATE TABLE `snoozes` (
	`contact_id` text NOT NULL,
	`clock_id` text NOT NULL,
	`until` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`contact_id`, `clock_id`),
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`clock_id`) REFERENCES `clocks`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `updates` (
	`id` text PRIMARY KEY NOT NULL,
	`onboarding_id` text NOT NULL,
	`subject` text NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	`text` text NOT NULL,
	FOREIGN KEY (`onboarding_id`) REFERENCES `onboardings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `updates_subject` ON `updates` (`subject`,`at`);--> statement-breakpoint
DROP INDEX `items_nudge`;--> statement-breakpoint
ALTER TABLE `items` ADD `held_at` integer;--> statement-breakpoint
ALTER TABLE `items` DROP COLUMN `next_nudge_at`;--> statement-breakpoint
ALTER TABLE `items` DROP COLUMN `nudges`;--> statement-breakpoint
ALTER TABLE `blockers` ADD `impact` text;--> statement-breakpoint
ALTER TABLE `blockers` ADD `acknowledged_at` integer;--> statement-breakpoint
ALTER TABLE `blockers` ADD `updated_at` integer;--> statement-breakpoint
ALTER TABLE `contacts` ADD `hours` text;--> statement-breakpoint
ALTER TABLE `contacts` ADD `away` text;--> statement-breakpoint
ALTER TABLE `onboardings` ADD `pause` text;--> statement-breakpoint
ALTER TABLE `schedule_runs` ADD `result` text;