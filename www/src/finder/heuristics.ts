/**
 * Patterns that recognise article text and page furniture: class names, ids and phrases, Vietnamese
 * and English. Data, not code: the embed's readers get them as a file, so that the list can grow
 * without any script growing. `Rules` compiles them; `weights.ts` says what a match weighs.
 */

/** Sources of regular expressions that ignore case. */
export interface Heuristics {
  /** Names of the containers of article text. */
  readonly body: string;
  /**
   * Names of the paragraph over the body that sums the article up. Vietnamese papers say “sapo”.
   */
  readonly lead: string;
  /** Names of the article's title where it is no `<h1>`. */
  readonly title: string;
  /** Names of readers' comments, which may be longer than the article. */
  readonly comment: string;
  /** Names of footers and of lists of other articles. */
  readonly never: string;
  /** Names of boxes beside the article. */
  readonly beside: string;
  /** HTML elements that stand beside the article. */
  readonly aside: string;
  /**
   * Names of a state (“has-sidebar”) or of an article's tags (“tag-comment”), not of the element.
   */
  readonly state: string;
  /** Attributes whose values name an element. */
  readonly naming: string;
  /** Beginnings of lines that lead to other articles. */
  readonly away: string;
  /** The same beginnings without a colon or arrow: a short line leads away, a long one is text. */
  readonly weakAway: string;
  /** Beginnings of imprints, contacts and photo credits. */
  readonly furniture: string;
  /** The same without a colon or number: a short line is furniture, a long one is text. */
  readonly weakFurniture: string;
  /** The links that answer a comment, in a line with others such as “Thích” and the time. */
  readonly reply: string;
  /** Ends of captions. */
  readonly credit: string;
  /** Elements that flow within a line, as long as no block stands in them. */
  readonly inline: string;
  /**
   * Elements that are never article text. ASP.NET portals wrap the page in a FORM, so it is read.
   */
  readonly unread: string;
  /** Elements that are not read and do not end the line that they stand in. */
  readonly within: string;
  /** ARIA roles that are never article text. */
  readonly roles: string;
}

/** Literals only, so that a bundle without the finder can leave them out. */
export const HEURISTICS: Heuristics = {
  body:
    "(?:^|[\\s_-])(?:" +
    "(?:article|post|entry|detail|news|story|single|main|page|" +
    "field-name)[_-]*(?:detail[_-]*)?(?:content|body|text)|" +
    "(?:content|body)[_-]*detail|fck[_-]detail|noi-?dung(?:-?tin)?|chi-?tiet(?:-?tin)?|e-content|" +
    "afcbc-body|journal-content-article|rtestate-field|rich-?text-?body|news-text-post|cms-body" +
    ")(?:$|[\\s_-])",
  lead:
    "(?:^|[\\s_-])(?:" +
    "sapo|tom-?tat|trich-?dan|mo-?ta|lead|lede|standfirst|chapeau|summary|excerpt|description|" +
    "intro|dek" +
    ")(?:$|[\\s_-])",
  title:
    "(?:^|[\\s_-])(?:tieu-?de|mso-?title|(?:article|post|entry|detail|news)[_-]*title|" +
    "title[_-]*(?:detail|news|post))(?:$|[\\s_-])",
  comment:
    "(?:^|[\\s_-])(?:comments?(?:list|s|box|area|text|body|content)?|commentary|cmts?|box-comm|" +
    "binh-?luan|y-?kien|disqus|" +
    "phan-?hoi|thao-?luan|feedback|discussion|repl(?:y|ies)|user-?post)(?:$|[\\s_-])",
  never:
    "(?:^|[\\s_-])(?:" +
    "foot(?:er)?|copyright|relate\\w*|(?:tin|bai)?lien-?quan|" +
    "(?:cac)?tin-?khac|tin-?moi|(?:xem|doc)-?(?:them|nhieu)|most-?(?:read|viewed|popular)|" +
    "recommend\\w*|suggest\\w*|" +
    "breadcrumbs?|pagination|newsletter|subscribe|cookies?" +
    ")(?:$|[\\s_-])",
  beside:
    "(?:^|[\\s_-])(?:" +
    "side-?bar|aside|menu|nav(?:bar|igation)?|topbar|header|masthead|banner|ad(?:s|sense|" +
    "sbygoogle|v|vert\\w*)?|quang-?cao|promo|" +
    "sponsor\\w*|shar(?:e|ing)|social|chia-?se|tags?|tu-?khoa|keywords?|author|byline|tac-?gia|" +
    "bio|(?:fig|tpl)?caption|" +
    "chu-?thich|poll|vote|rating|widget|toolbar|tool-?box|popup|modal|login|print|hotline|" +
    "weather|box-category|link-?box|" +
    "box-?tin|credits?|source|nguon|infobox|gallery|slider|carousel|paywall" +
    ")(?:$|[\\s_-])",
  aside: "^(?:aside|figure|address)$",
  state:
    "^(?:(?:has|with|no|is|not|show|hide)[-_]|(?:post_)?(?:tag|category|cat|topic|term|" +
    "taxonomy)-)|" +
    "[-_](?:open|closed|enabled|disabled|allowed|none|count)$",
  naming: "^(?:class|id|type|itemprop|data-(?:role|field|type|block|component|testid|section))$",
  away:
    "^\\s*(?:>>|»|►|▶|[\\[(]?(?:xem thêm|đọc thêm|tin liên quan|bài liên quan|từ khóa|tags?|" +
    "read more|see also|related)\\s*:|" +
    "mời (?:quý )?(?:độc giả|bạn đọc)|theo dõi chúng tôi)",
  weakAway:
    "^\\s*[\\[(]?(?:xem thêm|đọc thêm|tin liên quan|bài liên quan|từ khóa|tags?|read more|" +
    "see also|related)(?:$|[\\s.,:])",
  furniture:
    "^\\s*(?:©|\\(c\\)|copyright|bản quyền (?:thuộc|©|\\d)|ghi rõ nguồn|giấy phép (?:số|" +
    "hoạt động|xuất bản|thiết lập|trang|báo)|" +
    "(?:hotline|đường dây nóng|điện thoại|email|tòa soạn|toà soạn|liên hệ)\\s*:|" +
    "[\\[(]?(?:nguồn )?ảnh\\s*:)",
  weakFurniture:
    "^\\s*(?:bản quyền|giấy phép|hotline|đường dây nóng|tòa soạn|toà soạn|nguồn ảnh|\\(ảnh)",
  reply: "(?:^|[\\s·•|])(?:trả lời|phản hồi|reply)(?:$|[\\s·•|(])",
  credit:
    "(?:^|[\\s.,;(–-])(?:ảnh|tranh|đồ họa|video|photo|nguồn)\\s*:\\s*[^.:]{2,40}\\.?\\)?\\.?$",
  inline:
    "^(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|nobr|" +
    "o:p|q|rp|rt|ruby|s|samp|" +
    "small|span|strike|strong|sub|sup|time|tt|u|var|wbr|img|picture)$",
  unread:
    "^(?:script|style|noscript|template|iframe|object|embed|video|audio|canvas|svg|math|map|" +
    "input|select|textarea|" +
    "button|nav|menu|dialog|progress|meter|head)$",
  within: "^(?:script|style|noscript|template|svg|math|map|input|select|button|progress|meter)$",
  roles: "^(?:navigation|search|dialog|alertdialog|menu|menubar|toolbar|tablist|button)$",
};
