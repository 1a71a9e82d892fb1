import { z } from 'zod';

const PayloadSchema = z.looseObject({
  metadata: z.record(z.string(), z.string()).optional(),
  /** Base64. */
  data: z.string().optional(),
  /** Of a claim: what it stands for. */
  externalPayloads: z.array(z.looseObject({ sizeBytes: z.coerce.number().optional() })).optional(),
});

const PayloadsSchema = z.looseObject({ payloads: z.array(PayloadSchema).optional() });

/** Temporal's failure, `temporal.api.failure.v1.Failure`, as its JSON. */
const HistoryFailureSchema = z.looseObject({
  message: z.string().optional(),
  get cause() {
    return HistoryFailureSchema.optional();
  },
  applicationFailureInfo: z.looseObject({ type: z.string().optional(), details: PayloadsSchema.optional() }).optional(),
  timeoutFailureInfo: z.looseObject({ timeoutType: z.string().optional() }).optional(),
  canceledFailureInfo: z.looseObject({}).optional(),
  terminatedFailureInfo: z.looseObject({}).optional(),
});

/** The attributes that a timeline reads. One schema for all events: a name means the same in each of them. */
const AttributesSchema = z.looseObject({
  activityId: z.string().optional(),
  activityType: z.looseObject({ name: z.string() }).optional(),
  attempt: z.number().optional(),
  /** Of a cancel request the caller's reason; of a failed workflow task Temporal's name for what was wrong. */
  cause: z.string().optional(),
  /** Of a cancelled activity: what it left. */
  details: PayloadsSchema.optional(),
  failure: HistoryFailureSchema.optional(),
  initiatedEventId: z.coerce.number().optional(),
  input: PayloadsSchema.optional(),
  lastFailure: HistoryFailureSchema.optional(),
  reason: z.string().optional(),
  result: PayloadsSchema.optional(),
  scheduledEventId: z.coerce.number().optional(),
  searchAttributes: z.looseObject({ indexedFields: z.record(z.string(), PayloadSchema).optional() }).optional(),
  signalName: z.string().optional(),
  startedEventId: z.coerce.number().optional(),
  startToFireTimeout: z.string().optional(),
  taskQueue: z.looseObject({ name: z.string().optional() }).optional(),
  timeoutType: z.string().optional(),
  workflowId: z.string().optional(),
  workflowType: z.looseObject({ name: z.string() }).optional(),
});

/** One event: the attributes stand under a key of the event's type (`timerStartedEventAttributes`). */
export const HistoryEventSchema = z
  .looseObject({
    eventId: z.coerce.number(),
    eventTime: z.string(),
    eventType: z.string(),
    userMetadata: z.looseObject({ summary: PayloadSchema.optional() }).optional(),
  })
  .transform((event) => ({
    id: event.eventId,
    time: event.eventTime,
    type: event.eventType.replace(/^EVENT_TYPE_/, ''),
    summary: readText(event.userMetadata?.summary),
    attributes: AttributesSchema.parse(Object.entries(event).find(([key]) => key.endsWith('EventAttributes'))?.[1] ?? {}),
  }));

/** A history as Temporal's JSON: of `handle.history()`, `durakit export`, the Temporal UI or its CLI. */
export const HistorySchema = z.looseObject({ events: z.array(HistoryEventSchema) });

export type HistoryPayload = z.infer<typeof PayloadSchema>;
export type HistoryPayloads = z.infer<typeof PayloadsSchema>;
export type HistoryFailure = z.infer<typeof HistoryFailureSchema>;
export type HistoryEvent = z.infer<typeof HistoryEventSchema>;

/** Bytes of the values, without what surrounds them; of values that are stored elsewhere with what surrounds them. */
export function countPayloadBytes(payloads: HistoryPayloads | undefined): number {
  return (payloads?.payloads ?? []).reduce(
    (sum, { data = '', externalPayloads: [stored] = [] }) => sum + (stored?.sizeBytes ?? Buffer.byteLength(data, 'base64')),
    0,
  );
}

/** The value of a payload, undefined for one that is not plain JSON (encrypted, stored elsewhere). */
export function readPayload(payload: HistoryPayload | undefined): unknown {
  const encoding = Buffer.from(payload?.metadata?.['encoding'] ?? '', 'base64').toString();
  if (encoding !== 'json/plain' || payload?.data === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(payload.data, 'base64').toString());
  } catch {
    return undefined;
  }
}

function readText(payload: HistoryPayload | undefined): string | undefined {
  const value = readPayload(payload);
  return typeof value === 'string' ? value : undefined;
}
