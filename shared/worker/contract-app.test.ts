import { describe, expect, expectTypeOf, it } from "vitest";
import { route } from "../contracts/route.ts";
import { answer, jsonBody } from "../contracts/shapes.ts";
import * as z from "../contracts/zod.ts";
import { AppError } from "../core/errors.ts";
import { ContractApp } from "./contract-app.ts";

const TERMS = { worker: "bookings", permission: null, reach: "anyone", rate: "write", d1: 0 } as const;
const Shelf = z.object({ shelf: z.string(), books: z.number() });

const fill = route(TERMS, {
  method: "post",
  path: "/shelves/{id}/books",
  operationId: "fillShelf",
  summary: "Put books on a shelf",
  request: {
    params: z.object({ id: z.string().min(2) }),
    query: z.object({
      times: z.coerce.number().default(1),
      tag: z.union([z.string(), z.array(z.string())]).optional(),
    }),
    body: jsonBody({ books: z.number(), by: z.string().trim().optional() }),
  },
  responses: { 201: answer(Shelf, "The shelf") },
});
const tidy = route(TERMS, {
  method: "put",
  path: "/shelves",
  operationId: "tidyShelves",
  summary: "Put the shelves in order",
  request: { body: { ...jsonBody({ by: z.string().optional() }), required: false } },
  responses: { 200: answer(z.object({ by: z.string().nullable() }), "Done") },
});

const order: string[] = [];
const app = new ContractApp()
  .openapi(
    {
      ...fill,
      middleware: async (_, next) => {
        order.push("middleware");
        await next();
      },
    },
    (c) => {
      order.push("handler");
      const { books, by } = c.req.valid("json");
      const { times, tag } = c.req.valid("query");
      return c.json({ shelf: [c.req.valid("param").id, tag, by].flat().join(), books: books * times }, 201);
    },
  )
  .openapi(tidy, (c) => c.json({ by: c.req.valid("json").by ?? null }, 200));
app.onError((error, c) =>
  error instanceof AppError
    ? c.json({ code: error.code, at: error.errors.map(({ path }) => path) }, 400)
    : c.json({ code: String(error) }, 500),
);

const sent = async (method: string, path: string, body?: string | Uint8Array<ArrayBuffer>, type?: string) => {
  const headers = type === undefined ? new Headers() : new Headers({ "content-type": type });
  return (await app.request(path, { method, headers, ...(body !== undefined && { body }) })).json();
};
const bytes = (text: string) => new TextEncoder().encode(text);
const JSON_TYPE = "application/json";
const SHELF = "/shelves/s1/books";

describe("a handler is given", () => {
  it("what the shapes made of each part, defaults filled in and texts trimmed", async () => {
    const body = JSON.stringify({ books: 3, by: " Ada " });
    expect(await sent("POST", `${SHELF}?times=2`, body, JSON_TYPE)).toEqual({ shelf: "s1,,Ada", books: 6 });
  });

  it("a list of a name that stands in the query more than once", async () => {
    const body = JSON.stringify({ books: 1 });
    expect(await sent("POST", `${SHELF}?tag=a&tag=b`, body, JSON_TYPE)).toEqual({ shelf: "s1,a,b,", books: 1 });
  });

  it.each([JSON_TYPE, "application/json; charset=utf-8", "application/merge-patch+json", "Application/JSON"])(
    "JSON that is called %s",
    async (type) => {
      expect(await sent("POST", SHELF, '{"books":1}', type)).toMatchObject({ books: 1 });
    },
  );

  it("an empty body where none came and none is needed", async () => {
    expect(await sent("PUT", "/shelves")).toEqual({ by: null });
    expect(await sent("PUT", "/shelves", "", JSON_TYPE)).toEqual({ by: null });
    expect(await sent("PUT", "/shelves", '{"by":"Ada"}', JSON_TYPE)).toEqual({ by: "Ada" });
  });

  it("nothing before the middleware of the route has run", async () => {
    order.length = 0;
    await sent("POST", SHELF, "{", JSON_TYPE);
    expect(order).toEqual(["middleware"]);
    await sent("POST", SHELF, '{"books":1}', JSON_TYPE);
    expect(order.slice(1)).toEqual(["middleware", "handler"]);
  });
});

describe("a request is refused", () => {
  it.each([
    { as: "a body of another shape", body: '{"books":"three"}', type: JSON_TYPE, at: ["/body/books"] },
    { as: "a field that is not known", body: '{"books":1,"x":1}', type: JSON_TYPE, at: ["/body/x"] },
    { as: "no body where one is needed", at: ["/body/books"] },
    { as: "an empty body where one is needed", body: "", type: JSON_TYPE, at: ["/body/books"] },
    {
      as: "a query of another shape",
      path: `${SHELF}?times=a`,
      body: '{"books":1}',
      type: JSON_TYPE,
      at: ["/query/times"],
    },
    { as: "a path of another shape", path: "/shelves/s/books", body: '{"books":1}', type: JSON_TYPE, at: ["/path/id"] },
  ])("for $as, and told where", async ({ path = SHELF, body, type, at }) => {
    expect(await sent("POST", path, body, type)).toEqual({ code: "request.invalid", at });
  });

  it.each([
    { query: "?dryRun=true", at: ["/query/dryRun"] },
    { query: "?a=1&b&a=2", at: ["/query/a", "/query/b"] },
    { query: "?__proto__=1", at: ["/query/__proto__"] },
  ])("for $query where no query is named, before its handler runs", async ({ query, at }) => {
    expect(await sent("PUT", `/shelves${query}`)).toEqual({ code: "request.invalid", at });
  });

  it.each(["?", "?&"])("not for a query that says nothing: %s", async (query) => {
    expect(await sent("PUT", `/shelves${query}`)).toEqual({ by: null });
  });

  it.each(["null", "[]", '"text"', "7"])("for a body that is %s, also where none is needed", async (body) => {
    expect(await sent("POST", SHELF, body, JSON_TYPE)).toEqual({ code: "request.invalid", at: ["/body"] });
    expect(await sent("PUT", "/shelves", body, JSON_TYPE)).toEqual({ code: "request.invalid", at: ["/body"] });
  });

  it.each([
    { as: "JSON that is none", code: "request.malformed", body: "{", type: JSON_TYPE },
    { as: "another type", code: "request.media_type", body: "{}", type: "text/plain" },
    { as: "a type that only begins like JSON", code: "request.media_type", body: "{}", type: "application/jsonlines" },
    { as: "a body of no type", code: "request.media_type", body: bytes("{}") },
  ])("for $as: $code", async ({ code, body, type }) => {
    expect(await sent("POST", SHELF, body, type)).toMatchObject({ code });
    expect(await sent("PUT", "/shelves", body, type)).toMatchObject({ code });
  });
});

it("lets no handler compile that answers what its contract does not print", () => {
  const other = new ContractApp();
  // @ts-expect-error `books` is a number
  other.openapi(fill, (c) => c.json({ shelf: "s1", books: "three" }, 201));
  // @ts-expect-error the status is 201
  other.openapi(fill, (c) => c.json({ shelf: "s1", books: 3 }, 200));
  // @ts-expect-error there is no such part
  other.openapi(tidy, (c) => c.json({ by: c.req.valid("query").by }, 200));
  other.openapi(tidy, (c) => {
    expectTypeOf(c.req.valid("json")).toEqualTypeOf<{ by?: string | undefined }>();
    return c.json({ by: null }, 200);
  });
  expect(other.routes.length).toBeGreaterThan(0);
});
