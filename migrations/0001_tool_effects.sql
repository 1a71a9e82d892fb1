CREATE TABLE "durakit"."tool_effects" (
	"call_id" text PRIMARY KEY NOT NULL,
	"workflow_id" text NOT NULL,
	"run_id" text NOT NULL,
	"place" text NOT NULL,
	"tool" text NOT NULL,
	"input_hash" text NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"holder" text NOT NULL,
	"outcome" text,
	"begun_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "tool_effects_run" ON "durakit"."tool_effects" USING btree ("workflow_id","run_id");