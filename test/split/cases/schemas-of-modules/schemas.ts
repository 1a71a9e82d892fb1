import { z } from 'zod';

export const Dish = z.object({ name: z.string() });
export const Drink = z.object({ size: z.number() });
export const withNames = (item, name) => z.object({ [name]: z.array(item) });
