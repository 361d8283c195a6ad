const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
const GROUP = /^[0-9a-f]{1,4}$/;
const GROUPS = 8;
/** A subscriber has a whole /64 of IPv6 (RFC 6177), so it counts as one address. */
const PREFIX_GROUPS = 4;

/** Stands for whoever comes without an address. */
export const UNKNOWN_ADDRESS = "unknown";

/** What one client counts as: of an IPv4 address the whole, of an IPv6 address its /64. */
export function addressPrefix(address: string | null | undefined): string {
  if (!address) return UNKNOWN_ADDRESS;
  const text = address.trim().toLowerCase();
  if (IPV4.test(text)) return `${text}/32`;
  const mapped = /^::ffff:([\d.]+)$/.exec(text)?.[1];
  if (mapped && IPV4.test(mapped)) return `${mapped}/32`;
  const groups = ipv6Groups(text);
  if (!groups) return UNKNOWN_ADDRESS;
  return `${groups.slice(0, PREFIX_GROUPS).join(":")}::/64`;
}

/** The eight groups of an IPv6 address, without leading zeros; nothing if it is none. */
function ipv6Groups(text: string): string[] | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = GROUPS - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => "0"), ...tail];
  return groups.every((group) => GROUP.test(group))
    ? groups.map((group) => Number.parseInt(group, 16).toString(16))
    : undefined;
}
