ALTER TABLE "durakit"."operations" ADD COLUMN "leased_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "durakit"."operations" ADD COLUMN "job" text;--> statement-breakpoint
CREATE INDEX "operations_job" ON "durakit"."operations" USING btree ("namespace","model","job");