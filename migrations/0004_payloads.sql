CREATE TABLE "durakit"."payloads" (
	"namespace" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"data" "bytea" NOT NULL,
	"stored_at" timestamp with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payloads_namespace_hash_pk" PRIMARY KEY("namespace","hash")
);
--> statement-breakpoint
CREATE INDEX "payloads_used" ON "durakit"."payloads" USING btree ("namespace","used_at");