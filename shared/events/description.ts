import { type ConversionConfig, toJsonSchema } from "@valibot/to-json-schema";
import { catalogue, type EventName, entryOf } from "./catalogue.ts";
import { schemaName } from "./event.ts";

/** An event as the world may read of it. */
export interface EventDescription {
  readonly type: string;
  readonly version: number;
  readonly dataschema: string;
  readonly from: string;
  readonly to: string[];
  readonly leaves: "never" | "manager";
  readonly schema: Record<string, unknown>;
}

/** `guard` only narrows what the pattern before it has checked. */
const CONVERSION: ConversionConfig = { target: "draft-2020-12", ignoreActions: ["guard"] };

let described: readonly EventDescription[] | undefined;

/** Every event of the catalogue with the JSON Schema of its data; made once, at the first question. */
export function descriptions(): readonly EventDescription[] {
  described ??= Object.keys(catalogue).map((type) => describe(type as EventName));
  return described;
}

function describe(type: EventName): EventDescription {
  const entry = entryOf(type) ?? catalogue[type];
  return {
    type,
    version: entry.event.version,
    dataschema: schemaName(entry.event),
    from: entry.from,
    to: [...entry.to],
    leaves: entry.leaves,
    schema: { ...toJsonSchema(entry.event.data, CONVERSION) },
  };
}
