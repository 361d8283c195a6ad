import { describe, expect, it } from "vitest";
import { demandPassword } from "./password.ts";

const codeOf = (password: string, email = "resident@example.com"): string => {
  try {
    demandPassword(password, email);
    return "accepted";
  } catch (error) {
    return (error as Error).message;
  }
};

describe("a password", () => {
  it.each([
    "passwordpassword",
    "Password2026!",
    "P@ssw0rd12345",
    "!!!football!!!",
    "qwertyuiop",
    "poiuytrewq",
    "1234567890",
    "0987654321",
    "12345123451234512345",
    "aaaaaaaaaaaa",
    "abababababab",
    "iloveyousomuch",
    "1q2w3e4r5t",
    "Barcelona1899",
    "contraseña123",
  ])("that is tried first, such as %s, is refused", (password) => {
    expect(codeOf(password)).toBe("password.common");
  });

  it.each(["Resident@Example.com", "resident"])("that is the address, such as %s, is refused", (password) => {
    expect(codeOf(password)).toBe("password.is_address");
  });

  it.each([
    "courtyard by the sea",
    "correct horse battery",
    "T7#kfPq2!xLm",
    "una noche en el patio",
    "ночь во дворе дома",
  ])("that nobody tries first, such as %s, is accepted", (password) => {
    expect(codeOf(password)).toBe("accepted");
  });
});
