import { resolveTemporal } from '../../../development/temporal/resolve-temporal.ts';

const source = await resolveTemporal({ report: (text) => console.log(`report: ${text}`) });
console.log(`source: ${JSON.stringify(source)}`);
