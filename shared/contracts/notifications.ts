import { CHANNELS, DELIVERY_STATUSES } from "../core/vocabulary.ts";
import { route } from "./route.ts";
import { answer, id, idParam, instantIn, instantOut, jsonBody, pageOf, pageQuery } from "./shapes.ts";
import * as z from "./zod.ts";

export const NotificationView = z
  .object({
    id: id("notification"),
    type: z.string().openapi({ description: "The event it tells of", example: "booking.created" }),
    subject: z
      .string()
      .openapi({ description: "The id of what it is about", example: "bkg_01KAR5V3M8Q2Z7X4N6P0W9T1DC" }),
    buildingId: id("building").nullable(),
    title: z.string(),
    body: z.string(),
    at: instantOut.openapi({ description: "When it happened" }),
    readAt: instantOut.nullable(),
  })
  .openapi("Notification");

export const DeliveryView = z
  .object({
    id: id("delivery"),
    buildingId: id("building"),
    userId: id("user").nullable(),
    channel: z.enum(CHANNELS),
    template: z.string(),
    status: z.enum(DELIVERY_STATUSES),
    reason: z.string().nullable(),
    to: z
      .string()
      .nullable()
      .openapi({ description: "Masked: whom it went to, never the address", example: "a***@example.com" }),
    attempts: z.number().int(),
    createdAt: instantOut,
    sentAt: instantOut.nullable(),
  })
  .openapi("Delivery");

const Unread = z.object({ unread: z.number().int() });

const WORKER = { worker: "notifications" } as const;

export const notifications = {
  listNotifications: route(
    { ...WORKER, permission: null, reach: "person", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/me/notifications",
      operationId: "listNotifications",
      summary: "My inbox, the newest first",
      request: { query: z.object({ ...pageQuery, unread: z.enum(["true", "false"]).default("false") }).strict() },
      responses: { 200: answer(pageOf(NotificationView), "A page of notifications, in the language of who asks") },
    },
  ),
  countNotifications: route(
    { ...WORKER, permission: null, reach: "person", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/me/notifications/count",
      operationId: "countNotifications",
      summary: "How many of my notifications are unread",
      responses: { 200: answer(Unread, "The number") },
    },
  ),
  readNotification: route(
    { ...WORKER, permission: null, reach: "person", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/me/notifications/{id}/read",
      operationId: "readNotification",
      summary: "Mark a notification as read; again changes nothing",
      request: { params: idParam("notification") },
      responses: { 200: answer(NotificationView, "The notification") },
    },
  ),
  readAllNotifications: route(
    { ...WORKER, permission: null, reach: "person", rate: "write", d1: 2 },
    {
      method: "post",
      path: "/v1/me/notifications/read-all",
      operationId: "readAllNotifications",
      summary: "Mark as read whatever happened until an instant",
      request: { body: jsonBody({ until: instantIn }) },
      responses: { 200: answer(Unread, "How many are still unread") },
    },
  ),
  listDeliveries: route(
    { ...WORKER, permission: "delivery.read", reach: "grant", rate: "read", d1: 1 },
    {
      method: "get",
      path: "/v1/deliveries",
      operationId: "listDeliveries",
      summary: "What was sent to the people of a building, by which way, and what became of it; the newest first",
      request: {
        query: z
          .object({ ...pageQuery, building: id("building"), status: z.enum(DELIVERY_STATUSES).optional() })
          .strict(),
      },
      responses: { 200: answer(pageOf(DeliveryView), "A page of deliveries") },
    },
  ),
};
