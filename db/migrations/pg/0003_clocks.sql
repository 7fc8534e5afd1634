CREATE TABLE "clock_events" (
	"clock_id" text NOT NULL,
	"seq" integer NOT NULL,
	"type" text NOT NULL,
	"effective_at" bigint NOT NULL,
	"recorded_at" bigint NOT NULL,
	"actor_id" text NOT NULL,
	"note" text,
	"reason" text,
	"key" text,
	"until" bigint,
	CONSTRAINT "clock_events_clock_id_seq_pk" PRIMARY KEY("clock_id","seq")
);
--> statement-breakpoint
CREATE TABLE "clocks" (
	"id" text PRIMARY KEY NOT NULL,
	"onboarding_id" text NOT NULL,
	"subject" text NOT NULL,
	"kind" text NOT NULL,
	"side" text NOT NULL,
	"cycle" integer NOT NULL,
	"policy" jsonb NOT NULL,
	"state" text NOT NULL,
	"started_at" bigint,
	"closed_at" bigint,
	"due_at" bigint,
	"baseline_due_at" bigint,
	"breached_at" bigint,
	"elapsed_ms" bigint NOT NULL,
	"wall_ms" bigint NOT NULL,
	"next_at" bigint,
	"zone_data" text NOT NULL,
	"rev" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "extensions" (
	"id" text PRIMARY KEY NOT NULL,
	"onboarding_id" text NOT NULL,
	"clock_id" text NOT NULL,
	"item_id" text NOT NULL,
	"requested_by_id" text NOT NULL,
	"requested_at" bigint NOT NULL,
	"wanted" text NOT NULL,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"decided_by_id" text,
	"decided_at" bigint,
	"answer" text
);
--> statement-breakpoint
CREATE TABLE "nudges" (
	"id" text PRIMARY KEY NOT NULL,
	"clock_id" text NOT NULL,
	"onboarding_id" text NOT NULL,
	"leg" integer NOT NULL,
	"step" text NOT NULL,
	"contact_id" text NOT NULL,
	"reached_at" bigint NOT NULL,
	"fate" text NOT NULL,
	"reason" text,
	"deliver_at" bigint,
	"outbox_seq" bigint,
	"settled_at" bigint
);
--> statement-breakpoint
CREATE TABLE "snoozes" (
	"contact_id" text NOT NULL,
	"clock_id" text NOT NULL,
	"until" bigint NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "snoozes_contact_id_clock_id_pk" PRIMARY KEY("contact_id","clock_id")
);
--> statement-breakpoint
CREATE TABLE "updates" (
	"id" text PRIMARY KEY NOT NULL,
	"onboarding_id" text NOT NULL,
	"subject" text NOT NULL,
	"at" bigint NOT NULL,
	"by_id" text NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
DROP INDEX "items_nudge";--> statement-breakpoint
ALTER TABLE "blockers" ADD COLUMN "impact" text;--> statement-breakpoint
ALTER TABLE "blockers" ADD COLUMN "acknowledged_at" bigint;--> statement-breakpoint
ALTER TABLE "blockers" ADD COLUMN "updated_at" bigint;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "hours" jsonb;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "away" jsonb;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "held_at" bigint;--> statement-breakpoint
ALTER TABLE "onboardings" ADD COLUMN "pause" jsonb;--> statement-breakpoint
ALTER TABLE "schedule_runs" ADD COLUMN "result" jsonb;--> statement-breakpoint
ALTER TABLE "clock_events" ADD CONSTRAINT "clock_events_clock_id_clocks_id_fk" FOREIGN KEY ("clock_id") REFERENCES "public"."clocks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clocks" ADD CONSTRAINT "clocks_onboarding_id_onboardings_id_fk" FOREIGN KEY ("onboarding_id") REFERENCES "public"."onboardings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extensions" ADD CONSTRAINT "extensions_onboarding_id_onboardings_id_fk" FOREIGN KEY ("onboarding_id") REFERENCES "public"."onboardings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extensions" ADD CONSTRAINT "extensions_clock_id_clocks_id_fk" FOREIGN KEY ("clock_id") REFERENCES "public"."clocks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extensions" ADD CONSTRAINT "extensions_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extensions" ADD CONSTRAINT "extensions_requested_by_id_contacts_id_fk" FOREIGN KEY ("requested_by_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extensions" ADD CONSTRAINT "extensions_decided_by_id_contacts_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nudges" ADD CONSTRAINT "nudges_clock_id_clocks_id_fk" FOREIGN KEY ("clock_id") REFERENCES "public"."clocks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nudges" ADD CONSTRAINT "nudges_onboarding_id_onboardings_id_fk" FOREIGN KEY ("onboarding_id") REFERENCES "public"."onboardings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snoozes" ADD CONSTRAINT "snoozes_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snoozes" ADD CONSTRAINT "snoozes_clock_id_clocks_id_fk" FOREIGN KEY ("clock_id") REFERENCES "public"."clocks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "updates" ADD CONSTRAINT "updates_onboarding_id_onboardings_id_fk" FOREIGN KEY ("onboarding_id") REFERENCES "public"."onboardings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "updates" ADD CONSTRAINT "updates_by_id_contacts_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "clocks_cycle" ON "clocks" USING btree ("subject","kind","cycle");--> statement-breakpoint
CREATE INDEX "clocks_open" ON "clocks" USING btree ("onboarding_id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "clocks_next" ON "clocks" USING btree ("next_at") WHERE next_at is not null;--> statement-breakpoint
CREATE INDEX "extensions_open" ON "extensions" USING btree ("item_id") WHERE state = 'asked';--> statement-breakpoint
CREATE UNIQUE INDEX "nudges_once" ON "nudges" USING btree ("clock_id","leg","step","contact_id");--> statement-breakpoint
CREATE INDEX "nudges_waiting" ON "nudges" USING btree ("deliver_at") WHERE fate = 'planned';--> statement-breakpoint
CREATE INDEX "nudges_outbox" ON "nudges" USING btree ("outbox_seq") WHERE outbox_seq is not null;--> statement-breakpoint
CREATE INDEX "nudges_person" ON "nudges" USING btree ("contact_id","settled_at");--> statement-breakpoint
CREATE INDEX "updates_subject" ON "updates" USING btree ("subject","at");--> statement-breakpoint
ALTER TABLE "items" DROP COLUMN "next_nudge_at";--> statement-breakpoint
ALTER TABLE "items" DROP COLUMN "nudges";