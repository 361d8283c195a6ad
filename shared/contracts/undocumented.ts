import type * as z from "./zod.ts";

/**
 * Stands for `@asteasolutions/zod-to-openapi` in the bundles of workers that print no document: what a shape says of itself
 * is for the document alone, so there it is not kept.
 */
export function extendZodWithOpenApi({ ZodType }: Pick<typeof z, "ZodType">): void {
  Object.assign(ZodType.prototype, {
    openapi(this: z.ZodType) {
      return this;
    },
  });
}
