CREATE TABLE "durakit"."loose_heads" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"since" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "durakit"."message_pins" (
	"owner" text NOT NULL,
	"head" "bytea" NOT NULL,
	"pinned_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "message_pins_owner_head_pk" PRIMARY KEY("owner","head")
);
--> statement-breakpoint
CREATE TABLE "durakit"."messages" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"parent" "bytea",
	"depth" integer NOT NULL,
	"json" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "loose_heads_since" ON "durakit"."loose_heads" USING btree ("since");--> statement-breakpoint
CREATE INDEX "message_pins_head" ON "durakit"."message_pins" USING btree ("head");--> statement-breakpoint
CREATE INDEX "messages_parent" ON "durakit"."messages" USING btree ("parent");