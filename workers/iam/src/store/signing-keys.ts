import { desc, inArray } from "drizzle-orm";
import { adding, changingOrNot, type Save } from "#shared/worker/commit";
import { type Read, read } from "#shared/worker/load";
import { KEYS_LIMIT, type SigningKey } from "../domain/signing-key.ts";
import { signingKeys } from "./schema.ts";

/** Every key that is kept, the newest first. */
export const allSigningKeys = (): Read<SigningKey[]> =>
  read(
    (orm) => orm.select().from(signingKeys).orderBy(desc(signingKeys.createdAt)).limit(KEYS_LIMIT),
    (rows) => rows,
  );

export const addSigningKey = (key: SigningKey): Save => adding((orm) => orm.insert(signingKeys).values(key));

export const removeSigningKeys = (keys: readonly SigningKey[]): Save =>
  changingOrNot((orm) =>
    orm.delete(signingKeys).where(
      inArray(
        signingKeys.id,
        keys.map(({ id }) => id),
      ),
    ),
  );
