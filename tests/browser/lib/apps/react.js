/** A server-rendered React article, hydrated after the widget attached, with a button that changes its text. */
import { createElement as h, useState } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { MORE, TEXTS } from "./texts.js";

function Article() {
  const [texts, setTexts] = useState(TEXTS);
  return h(
    "article",
    null,
    h("h1", null, "Bài báo"),
    ...texts.map((text) => h("p", { key: text }, text)),
    h("button", { type: "button", onClick: () => setTexts([...texts.slice(1), MORE]) }, "Cập nhật"),
  );
}

export const html = () => renderToString(h(Article));
export const hydrate = (root, onError) => {
  hydrateRoot(root, h(Article), { onRecoverableError: onError });
};
