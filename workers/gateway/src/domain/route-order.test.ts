import { expect, it } from "vitest";
import { wordsFirst } from "./route-order.ts";

it("a word comes before a parameter in its place, wherever the place is", () => {
  const paths = [
    "/v1/users/{id}",
    "/v1/{kind}/me",
    "/v1/users/{id}/grants",
    "/v1/users/me",
    "/v1/users/me/grants",
    "/v1/users",
  ];
  const sorted = [...paths].sort(wordsFirst);
  const before = (word: string, parameter: string) => sorted.indexOf(word) < sorted.indexOf(parameter);
  expect(before("/v1/users/me", "/v1/users/{id}")).toBe(true);
  expect(before("/v1/users/me/grants", "/v1/users/{id}/grants")).toBe(true);
  expect(before("/v1/users/me", "/v1/{kind}/me")).toBe(true);
  expect(wordsFirst("/v1/users", "/v1/users")).toBe(0);
});
