import { type Id, isId } from "#shared/core/ids";

interface Event {
  readonly type: string;
  readonly person?: Id<"user"> | undefined;
  readonly data: unknown;
}

/** Whose key seals what names nobody because it cannot be read. */
export const UNREADABLE = "unreadable";

/** Whose words stand in an event. `user.deleted` holds an id alone, and must be heard after its person's key is gone. */
export const ownerOf = ({ type, person }: Event): Id<"user"> | null =>
  type === "user.deleted" ? null : (person ?? null);

/** Whose words may stand in what the log refused: the person it names, even where the rest makes no sense. */
export function ownerOfRefused(body: unknown, event: Event | undefined): string | null {
  if (event) return ownerOf(event);
  const named = isRecord(body) ? body.person : undefined;
  return typeof named === "string" && isId("user", named) ? named : UNREADABLE;
}

/** The persons whose words are to be forgotten. */
export const forgottenIn = (events: readonly Event[]): Id<"user">[] =>
  events.flatMap(({ type, data }) => {
    const user = type === "user.deleted" && isRecord(data) ? data.userId : undefined;
    return typeof user === "string" && isId("user", user) ? [user] : [];
  });

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
