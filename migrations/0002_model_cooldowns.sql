CREATE TABLE "durakit"."model_cooldowns" (
	"model" text PRIMARY KEY NOT NULL,
	"class" text NOT NULL,
	"message" text NOT NULL,
	"until" timestamp with time zone NOT NULL
);
