/** The values of headers or query parameters that carry secrets, by their names; of `Bearer <token>` the token as well. */
export function findSecretValues(entries: Readonly<Record<string, string>>): string[] {
  return Object.entries(entries).flatMap(([name, value]) => {
    if (!/auth|key|token|secret|cookie|password/i.test(name)) return [];
    const [scheme, token] = value.split(' ');
    return token === undefined || scheme === undefined ? [value] : [value, token];
  });
}
