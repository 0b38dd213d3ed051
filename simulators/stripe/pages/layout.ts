const STYLE = `
:root{color-scheme:light;--ink:#1b2430;--soft:#5b6675;--line:#d9dee6;--accent:#3f4fd6;--bad:#b3261e}
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:#f5f6f9}
main{max-width:60rem;margin:2rem auto;padding:0 1rem;display:grid;gap:1.5rem;grid-template-columns:repeat(auto-fit,minmax(18rem,1fr));align-items:start}
h1{font-size:1.35rem;margin:0;grid-column:1/-1}h2{font-size:1.05rem;margin:0 0 .75rem}
section,form{background:#fff;border:1px solid var(--line);border-radius:.75rem;padding:1.25rem}
table{width:100%;border-collapse:collapse}th{text-align:left;font-weight:400}td{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
th,td{padding:.3rem 0;vertical-align:top}tfoot tr:last-child>*{font-weight:700;border-top:1px solid var(--line);padding-top:.6rem}
small,.soft{color:var(--soft)}label{display:block;font-size:.9rem;margin:.7rem 0 .2rem}
input,select{width:100%;padding:.55rem .6rem;font:inherit;border:1px solid #7d8795;border-radius:.4rem;background:#fff}
input[type=checkbox]{width:auto;margin-right:.5rem}
button,.button{display:inline-block;padding:.65rem 1.2rem;font:inherit;font-weight:600;border-radius:.4rem;border:1px solid var(--accent);background:var(--accent);color:#fff;cursor:pointer;text-decoration:none}
.plain{background:#fff;color:var(--accent)}.row{display:flex;gap:.75rem;margin-top:1.25rem;flex-wrap:wrap}
:focus-visible{outline:3px solid #f2a900;outline-offset:2px}
.alert{grid-column:1/-1;border:2px solid var(--bad);background:#fff5f4}.alert ul{margin:.3rem 0 0;padding-left:1.2rem}
.note{grid-column:1/-1;margin:0}`

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Makes text safe inside HTML and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
}

/** A whole page. `main` is HTML, `title` is text. */
export function layout(title: string, main: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body><main>${main}</main></body>
</html>
`
}
