import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Networks that a URL of a model or user must not reach. Sources: RFC 6890, RFC 6598, RFC 4193, RFC 4291. */
const PRIVATE_NETWORKS: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 127],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001:db8::', 32],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

const blocked = new BlockList();
for (const [address, prefix] of PRIVATE_NETWORKS) blocked.addSubnet(address, prefix, isIPv4(address) ? 'ipv4' : 'ipv6');

/** True for loopback, private, link-local, reserved and multicast addresses, and for what is no address. */
export function isPrivateAddress(address: string): boolean {
  if (isIPv4(address)) return blocked.check(address, 'ipv4');
  if (!isIPv6(address)) return true;
  const embedded = toEmbedded(address);
  return blocked.check(address, 'ipv6') || (embedded !== undefined && blocked.check(embedded, 'ipv4'));
}

/** The IPv4 address in a mapped one (`::ffff:…`), a translated one (`64:ff9b::…`) or one of 6to4 (`2002:…`). */
function toEmbedded(address: string): string | undefined {
  const groups = toGroups(address);
  const [first, second, third] = groups;
  if (first === 0x2002) return toIpv4(second, third);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && (groups[5] === 0xffff || groups[5] === 0);
  const isTranslated = first === 0x64 && second === 0xff9b;
  return isMapped || isTranslated ? toIpv4(groups[6], groups[7]) : undefined;
}

function toIpv4(high = 0, low = 0): string {
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}

function toGroups(address: string): number[] {
  const [plain = ''] = address.split('%');
  const hexadecimal = plain.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, ...parts: string[]) => {
    const [one = 0, two = 0, three = 0, four = 0] = parts.slice(0, 4).map(Number);
    return `${((one << 8) | two).toString(16)}:${((three << 8) | four).toString(16)}`;
  });
  const [left = '', right] = hexadecimal.split('::');
  const read = (text: string): number[] => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  const [start, end] = [read(left), read(right ?? '')];
  return right === undefined ? start : [...start, ...Array<number>(Math.max(0, 8 - start.length - end.length)).fill(0), ...end];
}
