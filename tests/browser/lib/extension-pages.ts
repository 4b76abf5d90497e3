/** Difficult pages, made of the paragraphs of our own article. */
import { readFileSync } from "node:fs";

const PARAGRAPHS = readFileSync("tests/fixtures/article.txt", "utf8").trim().split("\n");
const body = (texts: readonly string[] = PARAGRAPHS): string =>
  texts.map((text) => `<p>${text}</p>`).join("\n");
const article = `<article><h1>Tỉnh sắp xếp bộ máy</h1>${body()}</article>`;

const prose = (texts: readonly string[]): string => `<article><h1>Tin</h1>${body(texts)}</article>`;
const ENGLISH = [
  "The town council met on Tuesday to discuss the repair of the old bridge over the river, which has been closed to lorries since the flood.",
  "Work will begin in early spring and last about six weeks, the mayor told the residents who had filled the hall well before the meeting.",
  "Buses will stop at the market square during that time, with a shuttle every ten minutes for people who live on the other side of the water.",
];
const WITHOUT_THEME = [
  "Mưa lớn từ đêm qua làm nước suối dâng cao, đường vào bản bị ngập gần nửa mét, xe máy phải gửi lại bên kia cầu từ sáng sớm đến chiều tối.",
  "Bến đò Thượng mở lại sau hai năm, mỗi ngày tám chuyến, giá vé giữ nguyên như trước khi tạm dừng vì nước lớn, khách đi chợ lại đông như xưa.",
  "Chợ phiên cuối tuần đông hơn mọi khi, hàng hóa từ các bản mang xuống bán hết trước trưa, nhiều người ở lại xem trận đấu vật của trai làng.",
];

const page = (content: string, head = ""): string =>
  `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Báo</title>${head}</head><body>${content}</body></html>`;

const csp = (policy: string): string =>
  `<meta http-equiv="Content-Security-Policy" content="${policy}">`;

/** A page's script that attacks the extension in every way open to it. */
const HOSTILE = `
  const broken = () => { throw new Error("hostile") };
  for (const [owner, names] of [
    [Element.prototype, ["attachShadow", "querySelectorAll", "append", "setAttribute", "getAttribute", "closest"]],
    [Node.prototype, ["contains", "appendChild", "compareDocumentPosition"]],
    [Document.prototype, ["createElement", "createTreeWalker", "createRange", "querySelectorAll"]],
    [EventTarget.prototype, ["addEventListener"]],
    [CSSStyleSheet.prototype, ["replaceSync"]],
    [Range.prototype, ["setStart", "getClientRects", "getBoundingClientRect"]],
    [Map.prototype, ["get", "set"]],
    [Array.prototype, ["map", "filter", "flatMap"]],
    [JSON, ["parse", "stringify"]],
  ]) for (const name of names) owner[name] = broken;
  const listen = window.setInterval;
  window.MutationObserver = window.ResizeObserver = window.Highlight = window.Promise = broken;
  Object.defineProperty(Object.prototype, "type", { get: () => "stop", set: broken });
  Object.freeze(Array.prototype);
  Object.freeze(Object.prototype);
  listen(() => {
    const fake = { type: "correct", text: "x", theme: "digital", verdict: false };
    window.postMessage(fake, "*");
    document.dispatchEvent(new MessageEvent("message", { data: fake }));
    document.dispatchEvent(new CustomEvent("themelight:claim", { detail: "0.0.0" }));
    document.dispatchEvent(new CustomEvent("themelight:select", { detail: { index: 0, themes: [] } }));
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "x", bubbles: true }));
    for (const button of document.querySelector("themelight-ui")?.shadowRoot?.querySelectorAll("button") ?? []) {
      if (!/correct|undo/.test(button.className)) continue;
      button.click();
      window.pressed = (window.pressed ?? 0) + 1;
    }
    const noise = document.getElementById("noise");
    for (let i = 0; i < 200; i++) noise.textContent = "Ồn ào " + i + " ".repeat(i % 7);
  }, 20);
`;

export const FILES: Readonly<Record<string, string>> = {
  "strict.html": page(article, csp("default-src 'none'; style-src 'none'; script-src 'none'")),
  "trusted.html": page(
    article,
    csp("script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"),
  ),
  "dark.html": page(
    article,
    "<style>body{background:#16181a;color:#e4e1d9;max-width:40em;margin:2em auto}</style>",
  ),
  "frame.html": page(
    `<p>Bài nằm trong khung.</p><iframe src="inner.html" width="900" height="700"></iframe>`,
  ),
  "inner.html": page(article),
  "app.html": page(
    `<main id="app">${article}</main><button id="go">Bài khác</button>
    <script>document.getElementById("go").onclick = () => {
      history.pushState({}, "", "app.html?2");
      document.getElementById("app").innerHTML = \`<article><h1>Bài thứ hai</h1>${body(PARAGRAPHS.slice(0, 5))}</article>\`;
    }</script>`,
  ),
  "hostile.html": page(`${article}<aside id="noise"></aside><script>${HOSTILE}</script>`),
  "long.html": page(
    `<article>${body(Array.from({ length: 5000 }, (_, i) => `${PARAGRAPHS[i % PARAGRAPHS.length]} Đoạn thứ ${i}.`))}
    <p id="endless">${PARAGRAPHS.join(" ").repeat(100)}</p></article>`,
  ),
  "none.html": page("<h1>Đăng nhập</h1><form><input aria-label='Tên'></form>"),
  "english.html": page(prose(ENGLISH)),
  "without-theme.html": page(prose(WITHOUT_THEME)),
  "hidden.html": page(`<div id="wall" style="display:none">${article}</div>`),
  "shadow.html": page(
    `<div id="host"></div><script>
      host.attachShadow({ mode: "open" }).innerHTML = \`${article}\`;
    </script>`,
  ),
  "favicon.ico": "",
  "no-thanks.html": page(article).replace("<html", "<html data-themelight-off"),
  "with-embed.html": page(article, '<script async src="embed/themelight.js"></script>'),
  "plain.html": page(article),
};
