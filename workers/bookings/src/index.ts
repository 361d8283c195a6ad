import { WorkerEntrypoint } from "cloudflare:workers";
import { bookings } from "#shared/contracts/bookings";
import { closed, createApp } from "#shared/worker/app";
import { consumeBatch } from "#shared/worker/consume";
import { tick } from "#shared/worker/tick";
import { settlePlace } from "./alarms.ts";
import type { Env } from "./call.ts";
import { consumers } from "./consumers.ts";
import type { Place } from "./domain/place.ts";
import { Calendar } from "./objects/resource-calendar.ts";
import { blackoutRoutes } from "./routes/blackouts.ts";
import { bookingRoutes } from "./routes/bookings.ts";
import { calendarRoutes } from "./routes/calendars.ts";
import { feedRoutes } from "./routes/feeds.ts";
import { holidayRoutes } from "./routes/holidays.ts";
import { resourceRoutes } from "./routes/resources.ts";
import { seriesRoutes } from "./routes/series.ts";
import { stepRoutes } from "./routes/steps.ts";
import { utilisationRoutes } from "./routes/utilisation.ts";
import { chores } from "./schedule.ts";

const app = createApp<Env>({ worker: "bookings", contract: bookings, listens: true, chores });
resourceRoutes(app);
blackoutRoutes(app);
holidayRoutes(app);
bookingRoutes(app);
stepRoutes(app);
seriesRoutes(app);
calendarRoutes(app);
feedRoutes(app);
utilisationRoutes(app);

export class Door extends WorkerEntrypoint<Env> {
  override fetch(request: Request) {
    return app.fetch(request, this.env, this.ctx);
  }
}

export class ResourceCalendar extends Calendar {
  protected override readonly settle = (place: Place, isInDoubt: boolean) =>
    settlePlace(this.env, this.ctx, place, isInDoubt);
}

export default {
  fetch: closed,
  queue: (batch, env, context) => consumeBatch("bookings", consumers, batch, env, context),
  scheduled: (_controller, env, context) => tick("bookings", env, context, chores),
} satisfies ExportedHandler<Env>;
