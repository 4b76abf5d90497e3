/**
 * Names that tell article text from what stands around it: class names, ids and phrases, Vietnamese and English. They
 * only ever weigh; the finder never lets a name throw away most of a page's text. Data, not code: the embed's readers
 * get them as a file, so that the list can grow without any script growing. `Rules` reads them.
 */

/** Selectors, or sources of regular expressions that ignore case. */
export interface Names {
  /** Selector of containers of article text, as content systems name them, most telling first. */
  readonly body: string;
  /** Selector of the paragraph over the body that sums the article up. Vietnamese papers call it “sapo”. */
  readonly lead: string;
  /** Names of what is never the article, however long. */
  readonly never: string;
  /** Names of what stands beside the article, unless most of the text is in it. */
  readonly beside: string;
  /** Elements of HTML that stand beside the article. */
  readonly aside: string;
  /** Class names that tell a state (“has-sidebar”, “comments-open”) and not what the element is. */
  readonly state: string;
  /** How lines begin that lead away from the article or stand under it. */
  readonly away: string;
  /** How captions end, wherever they stand. */
  readonly credit: string;
  /** Elements that flow within a line, as long as no block stands in them. */
  readonly inline: string;
  /** Elements that are never article text. FORM is missing on purpose: ASP.NET portals wrap the whole page in one. */
  readonly unread: string;
  /** The same by ARIA role. */
  readonly roles: string;
  /** Class names of a lead that is set as a heading; it is text all the same. */
  readonly heading: string;
}

/**
 * Nothing but literals: a bundle that finds no articles then leaves it out. The selectors begin with what most elements
 * of a long text lack, so that browsers pass over those.
 */
export const NAMES: Names = {
  body:
    ':is([class],[itemprop]):is([itemprop~="articleBody"],.fck_detail,.afcbc-body,.main-detail-content,.singular-content,' +
    ".the-article-body,.article__body,.article-body,.article-content,.ArticleContent,.entry-content," +
    ".post-content,.post-body,.content-detail,.detail-content,.detail__content,.news-content,.noidung," +
    ".noi-dung,.chitiet,.vnnews-text-post,.maincontent,.h-entry .e-content)",
  lead:
    "[class]:is(.sapo,.detail-sapo,.singular-sapo,.article__sapo,.article-sapo,.the-article-summary,.article-summary,.tomtat," +
    ".tom-tat,.trichdan,p.description,h2.description,.article-lead,.article__lead,.lead,.standfirst)",
  never:
    "(?:^|[\\s_-])(?:" +
    "comment\\w*|box-comm|binh-?luan|y-?kien|disqus|foot(?:er)?|copyright|relate\\w*|(?:tin|bai)?lien-?quan|" +
    "(?:cac)?tin-?khac|tin-?moi|(?:xem|doc)-?(?:them|nhieu)|most-?(?:read|viewed|popular)|recommend\\w*|suggest\\w*|" +
    "breadcrumbs?|pagination|newsletter|subscribe|cookies?|paywall" +
    ")(?:$|[\\s_-])",
  beside:
    "(?:^|[\\s_-])(?:" +
    "side-?bar|aside|menu|nav(?:bar|igation)?|topbar|header|masthead|banner|ad(?:s|sense|v|vert\\w*)?|quang-?cao|promo|" +
    "sponsor\\w*|shar(?:e|ing)|social|chia-?se|tags?|tu-?khoa|keywords?|author|byline|tac-?gia|bio|(?:fig|tpl)?caption|" +
    "chu-?thich|poll|vote|rating|widget|toolbar|tool-?box|popup|modal|login|print|hotline|weather|box-category|link-?box|" +
    "box-?tin|credits?|source|nguon|infobox|gallery|slider|carousel" +
    ")(?:$|[\\s_-])",
  aside: "^(?:aside|header|figure|figcaption|caption|address)$",
  state: "^(?:has|with|no|is|not|show|hide)[-_]|[-_](?:open|closed|enabled|disabled|allowed|none|count)$",
  away:
    "^\\s*(?:(?:>>|»|►|▶|\\[?(?:xem thêm|đọc thêm|tin liên quan|bài liên quan|mời (?:quý )?(?:độc giả|bạn đọc)|" +
    "từ khóa|tags?|theo dõi chúng tôi|read more|see also|related)\\b)|(?:©|\\(c\\)|bản quyền|copyright|ghi rõ nguồn|" +
    "giấy phép|hotline|đường dây nóng|điện thoại:|email:|tòa soạn:|toà soạn:|ảnh:|\\(ảnh|nguồn ảnh))",
  credit: "(?:^|[\\s.,;(–-])(?:ảnh|tranh|đồ họa|video|photo|nguồn)\\s*:\\s*[^.:]{2,40}\\.?\\)?\\.?$",
  inline:
    "^(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|nobr|o:p|q|rp|rt|ruby|s|samp|" +
    "small|span|strike|strong|sub|sup|time|tt|u|var|wbr|img|picture)$",
  unread:
    "^(?:script|style|noscript|template|iframe|object|embed|video|audio|canvas|svg|math|map|input|select|textarea|" +
    "button|nav|menu|dialog|progress|meter|head)$",
  roles: "^(?:navigation|banner|contentinfo|search|dialog|alertdialog|menu|menubar|toolbar|tablist|button)$",
  heading: "sapo|lead|description|tom-?tat",
};
