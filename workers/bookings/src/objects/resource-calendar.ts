import { DurableObject } from "cloudflare:workers";
import type { Env } from "../call.ts";

/** The doorman of one calendar: the only place where two people can collide. */
export class ResourceCalendar extends DurableObject<Env> {}
