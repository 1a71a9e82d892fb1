CREATE SCHEMA IF NOT EXISTS "durakit";
--> statement-breakpoint
CREATE TABLE "durakit"."journal" (
	"workflow_id" text NOT NULL,
	"run_id" text NOT NULL,
	"position" integer NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"input_hash" text NOT NULL,
	"state" text NOT NULL,
	"completion" integer,
	"value" text,
	"captured" text,
	"attempts" integer NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "journal_workflow_id_run_id_position_pk" PRIMARY KEY("workflow_id","run_id","position")
);
