import { durakit, DurakitError, z } from 'durakit';
import { findBooking, saveBooking } from './bookings.ts';
import { pretend } from './pretend.ts';

const ai = durakit({ name: 'tools' });

/** Needs no key. A vendor's goes here as well: `openai.model('gpt-5-mini')`. */
const model = ai.defineModel({ name: 'pretend', supports: { tools: true } }, pretend);

/** The model is told of an error, and says so: without `toolErrors` it would end the run. */
const weather = ai.defineTool(
  {
    name: 'weather',
    description: 'The weather in a city',
    inputSchema: z.object({ city: z.string() }),
    effects: 'read',
    toolErrors: 'return',
  },
  async ({ city }) => {
    const degrees = { Lisbon: 24, Oslo: 9 }[city];
    if (degrees === undefined) throw new DurakitError({ status: 'NOT_FOUND', message: `there is no weather station in ${city}` });
    return `${degrees} °C`;
  },
);

/** A flow is a tool, too: a run of its own in Temporal, with its own steps. */
export const dishes = ai.defineFlow(
  { name: 'dishes', description: 'What the kitchen has today', inputSchema: z.object({ vegetarian: z.boolean() }) },
  async ({ vegetarian }) => {
    const all = await ai.run('ask the kitchen', async () => ['grilled sardines', 'pumpkin risotto', 'fig tart']);
    return vegetarian ? all.filter((dish) => !dish.includes('sardines')) : all;
  },
);

/** Never done twice. Where a worker died in the middle, `reconcile` finds out whether it was done. */
const bookTable = ai.defineTool(
  {
    name: 'bookTable',
    description: 'Books a table',
    inputSchema: z.object({ time: z.string(), people: z.number() }),
    outputSchema: z.string(),
    effects: 'once',
    reconcile: async (_table, { callId }) => {
      const booked = await findBooking(callId);
      return booked === undefined ? { state: 'not-done' } : { state: 'done', output: booked };
    },
  },
  async ({ time, people }, { callId }) => await saveBooking(callId, `a table for ${people} at ${time}`),
);

export const concierge = ai.defineFlow({ name: 'concierge', inputSchema: z.object({ wish: z.string() }) }, async ({ wish }) => {
  const { text } = await ai.generate({ model, prompt: wish, tools: [weather, dishes, bookTable] });
  return text;
});
