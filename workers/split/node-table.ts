import { builtinModules } from 'node:module';

/** Modules of Node that the sandbox has in part (as stubs). */
const SANDBOX_BUILTINS: ReadonlySet<string> = new Set(['assert', 'url', 'util']);

const BUILTINS: ReadonlySet<string> = new Set(builtinModules);

/** Packages that talk to the world or to Node: databases, HTTP, queues, vendors' clients, processes, files, loggers. */
const IO_PACKAGES: ReadonlySet<string> = new Set(
  `pg postgres mysql mysql2 sqlite3 better-sqlite3 redis ioredis mongodb mongoose knex kysely typeorm sequelize drizzle-orm @prisma/client
  @libsql/client neo4j-driver cassandra-driver @elastic/elasticsearch chromadb @qdrant/js-client-rest @pinecone-database/pinecone weaviate-client
  @supabase/supabase-js firebase firebase-admin firebase-functions axios got ky node-fetch undici superagent request cross-fetch isomorphic-fetch
  express fastify koa hapi @hono/node-server ws socket.io socket.io-client graphql-request @apollo/client openai @anthropic-ai/sdk @google/genai
  @google/generative-ai cohere-ai @mistralai/mistralai groq-sdk ollama replicate stripe twilio nodemailer @sendgrid/mail @slack/web-api @octokit/rest
  octokit googleapis google-auth-library kafkajs amqplib bullmq sharp canvas puppeteer playwright jsdom pdf-parse pdfjs-dist fs-extra glob globby
  fast-glob chokidar execa shelljs dotenv dotenv/config winston pino log4js @temporalio/client @temporalio/worker @temporalio/activity
  @modelcontextprotocol/sdk telegraf discord.js`.split(/\s+/),
);

/** Entries of durakit and Genkit that serve, connect or test: they are for Node. */
const NODE_ENTRIES =
  /^(?:durakit|genkit)\/(?:.*\/)?(?:client|worker|express|server|next|fetch|testing|register)$|^@genkit-ai\/(?:express|next|fetch|firebase|google-cloud)(?:$|\/)/;

const IO_SCOPES = ['@aws-sdk/', '@azure/', '@google-cloud/', '@grpc/', '@opentelemetry/', '@firebase/', '@planetscale/', '@neondatabase/'];

/** What a module specifier names, as far as the sandbox is concerned. */
export type PackageKind = 'builtin' | 'io' | 'other';

/** By name alone: nothing is read from disk. */
export function packageKindOf(specifier: string): PackageKind {
  const bare = specifier.replace(/^node:/, '');
  const isBuiltin = specifier.startsWith('node:') || BUILTINS.has(bare) || BUILTINS.has(bare.split('/')[0] ?? bare);
  if (isBuiltin) return SANDBOX_BUILTINS.has(bare) ? 'other' : 'builtin';
  if (NODE_ENTRIES.test(specifier)) return 'io';
  if (IO_SCOPES.some((scope) => specifier.startsWith(scope))) return 'io';
  return IO_PACKAGES.has(packageNameOf(specifier)) || IO_PACKAGES.has(specifier) ? 'io' : 'other';
}

function packageNameOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Globals that the sandbox lacks, with the words that a diagnostic uses. `setTimeout` is not here: it is a durable timer there. */
export const NODE_GLOBALS: Readonly<Record<string, string>> = {
  ...describe('reaches the network', ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'navigator']),
  ...describe('is of one process and machine', ['process', '__dirname', '__filename', 'performance']),
  ...describe('is a timer of Node; the sandbox has `setTimeout`', ['setInterval', 'setImmediate', 'clearInterval', 'clearImmediate']),
  ...describe(
    'does not exist in the sandbox',
    `Headers Request Response FormData Blob File ReadableStream WritableStream TransformStream TextDecoderStream TextEncoderStream AbortSignal
    Event EventTarget CustomEvent structuredClone crypto Buffer queueMicrotask atob btoa MessageChannel MessagePort DOMException`.split(
      /\s+/,
    ),
  ),
  ...describe('loads code at run time', ['require', 'eval']),
  ...describe('depends on garbage collection', ['WeakRef', 'FinalizationRegistry']),
};

function describe(words: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, words]));
}
