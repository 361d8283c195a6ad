import ICAL from "ical.js";
import type { Door } from "./story.ts";

/** A calendar as a program that subscribes to it reads it. */
export interface ReadEvent {
  readonly uid: string;
  readonly startAt: number;
  readonly endAt: number;
  readonly status: string;
  readonly sequence: number;
  readonly summary: string;
  readonly location: string;
  readonly description: string;
}

export interface Subscribed {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly events: readonly ReadEvent[];
}

/** Parsed without mercy: what is not RFC 5545 throws. */
export function calendarIn(text: string): ICAL.Component {
  const calendar = new ICAL.Component(ICAL.parse(text));
  if (calendar.name !== "vcalendar") throw new Error(`a ${calendar.name}`);
  return calendar;
}

export const eventsIn = (text: string): ReadEvent[] =>
  calendarIn(text)
    .getAllSubcomponents("vevent")
    .map((component) => {
      const { uid, startDate, endDate, sequence, summary, location, description } = new ICAL.Event(component);
      return {
        ...{ uid, sequence, summary, location, description },
        startAt: startDate.toJSDate().getTime(),
        endAt: endDate.toJSDate().getTime(),
        status: String(component.getFirstPropertyValue("status")),
      };
    });

/** Asks for a feed as a calendar program does: with its address, and nothing else. */
export async function subscribe(door: Door, url: string, headers: Record<string, string> = {}): Promise<Subscribed> {
  const answer = await door.fetch(new Request(`https://door${new URL(url).pathname}`, { headers }));
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, events: answer.status === 200 ? eventsIn(text) : [] };
}
