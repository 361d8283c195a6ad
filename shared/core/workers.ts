/** Every worker there is: its folder, its Worker, its database, its queue, and in upper case its binding. */
export const WORKERS = ["gateway", "iam", "residency", "bookings", "events", "notifications"] as const;
export type WorkerName = (typeof WORKERS)[number];
