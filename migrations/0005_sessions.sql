CREATE TABLE "durakit"."artifacts" (
	"agent" text NOT NULL,
	"session_id" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"name" text,
	"json" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "artifacts_agent_session_id_hash_pk" PRIMARY KEY("agent","session_id","hash")
);
--> statement-breakpoint
CREATE TABLE "durakit"."session_messages" (
	"agent" text NOT NULL,
	"session_id" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"snapshot_id" text NOT NULL,
	"position" integer NOT NULL,
	"role" text NOT NULL,
	"text" text NOT NULL,
	"words" "tsvector" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_messages_agent_session_id_hash_pk" PRIMARY KEY("agent","session_id","hash")
);
--> statement-breakpoint
CREATE TABLE "durakit"."sessions" (
	"agent" text NOT NULL,
	"session_id" text NOT NULL,
	"user_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"status" text NOT NULL,
	"turns" integer DEFAULT 0 NOT NULL,
	"messages" integer DEFAULT 0 NOT NULL,
	"tokens" bigint DEFAULT 0 NOT NULL,
	"preview" text,
	CONSTRAINT "sessions_agent_session_id_pk" PRIMARY KEY("agent","session_id")
);
--> statement-breakpoint
CREATE TABLE "durakit"."snapshots" (
	"agent" text NOT NULL,
	"snapshot_id" text NOT NULL,
	"sequence" bigint GENERATED ALWAYS AS IDENTITY (sequence name "durakit"."snapshots_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"session_id" text,
	"parent_id" text,
	"status" text,
	"finish_reason" text,
	"error" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone,
	"heartbeat_at" timestamp (3) with time zone,
	"head" "bytea",
	"message_count" integer DEFAULT 0 NOT NULL,
	"custom" text,
	"shape" text,
	"artifacts" text[] DEFAULT '{}' NOT NULL,
	"message_id" text,
	"runner" text,
	"tokens" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "snapshots_agent_snapshot_id_pk" PRIMARY KEY("agent","snapshot_id")
);
--> statement-breakpoint
CREATE INDEX "session_messages_words" ON "durakit"."session_messages" USING gin ("words");--> statement-breakpoint
CREATE INDEX "sessions_updated" ON "durakit"."sessions" USING btree ("updated_at","agent","session_id");--> statement-breakpoint
CREATE INDEX "sessions_agent_updated" ON "durakit"."sessions" USING btree ("agent","updated_at","session_id");--> statement-breakpoint
CREATE INDEX "sessions_user_updated" ON "durakit"."sessions" USING btree ("user_id","updated_at");--> statement-breakpoint
CREATE INDEX "snapshots_session" ON "durakit"."snapshots" USING btree ("agent","session_id","sequence");--> statement-breakpoint
CREATE UNIQUE INDEX "snapshots_message" ON "durakit"."snapshots" USING btree ("agent","session_id","message_id") WHERE message_id is not null;