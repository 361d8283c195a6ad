import { MAX_AMOUNT } from "../../core/money.ts";
import { currency, id, line, says, words } from "../shapes.ts";
import * as z from "../zod.ts";

/** The most accessories a resource has, and a booking asks for. */
const ACCESSORIES_LIMIT = 20;

/** What is looked for, or asked for, is compared as it is: a name from before names were one line is found too. */
export const tag = words(40);
const askedName = words(60);

/** No space, and nothing that is not seen: control characters, marks of direction, halves of characters. */
const READABLE = /^(https:\/|\/v1)\/[^\s\p{C}]+$/u;

/** What leads out of `/v1/` by its dots is no path below it. */
function isReadable(url: string): boolean {
  const parsed = READABLE.test(url) ? URL.parse(url, "https://v1") : null;
  return parsed !== null && (url.startsWith("https:") || parsed.pathname.startsWith("/v1/"));
}

export const termsVersion = words(40);

const Terms = z
  .object({
    url: z
      .string()
      .max(500)
      .refine(isReadable, says("unreadable_address", "must be an https address or a path below /v1/"))
      .openapi({ description: "Where they are to be read: an https address, or a path of this API, as of a document" }),
    version: termsVersion,
  })
  .strict();

const ResourceDocument = z
  .object({ title: words(120), fileId: id("file") })
  .strict()
  .openapi("ResourceDocument");

const Price = z.object({ amount: z.number().int().min(1).max(MAX_AMOUNT), currency }).strict();

const Accessory = z
  .object({ name: line(60), stock: z.number().int().min(0).max(1000) })
  .strict()
  .openapi("Accessory");

const AskedAccessory = z
  .object({ name: askedName, count: z.number().int().min(1).max(1000) })
  .strict()
  .openapi("AskedAccessory");

/** Which of a resource's accessories, and how many, a booking takes along. */
export const askedAccessories = z.array(AskedAccessory).max(ACCESSORIES_LIMIT);

/** What a resource says of itself. */
export const aboutFields = {
  location: words(200).nullable().openapi({ description: "Where in the building" }),
  tags: z.array(line(40)).max(20).openapi({ description: "Each is kept once, in the order said" }),
  photos: z.array(id("file")).max(10).openapi({ description: "Each is kept once, in the order said" }),
  documents: z
    .array(ResourceDocument)
    .max(10)
    .openapi({ description: "To be read by whoever sees the resource. Each file is kept once, in the order said" }),
  terms: Terms.nullable().openapi({ description: "Whoever books accepts them, by their version in `termsVersion`" }),
  showsSeats: z
    .boolean()
    .openapi({ description: "False: residents see of a slot whether it is free, and not how many seats are" }),
  accessories: z.array(Accessory).max(ACCESSORIES_LIMIT).openapi({ description: "Each name once" }),
  price: Price.nullable().openapi({ description: "In minor units. Nothing can be charged yet: only null is taken" }),
};

/** A resource that says nothing of itself. */
export const aboutDefaults = {
  location: aboutFields.location.default(null),
  tags: aboutFields.tags.default([]),
  photos: aboutFields.photos.default([]),
  documents: aboutFields.documents.default([]),
  terms: aboutFields.terms.default(null),
  showsSeats: aboutFields.showsSeats.default(true),
  accessories: aboutFields.accessories.default([]),
  price: aboutFields.price.default(null),
};

export const aboutChanges = z.object(aboutFields).partial().shape;
