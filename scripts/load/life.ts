import { hourAhead } from "../../tests/survival/acts.ts";
import type { Write } from "../../tests/survival/history.ts";
import * as api from "../api.ts";
import { PASSWORD } from "../demo-building.ts";
import { pause } from "../processes.mjs";
import { ask, change, type Living, oneOf } from "./living.ts";
import { nextAct, nextPause } from "./mix.ts";
import { moveIn } from "./moving.ts";
import { askAcross } from "./other-house.ts";
import type { Person, Town } from "./people.ts";
import type { Told } from "./under-key.ts";

interface Hour {
  readonly town: Town;
  readonly lasting: number;
  readonly random: () => number;
}

/** Everybody lives for an hour that lasts so many milliseconds; what is under way at its end is answered. */
export async function liveAnHour(hour: Hour): Promise<Living> {
  const living: Living = { ...hour, measured: [], moves: [], repeated: [], granted: [] };
  const until = Date.now() + hour.lasting;
  const live = async (person: Person): Promise<void> => {
    if (person.flat) await moveIn(living, person, person.flat);
    for (;;) {
      const rest = nextPause(hour.random, hour.lasting);
      if (Date.now() + rest > until) return;
      await pause(rest);
      await doAct(living, person);
    }
  };
  await Promise.all(hour.town.people.map(live));
  return living;
}

/** What a person does next. */
async function doAct(living: Living, person: Person): Promise<void> {
  const { town, random, granted } = living;
  const { sender } = person.client;
  const act = nextAct(random);
  const terrace = oneOf(town.terraces, random) ?? "";
  const slot = hourAhead(random);
  switch (act) {
    case "sign in":
      await ask(living, act, async () => {
        await person.client.signIn(person.email, PASSWORD);
        return { status: 200 };
      });
      return;
    case "open the home screen":
      await ask(living, act, () => api.showHome(sender));
      return;
    case "read the inbox":
      await ask(living, act, () => api.listNotifications({}, sender));
      return;
    case "look for a free time": {
      const day = slot.startAt.slice(0, 10);
      await ask(living, act, () => api.listSlots({ id: terrace, $from: day, to: day }, sender));
      return;
    }
    case "book one": {
      const wish = { id: terrace, body: slot };
      const told = await change(living, act, (idempotencyKey) =>
        api.createBooking({ ...wish, idempotencyKey }, sender),
      );
      person.writes.push(writeOf(person, "book", told));
      return;
    }
    case "give one up": {
      const id = oneOf(keptBy(person), random);
      if (!id) return;
      const told = await change(living, act, (idempotencyKey) => api.cancelBooking({ id, idempotencyKey }, sender));
      person.writes.push(writeOf(person, "cancel", told));
      return;
    }
    case "ask for what is not theirs": {
      const [name, across] = oneOf(Object.entries(town.otherHouse.asks), random) ?? [];
      if (!name || !across) return;
      await ask(living, act, async () => ({ status: await askAcross(name, across, person, granted) }));
    }
  }
}

/** What a person has booked, and has not given up. */
function keptBy({ writes }: Person): string[] {
  const given = new Set(writes.flatMap(({ operation, bookingId }) => (operation === "cancel" ? [bookingId] : [])));
  return writes.flatMap(({ operation, bookingId }) =>
    operation === "book" && bookingId && !given.has(bookingId) ? [bookingId] : [],
  );
}

function writeOf({ who }: Person, operation: Write["operation"], { key, outcome, id, code }: Told): Write {
  const bookingId = outcome === "acknowledged" ? id : undefined;
  return { key, who, operation, outcome, bookingId, refusal: outcome === "refused" ? code : undefined };
}
