import { describe, expect, it } from "vitest";
import { replyIn, requestOf } from "./connection.ts";

const whole = 'HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{"a":1}';
const chunked = 'HTTP/1.1 409 Conflict\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{"a"\r\n3\r\n:1}\r\n0\r\n\r\n';

describe("an answer on the wire", () => {
  it.each([
    { told: "with its length", text: whole, status: 200 },
    { told: "in chunks", text: chunked, status: 409 },
  ])("is read when it is whole, and never before: $told", ({ text, status }) => {
    for (let length = 0; length < text.length; length += 1)
      expect(replyIn(Buffer.from(text.slice(0, length)))).toBeUndefined();
    expect(replyIn(Buffer.from(text))).toMatchObject({ status, body: '{"a":1}' });
  });

  it("may have no body", () =>
    expect(replyIn(Buffer.from("HTTP/1.1 304 Not Modified\r\netag: x\r\n\r\n"))).toMatchObject({
      status: 304,
      body: "",
    }));
});

describe("a request on the wire", () => {
  it("says how long its body is in bytes", () => {
    const text = requestOf({ method: "POST", path: "/x", token: "t", body: { name: "ñ" } }).toString();
    expect(text).toContain("POST /x HTTP/1.1\r\n");
    expect(text).toContain("authorization: Bearer t\r\n");
    expect(text).toMatch(/content-length: 13\r\n\r\n\{"name":"ñ"\}$/);
  });
});
