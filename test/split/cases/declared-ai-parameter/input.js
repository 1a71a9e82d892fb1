export function setUp(engine) {
  engine.defineFlow('plain', async (input) => engine.run('work', async () => fetch(input.url)));
}
