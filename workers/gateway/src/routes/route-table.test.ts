import { describe, expect, it } from "vitest";
import { RouteTable } from "./route-table.ts";

/** What a table of these paths, given as `METHOD path`, answers: the path that is found, and its parameters. */
function table(...routes: string[]) {
  const known = new RouteTable<string>();
  for (const route of routes) known.add(...(route.split(" ") as [string, string]), route);
  return (method: string, path: string) => {
    const [found, stash] = known.match(method, path);
    return found.map(([route, params]) => [
      route,
      Object.fromEntries(Object.entries(params).map(([name, at]) => [name, stash ? stash[at as number] : at])),
    ]);
  };
}

describe("a route is found", () => {
  const find = table("GET /a/all", "GET /a/:id", "POST /a/:id", "GET /a/:id/b", "GET /c");

  it.each([
    ["GET", "/a/all", "GET /a/all", {}],
    ["GET", "/a/7", "GET /a/:id", { id: "7" }],
    ["POST", "/a/all", "POST /a/:id", { id: "all" }],
    ["GET", "/a/all/b", "GET /a/:id/b", { id: "all" }],
    ["GET", "/a/__proto__", "GET /a/:id", { id: "__proto__" }],
  ])("%s %s: %s", (method, path, route, params) => expect(find(method, path)).toEqual([[route, params]]));

  it.each([
    ["POST", "/c"],
    ["GET", "/c/"],
    ["GET", "/a"],
    ["GET", "/A/all"],
    ["GET", "/a/7/b/c"],
    ["GET", "constructor"],
    ["__proto__", "/c"],
  ])("and none for %s %s", (method, path) => expect(find(method, path)).toEqual([]));

  it("also where one expression cannot tell two patterns apart", () => {
    const apart = table("GET /a/:id/b", "GET /a/all/:id", "GET /a/:name/:id/c");
    expect(apart("GET", "/a/all/7")).toEqual([["GET /a/all/:id", { id: "7" }]]);
    expect(apart("GET", "/a/x/7/c")).toEqual([["GET /a/:name/:id/c", { name: "x", id: "7" }]]);
  });
});
