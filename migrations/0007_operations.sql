CREATE TABLE "durakit"."operations" (
	"idempotency_key" text PRIMARY KEY NOT NULL,
	"namespace" text NOT NULL,
	"operation_id" text NOT NULL,
	"model" text NOT NULL,
	"state" text NOT NULL,
	"holder" text NOT NULL,
	"operation" text,
	"begun_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "operations_id" ON "durakit"."operations" USING btree ("namespace","operation_id");