CREATE TABLE "durakit"."batch_items" (
	"id" text PRIMARY KEY NOT NULL,
	"model" text NOT NULL,
	"request" text NOT NULL,
	"batch" text,
	"response" text,
	"failure" text,
	"withdrawn" boolean DEFAULT false NOT NULL,
	"told_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "batch_items_batch" ON "durakit"."batch_items" USING btree ("batch");--> statement-breakpoint
CREATE INDEX "batch_items_created" ON "durakit"."batch_items" USING btree ("created_at");