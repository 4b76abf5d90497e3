/**
 * Names that tell article text from what stands around it: class names, ids and phrases, Vietnamese and English.
 * They only ever weigh; `article.ts` never lets a name throw away most of a page's text.
 */

/** The paragraph over the body that sums the article up. Vietnamese papers call it “sapo”. */
export const LEAD_NAMES =
  ".sapo,.detail-sapo,.singular-sapo,.article__sapo,.article-sapo,.the-article-summary,.article-summary,.tomtat," +
  ".tom-tat,.trichdan,p.description,h2.description,.article-lead,.article__lead,.lead,.standfirst";

/** Names with one of these words in them; a word ends at a space, a hyphen or an underscore. */
const words = (list: string): RegExp =>
  new RegExp(`(?:^|[\\s_-])(?:${list.trim().replace(/\s+/g, "|")})(?:$|[\\s_-])`, "i");

/** Never the article, however long. */
const NEVER = words(`
  comment\\w* box-comm binh-?luan y-?kien disqus foot(?:er)? copyright relate\\w* (?:tin|bai)?lien-?quan
  (?:cac)?tin-?khac tin-?moi (?:xem|doc)-?(?:them|nhieu) most-?(?:read|viewed|popular) recommend\\w* suggest\\w*
  breadcrumbs? pagination newsletter subscribe cookies? paywall
`);

/** Beside the article, unless most of the text is in it. */
const BESIDE = words(`
  side-?bar aside menu nav(?:bar|igation)? topbar header masthead banner ad(?:s|sense|v|vert\\w*)? quang-?cao promo
  sponsor\\w* shar(?:e|ing) social chia-?se tags? tu-?khoa keywords? author byline tac-?gia bio (?:fig|tpl)?caption
  chu-?thich poll vote rating widget toolbar tool-?box popup modal login print hotline weather box-category link-?box
  box-?tin credits? source nguon infobox gallery slider carousel
`);

/** Class names that tell a state (“has-sidebar”, “comments-open”) and not what the element is. */
const STATE =
  /^(?:has|with|no|is|not|show|hide)[-_]|[-_](?:open|closed|enabled|disabled|allowed|none|count)$/i;

/** What an element's class, id, type, and the name of a custom element say of it: never the article, beside it, or nothing. */
export function nameOf(element: Element): "never" | "beside" | undefined {
  const own = element.localName.includes("-") ? element.localName : "";
  const names =
    `${own} ${element.getAttribute("class") ?? ""} ${element.id} ${element.getAttribute("type") ?? ""}`
      .split(/\s+/)
      .filter((name) => name && !STATE.test(name))
      .join(" ")
      .replace(/([a-z])([A-Z])/g, "$1-$2");
  if (!names) return undefined;
  return NEVER.test(names) ? "never" : BESIDE.test(names) ? "beside" : undefined;
}

/** How lines begin that lead away from the article or stand under it. */
export const AWAY =
  /^\s*(?:>>|»|►|▶|\[?(?:xem thêm|đọc thêm|tin liên quan|bài liên quan|mời (?:quý )?(?:độc giả|bạn đọc)|từ khóa|tags?|theo dõi chúng tôi|read more|see also|related)\b)/i;
export const SMALL_PRINT =
  /^\s*(?:©|\(c\)|bản quyền|copyright|ghi rõ nguồn|giấy phép|hotline|đường dây nóng|điện thoại:|email:|tòa soạn:|toà soạn:|ảnh:|\(ảnh|nguồn ảnh)/i;
/** How captions end, wherever they stand. */
export const CREDIT = /(?:^|[\s.,;(–-])(?:ảnh|tranh|đồ họa|video|photo|nguồn)\s*:\s*[^.:]{2,40}\.?\)?\.?$/i;
