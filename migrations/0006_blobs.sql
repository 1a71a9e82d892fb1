CREATE TABLE "durakit"."blob_chunks" (
	"upload" uuid NOT NULL,
	"position" integer NOT NULL,
	"data" "bytea" NOT NULL,
	CONSTRAINT "blob_chunks_upload_position_pk" PRIMARY KEY("upload","position")
);
--> statement-breakpoint
CREATE TABLE "durakit"."blob_uploads" (
	"id" uuid PRIMARY KEY NOT NULL,
	"moved_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "durakit"."blobs" (
	"sha256" "bytea" PRIMARY KEY NOT NULL,
	"upload" uuid NOT NULL,
	"content_type" text NOT NULL,
	"size" bigint NOT NULL,
	"chunk_bytes" integer NOT NULL,
	"stored_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "blob_uploads_moved" ON "durakit"."blob_uploads" USING btree ("moved_at");--> statement-breakpoint
-- films do not get smaller, and a part of a chunk that is not compressed can be read without the rest of it
ALTER TABLE "durakit"."blob_chunks" ALTER COLUMN "data" SET STORAGE EXTERNAL;
