/** How a document looks: on a screen, in the dark, on a phone and on paper. */
export const DOCUMENT_STYLE = `:root {
  color-scheme: light dark;
  --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --back: #ffffff; --shade: #f6f8fa;
  --mark: #0b57a4; --gate: #fff4d6; --gate-line: #b98a1d;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e6edf3; --soft: #9da7b1; --line: #3d444d; --back: #0f1419; --shade: #171c22;
    --mark: #79b8ff; --gate: #332a12; --gate-line: #d4a72c;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0 auto; max-width: 76rem; padding: 1.5rem; color: var(--text); background: var(--back);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  overflow-wrap: break-word;
}
main { min-width: 0; }
main > p, main > ul, main > ol { max-width: 46rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 0.5rem; }
h2 {
  font-size: 1.45rem; line-height: 1.3; margin: 3rem 0 1rem; padding-top: 1rem;
  border-top: 1px solid var(--line);
}
h3 { font-size: 1.1rem; line-height: 1.35; margin: 2.25rem 0 0.5rem; }
h4 { font-size: 1rem; margin: 1.5rem 0 0.25rem; }
p, ul, ol { margin: 0.6rem 0; }
li { margin: 0.2rem 0; }
a { color: var(--mark); }
a:focus-visible, .table:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; }
h3 + p > em:only-child { color: var(--soft); font-style: normal; }
code { background: var(--shade); padding: 0.1em 0.3em; border-radius: 4px; font-size: 0.9em; }
pre { background: var(--shade); padding: 1rem; overflow-x: auto; }
.table { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-size: 0.93rem; min-width: 50%; }
th, td { border: 1px solid var(--line); padding: 0.35rem 0.6rem; text-align: left; vertical-align: top; }
th { background: var(--shade); font-weight: 600; }
td a[href^="#"] { white-space: nowrap; }
thead:not(:has(th:not(:empty))) { display: none; }
nav { font-size: 0.92rem; margin-bottom: 2rem; }
nav ul { list-style: none; padding: 0; margin: 0; columns: 16rem; }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
.way { margin: 1.5rem 0; }
.way ol { list-style: none; padding: 0; margin: 0 0 1rem; display: grid; gap: 0.9rem 1.4rem; }
.way .modules { grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); }
.way .gates { grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); }
.way li {
  position: relative; margin: 0; padding: 0.6rem 0.8rem; border: 1px solid var(--line);
  border-radius: 8px; background: var(--shade); line-height: 1.35;
}
.way .gates li { background: var(--gate); border-color: var(--gate-line); }
.way li:not(:last-child)::after {
  content: "→"; position: absolute; right: -1.2rem; top: 50%; transform: translateY(-50%);
  color: var(--soft);
}
.way small { display: block; margin-top: 0.3rem; color: var(--soft); }
.way figcaption { color: var(--soft); font-size: 0.9rem; }
@media (min-width: 64rem) {
  body { display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: 3rem; }
  nav { position: sticky; top: 1.5rem; align-self: start; max-height: calc(100vh - 3rem); overflow-y: auto; }
  nav ul { columns: auto; }
}
@media print {
  :root { color-scheme: light; --text: #000; --soft: #444; --line: #999; --back: #fff; --shade: #f3f3f3; --mark: #000; --gate: #f3f3f3; --gate-line: #666; }
  body { display: block; max-width: none; padding: 0; font-size: 10pt; }
  main > p, main > ul, main > ol { max-width: none; }
  nav { display: none; }
  h2, h3, h4 { break-after: avoid; }
  tr, li, figure { break-inside: avoid; }
  .table { overflow: visible; }
  a { text-decoration: none; }
}`;
