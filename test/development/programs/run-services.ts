import { startServices, type StartServicesOptions } from '../../../development/start-services.ts';

const options = JSON.parse(process.argv[2] ?? '{}') as StartServicesOptions;
const services = await startServices({ ...options, report: (text) => console.log(`report: ${text}`) });
console.log(`services: ${JSON.stringify(services)}`);
setInterval(() => undefined, 60_000);
