import { extendZodWithOpenApi } from "@asteasolutions/zod-to-openapi";
import { ZodType, type z } from "zod";

// It asks for the class alone; given the whole of zod, it would bring its texts in fifty languages into each Worker.
extendZodWithOpenApi({ ZodType } as typeof z);

// biome-ignore lint/performance/noBarrelFile: the one door to zod, which cannot be used before it knows `openapi`
export * from "zod";
export { _safeParse as safeParseBy, type $ZodIssue as Issue } from "zod/v4/core";
