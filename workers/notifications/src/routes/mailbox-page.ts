/** The local mailbox in Liquid; every value is escaped. */
export const MAILBOX_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mailbox</title>
<style>
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; color: #222 }
details { border: 1px solid #ddd; border-radius: 6px; margin: .5rem 0; padding: .5rem .75rem }
summary { cursor: pointer }
small { color: #666 }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 15px/1.5 ui-monospace, monospace }
</style>
</head>
<body>
<h1>Mailbox</h1>
<p>E-mail that would have been sent{% if to %} to {{ to }}{% endif %}, the newest first. Nothing leaves this machine.</p>
{% for item in items %}<details{% if forloop.first %} open{% endif %}>
<summary><strong>{{ item.subject }}</strong><br><small>{{ item.to }} · {{ item.at }}</small></summary>
<pre>{{ item.text }}</pre>
</details>
{% else %}<p>There is none yet.</p>
{% endfor %}</body>
</html>
`;
