import { z } from 'genkit';

export const Dish = z.object({ name: z.string(), vegan: z.boolean().optional() });

export function courses(count: number): z.ZodType {
  return z.array(Dish).max(count);
}
