/** Resend as a client knows it: it checks what it is sent, takes it once a key, and otherwise answers as told. */

export interface ResendAnswer {
  readonly status: number;
  readonly name?: string;
  readonly headers?: Record<string, string>;
}

interface Taken {
  readonly key: string;
  readonly to: string;
  readonly body: Readonly<Record<string, string>>;
}

const TAKEN: ResendAnswer = { status: 200 };

const respond = ({ status, name, headers = {} }: ResendAnswer): Response => {
  const body = status < 300 ? { id: crypto.randomUUID() } : { name, statusCode: status, message: "no" };
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
};

/** `answers` are given one after the other to e-mails that are new and in order; then all are taken. */
export function aResend(apiKey: string, from: string, ...answers: ResendAnswer[]) {
  const asked: Taken[] = [];
  const taken = new Map<string, string>();

  function judge(request: Request, key: string, text: string): ResendAnswer {
    if (`${request.method} ${request.url}` !== "POST https://api.resend.com/emails")
      return { status: 404, name: "not_found" };
    if (request.headers.get("authorization") !== `Bearer ${apiKey}`) return { status: 401, name: "invalid_api_key" };
    if (key.length === 0 || key.length > 256) return { status: 400, name: "invalid_idempotency_key" };
    const body: Record<string, unknown> = JSON.parse(text);
    if (body.from !== from) return { status: 422, name: "invalid_from_address" };
    for (const field of ["to", "subject", "text", "html"])
      if (typeof body[field] !== "string" || body[field] === "") return { status: 422, name: "missing_required_field" };
    const before = taken.get(key);
    if (before !== undefined) return before === text ? TAKEN : { status: 409, name: "invalid_idempotent_request" };
    const answer = answers.shift() ?? TAKEN;
    if (answer.status < 300) taken.set(key, text);
    return answer;
  }

  return {
    /** The e-mails it was asked to send to an address, the oldest first. */
    askedFor: (to: string): Taken[] => asked.filter((one) => one.to === to),
    /** How many e-mails it would have brought to their address. */
    delivered: (): number => taken.size,
    fetch: async (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
      const request = new Request(input, init);
      const key = request.headers.get("idempotency-key") ?? "";
      const text = await request.text();
      const answer = judge(request, key, text);
      const body: Record<string, string> = JSON.parse(text);
      asked.push({ key, to: body.to ?? "", body });
      return respond(answer);
    },
  };
}
