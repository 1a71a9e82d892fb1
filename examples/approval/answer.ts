import { connect } from 'durakit/client';

const [workflowId = 'flow/refund/42', answer = '{"approved":true}'] = process.argv.slice(2);

const client = await connect();
const run = client.handle(workflowId);
for (const interrupt of await run.interrupts()) {
  console.log(`${interrupt.name} ${JSON.stringify(interrupt.input)}: ${answer}`);
  await run.respond(interrupt, JSON.parse(answer));
}
console.log(await run.result());
await client.close();
