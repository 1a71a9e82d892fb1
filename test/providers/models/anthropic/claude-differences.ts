/** What is other for some recordings. */
export interface Difference {
  /** Beginnings of the recordings' names. */
  readonly names: readonly string[];
  /** `request`: what is sent differs, and is not compared. */
  readonly kind: 'request';
  readonly reason: string;
}

/** Where the adapter does otherwise than the recorded client. */
export const claudeDifferences: readonly Difference[] = [
  {
    names: ['anthropic/test-tool-availability-portability-matrix-r4-t2-native-search.json:0'],
    kind: 'request',
    reason: "A reference to a tool in a tool's result is no part that the adapter knows.",
  },
];

/** True where a recording has a difference of that kind. */
export function differs(name: string, kind: Difference['kind']): boolean {
  return claudeDifferences.some((difference) => difference.kind === kind && difference.names.some((start) => name.startsWith(start)));
}
