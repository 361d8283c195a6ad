/** The HTML part of every e-mail, in Liquid; every value is escaped. Styles stand in the tags because mail programs drop others. */
export const LAYOUT = `<!doctype html>
<html lang="{{ language }}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{ subject }}</title></head>
<body style="margin:0;background:#f4f4f1;font:16px/1.5 system-ui,sans-serif;color:#222">
<div style="max-width:560px;margin:0 auto;padding:32px 24px;background:#fff">
<p>{{ greeting }}</p>
<p style="white-space:pre-line">{{ first }}</p>
{% if code != "" %}<p style="font-size:28px;letter-spacing:4px;font-weight:600">{{ code }}</p>
{% endif %}{% if link.to != "" %}<p><a href="{{ link.to }}">{{ link.label }}</a></p>
{% endif %}{% for paragraph in more %}<p style="white-space:pre-line">{{ paragraph }}</p>
{% endfor %}<p style="margin-top:32px;font-size:13px;color:#666">{{ footer }}</p>
</div>
</body>
</html>
`;
