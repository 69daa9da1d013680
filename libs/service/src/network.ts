import { isIPv6 } from 'node:net';

const MAPPED_IPV4 = /^::ffff:(?<ipv4>\d+\.\d+\.\d+\.\d+)$/i;

/**
 * What limits count as one place: an IPv4 address, or the /64 of an IPv6 address, which is what one subscriber has to
 * choose from. What is no address is returned as it is.
 */
export function networkOf(address: string): string {
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
