export const call = (name: string, input: unknown, ref: string): unknown => ({ toolRequest: { name, input, ref } });
