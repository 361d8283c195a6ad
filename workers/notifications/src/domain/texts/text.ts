import type { HomeKind } from "#shared/core/homes";
import type { Role } from "#shared/core/permissions";
import type { Letter } from "#shared/core/vocabulary";
import type { NOTICE_CHANNELS, NoticeName, NoticeParameters } from "../notice.ts";

/** What stands in an inbox, in Liquid. */
interface InboxText {
  readonly title: string;
  readonly body: string;
}

/** What an e-mail says, in Liquid: its HTML and its text part are made from the same paragraphs. An empty one is left out. */
export interface EmailText {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** Whether the parameter `code` is shown, large, to be typed elsewhere. */
  readonly showsCode?: true;
  /** What the parameter `link` leads to, in words. */
  readonly link?: string;
}

export interface ByChannel {
  readonly inbox: InboxText;
  readonly email: EmailText;
}

type NoticeTexts = { readonly [N in NoticeName]: Pick<ByChannel, (typeof NOTICE_CHANNELS)[N][number]> };
/** What is said of bookings: a file of its own in each language. */
export type BookingTexts = Pick<
  NoticeTexts,
  Extract<NoticeName, `booking_${string}` | `series_${string}` | "place_offered" | "times_closed">
>;
type CancelCause = NoticeParameters["booking_cancelled"]["cause"];
type Wish = NoticeParameters["booking_closed"]["wish"];
type WishEnd = NoticeParameters["booking_wish_ended"]["ended"];

/** All that one language says: a missing text does not compile. */
export interface Texts {
  readonly greeting: string;
  readonly footer: string;
  /** The words for what parameters name. */
  readonly words: {
    readonly kind: Readonly<Record<HomeKind, string>>;
    readonly cause: Readonly<Record<CancelCause, string>>;
    readonly wish: Readonly<Record<Wish, string>>;
    readonly ended: Readonly<Record<WishEnd, string>>;
    readonly role: Readonly<Record<Role, string>>;
  };
  readonly letters: Readonly<Record<Letter, EmailText>>;
  readonly notices: NoticeTexts;
}
