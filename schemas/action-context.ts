/**
 * The context of a run: `auth` and whatever the app put there. JSON.
 * It is stored with the run and shown in the Temporal UI, so it holds no secrets.
 */
export type ActionContext = Readonly<Record<string, unknown>>;
