// Written by `npm run docs`: change the source it names, not this file.
// @ts-nocheck
/**
 * Courtyard
 * 1.0.0
 * DO NOT MODIFY - This file has been generated using oazapfts.
 * See https://www.npmjs.com/package/oazapfts
 */
import * as Oazapfts from "@oazapfts/runtime";
import * as QS from "@oazapfts/runtime/query";
export const defaults: Oazapfts.Defaults<Oazapfts.CustomHeaders> = {
    headers: {},
    baseUrl: "/"
};
const oazapfts = Oazapfts.runtime(defaults);
export const servers = {
    whereThisDocumentComesFrom: "/"
};
export type Grant = {
    id: string;
    role: "admin" | "manager" | "staff" | "provider";
    on: string;
    fromAt: string;
    untilAt: string | null;
};
export type User = {
    id: string;
    email: string;
    name: string;
    locale: "en" | "es";
    verified: boolean;
    grants: Grant[];
    createdAt: string;
    updatedAt: string;
};
export type Home = {
    residenceId: string;
    buildingId: string;
    buildingName: string;
    unitId: string;
    unitLabel: string;
    kind: "owner" | "tenant" | "household" | "subtenant" | "offsite_owner";
    timeZone: string;
    fromAt: string;
    untilAt: string | null;
};
export type Invitee = {
    name: string;
};
export type AskedAccessory = {
    name: string;
    count: number;
};
export type BookingQuestion = {
    question: string;
    /** Who of the house asked */
    askedBy: string;
    askedAt: string;
    /** What its person said; null until they do */
    answer: string | null;
    answeredAt: string | null;
};
export type Booking = {
    id: string;
    buildingId: string;
    resourceId: string;
    resourceName: string;
    userId: string;
    /** The home it was booked from; null for somebody who does not live there */
    unitId: string | null;
    /** Who of the house booked it; null where its person did */
    bookedBy: string | null;
    startAt: string;
    endAt: string;
    timeZone: string;
    attendees: number;
    /** How many of the attendees do not live in the building */
    guests: number;
    /** Who comes along, one fewer than attendees at most; only its person and the house see them, until 30 days after its end */
    invitees: Invitee[];
    accessories: AskedAccessory[];
    /** The version of the resource's terms that was accepted; null where it had none */
    termsVersion: string | null;
    status: "held" | "requested" | "waiting" | "offered" | "confirmed" | "checked_in" | "checked_out" | "cancelled" | "rejected" | "lapsed" | "no_show";
    approval: "none" | "open" | "blocking";
    /** Until when a hold or an offer stands */
    holdUntil: string | null;
    seriesId: string | null;
    /** Which of its series, from 1 on */
    seriesPosition: number | null;
    /** While it waits, where it was made or is asked for alone: the next has 1 */
    waitlistPosition: number | null;
    /** By when its person must have checked in */
    checkInUntil: string | null;
    /** By when it can be given up with nothing said */
    cancelUntil: string;
    lateCancel: "refuse" | "mark";
    /** Missed, or given up too late: it counts against its person */
    marked: boolean;
    /** What was said about its end */
    reason: string | null;
    /** What the house asked before it decided, the oldest first */
    questions: BookingQuestion[];
    /** How long its person has stayed past its end */
    overstayMinutes: number;
    createdAt: string;
    updatedAt: string;
};
export type Notification = {
    id: string;
    /** The event it tells of */
    "type": string;
    /** The id of what it is about */
    subject: string;
    buildingId: string | null;
    title: string;
    body: string;
    /** When it happened */
    at: string;
    readAt: string | null;
};
export type HomeScreen = {
    me: User | null;
    homes: Home[] | null;
    /** What is under way or ahead, the next first */
    bookings: Booking[] | null;
    notifications: {
        unread: number;
        latest: Notification[];
    } | null;
    /** The workers that did not answer in time */
    degraded: ("gateway" | "iam" | "residency" | "bookings" | "events" | "notifications")[];
};
export type Problem = {
    "type": string;
    title: string;
    status: number;
    detail: string;
    code: string;
    requestId: string;
    facts?: {
        [key: string]: string | number | boolean;
    };
    errors?: {
        path: string;
        code: string;
        detail: string;
        /** The numbers and words of the rule that `code` names */
        facts?: {
            [key: string]: string | number | boolean;
        };
    }[];
};
export type Tokens = {
    accessToken: string;
    tokenType: "Bearer";
    /** Seconds */
    expiresIn: number;
    /** For the client `native` only */
    refreshToken?: string;
    user: User;
};
export type Session = {
    id: string;
    client: "browser" | "native";
    /** Whether this very call was made in it */
    current: boolean;
    createdAt: string;
    lastUsedAt: string;
};
export type Organisation = {
    id: string;
    name: string;
    createdAt: string;
    updatedAt: string;
};
export type Member = {
    userId: string;
    name: string;
    email: string;
    grant: Grant;
};
export type Invitation = {
    id: string;
    organisationId: string;
    email: string;
    role: "admin" | "manager" | "staff" | "provider";
    on: string;
    status: "open" | "accepted" | "cancelled";
    expiresAt: string;
    /** When the letter with the newest link went out */
    sentAt: string | null;
    createdAt: string;
    updatedAt: string;
};
export type Address = {
    line1: string;
    line2: string | null;
    postalCode: string;
    city: string;
    country: string;
};
export type Building = {
    id: string;
    organisationId: string;
    name: string;
    address: Address;
    timeZone: string;
    currency: string;
    locale: string;
    createdAt: string;
    updatedAt: string;
};
export type BuildingFront = {
    id: string;
    name: string;
    address: Address;
};
export type Entrance = {
    id: string;
    buildingId: string;
    label: string;
    createdAt: string;
};
export type Unit = {
    id: string;
    buildingId: string;
    label: string;
    kind: "flat" | "parking" | "storage" | "commercial";
    floor: string | null;
    entranceId: string | null;
    entranceLabel: string | null;
    /** Entrance, floor and label, as far as they are there */
    path: string[];
    areaSquareMetres: number | null;
    createdAt: string;
    updatedAt: string;
};
export type RowFault = {
    /** In the file; the header is line 1 */
    line: number;
    column: string | null;
    path: string;
    code: string;
    detail: string;
};
export type Import = {
    dryRun: boolean;
    rows: number;
    /** Units that were, or would be, made */
    created: number;
    createdEntrances: number;
    /** Units that are there already, exactly so */
    unchanged: number;
    /** Rows with errors; one is enough and nothing is written */
    refused: number;
    /** The first 100; a dry run alone has any */
    errors: RowFault[];
};
export type NewCode = {
    id: string;
    unitId: string;
    unitLabel: string;
    kind: "owner" | "tenant" | "household" | "subtenant" | "offsite_owner";
    /** Shown here and never again */
    code: string;
    expiresAt: string;
};
export type Code = {
    id: string;
    unitId: string;
    unitLabel: string;
    kind: "owner" | "tenant" | "household" | "subtenant" | "offsite_owner";
    status: "open" | "used" | "expired" | "revoked";
    createdAt: string;
    expiresAt: string;
    usedAt: string | null;
};
export type Claim = {
    id: string;
    buildingId: string;
    unitId: string;
    unitLabel: string;
    userId: string;
    userName: string | null;
    kind: "owner" | "tenant" | "household" | "subtenant" | "offsite_owner";
    way: "code" | "request";
    status: "pending" | "approved" | "rejected" | "withdrawn";
    message: string | null;
    reason: string | null;
    residenceId: string | null;
    createdAt: string;
    decidedAt: string | null;
};
export type Resident = {
    residenceId: string;
    buildingId: string;
    unitId: string;
    unitLabel: string;
    userId: string;
    /** Null once the person has left for good */
    userName: string | null;
    kind: "owner" | "tenant" | "household" | "subtenant" | "offsite_owner";
    fromAt: string;
    untilAt: string | null;
};
export type Opening = {
    /** 1 is Monday */
    weekday: number;
    "from": number;
    until: number;
};
export type HoursException = {
    date: string;
    /** In place of the weekday's; none: closed all day */
    openings: {
        "from": number;
        until: number;
    }[];
    reason?: string | null;
};
export type ResourceDocument = {
    title: string;
    fileId: string;
};
export type Accessory = {
    name: string;
    stock: number;
};
export type Quota = {
    /** A household is everybody who books from one home */
    per: "person" | "household";
    /** By the clock of the resource, or of the calendar; weeks begin on Monday */
    window: "day" | "week" | "month" | "year";
    most: number;
    /** How many bookings there may be, or how many guests in all of these */
    counts?: "bookings" | "guests";
};
export type NoShows = {
    most: number;
    days: number;
};
export type Position = {
    latitude: number;
    longitude: number;
    radiusMeters: number;
};
export type Resource = {
    id: string;
    buildingId: string;
    calendarId: string;
    name: string;
    "type": "room" | "coworking" | "gym" | "hall" | "terrace" | "laundry" | "parking" | "other";
    description: string | null;
    capacity: number;
    /** Where in the building */
    location: string | null;
    /** Each is kept once, in the order said */
    tags: string[];
    /** Each is kept once, in the order said */
    photos: string[];
    /** To be read by whoever sees the resource. Each file is kept once, in the order said */
    documents: ResourceDocument[];
    /** Whoever books accepts them, by their version in `termsVersion` */
    terms: {
        /** Where they are to be read: an https address, or a path of this API, as of a document */
        url: string;
        version: string;
    } | null;
    /** False: residents see of a slot whether it is free, and not how many seats are */
    showsSeats: boolean;
    /** Each name once */
    accessories: Accessory[];
    /** In minor units. Nothing can be charged yet: only null is taken */
    price: {
        amount: number;
        currency: string;
    } | null;
    /** `slots`: a booking lasts a whole number of slots; `free`: it lasts any whole minutes */
    mode: "slots" | "free";
    slotMinutes: number;
    /** Every how many minutes a booking may begin; null: every `slotMinutes` */
    stepMinutes: number | null;
    minMinutes: number | null;
    maxMinutes: number | null;
    bufferBeforeMinutes: number;
    bufferAfterMinutes: number;
    noticeMinutes: number;
    windowDays: number | null;
    quotas: Quota[];
    concurrent: number | null;
    /** The most of a booking's attendees who may be guests; 0: none; null: all may */
    maxGuests: number | null;
    /** `open`: the house decides each request, and until then others may have the time; `blocking`: nobody else may */
    approval: "none" | "open" | "blocking";
    /** How long before its start a booking can be given up with nothing said */
    cancelUntilMinutes: number;
    /** Later than that: not at all, or with a mark that counts as a missed booking */
    lateCancel: "refuse" | "mark";
    /** Who has missed so many within so many days cannot book */
    noShows: NoShows | null;
    /** How long after its start its person must have checked in, or lose it; null: nobody has to */
    checkInMinutes: number | null;
    /** How one shows that one is there: by what is written at the door, if anything is; by being within `radiusMeters` of its `position`; or by one of the two */
    checkInBy: "code" | "position" | "either";
    /** Where it is (WGS 84), and how near to it one is there */
    position: Position | null;
    /** How long a time that becomes free is offered to who waits for it; null: there is no waitlist */
    offerMinutes: number | null;
    /** Whether who checks in must read a code at the door */
    hasCheckInCode: boolean;
    openings: Opening[];
    /** Dates with hours of their own, by the resource's clock */
    exceptions: HoursException[];
    /** Its hours on the holidays of its building, in place of the weekday's; none: closed then; null: a holiday is a day like any other. A date among `exceptions` goes before */
    holidayOpenings: {
        "from": number;
        until: number;
    }[] | null;
    timeZone: string;
    status: "available" | "blocked" | "withdrawn";
    statusReason: string | null;
    createdAt: string;
    updatedAt: string;
};
export type Slot = {
    startAt: string;
    endAt: string;
    free: number;
};
export type Blackout = {
    id: string;
    resourceId: string;
    startAt: string;
    endAt: string;
    reason: string;
    createdAt: string;
};
export type BlackoutHit = {
    bookingId: string;
    userId: string;
    /** What it is until then */
    status: "held" | "requested" | "waiting" | "offered" | "confirmed";
    startAt: string;
    endAt: string;
};
export type BlackoutClosing = {
    blackout: Blackout;
    /** How many it hits, by what they are */
    counts: {
        held: number;
        requested: number;
        waiting: number;
        offered: number;
        confirmed: number;
    };
    /** What is given up for it */
    hits: BlackoutHit[];
};
export type NewHoliday = {
    id: string;
    buildingId: string;
    /** By the clock of each resource */
    date: string;
    name: string;
    createdAt: string;
    updatedAt: string;
    /** What is booked, held, asked or waited for on that date, and stays: of resources with other hours on holidays; 1000: as many, or more */
    bookings: number;
};
export type Holiday = {
    id: string;
    buildingId: string;
    /** By the clock of each resource */
    date: string;
    name: string;
    createdAt: string;
    updatedAt: string;
};
export type SentPosition = {
    latitude: number;
    longitude: number;
    accuracyMeters?: number;
};
export type BookingSeries = {
    id: string;
    resourceId: string;
    userId: string;
    /** As it was asked for; what was moved since, its bookings say */
    rule: string;
    /** How many the rule asked for; a day on which the clock skips the time is none of them, and told */
    count: number;
    /** In order; with `dryRun`, what they would be */
    bookings: Booking[];
    /** Which could not be had, and why */
    skipped: {
        position: number;
        localDate: string;
        problem: Problem;
    }[];
    createdAt: string;
};
export type MovedSeries = {
    series: BookingSeries;
    /** Which are otherwise now, by position */
    moved: number[];
    /** Which stay as they are, and why */
    skipped: {
        position: number;
        localDate: string;
        problem: Problem;
    }[];
};
export type Calendar = {
    id: string;
    buildingId: string;
    name: string;
    /** Whether its resources block each other: who has one of them for a time has all of them */
    isExclusive: boolean;
    /** Counted over all of its resources, by its clock, beside what each resource allows */
    quotas: Quota[];
    /** The most bookings of its resources that a person may have ahead of them */
    concurrent: number | null;
    timeZone: string;
    createdAt: string;
    updatedAt: string;
};
export type CalendarAgreement = {
    /** What the book has ahead */
    bookings: number;
    /** What the calendar has ahead */
    places: number;
    /** Of which the calendar is about to ask the book: not compared */
    unsettled: number;
    /** The first one; null: they agree */
    difference: {
        /** Null for a rule */
        bookingId: string | null;
        /** Of a booking, such as `endAt`, or `booking` where one of the two has none; or a rule, such as `rules.capacity` */
        field: string;
        inBook: string | null;
        inCalendar: string | null;
    } | null;
};
export type NewCalendarFeed = {
    id: string;
    name: string;
    buildingId: string | null;
    /** Whose bookings it shows; null: the person's own */
    resourceId: string | null;
    createdAt: string;
    /** Where calendars subscribe. Whoever has it reads the feed: it is told this once, and not kept */
    url: string;
};
export type CalendarFeed = {
    id: string;
    name: string;
    buildingId: string | null;
    /** Whose bookings it shows; null: the person's own */
    resourceId: string | null;
    createdAt: string;
};
export type ResourceCalendarFeed = {
    id: string;
    name: string;
    buildingId: string | null;
    /** Whose bookings it shows; null: the person's own */
    resourceId: string | null;
    createdAt: string;
    /** Who made it */
    userId: string;
};
export type Utilisation = {
    timeZone: string;
    openMinutes: number;
    /** Of the open minutes, those in which somebody had it, one or many */
    bookedMinutes: number;
    ratio: number;
    /** That begin on these dates and were not given up */
    bookings: number;
    /** That would have begun on these dates */
    cancelled: number;
    /** To which nobody came */
    missed: number;
    heat: {
        /** 1 is Monday */
        weekday: number;
        /** By the clock of the resource */
        hour: number;
        openMinutes: number;
        /** Of the open minutes, those in which somebody had it, one or many */
        bookedMinutes: number;
        ratio: number;
    }[];
};
export type BookingForecast = {
    /** False where it would be refused */
    wouldBook: boolean;
    /** What the booking would be; null where it would be refused */
    status: ("held" | "requested" | "waiting" | "offered" | "confirmed" | "checked_in" | "checked_out" | "cancelled" | "rejected" | "lapsed" | "no_show" | null) | ("held" | "requested" | "waiting" | "offered" | "confirmed" | "checked_in" | "checked_out" | "cancelled" | "rejected" | "lapsed" | "no_show" | null);
    /** The booking that this very request has already; it would be answered again */
    bookingId: string | null;
    /** The place in the queue that it would get, or would get with `wait: true`; null: it would not wait */
    waitlistPosition: number | null;
    /** What the request would be refused with */
    problem: Problem | null;
};
export type EventType = {
    "type": string;
    version: number;
    dataschema: string;
    /** The worker that says it; `*` for all of them */
    "from": string;
    to: string[];
    /** Who outside may have it */
    leaves: "never" | "manager";
    /** JSON Schema of `data` */
    schema: {
        [key: string]: any;
    };
};
export type AuditRecord = {
    id: string;
    at: string;
    worker: string;
    operation: string | null;
    actor: string;
    onBehalfOf: string | null;
    subject: string;
    buildingId: string | null;
    /** Names of what changed, never values */
    fields: string[] | null;
    requestId: string | null;
};
export type DeadLetter = {
    id: string;
    /** `events` for what the log itself refused */
    listener: "gateway" | "iam" | "residency" | "bookings" | "events" | "notifications";
    eventId: string;
    "type": string | null;
    subject: string | null;
    buildingId: string | null;
    reason: "unreadable" | "too_large" | "unknown_type" | "wrong_source" | "invalid_data" | "undelivered";
    /** Where in the event it went wrong */
    at: string | null;
    status: "waiting" | "resolved" | "given_up";
    tries: number;
    diedAt: string;
    nextTryAt: string | null;
    givesUpAt: string;
};
export type Replay = {
    id: string;
    listener: "gateway" | "iam" | "residency" | "bookings" | "events" | "notifications";
    types: string[];
    buildingId: string | null;
    fromAt: string | null;
    untilAt: string | null;
    status: "running" | "done" | "cancelled";
    /** How much of the log it has been through, in percent */
    progress: number;
    /** Events that its listener's queue has taken */
    sent: number;
    /** Of those, the ones its listener has acted on */
    heard: number;
    /** Of those, the ones that became dead letters */
    dead: number;
    /** Events whose words went with their person */
    skipped: number;
    startedAt: string;
    endedAt: string | null;
};
export type Delivery = {
    id: string;
    buildingId: string;
    userId: string | null;
    channel: "inbox" | "email";
    template: string;
    status: "queued" | "sent" | "failed" | "expired" | "suppressed";
    reason: string | null;
    /** Masked: whom it went to, never the address */
    to: string | null;
    attempts: number;
    createdAt: string;
    sentAt: string | null;
};
/**
 * The first screen in one call
 */
