export async function tick(index: number): Promise<{ index: number; text: string }> {
  return { index, text: 'a small result of a step' };
}
