import { isIPv6 } from 'node:net';

const MAPPED_IPV4 = /^::ffff:(?<ipv4>\d+\.\d+\.\d+\.\d+)$/i;

/**
 * The name under which a client without an account is counted: its IPv4 address, or the /64 of its IPv6 address, which
 * is what one subscriber has to choose from.
 */
export function addressKey(address: string): string {
  const ipv4 = MAPPED_IPV4.exec(address)?.groups?.ipv4;
  if (ipv4 !== undefined) return ipv4;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%', 1)[0]?.split('::') ?? [];
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  // `::` stands for as many zeroes as are missing; a dotted end stands for two groups.
  const written = groups.length + rest.length + (rest.at(-1)?.includes('.') ? 1 : 0);
  const zeroes = tail === undefined ? [] : Array.from({ length: 8 - written }, () => '0');
  const prefix = [...groups, ...zeroes, ...rest].slice(0, 4);
  return `${prefix.map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