export function showHome(opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: HomeScreen;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "address.unverified";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>("/v1/home", {
        ...opts
    });
}
/**
 * Whether the gateway runs
 */
export function checkHealth(opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            status: "ok";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>("/healthz", {
        ...opts
    });
}
/**
 * Whether every worker can do its work; else 503 names each that cannot, and why
 */
export function checkReadiness(opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            ready: true;
            workers: ("gateway" | "iam" | "residency" | "bookings" | "events" | "notifications")[];
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.not_ready" | "service.unavailable";
        };
    }>("/readyz", {
        ...opts
    });
}
/**
 * Ask for an account
 */
export function register({ body }: {
    body: {
        email: string;
        password: string;
        name: string;
        locale?: "en" | "es";
        /** `native` gets and sends the refresh token in the body; a browser gets it only as a cookie. */
        client?: "browser" | "native";
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 202;
        data: {
            status: "letter_sent";
        };
    } | {
        status: 400;
        data: Problem & {
            code: "password.common" | "password.is_address" | "request.invalid" | "request.malformed";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "thing.concurrent";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>("/v1/auth/register", oazapfts.json({
        ...opts,
        method: "POST",
        body
    }));
}
/**
 * Show that the address is one's own, and be signed in
 */
export function verifyEmail({ body }: {
    body: {
        email?: string;
        code?: string;
        token?: string;
        /** `native` gets and sends the refresh token in the body; a browser gets it only as a cookie. */
        client?: "browser" | "native";
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Tokens;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid" | "request.malformed";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.code_wrong";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "grant.exists" | "grant.too_many" | "thing.concurrent";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>("/v1/auth/verify-email", oazapfts.json({
        ...opts,
        method: "POST",
        body
    }));
}
/**
 * Sign in with address and password
 */
export function login({ body }: {
    body: {
        email: string;
        password: string;
        /** `native` gets and sends the refresh token in the body; a browser gets it only as a cookie. */
        client?: "browser" | "native";
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Tokens;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid" | "request.malformed";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.credentials_wrong";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "thing.concurrent";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>("/v1/auth/login", oazapfts.json({
        ...opts,
        method: "POST",
        body
    }));
}
/**
 * A new access token for a refresh token, which is replaced
 */
export function refresh({ body }: {
    body?: {
        refreshToken?: string;
        client?: "browser" | "native";
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Tokens;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid" | "request.malformed";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.refresh_invalid" | "session.ended";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "auth.origin_refused";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "thing.concurrent";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>("/v1/auth/refresh", oazapfts.json({
        ...opts,
        method: "POST",
        body
    }));
}
/**
 * Sign out: the session of this refresh token ends
 */
export function logout({ body }: {
    body?: {
        refreshToken?: string;
        client?: "browser" | "native";
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 204;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid" | "request.malformed";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "auth.origin_refused";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "thing.concurrent";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>("/v1/auth/logout", oazapfts.json({
        ...opts,
        method: "POST",
        body
    }));
}
/**
 * My account, and what I may do where
 */
export function getMe(opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: User;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>("/v1/me", {
        ...opts
    });
}
/**
 * Change my name or language (JSON Merge Patch)
 */
export function updateMe({ idempotencyKey, body }: {
    idempotencyKey?: string;
    body: {
        name?: string;
        locale?: "en" | "es";
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: User;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>("/v1/me", oazapfts.json({
        ...opts,
        method: "PATCH",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * Delete my account
 */
export function deleteMe(opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 204;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "auth.step_up" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "grant.last_admin" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>("/v1/me", {
        ...opts,
        method: "DELETE"
    });
}
/**
 * Where I am signed in, the latest sign-in first
 */
export function listMySessions({ limit, cursor }: {
    limit?: number;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Session[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/me/sessions${QS.query(QS.explode({
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * Sign out somewhere
 */
export function endMySession({ id, idempotencyKey }: {
    id: string;
    idempotencyKey?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 204;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/me/sessions/${encodeURIComponent(id)}`, {
        ...opts,
        method: "DELETE",
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    });
}
/**
 * The roles of a person: one's own, or those in what one runs
 */
export function listGrants({ id }: {
    id: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Grant[];
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/users/${encodeURIComponent(id)}/grants`, {
        ...opts
    });
}
/**
 * Take a role away
 */
export function removeGrant({ id, grantId, idempotencyKey }: {
    id: string;
    grantId: string;
    idempotencyKey?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 204;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified" | "grant.beyond_reach";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "grant.last_admin" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/users/${encodeURIComponent(id)}/grants/${encodeURIComponent(grantId)}`, {
        ...opts,
        method: "DELETE",
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    });
}
/**
 * Add an organisation that runs buildings
 */
export function createOrganisation({ idempotencyKey, body }: {
    idempotencyKey?: string;
    body: {
        name: string;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 201;
        data: Organisation;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>("/v1/organisations", oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * The organisations one runs
 */
export function listOrganisations({ limit, cursor }: {
    limit?: number;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Organisation[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "address.unverified";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/organisations${QS.query(QS.explode({
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * One organisation
 */
export function getOrganisation({ id }: {
    id: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Organisation;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/organisations/${encodeURIComponent(id)}`, {
        ...opts
    });
}
/**
 * Who has which role in an organisation and its buildings
 */
export function listMembers({ id, limit, cursor }: {
    id: string;
    limit?: number;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Member[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/organisations/${encodeURIComponent(id)}/members${QS.query(QS.explode({
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * Invite somebody to a role, by letter
 */
export function createInvitation({ idempotencyKey, body }: {
    idempotencyKey?: string;
    body: {
        email: string;
        role: "admin" | "manager" | "staff";
        on: string;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 201;
        data: Invitation;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified" | "invitation.beyond_reach";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "invitation.pending" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>("/v1/invitations", oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * The invitations of an organisation, the newest first
 */
export function listInvitations({ limit, cursor, organisation, status }: {
    limit?: number;
    cursor?: string;
    organisation: string;
    status?: "open" | "accepted" | "cancelled";
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Invitation[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/invitations${QS.query(QS.explode({
        limit,
        cursor,
        organisation,
        status
    }))}`, {
        ...opts
    });
}
/**
 * One invitation
 */
export function getInvitation({ id }: {
    id: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Invitation;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/invitations/${encodeURIComponent(id)}`, {
        ...opts
    });
}
/**
 * Withdraw an invitation
 */
export function cancelInvitation({ id, idempotencyKey }: {
    id: string;
    idempotencyKey?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 204;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "invitation.cancelled" | "invitation.used" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/invitations/${encodeURIComponent(id)}`, {
        ...opts,
        method: "DELETE",
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    });
}
/**
 * Send an invitation again; the link of the letter before stops working
 */
export function resendInvitation({ id, idempotencyKey }: {
    id: string;
    idempotencyKey?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Invitation;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified" | "invitation.beyond_reach";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "invitation.cancelled" | "invitation.used" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/invitations/${encodeURIComponent(id)}/resend`, {
        ...opts,
        method: "POST",
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    });
}
/**
 * Take the role one is invited to
 */
export function acceptInvitation({ idempotencyKey, body }: {
    idempotencyKey?: string;
    body: {
        token: string;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Grant;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "address.unverified" | "invitation.other_address";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "grant.exists" | "grant.too_many" | "invitation.cancelled" | "invitation.expired" | "invitation.used" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>("/v1/invitations/accept", oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * The public keys that access tokens are signed with (RFC 7517)
 */
export function getKeys(opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            keys: {
                kty: "OKP";
                crv: "Ed25519";
                x: string;
                kid: string;
                alg: "EdDSA";
                use: "sig";
            }[];
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>("/.well-known/jwks.json", {
        ...opts
    });
}
/**
 * Add a building to an organisation
 */
export function createBuilding({ idempotencyKey, body }: {
    idempotencyKey?: string;
    body: {
        organisationId: string;
        name: string;
        address: {
            line1: string;
            line2?: string | null;
            postalCode: string;
            city: string;
            country: string;
        };
        timeZone: string;
        currency: string;
        locale: string;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 201;
        data: Building;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>("/v1/buildings", oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * The buildings one lives in or serves, the oldest first
 */
export function listBuildings({ limit, cursor }: {
    limit?: number;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Building[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "address.unverified";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/buildings${QS.query(QS.explode({
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * One building; its name and address alone for whom neither lives nor serves there
 */
export function getBuilding({ id }: {
    id: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Building | BuildingFront;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/buildings/${encodeURIComponent(id)}`, {
        ...opts
    });
}
/**
 * Change a building (JSON Merge Patch)
 */
export function updateBuilding({ id, idempotencyKey, ifMatch, body }: {
    id: string;
    idempotencyKey?: string;
    ifMatch: string;
    body: {
        name?: string;
        address?: {
            line1?: string;
            line2?: string | null;
            postalCode?: string;
            city?: string;
            country?: string;
        };
        timeZone?: string;
        currency?: string;
        locale?: string;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Building;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 428;
        data: Problem & {
            code: "thing.if_match_required";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/buildings/${encodeURIComponent(id)}`, oazapfts.json({
        ...opts,
        method: "PATCH",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey,
            "if-match": ifMatch
        })
    }));
}
/**
 * Add an entrance to a building
 */
export function createEntrance({ id, idempotencyKey, body }: {
    id: string;
    idempotencyKey?: string;
    body: {
        label: string;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 201;
        data: Entrance;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "entrance.label_taken" | "thing.concurrent" | "unit.label_taken";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/buildings/${encodeURIComponent(id)}/entrances`, oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * The entrances of a building, as they are read: 2 before 10
 */
export function listEntrances({ id, limit, cursor }: {
    id: string;
    limit?: number;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Entrance[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/buildings/${encodeURIComponent(id)}/entrances${QS.query(QS.explode({
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * Add a unit to a building
 */
export function createUnit({ id, idempotencyKey, body }: {
    id: string;
    idempotencyKey?: string;
    body: {
        label: string;
        kind?: "flat" | "parking" | "storage" | "commercial";
        /** As people there call it: `3`, `-1`, `ground` */
        floor?: string | null;
        entranceId?: string | null;
        areaSquareMetres?: number | null;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 201;
        data: Unit;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "entrance.label_taken" | "thing.concurrent" | "unit.label_taken";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/buildings/${encodeURIComponent(id)}/units`, oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * The units of a building, as they are read: 2A before 10A
 */
export function listUnits({ id, limit, cursor, kind, entrance }: {
    id: string;
    limit?: number;
    cursor?: string;
    kind?: "flat" | "parking" | "storage" | "commercial";
    entrance?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Unit[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/buildings/${encodeURIComponent(id)}/units${QS.query(QS.explode({
        limit,
        cursor,
        kind,
        entrance
    }))}`, {
        ...opts
    });
}
/**
 * One unit
 */
export function getUnit({ id }: {
    id: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Unit;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/units/${encodeURIComponent(id)}`, {
        ...opts
    });
}
/**
 * Change a unit (JSON Merge Patch)
 */
export function updateUnit({ id, idempotencyKey, ifMatch, body }: {
    id: string;
    idempotencyKey?: string;
    ifMatch: string;
    body: {
        label?: string;
        kind?: "flat" | "parking" | "storage" | "commercial";
        /** As people there call it: `3`, `-1`, `ground` */
        floor?: string | null;
        entranceId?: string | null;
        areaSquareMetres?: number | null;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Unit;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "entrance.label_taken" | "thing.concurrent" | "unit.label_taken";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 428;
        data: Problem & {
            code: "thing.if_match_required";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/units/${encodeURIComponent(id)}`, oazapfts.json({
        ...opts,
        method: "PATCH",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey,
            "if-match": ifMatch
        })
    }));
}
/**
 * Make entrances and units from a CSV file
 */
export function importUnits({ id, dryRun, idempotencyKey, body }: {
    id: string;
    dryRun?: "true" | "false";
    idempotencyKey?: string;
    body: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Import;
    } | {
        status: 400;
        data: Problem & {
            code: "csv.column_missing" | "csv.column_repeated" | "csv.column_unknown" | "csv.empty" | "csv.encoding" | "csv.too_many_rows" | "idempotency.key_invalid" | "import.rows_refused" | "request.invalid" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "thing.concurrent" | "unit.label_taken";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/buildings/${encodeURIComponent(id)}/imports${QS.query(QS.explode({
        dryRun
    }))}`, {
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    });
}
/**
 * Make codes with which people claim their units; a unit's newer code revokes its older one
 */
export function createCodes({ id, body }: {
    id: string;
    body: {
        unitIds?: string[];
        /** Units whose code also goes out by e-mail, in the building's language */
        letters?: {
            unitId: string;
            email: string;
        }[];
        kind?: "owner" | "tenant" | "household" | "subtenant" | "offsite_owner";
        validDays?: number;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 201;
        data: {
            items: NewCode[];
            remaining: number;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "claim.code_mistyped" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/buildings/${encodeURIComponent(id)}/codes`, oazapfts.json({
        ...opts,
        method: "POST",
        body
    }));
}
/**
 * The codes of a building without their secrets, the newest first
 */
export function listCodes({ id, limit, cursor }: {
    id: string;
    limit?: number;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Code[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/buildings/${encodeURIComponent(id)}/codes${QS.query(QS.explode({
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * Claim a unit: with a code at once, or by asking the manager
 */
export function submitClaim({ idempotencyKey, body }: {
    idempotencyKey?: string;
    body: {
        code?: string;
        unitId?: string;
        kind?: "owner" | "tenant" | "household" | "subtenant" | "offsite_owner";
        message?: string | null;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 201;
        data: Claim;
    } | {
        status: 400;
        data: Problem & {
            code: "claim.code_mistyped" | "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "claim.code_unknown" | "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "claim.already_open" | "claim.already_resident" | "claim.code_expired" | "claim.code_revoked" | "claim.code_used" | "claim.decided" | "claim.owner_pending" | "claim.too_many" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>("/v1/claims", oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * My claims, the newest first
 */
export function listMyClaims({ limit, cursor }: {
    limit?: number;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Claim[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "address.unverified";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/claims${QS.query(QS.explode({
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * The claims in a building, the newest first
 */
export function listBuildingClaims({ id, limit, cursor, status }: {
    id: string;
    limit?: number;
    cursor?: string;
    status?: "pending" | "approved" | "rejected" | "withdrawn";
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Claim[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/buildings/${encodeURIComponent(id)}/claims${QS.query(QS.explode({
        limit,
        cursor,
        status
    }))}`, {
        ...opts
    });
}
/**
 * One claim: one's own, or one in a building one runs
 */
export function getClaim({ id }: {
    id: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Claim;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/claims/${encodeURIComponent(id)}`, {
        ...opts
    });
}
/**
 * Let a person move in
 */
export function approveClaim({ id, idempotencyKey }: {
    id: string;
    idempotencyKey?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Claim;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "claim.already_resident" | "claim.decided" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/claims/${encodeURIComponent(id)}/approve`, {
        ...opts,
        method: "POST",
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    });
}
/**
 * Turn a claim down, and say why
 */
export function rejectClaim({ id, idempotencyKey, body }: {
    id: string;
    idempotencyKey?: string;
    body: {
        reason: string;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Claim;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "claim.decided" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/claims/${encodeURIComponent(id)}/reject`, oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * Where I live
 */
export function listMyHomes({ limit, cursor }: {
    limit?: number;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Home[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/me/homes${QS.query(QS.explode({
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * Who lives in a building now
 */
export function listBuildingResidents({ id, limit, cursor }: {
    id: string;
    limit?: number;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Resident[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/buildings/${encodeURIComponent(id)}/residents${QS.query(QS.explode({
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * Who lived in a unit on a day; now, if no day is named
 */
export function listUnitResidents({ id, limit, cursor, at }: {
    id: string;
    limit?: number;
    cursor?: string;
    at?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Resident[];
            nextCursor: string | null;
            timeZone: string;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/units/${encodeURIComponent(id)}/residents${QS.query(QS.explode({
        limit,
        cursor,
        at
    }))}`, {
        ...opts
    });
}
/**
 * Move out: by the resident, or by a manager; now, if no time is named
 */
export function endResidence({ id, idempotencyKey, body }: {
    id: string;
    idempotencyKey?: string;
    body: {
        untilAt?: string;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Resident;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "residence.until_before_from" | "residence.until_too_far" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "residence.ended" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/residences/${encodeURIComponent(id)}/end`, oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * Add something that can be booked
 */
export function createResource({ id, idempotencyKey, body }: {
    id: string;
    idempotencyKey?: string;
    body: {
        name: string;
        "type": "room" | "coworking" | "gym" | "hall" | "terrace" | "laundry" | "parking" | "other";
        description?: string | null;
        capacity?: number;
        openings: Opening[];
        /** Dates with hours of their own, by the resource's clock */
        exceptions?: HoursException[];
        /** Its hours on the holidays of its building, in place of the weekday's; none: closed then; null: a holiday is a day like any other. A date among `exceptions` goes before */
        holidayOpenings?: {
            "from": number;
            until: number;
        }[] | null;
        /** Where in the building */
        location?: string | null;
        /** Each is kept once, in the order said */
        tags?: string[];
        /** Each is kept once, in the order said */
        photos?: string[];
        /** To be read by whoever sees the resource. Each file is kept once, in the order said */
        documents?: ResourceDocument[];
        /** Whoever books accepts them, by their version in `termsVersion` */
        terms?: {
            /** Where they are to be read: an https address, or a path of this API, as of a document */
            url: string;
            version: string;
        } | null;
        /** False: residents see of a slot whether it is free, and not how many seats are */
        showsSeats?: boolean;
        /** Each name once */
        accessories?: Accessory[];
        /** In minor units. Nothing can be charged yet: only null is taken */
        price?: {
            amount: number;
            currency: string;
        } | null;
        /** `slots`: a booking lasts a whole number of slots; `free`: it lasts any whole minutes */
        mode?: "slots" | "free";
        slotMinutes: number;
        /** Every how many minutes a booking may begin; null: every `slotMinutes` */
        stepMinutes?: number | null;
        minMinutes?: number | null;
        maxMinutes?: number | null;
        bufferBeforeMinutes?: number;
        bufferAfterMinutes?: number;
        noticeMinutes?: number;
        windowDays?: number | null;
        quotas?: Quota[];
        concurrent?: number | null;
        /** The most of a booking's attendees who may be guests; 0: none; null: all may */
        maxGuests?: number | null;
        /** `open`: the house decides each request, and until then others may have the time; `blocking`: nobody else may */
        approval?: "none" | "open" | "blocking";
        /** How long before its start a booking can be given up with nothing said */
        cancelUntilMinutes?: number;
        /** Later than that: not at all, or with a mark that counts as a missed booking */
        lateCancel?: "refuse" | "mark";
        /** Who has missed so many within so many days cannot book */
        noShows?: NoShows | null;
        /** How long after its start its person must have checked in, or lose it; null: nobody has to */
        checkInMinutes?: number | null;
        /** How one shows that one is there: by what is written at the door, if anything is; by being within `radiusMeters` of its `position`; or by one of the two */
        checkInBy?: "code" | "position" | "either";
        checkInCode?: string | null;
        /** Where it is (WGS 84), and how near to it one is there */
        position?: Position | null;
        /** How long a time that becomes free is offered to who waits for it; null: there is no waitlist */
        offerMinutes?: number | null;
        timeZone?: string;
        /** A calendar of the same building that resources share; null: one of its own */
        calendarId?: string | null;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 201;
        data: Resource;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "resource.accessory_twice" | "resource.check_in_incomplete" | "resource.exception_twice" | "resource.opening_too_short" | "resource.openings_overlap" | "resource.price_unsupported" | "resource.rules_contradict" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "resource.calendar_unknown" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/buildings/${encodeURIComponent(id)}/resources`, oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * What can be booked in a building
 */
export function listResources({ id, limit, cursor, $type, tag }: {
    id: string;
    limit?: number;
    cursor?: string;
    $type?: "room" | "coworking" | "gym" | "hall" | "terrace" | "laundry" | "parking" | "other";
    tag?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Resource[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/buildings/${encodeURIComponent(id)}/resources${QS.query(QS.explode({
        limit,
        cursor,
        "type": $type,
        tag
    }))}`, {
        ...opts
    });
}
/**
 * One resource
 */
export function getResource({ id }: {
    id: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Resource;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/resources/${encodeURIComponent(id)}`, {
        ...opts
    });
}
/**
 * Change a resource (JSON Merge Patch)
 */
export function updateResource({ id, idempotencyKey, ifMatch, body }: {
    id: string;
    idempotencyKey?: string;
    ifMatch: string;
    body: {
        name?: string;
        description?: string | null;
        capacity?: number;
        openings?: Opening[];
        /** Dates with hours of their own, by the resource's clock */
        exceptions?: HoursException[];
        /** Its hours on the holidays of its building, in place of the weekday's; none: closed then; null: a holiday is a day like any other. A date among `exceptions` goes before */
        holidayOpenings?: {
            "from": number;
            until: number;
        }[] | null;
        status?: "available" | "blocked" | "withdrawn";
        statusReason?: string | null;
        /** A calendar of the same building that resources share; null: one of its own */
        calendarId?: string | null;
        /** Where in the building */
        location?: string | null;
        /** Each is kept once, in the order said */
        tags?: string[];
        /** Each is kept once, in the order said */
        photos?: string[];
        /** To be read by whoever sees the resource. Each file is kept once, in the order said */
        documents?: ResourceDocument[];
        /** Whoever books accepts them, by their version in `termsVersion` */
        terms?: {
            /** Where they are to be read: an https address, or a path of this API, as of a document */
            url: string;
            version: string;
        } | null;
        /** False: residents see of a slot whether it is free, and not how many seats are */
        showsSeats?: boolean;
        /** Each name once */
        accessories?: Accessory[];
        /** In minor units. Nothing can be charged yet: only null is taken */
        price?: {
            amount: number;
            currency: string;
        } | null;
        minMinutes?: number | null;
        maxMinutes?: number | null;
        bufferBeforeMinutes?: number;
        bufferAfterMinutes?: number;
        noticeMinutes?: number;
        windowDays?: number | null;
        quotas?: Quota[];
        concurrent?: number | null;
        /** The most of a booking's attendees who may be guests; 0: none; null: all may */
        maxGuests?: number | null;
        /** `open`: the house decides each request, and until then others may have the time; `blocking`: nobody else may */
        approval?: "none" | "open" | "blocking";
        /** How long before its start a booking can be given up with nothing said */
        cancelUntilMinutes?: number;
        /** Later than that: not at all, or with a mark that counts as a missed booking */
        lateCancel?: "refuse" | "mark";
        /** Who has missed so many within so many days cannot book */
        noShows?: NoShows | null;
        /** How long after its start its person must have checked in, or lose it; null: nobody has to */
        checkInMinutes?: number | null;
        /** How one shows that one is there: by what is written at the door, if anything is; by being within `radiusMeters` of its `position`; or by one of the two */
        checkInBy?: "code" | "position" | "either";
        /** Where it is (WGS 84), and how near to it one is there */
        position?: Position | null;
        /** How long a time that becomes free is offered to who waits for it; null: there is no waitlist */
        offerMinutes?: number | null;
        checkInCode?: string | null;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Resource;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "resource.accessory_twice" | "resource.check_in_incomplete" | "resource.exception_twice" | "resource.opening_too_short" | "resource.openings_overlap" | "resource.price_unsupported" | "resource.reason_missing" | "resource.rules_contradict" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "resource.booked_ahead" | "resource.calendar_unknown" | "resource.withdrawn" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 428;
        data: Problem & {
            code: "thing.if_match_required";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/resources/${encodeURIComponent(id)}`, oazapfts.json({
        ...opts,
        method: "PATCH",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey,
            "if-match": ifMatch
        })
    }));
}
/**
 * What is free, from one local date to another
 */
export function listSlots({ id, $from, to }: {
    id: string;
    $from: string;
    to: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            timeZone: string;
            items: Slot[];
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid" | "slots.range_backwards" | "slots.range_too_long";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/resources/${encodeURIComponent(id)}/slots${QS.query(QS.explode({
        "from": $from,
        to
    }))}`, {
        ...opts
    });
}
/**
 * Close a resource for a time
 */
export function createBlackout({ id, dryRun, idempotencyKey, body }: {
    id: string;
    dryRun?: "true" | "false";
    idempotencyKey?: string;
    body: {
        startAt: string;
        endAt: string;
        reason: string;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: BlackoutClosing;
    } | {
        status: 201;
        data: BlackoutClosing;
    } | {
        status: 400;
        data: Problem & {
            code: "blackout.ends_before_start" | "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "blackout.hits_too_many" | "blackout.in_the_past" | "blackout.too_long" | "resource.withdrawn" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/resources/${encodeURIComponent(id)}/blackouts${QS.query(QS.explode({
        dryRun
    }))}`, oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * When a resource is closed beside its hours, and why
 */
export function listBlackouts({ id, limit, cursor }: {
    id: string;
    limit?: number;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Blackout[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/resources/${encodeURIComponent(id)}/blackouts${QS.query(QS.explode({
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * Open again what was closed; what it gave up stays given up
 */
export function removeBlackout({ id, idempotencyKey }: {
    id: string;
    idempotencyKey?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 204;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/blackouts/${encodeURIComponent(id)}`, {
        ...opts,
        method: "DELETE",
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    });
}
/**
 * Add a holiday to a building
 */
export function createHoliday({ id, idempotencyKey, body }: {
    id: string;
    idempotencyKey?: string;
    body: {
        date: string;
        name: string;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 201;
        data: NewHoliday;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "holiday.date_taken" | "holiday.out_of_range" | "holiday.too_many" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/buildings/${encodeURIComponent(id)}/holidays`, oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * The holidays of a building, by their dates; all, or those of a year
 */
export function listHolidays({ id, limit, cursor, year }: {
    id: string;
    limit?: number;
    cursor?: string;
    year?: number;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Holiday[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/buildings/${encodeURIComponent(id)}/holidays${QS.query(QS.explode({
        limit,
        cursor,
        year
    }))}`, {
        ...opts
    });
}
/**
 * One holiday of a building
 */
export function getHoliday({ id }: {
    id: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Holiday;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/holidays/${encodeURIComponent(id)}`, {
        ...opts
    });
}
/**
 * Call a holiday otherwise (JSON Merge Patch)
 */
export function updateHoliday({ id, idempotencyKey, ifMatch, body }: {
    id: string;
    idempotencyKey?: string;
    ifMatch: string;
    body: {
        name?: string;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Holiday;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 428;
        data: Problem & {
            code: "thing.if_match_required";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/holidays/${encodeURIComponent(id)}`, oazapfts.json({
        ...opts,
        method: "PATCH",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey,
            "if-match": ifMatch
        })
    }));
}
/**
 * Make a holiday a day like any other again
 */
export function removeHoliday({ id, idempotencyKey, ifMatch }: {
    id: string;
    idempotencyKey?: string;
    ifMatch: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 204;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 428;
        data: Problem & {
            code: "thing.if_match_required";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/holidays/${encodeURIComponent(id)}`, {
        ...opts,
        method: "DELETE",
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey,
            "if-match": ifMatch
        })
    });
}
/**
 * Make a hold a booking, or accept an offer of the waitlist
 */
export function confirmBooking({ id, idempotencyKey }: {
    id: string;
    idempotencyKey?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Booking;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "booking.blackout" | "booking.lapsed" | "booking.not_held" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/bookings/${encodeURIComponent(id)}/confirm`, {
        ...opts,
        method: "POST",
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    });
}
/**
 * Another time, other attendees, or other invitees, for a booking (JSON Merge Patch)
 */
export function moveBooking({ id, dryRun, idempotencyKey, body }: {
    id: string;
    dryRun?: "true" | "false";
    idempotencyKey?: string;
    body: {
        startAt?: string;
        endAt?: string;
        attendees?: number;
        /** How many of the attendees do not live in the building */
        guests?: number;
        /** Who comes along, one fewer than attendees at most; only its person and the house see them, until 30 days after its end */
        invitees?: Invitee[];
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Booking;
    } | {
        status: 400;
        data: Problem & {
            code: "booking.ends_before_start" | "booking.guests_over_attendees" | "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid" | "time.skipped";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "access.not_a_resident" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "booking.accessory_taken" | "booking.accessory_unknown" | "booking.after_moving_out" | "booking.already_started" | "booking.blackout" | "booking.booked_by_you" | "booking.cancel_too_late" | "booking.held_by_you" | "booking.holiday" | "booking.in_the_past" | "booking.lapsed" | "booking.not_a_slot" | "booking.not_open" | "booking.off_step" | "booking.outside_hours" | "booking.over_capacity" | "booking.over_guest_quota" | "booking.over_max_minutes" | "booking.over_quota" | "booking.slot_taken" | "booking.terms_not_accepted" | "booking.too_far" | "booking.too_long" | "booking.too_many_guests" | "booking.too_many_invitees" | "booking.too_soon" | "booking.under_min_minutes" | "booking.waiting_already" | "booking.waitlist_full" | "resource.blocked" | "resource.withdrawn" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/bookings/${encodeURIComponent(id)}${QS.query(QS.explode({
        dryRun
    }))}`, oazapfts.json({
        ...opts,
        method: "PATCH",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * One booking: one's own, or one in a building one runs
 */
export function getBooking({ id }: {
    id: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Booking;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/bookings/${encodeURIComponent(id)}`, {
        ...opts
    });
}
/**
 * Give a booking, a hold, a request or a place in the queue up: one's own, or for the house
 */
export function cancelBooking({ id, idempotencyKey, body }: {
    id: string;
    idempotencyKey?: string;
    body?: {
        reason?: string;
        "override"?: boolean;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Booking;
    } | {
        status: 400;
        data: Problem & {
            code: "booking.reason_missing" | "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "booking.already_started" | "booking.cancel_too_late" | "booking.not_open" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/bookings/${encodeURIComponent(id)}/cancel`, oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * Say that one is there, from 15 minutes before the start until `checkInUntil`, or the end
 */
export function checkInBooking({ id, idempotencyKey, body }: {
    id: string;
    idempotencyKey?: string;
    body?: {
        code?: string;
        position?: SentPosition;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Booking;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "booking.check_in_closed" | "booking.not_confirmed" | "booking.not_there" | "booking.position_inaccurate" | "booking.position_missing" | "booking.wrong_check_in_code" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/bookings/${encodeURIComponent(id)}/check-in`, oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * Say that one has left: what is left of the time is free
 */
export function checkOutBooking({ id, idempotencyKey }: {
    id: string;
    idempotencyKey?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Booking;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "booking.not_checked_in" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/bookings/${encodeURIComponent(id)}/check-out`, {
        ...opts,
        method: "POST",
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    });
}
/**
 * Agree to a request
 */
export function approveBooking({ id, idempotencyKey }: {
    id: string;
    idempotencyKey?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Booking;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "booking.accessory_taken" | "booking.already_started" | "booking.booked_by_you" | "booking.held_by_you" | "booking.lapsed" | "booking.not_requested" | "booking.over_guest_quota" | "booking.over_quota" | "booking.slot_taken" | "booking.too_many_guests" | "booking.waiting_already" | "booking.waitlist_full" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/bookings/${encodeURIComponent(id)}/approve`, {
        ...opts,
        method: "POST",
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    });
}
/**
 * Turn a request down, and say why
 */
export function rejectBooking({ id, idempotencyKey, body }: {
    id: string;
    idempotencyKey?: string;
    body: {
        reason: string;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Booking;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "booking.already_started" | "booking.not_requested" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/bookings/${encodeURIComponent(id)}/reject`, oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * Ask who made a request something, before it is decided
 */
export function questionBooking({ id, idempotencyKey, body }: {
    id: string;
    idempotencyKey?: string;
    body: {
        question: string;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Booking;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "booking.already_started" | "booking.not_requested" | "booking.question_open" | "booking.too_many_questions" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/bookings/${encodeURIComponent(id)}/question`, oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * Answer what the house asked about one's request
 */
export function answerBooking({ id, idempotencyKey, body }: {
    id: string;
    idempotencyKey?: string;
    body: {
        answer: string;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Booking;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified" | "booking.not_yours_to_answer";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "booking.already_started" | "booking.not_requested" | "booking.nothing_asked" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/bookings/${encodeURIComponent(id)}/answer`, oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * Let a missed booking, or one given up too late, count no more, and say why
 */
export function excuseBooking({ id, idempotencyKey, body }: {
    id: string;
    idempotencyKey?: string;
    body: {
        reason: string;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Booking;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "booking.not_marked" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/bookings/${encodeURIComponent(id)}/excuse`, oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * Book a time again and again
 */
export function createSeries({ id, dryRun, idempotencyKey, body }: {
    id: string;
    dryRun?: "true" | "false";
    idempotencyKey?: string;
    body: {
        startAt: string;
        endAt: string;
        rule: string;
        conflicts?: "skip" | "fail";
        attendees?: number;
        /** How many of the attendees do not live in the building */
        guests?: number;
        /** Who comes along, one fewer than attendees at most; only its person and the house see them, until 30 days after its end */
        invitees?: Invitee[];
        userId?: string;
        accessories?: AskedAccessory[];
        termsVersion?: string | null;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: BookingSeries;
    } | {
        status: 201;
        data: BookingSeries;
    } | {
        status: 400;
        data: Problem & {
            code: "booking.ends_before_start" | "booking.guests_over_attendees" | "idempotency.key_invalid" | "recurrence.endless" | "recurrence.ends_before_start" | "recurrence.malformed" | "recurrence.never_happens" | "recurrence.not_only_a_rule" | "recurrence.not_supported" | "recurrence.rule_too_long" | "recurrence.sets_the_time" | "recurrence.starts_elsewhere" | "recurrence.too_far" | "recurrence.too_fine" | "recurrence.too_many" | "request.invalid" | "request.malformed" | "thing.if_match_invalid" | "time.skipped";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "access.not_a_resident" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "booking.accessory_taken" | "booking.accessory_unknown" | "booking.after_moving_out" | "booking.barred" | "booking.blackout" | "booking.booked_by_you" | "booking.held_by_you" | "booking.holiday" | "booking.in_the_past" | "booking.lapsed" | "booking.not_a_slot" | "booking.off_step" | "booking.outside_hours" | "booking.over_capacity" | "booking.over_guest_quota" | "booking.over_max_minutes" | "booking.over_quota" | "booking.slot_taken" | "booking.terms_not_accepted" | "booking.too_far" | "booking.too_long" | "booking.too_many" | "booking.too_many_guests" | "booking.too_many_invitees" | "booking.too_soon" | "booking.under_min_minutes" | "booking.waiting_already" | "booking.waitlist_full" | "resource.blocked" | "resource.withdrawn" | "series.conflict" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/resources/${encodeURIComponent(id)}/booking-series${QS.query(QS.explode({
        dryRun
    }))}`, oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * One series: one's own, or one in a building one runs
 */
export function getSeries({ id }: {
    id: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: BookingSeries;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/booking-series/${encodeURIComponent(id)}`, {
        ...opts
    });
}
/**
 * Another date, time, length or attendees for one, the following or all bookings of a series
 */
export function moveSeries({ id, dryRun, idempotencyKey, body }: {
    id: string;
    dryRun?: "true" | "false";
    idempotencyKey?: string;
    body: {
        scope: "this" | "following" | "all";
        /** From 1 on */
        position?: number;
        /** On which date the booking at `position` shall begin; the others go as many days on, or back */
        date?: string;
        /** When each shall begin, by the clock of the resource */
        startTime?: string;
        /** How long each shall last, by the clock of the resource */
        durationMinutes?: number;
        attendees?: number;
        /** How many of the attendees do not live in the building */
        guests?: number;
        conflicts?: "skip" | "fail";
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: MovedSeries;
    } | {
        status: 400;
        data: Problem & {
            code: "booking.ends_before_start" | "booking.guests_over_attendees" | "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "series.position_unknown" | "thing.if_match_invalid" | "time.skipped";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "access.not_a_resident" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "booking.accessory_taken" | "booking.accessory_unknown" | "booking.after_moving_out" | "booking.already_started" | "booking.blackout" | "booking.booked_by_you" | "booking.cancel_too_late" | "booking.held_by_you" | "booking.holiday" | "booking.in_the_past" | "booking.lapsed" | "booking.not_a_slot" | "booking.not_open" | "booking.off_step" | "booking.outside_hours" | "booking.over_capacity" | "booking.over_guest_quota" | "booking.over_max_minutes" | "booking.over_quota" | "booking.slot_taken" | "booking.terms_not_accepted" | "booking.too_far" | "booking.too_long" | "booking.too_many_guests" | "booking.too_many_invitees" | "booking.too_soon" | "booking.under_min_minutes" | "booking.waiting_already" | "booking.waitlist_full" | "resource.blocked" | "resource.withdrawn" | "series.conflict" | "series.not_ahead" | "series.nothing_ahead" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/booking-series/${encodeURIComponent(id)}/move${QS.query(QS.explode({
        dryRun
    }))}`, oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * Give one, the following or all bookings of a series up, as far as they are ahead
 */
export function cancelSeries({ id, idempotencyKey, body }: {
    id: string;
    idempotencyKey?: string;
    body: {
        scope: "this" | "following" | "all";
        /** From 1 on */
        position?: number;
        reason?: string;
        "override"?: boolean;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: BookingSeries;
    } | {
        status: 400;
        data: Problem & {
            code: "booking.reason_missing" | "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "series.position_unknown" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "booking.already_started" | "booking.cancel_too_late" | "booking.not_open" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/booking-series/${encodeURIComponent(id)}/cancel`, oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * Make a calendar that several resources may share
 */
export function createCalendar({ id, idempotencyKey, body }: {
    id: string;
    idempotencyKey?: string;
    body: {
        name: string;
        /** Whether its resources block each other: who has one of them for a time has all of them */
        isExclusive?: boolean;
        /** Counted over all of its resources, by its clock, beside what each resource allows */
        quotas?: Quota[];
        /** The most bookings of its resources that a person may have ahead of them */
        concurrent?: number | null;
        timeZone?: string;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 201;
        data: Calendar;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/buildings/${encodeURIComponent(id)}/calendars`, oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * The calendars of a building that resources may share
 */
export function listCalendars({ id, limit, cursor }: {
    id: string;
    limit?: number;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Calendar[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/buildings/${encodeURIComponent(id)}/calendars${QS.query(QS.explode({
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * One calendar that resources may share
 */
export function getCalendar({ id }: {
    id: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Calendar;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/calendars/${encodeURIComponent(id)}`, {
        ...opts
    });
}
/**
 * Change a calendar (JSON Merge Patch)
 */
export function updateCalendar({ id, idempotencyKey, ifMatch, body }: {
    id: string;
    idempotencyKey?: string;
    ifMatch: string;
    body: {
        name?: string;
        /** Whether its resources block each other: who has one of them for a time has all of them */
        isExclusive?: boolean;
        /** Counted over all of its resources, by its clock, beside what each resource allows */
        quotas?: Quota[];
        /** The most bookings of its resources that a person may have ahead of them */
        concurrent?: number | null;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Calendar;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 428;
        data: Problem & {
            code: "thing.if_match_required";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/calendars/${encodeURIComponent(id)}`, oazapfts.json({
        ...opts,
        method: "PATCH",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey,
            "if-match": ifMatch
        })
    }));
}
/**
 * Remove a calendar that no resource is in
 */
export function removeCalendar({ id, idempotencyKey, ifMatch }: {
    id: string;
    idempotencyKey?: string;
    ifMatch: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 204;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "calendar.in_use" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 428;
        data: Problem & {
            code: "thing.if_match_required";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/calendars/${encodeURIComponent(id)}`, {
        ...opts,
        method: "DELETE",
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey,
            "if-match": ifMatch
        })
    });
}
/**
 * Compare a resource's calendar with the book, and name the first difference
 */
export function checkCalendar({ id }: {
    id: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: CalendarAgreement;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/resources/${encodeURIComponent(id)}/calendar`, {
        ...opts
    });
}
/**
 * Make a resource's calendar what the book says
 */
export function rebuildCalendar({ id, idempotencyKey }: {
    id: string;
    idempotencyKey?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            bookings: number;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/resources/${encodeURIComponent(id)}/calendar/rebuild`, {
        ...opts,
        method: "POST",
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    });
}
/**
 * Make a calendar of my bookings that a calendar program can subscribe to; 20 at most
 */
export function createCalendarFeed({ body }: {
    body: {
        name: string;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 201;
        data: NewCalendarFeed;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "feed.too_many" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>("/v1/me/calendar-feeds", oazapfts.json({
        ...opts,
        method: "POST",
        body
    }));
}
/**
 * The feeds I made, without their addresses, the oldest first
 */
export function listMyCalendarFeeds({ limit, cursor }: {
    limit?: number;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: CalendarFeed[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/me/calendar-feeds${QS.query(QS.explode({
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * Make a calendar of everything that is booked of a resource, and from which home; it ends with its maker's grant
 */
export function createResourceCalendarFeed({ id, body }: {
    id: string;
    body: {
        name: string;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 201;
        data: NewCalendarFeed;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "feed.too_many" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/resources/${encodeURIComponent(id)}/calendar-feeds`, oazapfts.json({
        ...opts,
        method: "POST",
        body
    }));
}
/**
 * The feeds of a resource, whoever made them, without their addresses, the oldest first
 */
export function listResourceCalendarFeeds({ id, limit, cursor }: {
    id: string;
    limit?: number;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: ResourceCalendarFeed[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/resources/${encodeURIComponent(id)}/calendar-feeds${QS.query(QS.explode({
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * End a feed: one's own, or one of a resource one runs. Its address is nothing from then on
 */
export function endCalendarFeed({ id, idempotencyKey }: {
    id: string;
    idempotencyKey?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 204;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/calendar-feeds/${encodeURIComponent(id)}`, {
        ...opts,
        method: "DELETE",
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    });
}
/**
 * A calendar, for whoever knows its address
 */
export function readCalendarFeed({ file }: {
    file: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: string;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/feeds/${encodeURIComponent(file)}`, {
        ...opts
    });
}
/**
 * How much of the open time was booked, in all and by weekday and hour
 */
export function showUtilisation({ id, $from, to }: {
    id: string;
    $from: string;
    to: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Utilisation;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid" | "slots.range_backwards" | "slots.range_too_long";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/resources/${encodeURIComponent(id)}/utilisation${QS.query(QS.explode({
        "from": $from,
        to
    }))}`, {
        ...opts
    });
}
/**
 * Book, hold, ask for, or wait for a time
 */
export function createBooking({ id, dryRun, idempotencyKey, body }: {
    id: string;
    dryRun?: "true" | "false";
    idempotencyKey?: string;
    body: {
        startAt: string;
        endAt: string;
        attendees?: number;
        /** How many of the attendees do not live in the building */
        guests?: number;
        /** Who comes along, one fewer than attendees at most; only its person and the house see them, until 30 days after its end */
        invitees?: Invitee[];
        hold?: boolean;
        wait?: boolean;
        userId?: string;
        accessories?: AskedAccessory[];
        termsVersion?: string | null;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: BookingForecast;
    } | {
        status: 201;
        data: Booking;
    } | {
        status: 400;
        data: Problem & {
            code: "booking.ends_before_start" | "booking.guests_over_attendees" | "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid" | "time.skipped";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "access.not_a_resident" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "booking.accessory_taken" | "booking.accessory_unknown" | "booking.after_moving_out" | "booking.barred" | "booking.blackout" | "booking.booked_by_you" | "booking.held_by_you" | "booking.holiday" | "booking.in_the_past" | "booking.lapsed" | "booking.not_a_slot" | "booking.off_step" | "booking.outside_hours" | "booking.over_capacity" | "booking.over_guest_quota" | "booking.over_max_minutes" | "booking.over_quota" | "booking.slot_taken" | "booking.terms_not_accepted" | "booking.too_far" | "booking.too_long" | "booking.too_many" | "booking.too_many_guests" | "booking.too_many_invitees" | "booking.too_soon" | "booking.under_min_minutes" | "booking.waiting_already" | "booking.waitlist_full" | "resource.blocked" | "resource.withdrawn" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/resources/${encodeURIComponent(id)}/bookings${QS.query(QS.explode({
        dryRun
    }))}`, oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * My bookings, the latest start first
 */
export function listMyBookings({ limit, cursor }: {
    limit?: number;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Booking[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/me/bookings${QS.query(QS.explode({
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * All bookings of a building, the latest start first
 */
export function listBuildingBookings({ id, limit, cursor }: {
    id: string;
    limit?: number;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Booking[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/buildings/${encodeURIComponent(id)}/bookings${QS.query(QS.explode({
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * Every event, who says it, who hears it, and its JSON Schema
 */
export function showCatalogue(opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: EventType[];
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>("/v1/events/catalogue", {
        ...opts
    });
}
/**
 * Who did what, and when; the latest first
 */
export function listAudit({ limit, cursor, building, actor, subject }: {
    limit?: number;
    cursor?: string;
    building?: string;
    actor?: string;
    subject?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: AuditRecord[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "audit.building_required" | "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/audit${QS.query(QS.explode({
        limit,
        cursor,
        building,
        actor,
        subject
    }))}`, {
        ...opts
    });
}
/**
 * Events that could not be acted on; the latest first
 */
export function listDeadLetters({ limit, cursor, status }: {
    limit?: number;
    cursor?: string;
    status?: "waiting" | "resolved" | "given_up";
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: DeadLetter[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/dead-letters${QS.query(QS.explode({
        limit,
        cursor,
        status
    }))}`, {
        ...opts
    });
}
/**
 * Try a dead letter again, at the next tick of the clock and hourly for another week
 */
export function retryDeadLetter({ id, idempotencyKey }: {
    id: string;
    idempotencyKey?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: DeadLetter;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "dead_letter.resolved" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/dead-letters/${encodeURIComponent(id)}/retry`, {
        ...opts,
        method: "POST",
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    });
}
/**
 * Have a listener hear again what the log has now
 */
export function startReplay({ idempotencyKey, body }: {
    idempotencyKey?: string;
    body: {
        listener: "gateway" | "iam" | "residency" | "bookings" | "events" | "notifications";
        types?: string[];
        buildingId?: string;
        /** What happened since */
        fromAt?: string;
        /** What happened before */
        untilAt?: string;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 201;
        data: Replay;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "replay.event_refused" | "replay.listener_refused" | "replay.running" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>("/v1/replays", oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * Every replay there was; the latest first
 */
export function listReplays({ limit, cursor }: {
    limit?: number;
    cursor?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Replay[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/replays${QS.query(QS.explode({
        limit,
        cursor
    }))}`, {
        ...opts
    });
}
/**
 * How far a replay is
 */
export function getReplay({ id }: {
    id: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Replay;
    } | {
        status: 304;
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/replays/${encodeURIComponent(id)}`, {
        ...opts
    });
}
/**
 * Send nothing more of a replay; what its listener's queue has already is heard all the same
 */
export function cancelReplay({ id, idempotencyKey }: {
    id: string;
    idempotencyKey?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Replay;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "replay.ended" | "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/replays/${encodeURIComponent(id)}/cancel`, {
        ...opts,
        method: "POST",
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    });
}
/**
 * My inbox, the newest first
 */
export function listNotifications({ limit, cursor, unread }: {
    limit?: number;
    cursor?: string;
    unread?: "true" | "false";
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Notification[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/me/notifications${QS.query(QS.explode({
        limit,
        cursor,
        unread
    }))}`, {
        ...opts
    });
}
/**
 * How many of my notifications are unread
 */
export function countNotifications(opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            unread: number;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>("/v1/me/notifications/count", {
        ...opts
    });
}
/**
 * Mark a notification as read; again changes nothing
 */
export function readNotification({ id, idempotencyKey }: {
    id: string;
    idempotencyKey?: string;
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: Notification;
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/me/notifications/${encodeURIComponent(id)}/read`, {
        ...opts,
        method: "POST",
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    });
}
/**
 * Mark as read whatever happened until an instant
 */
export function readAllNotifications({ idempotencyKey, body }: {
    idempotencyKey?: string;
    body: {
        until: string;
    };
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            unread: number;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "idempotency.key_invalid" | "request.invalid" | "request.malformed" | "thing.if_match_invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 409;
        data: Problem & {
            code: "thing.concurrent";
        };
    } | {
        status: 412;
        data: Problem & {
            code: "thing.stale";
        };
    } | {
        status: 413;
        data: Problem & {
            code: "request.too_large";
        };
    } | {
        status: 415;
        data: Problem & {
            code: "request.media_type";
        };
    } | {
        status: 422;
        data: Problem & {
            code: "idempotency.key_reused";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>("/v1/me/notifications/read-all", oazapfts.json({
        ...opts,
        method: "POST",
        body,
        headers: oazapfts.mergeHeaders(opts?.headers, {
            "idempotency-key": idempotencyKey
        })
    }));
}
/**
 * What was sent to the people of a building, by which way, and what became of it; the newest first
 */
export function listDeliveries({ limit, cursor, building, status }: {
    limit?: number;
    cursor?: string;
    building: string;
    status?: "queued" | "sent" | "failed" | "expired" | "suppressed";
}, opts?: Oazapfts.RequestOpts) {
    return oazapfts.fetchJson<{
        status: 200;
        data: {
            items: Delivery[];
            nextCursor: string | null;
        };
    } | {
        status: 400;
        data: Problem & {
            code: "request.cursor" | "request.invalid";
        };
    } | {
        status: 401;
        data: Problem & {
            code: "auth.required" | "session.ended" | "token.expired" | "token.invalid" | "token.stale";
        };
    } | {
        status: 403;
        data: Problem & {
            code: "access.denied" | "address.unverified";
        };
    } | {
        status: 404;
        data: Problem & {
            code: "thing.not_found";
        };
    } | {
        status: 429;
        data: Problem & {
            code: "rate.limited";
        };
    } | {
        status: 500;
        data: Problem & {
            code: "service.broken";
        };
    } | {
        status: 503;
        data: Problem & {
            code: "service.not_configured" | "service.unavailable";
        };
    }>(`/v1/deliveries${QS.query(QS.explode({
        limit,
        cursor,
        building,
        status
    }))}`, {
        ...opts
    });
}
