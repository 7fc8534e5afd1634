CREATE TABLE "plan_changes" (
	"onboarding_id" text NOT NULL,
	"nth" integer NOT NULL,
	"at" bigint NOT NULL,
	"by_id" text NOT NULL,
	"playbook_hash" text NOT NULL,
	"facts" jsonb,
	"tier_override" jsonb,
	"target_go_live" text,
	CONSTRAINT "plan_changes_onboarding_id_nth_pk" PRIMARY KEY("onboarding_id","nth")
);
--> statement-breakpoint
DROP INDEX "messages_one";--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "answers" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "part" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "onboardings" ADD COLUMN "facts" jsonb;--> statement-breakpoint
ALTER TABLE "onboardings" ADD COLUMN "tier_override" jsonb;--> statement-breakpoint
ALTER TABLE "onboardings" ADD COLUMN "target_go_live" text;--> statement-breakpoint
ALTER TABLE "partners" ADD COLUMN "country" text;--> statement-breakpoint
ALTER TABLE "plan_changes" ADD CONSTRAINT "plan_changes_onboarding_id_onboardings_id_fk" FOREIGN KEY ("onboarding_id") REFERENCES "public"."onboardings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_changes" ADD CONSTRAINT "plan_changes_playbook_hash_playbooks_hash_fk" FOREIGN KEY ("playbook_hash") REFERENCES "public"."playbooks"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "messages_one" ON "messages" USING btree ("onboarding_id","kind","module_key","part");