import { AppError } from "#shared/core/errors";
import { isCommon } from "./common-passwords.ts";

/** @throws AppError `password.common`, `password.is_address` */
export function demandPassword(password: string, email: string): void {
  const text = password.toLowerCase();
  if (text === email || text === email.split("@")[0]) throw new AppError("password.is_address");
  if (isCommon(password)) throw new AppError("password.common");
}
