import { isNamed } from "#shared/contracts/openapi/examples";

// biome-ignore lint/suspicious/noExplicitAny: a document of any shape
type Json = any;

/** Texts of a schema that nothing but their name says anything about. */
export function* unspoken(value: Json, name = "", at = ""): Generator<string> {
  if (typeof value !== "object" || value === null || "example" in value) return;
  const isText = [value.type].flat().includes("string") && value.in === undefined;
  if (isText && !["example", "enum", "const", "format"].some((key) => key in value) && !isNamed(name))
    yield `${at} ${name}`;
  for (const [key, inner] of Object.entries<Json>(value)) {
    if (key === "parameters" || key === "examples" || key === "example") continue;
    const names = key === "properties" ? Object.entries<Json>(inner) : [];
    for (const [field, schema] of names) yield* unspoken(schema, field, at);
    if (names.length === 0) yield* unspoken(inner, ["items", "schema", "0"].includes(key) ? name : key, at || key);
  }
}

/** The same of a whole OpenAPI document. */
export const unspokenIn = (document: Json): string[] =>
  [...Object.entries(document.components.schemas), ...Object.entries(document.paths)].flatMap(([name, part]) => [
    ...unspoken(part, name, name),
  ]);
