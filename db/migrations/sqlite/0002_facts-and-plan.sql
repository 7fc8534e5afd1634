CREATE TABLE `plan_changes` (
	`onboarding_id` text NOT NULL,
	`nth` integer NOT NULL,
	`at` integer NOT NULL,
	`by_id` text NOT NULL,
	`playbook_hash` text NOT NULL,
	`facts` text,
	`tier_override` text,
	`target_go_live` text,
	PRIMARY KEY(`onboarding_id`, `nth`),
	FOREIGN KEY (`onboarding_id`) REFERENCES `onboardings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`playbook_hash`) REFERENCES `playbooks`(`hash`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
DROP INDEX `messages_one`;--> statement-breakpoint
ALTER TABLE `messages` ADD `part` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `messages_one` ON `messages` (`onboarding_id`,`kind`,`module_key`,`part`);--> statement-breakpoint
ALTER TABLE `evidence` ADD `answers` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `onboardings` ADD `facts` text;--> statement-breakpoint
ALTER TABLE `onboardings` ADD `tier_override` text;--> statement-breakpoint
ALTER TABLE `onboardings` ADD `target_go_live` text;--> statement-breakpoint
ALTER TABLE `partners` ADD `country` text;