import ical, { escape as escaped, ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from "ical-generator";
import type { Feed } from "../domain/feed.ts";
import type { EventStatus, FeedEvent } from "../domain/feed-events.ts";

export const CALENDAR_TYPE = "text/calendar; charset=utf-8";

/** The library puts the leading `-` of a product without a standard before it. */
const PRODUCT = "//Courtyard//Bookings//EN";
/** How often a program is asked to look again, in seconds. */
const REFRESH_SECONDS = 3600;

const STATUS = {
  CONFIRMED: ICalEventStatus.CONFIRMED,
  TENTATIVE: ICalEventStatus.TENTATIVE,
  CANCELLED: ICalEventStatus.CANCELLED,
} as const satisfies Record<EventStatus, ICalEventStatus>;

/** Also what RFC 5545 does not end a line at: some programs do, and would read what follows as a property. */
const LINE_BREAK = /\r\n|[\r\n\u0085\u2028\u2029]/g;

/** For a title: programs leave an event out whose title has a second line. */
const oneLine = (text: string): string => text.replace(LINE_BREAK, " ");
const lines = (text: string | null): string | null => text?.replace(LINE_BREAK, "\n") ?? null;

/** What a calendar without events has, because one must have something (RFC 5545, section 3.6): the zone of its times. */
const UTC = [
  ...["BEGIN:VTIMEZONE", "TZID:Etc/UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000"],
  ...["TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE", ""],
].join("\r\n");

/** A feed as a calendar file (RFC 5545, with the name and refresh interval of RFC 7986): the same feed, the same bytes. */
export function calendarFile({ name }: Feed, events: readonly FeedEvent[]): string {
  const calendar = ical({
    // Of all texts, the library leaves this one as it came: a line break in it would begin a property.
    name: escaped(oneLine(name), false),
    prodId: PRODUCT,
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_SECONDS,
  });
  for (const { id, sequence, status, startAt, endAt, createdAt, updatedAt, ...said } of events) {
    calendar.createEvent({
      id: `${id}@courtyard`,
      sequence,
      summary: oneLine(said.summary),
      location: lines(said.location),
      description: lines(said.description),
      status: STATUS[status],
      transparency: status === "CANCELLED" ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
      start: new Date(startAt),
      end: new Date(endAt),
      stamp: new Date(updatedAt),
      created: new Date(createdAt),
      lastModified: new Date(updatedAt),
    });
  }
  const text = calendar.toString();
  return `${events.length > 0 ? text : text.replace(/END:VCALENDAR$/, `${UTC}$&`)}\r\n`;
}
