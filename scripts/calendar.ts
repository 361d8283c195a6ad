import { Client, Refused } from "./client.ts";

/**
 * Compares a resource's calendar with the book, or makes it what the book says:
 * `COURTYARD_URL=… EMAIL=… PASSWORD=… npm run calendar -- check res_…` (or `rebuild res_…`), as somebody who runs the building.
 * It ends with 1 where they differ.
 */
const [act, resource] = process.argv.slice(2);
const { COURTYARD_URL = "http://localhost:8787", EMAIL, PASSWORD } = process.env;
const isKnown = act === "check" || act === "rebuild";
if (!isKnown || !resource || !EMAIL || !PASSWORD) {
  console.error("COURTYARD_URL=… EMAIL=… PASSWORD=… npm run calendar -- check|rebuild res_…");
  process.exit(2);
}

try {
  const client = new Client(COURTYARD_URL);
  await client.signIn(EMAIL, PASSWORD);
  const path = `/v1/resources/${resource}/calendar`;
  if (act === "rebuild") {
    const { bookings } = await client.post(`${path}/rebuild`);
    console.log(`given ${bookings} bookings; the calendar asks the book about each of its places now`);
  } else {
    const { bookings, places, unsettled, difference } = await client.get(path);
    console.log(`${bookings} in the book, ${places} in the calendar, ${unsettled} of them not settled yet`);
    console.log(difference ? `they differ: ${JSON.stringify(difference)}` : "they agree");
    process.exitCode = difference ? 1 : 0;
  }
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
