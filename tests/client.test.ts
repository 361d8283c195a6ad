import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as api from "../scripts/api.ts";
import { Client } from "../scripts/client.ts";

const server = createServer((_, response) => {
  response.writeHead(201, { "content-type": "application/json", "content-length": "100" }).write('{"id":"bkg_');
  setTimeout(() => response.destroy(), 50);
});
beforeAll(() => new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready)));
afterAll(() => server.close());

it("an answer that breaks off is no answer, by the generated client as by path", async () => {
  const client = new Client(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await expect(api.cancelBooking({ id: "bkg_1" }, client.sender)).rejects.toThrow();
  await expect(client.ask("POST", "/v1/bookings/bkg_1/cancel")).rejects.toThrow();
});
