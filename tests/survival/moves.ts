import { counted, expectOnce, type Notified } from "./history.ts";

/** What became of somebody who claimed a flat without a code, and of the manager's word on it. */
export interface Move {
  readonly who: number;
  readonly unitId: string;
  /** Of what was acknowledged. */
  readonly claimId: string | undefined;
  /** Why they do not live there: a code, or `unknown` where nothing answered; undefined where they were let in. */
  readonly refusal: string | undefined;
}

/** What can be seen afterwards: each mover's claims, homes and inbox, and the inbox of the manager. */
export interface MovesSeen {
  readonly claims: readonly { readonly who: number; readonly id: string; readonly status: string }[];
  readonly homes: readonly { readonly who: number; readonly residenceId: string; readonly unitId: string }[];
  readonly inbox: readonly Notified[];
  readonly managerInbox: readonly { readonly type: string; readonly subject: string }[];
  readonly audit: readonly { readonly operation: string | null; readonly subject: string }[];
}

/** Whoever was let in lives where they claimed, and they, the manager and the audit were told of it once. */
export function brokenMoves(moves: readonly Move[], seen: MovesSeen): string[] {
  const faults: string[] = [];
  const told = counted(seen.inbox.map(({ type, subject, who }) => `${type} ${subject} to ${who}`));
  const manager = counted(seen.managerInbox.map(({ type, subject }) => `${type} ${subject} to the manager`));
  const recorded = counted(seen.audit.map(({ operation, subject }) => `${operation} ${subject}`));
  for (const { who, unitId, claimId, refusal } of moves) {
    if (refusal || !claimId) {
      faults.push(`${who}: ${claimId ? "not let in" : "claim refused"}: ${refusal}`);
      continue;
    }
    const claims = seen.claims.filter((claim) => claim.who === who).map(({ id, status }) => `${id} ${status}`);
    if (claims.join() !== `${claimId} approved`)
      faults.push(`${who}: claimed ${claimId}, has ${claims.join() || "none"}`);
    const homes = seen.homes.filter((home) => home.who === who);
    if (homes.map((home) => home.unitId).join() !== unitId)
      faults.push(`${who}: let into ${unitId}, lives in ${homes.map((home) => home.unitId).join() || "none"}`);
    expectOnce(faults, told, `claim.decided ${claimId} to ${who}`);
    for (const { residenceId } of homes) expectOnce(faults, told, `resident.verified ${residenceId} to ${who}`);
    expectOnce(faults, manager, `claim.submitted ${claimId} to the manager`);
    expectOnce(faults, recorded, `submitClaim ${claimId}`);
    expectOnce(faults, recorded, `approveClaim ${claimId}`);
  }
  return faults;
}

/** What was answered to one request that was sent more than once at the same time, under one key. */
export interface Repeated {
  readonly key: string;
  /** Status and id, or code. */
  readonly answers: readonly string[];
}

/** The effect of a call happens once, and everybody who sent it is answered the same. */
export const answeredTwice = (repeated: readonly Repeated[]): string[] =>
  repeated.flatMap(({ key, answers }) =>
    new Set(answers).size > 1 ? [`${key}: sent twice, and answered ${answers.join(" and ")}`] : [],
  );
