/** Containers of article text, as content systems name them, most telling first. */
export const BODY_NAMES =
  '[itemprop~="articleBody"],.fck_detail,.afcbc-body,.main-detail-content,.singular-content,' +
  ".the-article-body,.article__body,.article-body,.article-content,.ArticleContent,.entry-content," +
  ".post-content,.post-body,.content-detail,.detail-content,.detail__content,.news-content,.noidung," +
  ".noi-dung,.chitiet,.vnnews-text-post,.maincontent,.h-entry .e-content";
