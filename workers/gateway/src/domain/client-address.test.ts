import { expect, it } from "vitest";
import { addressPrefix } from "./client-address.ts";

it.each([
  ["203.0.113.7", "203.0.113.7/32"],
  ["::ffff:203.0.113.7", "203.0.113.7/32"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002:ffff::1", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["::", "0:0:0:0::/64"],
  [null, "unknown"],
  ["", "unknown"],
  ["203.0.113.256", "unknown"],
  ["203.0.113", "unknown"],
  ["203.0.113.7.", "unknown"],
  ["2001:db8:::1", "unknown"],
  ["1::2::3", "unknown"],
  ["1:2:3:4:5:6:7:8:9", "unknown"],
  ["2001:db8::g", "unknown"],
  ["203.0.113.7, 198.51.100.1", "unknown"],
])("of a client at %j, %j is counted", (address, prefix) => {
  expect(addressPrefix(address)).toBe(prefix);
});
